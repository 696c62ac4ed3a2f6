"""`tfgraph weights convert`: arrays into another file."""

from __future__ import annotations

import os
import sys

from tfgraph_dnn.cli import unknown
from tfgraph_dnn.cli.ckpt import options, printing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph weights convert FILE OUT [--to npz|safetensors|ckpt] [--only REGEX] [--replace] [--limit BYTES]

Writes the arrays of a file of weights, or of a checkpoint, into another file, under their names and as they are: an
.npz or .safetensors file, or a checkpoint that Saver.restore and tfgraph ckpt take.

  --to FORMAT    what OUT is to be; its ending says so without this (.npz, .safetensors, else a checkpoint)
  --only REGEX   only arrays in whose name it is found
  --replace      OUT may be there already
  --limit BYTES  what the arrays may take in memory; a hundred times the file's size without it
  --json         what was written, as data"""

_FORMATS = {"npz": ".npz", "safetensors": ".safetensors", "ckpt": ""}


def main(argv: list[str]) -> int:
    """Writes the file."""
    given = options.parse(
        argv, "convert", flags=("--replace",), valued=("--to", "--only", "--limit"), words=(2, 2), tool="weights"
    )
    if given is None:
        print(HELP)
        return 0
    source, target = given.words
    kind = given.given.get("--to") or next(name for name, ending in _FORMATS.items() if target.endswith(ending))
    if kind not in _FORMATS:
        raise unknown("format", kind, _FORMATS)
    from tfgraph_dnn.cli.weights.opened import load_any

    opened = load_any(source, given.given.get("--limit"))
    arrays = {name: opened.arrays[name] for name in options.matching(opened, given.given.get("--only"))}
    if not arrays:
        raise UsageError(f"{printing.safe(source)} holds no array to write")
    _write(target, kind, arrays, replace="--replace" in given)
    if "--json" in given:
        printing.as_json({"file": target, "format": kind, "tensors": list(arrays)})
    else:
        size = printing.size(sum(array.nbytes for array in arrays.values()))
        print(f"{len(arrays)} arrays, {size}, from {printing.safe(opened.prefix)} to {printing.safe(target)}")
    return 0


def _write(target: str, kind: str, arrays: dict, *, replace: bool) -> None:
    if kind == "ckpt":
        from tfgraph_dnn.checkpoint.writer import write

        with options.progress() as step:
            write(target, arrays, replace=replace, progress=step)
        return
    if os.path.exists(target) and not replace:
        raise UsageError(f"{printing.safe(target)} is there already", hint="--replace lets it be replaced.")
    from tfgraph_dnn.weights.writing import write as write_file

    for note in write_file(target, kind, arrays):
        print(f"note: {note}", file=sys.stderr)

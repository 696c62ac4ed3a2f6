"""`tfgraph weights convert`: arrays into another file."""

from __future__ import annotations

import os
import sys

from tfgraph_dnn.cli import unknown
from tfgraph_dnn.cli.ckpt import options, printing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph weights convert FILE OUT [--to npz|safetensors|ckpt] [--only REGEX] [--replace] [--limit BYTES]
       tfgraph weights convert FILE OUT --like CHECKPOINT --source NAME [--map KERNEL=HxWxC]... [--dry-run]

Writes the arrays of a file of weights, or of a checkpoint, into another file, under their names and as they are: an
.npz or .safetensors file, or a checkpoint that Saver.restore and tfgraph ckpt take. With --like, under the names and in
the layout of that checkpoint's variables.

  --to FORMAT    what OUT is to be; its ending says so without this (.npz, .safetensors, else a checkpoint)
  --only REGEX   only arrays in whose name it is found
  --replace      OUT may be there already
  --limit BYTES  what the arrays may take in memory; a hundred times the file's size without it
  --like CKPT    a checkpoint of the net; its variables, without the optimizer's, take the arrays
  --source NAME  the framework whose layout the arrays have: caffe, torch, keras, theano, mxnet, ...
  --map K=HxWxC  the feature map (height, width, channels) in front of the dense kernel K
  --dry-run      print which array would go where, and how; write nothing
  --json         what was written, as data"""

_FORMATS = {"npz": ".npz", "safetensors": ".safetensors", "ckpt": ""}


def main(argv: list[str]) -> int:
    """Writes the file."""
    given = options.parse(
        argv,
        "convert",
        flags=("--replace", "--dry-run"),
        valued=("--to", "--only", "--limit", "--like", "--source"),
        repeated=("--map",),
        words=(2, 2),
        tool="weights",
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
    plan = _planned(arrays, given)
    if "--dry-run" in given:
        print(plan or "\n".join(map(printing.safe, arrays)))
        return 0
    if plan is not None:
        printing.say(f"in doubt: {doubt}" for doubt in plan.doubts)
        arrays = dict(plan.values)
    _write(target, kind, arrays, replace="--replace" in given)
    if "--json" in given:
        printing.as_json({"file": target, "format": kind, "tensors": list(arrays)})
    else:
        size = printing.size(sum(array.nbytes for array in arrays.values()))
        print(f"{len(arrays)} arrays, {size}, from {printing.safe(opened.prefix)} to {printing.safe(target)}")
    return 0


def _planned(arrays: dict, given: options.Options):
    """What the variables of the checkpoint that --like names would take; None without it."""
    like, source, maps = (given.given.get("--like"), given.given.get("--source"), given.lists["--map"])
    if like is None:
        if source or maps:
            raise UsageError("--source and --map need --like CHECKPOINT, which says what the net's variables are")
        return None
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
    from tfgraph_dnn.checkpoint.relations import roles
    from tfgraph_dnn.weights.layouts import layout
    from tfgraph_dnn.weights.planning import make_plan
    from tfgraph_dnn.weights.targets import of_checkpoint, with_maps

    ckpt = open_checkpoint(like)
    known = roles(ckpt.tensors)
    infos = [info for name, info in ckpt.tensors.items() if known[name].kind == "variable" and known[name].of is None]
    return make_plan(with_maps(of_checkpoint(infos), dict(map(_map, maps))), arrays, layout(source or "tf"))


def _map(text: str) -> tuple[str, tuple[int, ...]]:
    name, _, lengths = text.partition("=")
    parts = lengths.split("x")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise UsageError(f"--map needs KERNEL=HEIGHTxWIDTHxCHANNELS, not {text!r}")
    return name, tuple(map(int, parts))


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

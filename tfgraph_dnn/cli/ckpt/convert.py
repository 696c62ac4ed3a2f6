"""`tfgraph ckpt convert`: other formats, other ways of naming."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt convert PATH [--to names|objects] (--out PREFIX | --in-place)

Writes a checkpoint of the V2 format out of one of the V1 format, or out of an .npz or .safetensors file. Pickled arrays
are refused.

  --to names    for a Saver: each variable under its own name, out of an object-based checkpoint
  --to objects  for tf.train.Checkpoint: hidden1/kernel is the attribute `kernel` of the root's `hidden1`"""


def main(argv: list[str]) -> int:
    """Converts."""
    given = editing.parse(argv, "convert", HELP, valued=("--to",))
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing import tensorfiles
    from tfgraph_dnn.checkpoint.editing.converting import convert

    to = given.given.get("--to")
    if to not in (None, "names", "objects"):
        raise UsageError(f"--to takes names or objects, not {to!r}", hint="tfgraph ckpt export writes other files.")
    (path,) = given.words
    carry_out = editing.write if tensorfiles.is_one(path) else editing.carry_out
    return carry_out(given, convert, path, to=to)

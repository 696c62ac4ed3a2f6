"""`tfgraph ckpt export`: the tensors of a checkpoint as a file of arrays."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing, options
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt export PATH --out FILE [--only REGEX] [--drop REGEX]... [--replace] [--dry-run]

Writes tensors into an .npz or a .safetensors file, by FILE's ending.

  --out FILE            the new file
  --only, --drop REGEX  write, or leave out, tensors in whose name it is found
  --replace             FILE may be there already: it is replaced
  --dry-run             only tell what would be written
  --v1, --v2            that format of the input, where both lie at one prefix
  --json                the same as data"""


def main(argv: list[str]) -> int:
    """Exports."""
    given = options.parse(
        argv, "export", flags=("--replace", "--dry-run"), valued=("--out", "--only"), repeated=("--drop",)
    )
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.editing.exporting import export

    if "--out" not in given:
        raise UsageError("where to? --out FILE.npz or --out FILE.safetensors", hint="tfgraph ckpt export --help")
    return editing.carry_out(given, export, given.words[0], only=given.given.get("--only"), drop=given.lists["--drop"])

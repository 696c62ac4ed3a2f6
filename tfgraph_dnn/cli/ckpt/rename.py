"""`tfgraph ckpt rename`: other names for the tensors of a checkpoint."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt rename PATH [--pack NAME]... [--rule RULE]... [--name OLD=NEW]... (--out PREFIX | --in-place)

Renames tensors: by packs, then by rules, in their order, then one by one. Two tensors of one name are refused.

  --pack NAME   renames between generations of TF 1.x: `tfgraph ckpt rename --packs` lists them
  --rule RULE   s/regex/replacement/ as in sed, also s|a|b|; behind it g (every time) and i (whatever the case)
  --name A=B    one tensor, with its optimizer slots and moving averages"""


def main(argv: list[str]) -> int:
    """Renames."""
    if argv == ["--packs"]:
        return _packs()
    given = editing.parse(argv, "rename", HELP, repeated=("--pack", "--rule", "--name"))
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing.renaming import rename

    names = dict(editing.pairs(given, "--name", "OLD=NEW"))
    if not any(given.lists.values()):
        raise UsageError("nothing to rename by: --pack, --rule or --name says how", hint="tfgraph ckpt rename --help")
    return editing.carry_out(
        given, rename, given.words[0], packs=given.lists["--pack"], rules=given.lists["--rule"], names=names
    )


def _packs() -> int:
    from tfgraph_dnn.checkpoint.mapping.packs import packs
    from tfgraph_dnn.cli.ckpt import printing

    for line in printing.table([(name, pack.title) for name, pack in packs().items()]):
        print(line)
    return 0

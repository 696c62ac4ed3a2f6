"""`tfgraph ckpt strip`: a checkpoint without what only training needs."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing

HELP = """\
usage: tfgraph ckpt strip PATH [--keep-slots] [--averages] [--drop REGEX]... [--only REGEX] (--out PREFIX | --in-place)

Leaves out the optimizers' slots and their own state (beta1_power), and what else is asked for.

  --keep-slots  leave them in
  --averages    leave out moving averages too
  --drop REGEX  leave out tensors in whose name it is found
  --only REGEX  leave out tensors in whose name it is not found"""


def main(argv: list[str]) -> int:
    """Strips."""
    given = editing.parse(
        argv, "strip", HELP, flags=("--keep-slots", "--averages"), valued=("--only",), repeated=("--drop",)
    )
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing.stripping import strip

    return editing.carry_out(
        given,
        strip,
        given.words[0],
        slots="--keep-slots" not in given,
        averages="--averages" in given,
        drop=given.lists["--drop"],
        only=given.given.get("--only"),
    )

"""`tfgraph ckpt slice`: a part of a checkpoint, other sizes, new tensors."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt slice PATH [--only REGEX] [--drop REGEX]... [--take 'NAME[INDEX]']... [--resize NAME=SHAPE]...
                               [--fill FILL] [--add NAME=DTYPE:SHAPE:FILL]... (--out PREFIX | --in-place)

Cuts, resizes and adds tensors. A variable's slots and moving averages go along. NAME is a name, or a regular expression
of whole names.

  --only, --drop REGEX  keep, or leave out, tensors in whose name it is found
  --take 'NAME[INDEX]'  keep a part: 'logits/kernel[:, 0:5]'
  --resize NAME=SHAPE   logits/kernel=100x20: what no longer fits is cut off, the new is at the ends
  --fill FILL           what is new: a number (0), normal:DEVIATION or normal:DEVIATION:SEED; in slots, TF 1.x's start
  --add NAME=...        a new tensor: head/bias=float32:10:0"""


def main(argv: list[str]) -> int:
    """Slices."""
    repeated = ("--drop", "--take", "--resize", "--add")
    given = editing.parse(argv, "slice", HELP, valued=("--only", "--fill"), repeated=repeated)
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing import filling
    from tfgraph_dnn.checkpoint.editing.cutting import cut

    take = {}
    for text in given.lists["--take"]:
        name, bracket, index = text.rpartition("[")
        if not bracket or not index.endswith("]"):
            raise UsageError(f"--take takes NAME[INDEX], not {text!r}", hint="For example 'logits/kernel[:, 0:5]'.")
        take[name] = index[:-1]
    resize = {name: filling.shape(text) for name, text in editing.pairs(given, "--resize", "NAME=SHAPE")}
    add = {name: filling.described(name, text) for name, text in editing.pairs(given, "--add", "NAME=DTYPE:SHAPE:FILL")}
    return editing.carry_out(
        given,
        cut,
        given.words[0],
        only=given.given.get("--only"),
        drop=given.lists["--drop"],
        take=take,
        resize=resize,
        fill=given.given.get("--fill", "0"),
        add=add,
    )

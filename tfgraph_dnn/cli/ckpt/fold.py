"""`tfgraph ckpt fold`: batch normalization folded into the layers before it."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt fold PATH [--pair LAYER=NORM]... [--epsilon E] (--out PREFIX | --in-place)

Folds batch normalizations into the dense layers and convolutions before them, for inference: the net without them then
gives the outputs that it gave with them. A bias is made where there was none. Optimizer slots are left out.

Which layer each one follows is read from the graph in the .meta, or, without one, from names and widths.

  --pair LAYER=NORM  these alone: hidden1=batch_normalization, or hidden1/kernel=bn1
  --epsilon E        what is added to the variance; the graph's without it, or 0.001"""


def main(argv: list[str]) -> int:
    """Folds."""
    given = editing.parse(argv, "fold", HELP, valued=("--epsilon",), repeated=("--pair",))
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.folding.fold import fold

    pairs = dict(editing.pairs(given, "--pair", "LAYER=NORM"))
    text = given.given.get("--epsilon")
    try:
        epsilon = None if text is None else float(text)
    except ValueError as error:
        raise UsageError(f"--epsilon takes a number, not {text!r}") from error
    return editing.carry_out(given, fold, given.words[0], pairs=pairs, epsilon=epsilon)

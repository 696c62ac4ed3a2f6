"""`tfgraph ckpt average`: the mean of several checkpoints."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt average PATH PATH... [--weights W,W...] [--only REGEX] --out PREFIX

Averages checkpoints that hold the same tensors, value by value, in float64. What has no mean must be the same in all;
of a counter, the largest is taken.

  --weights W,W...  how much each counts; all alike without it
  --only REGEX      only tensors in whose name it is found"""


def main(argv: list[str]) -> int:
    """Averages."""
    given = editing.parse(argv, "average", HELP, valued=("--weights", "--only"), words=(2, None), in_place=False)
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing.averaging import average

    text = given.given.get("--weights")
    try:
        weights = None if text is None else [float(part) for part in text.split(",")]
    except ValueError as error:
        raise UsageError(f"--weights takes numbers with commas between them, not {text!r}") from error
    return editing.carry_out(given, average, list(given.words), weights=weights, only=given.given.get("--only"))

"""`tfgraph ckpt unshard`: one data file out of many, whole variables out of slices."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing

HELP = """\
usage: tfgraph ckpt unshard PATH (--out PREFIX | --in-place)

Puts a sharded checkpoint, of either format, into one data file, and the slices of a partitioned variable into one
tensor, which a graph that partitions it reads as well.
"""


def main(argv: list[str]) -> int:
    """Unshards."""
    given = editing.parse(argv, "unshard", HELP)
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing.unsharding import unshard

    return editing.carry_out(given, unshard, given.words[0])

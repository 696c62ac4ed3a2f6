"""`tfgraph ckpt merge`: one checkpoint out of several."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import editing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt merge PATH PATH... [--prefer first|last] --out PREFIX

Puts the tensors of several checkpoints into one. Two tensors of one name that differ are refused.

  --prefer WHO  take the first one's, or the last one's"""


def main(argv: list[str]) -> int:
    """Merges."""
    given = editing.parse(argv, "merge", HELP, valued=("--prefer",), words=(2, None), in_place=False)
    if given is None:
        return 0
    from tfgraph_dnn.checkpoint.editing.merging import merge

    prefer = given.given.get("--prefer")
    if prefer not in (None, "first", "last"):
        raise UsageError(f"--prefer takes first or last, not {prefer!r}")
    return editing.carry_out(given, merge, list(given.words), prefer=prefer)

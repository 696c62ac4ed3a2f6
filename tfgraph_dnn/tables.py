"""Tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Lines of columns as wide as they need be.

    Args:
      rows: each as long as the others.
      right: the columns that are set to the right.

    Example:
      >>> table([("a", "10"), ("bcd", "2")], right=[1])
      ['a    10', 'bcd   2']
    """
    rows = [list(row) for row in rows]
    if not rows:
        return []
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            f"{cell:>{width}}" if at in right else f"{cell:<{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]

"""What `tfgraph ckpt` prints: tables, sizes, colours, JSON. Names out of files are never trusted with the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from tfgraph_dnn.cli.terminal import colour
from tfgraph_dnn.errors import printable

__all__ = ["as_json", "colour", "safe", "say", "shape", "size", "table"]

SCHEMA = 1  # of what --json prints; goes up when a field changes its meaning or goes away


def table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Lines of columns as wide as they need be; `right` are the columns that are set to the right."""
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


def size(nbytes: int | None) -> str:
    """Bytes as people say them.

    Example:
      >>> size(1234567)
      '1.2 MB'
    """
    if nbytes is None:
        return "?"
    amount = float(nbytes)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 999.5:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 99.5 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def shape(dims: Sequence[int]) -> str:
    """A shape; a scalar's is "scalar"."""
    return " x ".join(map(str, dims)) if dims else "scalar"


def safe(name: str) -> str:
    """A name as it may be shown in a terminal: nothing in it moves the cursor."""
    return name if name.isprintable() else printable(name)


def say(notes: Iterable[str]) -> None:
    """Tells what should be known, on stderr."""
    for note in notes:
        print(f"note: {printable(note)}", file=sys.stderr)


def as_json(content: dict) -> None:
    """Prints data with the schema's number; NaN and infinities, which JSON has not, as text."""
    import json

    print(json.dumps({"schema": SCHEMA, **_plain(content)}, indent=1))


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not -float("inf") < value < float("inf"):
        return str(value)
    return value

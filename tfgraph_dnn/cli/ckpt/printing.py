"""What `tfgraph ckpt` prints: tables, sizes, colours, JSON. Names out of files are never trusted with the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from tfgraph_dnn.cli.terminal import colour
from tfgraph_dnn.errors import printable as safe
from tfgraph_dnn.tables import table

__all__ = ["as_json", "colour", "safe", "say", "shape", "size", "table"]

SCHEMA = 1  # of what --json prints; goes up when a field changes its meaning or goes away


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


def say(notes: Iterable[str]) -> None:
    """Tells what should be known, on stderr."""
    for note in notes:
        print(f"note: {safe(note)}", file=sys.stderr)


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

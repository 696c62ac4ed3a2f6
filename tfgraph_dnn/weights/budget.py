"""How much a file may become in memory: a small file must not claim, or unpack to, all there is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.malformed import Refused

# Weights hardly shrink when packed: more than this is no set of weights, or one of zeros.
_LEAST, _FACTOR = 64 << 20, 100
_MOST_DIMENSIONS = 32  # NumPy 1's limit
_MOST_BYTES = 1 << 62


class Budget:
    """Bytes that may still be allocated on the word of a file."""

    def __init__(self, file_size: int, limit: int | None = None):
        """Allows `limit` bytes; without it a hundred times the file's size, and 64 MiB in any case."""
        self.limit = max(_LEAST, _FACTOR * file_size) if limit is None else limit
        self.left = self.limit

    def take(self, nbytes: int) -> None:
        """Takes so many bytes of it.

        Raises:
          Refused: they are not left.
        """
        if nbytes > self.left:
            raise Refused(
                f"it asks for {nbytes:,} bytes where {self.left:,} of {self.limit:,} are left to this file",
                slug="weights-too-large",
                hint="Where the file can be trusted, allow more: limit=BYTES, --limit BYTES.",
            )
        self.left -= nbytes


def size(shape: Sequence[int]) -> int:
    """The number of values of a shape.

    Raises:
      Malformed: it is none that an array has.
    """
    if len(shape) > _MOST_DIMENSIONS:
        raise Malformed(f"it has {len(shape)} dimensions")
    if any(not isinstance(length, int) or length < 0 for length in shape):
        raise Malformed(f"no array has the shape {_shown(shape)}")
    if math.prod(length for length in shape if length) > _MOST_BYTES // 16:
        raise Malformed(f"no array has the shape {_shown(shape)}")
    return math.prod(shape)


def _shown(shape: Sequence[int]) -> str:
    known = (isinstance(length, int) and abs(length) < 1 << 64 for length in shape)
    return "(" + ", ".join(str(length) if fine else "?" for length, fine in zip(shape, known, strict=True)) + ")"

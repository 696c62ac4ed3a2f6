"""The bytes of a file of weights, on disk or unpacked in memory; the file itself is only ever read."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.weights.budget import Budget

_CHUNK = 1 << 20


class Content:
    """Bytes with a length.

    Attributes:
      path: of the file they come from, for those that can only read files; None for bytes that are in memory alone.
      size: how many there are.
    """

    def __init__(self, source: Source | bytes):
        """Takes a file, or bytes."""
        self._source = source
        self.path = source.path if isinstance(source, Source) else None
        self.size = source.size if isinstance(source, Source) else len(source)

    def read(self, offset: int, size: int) -> bytes:
        """The `size` bytes from `offset` on.

        Raises:
          Malformed: they are not all there.
        """
        if isinstance(self._source, Source):
            return self._source.read(offset, size)
        if offset < 0 or size < 0 or offset + size > self.size:
            raise Malformed(f"bytes {offset} to {offset + size} are wanted of {self.size}")
        return self._source[offset : offset + size]

    def head(self, size: int) -> bytes:
        """The first bytes, so many or as many as there are."""
        return self.read(0, min(size, self.size))

    def whole(self) -> bytes:
        """All of them."""
        return self.read(0, self.size)

    def open(self) -> BinaryIO:
        """A file to seek in."""
        return io.BytesIO(self._source) if self.path is None else open(self.path, "rb")  # noqa: SIM115 - the caller closes


def gunzipped(content: Content, budget: Budget) -> Content:
    """What a gzip file holds.

    Raises:
      Malformed: it is damaged or cut short.
      Refused: it holds more than the budget.
    """
    pieces = []
    try:
        with content.open() as packed, gzip.GzipFile(fileobj=packed) as file:
            while piece := file.read(_CHUNK):
                budget.take(len(piece))
                pieces.append(piece)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Malformed(f"its gzip stream is damaged: {error}") from error
    return Content(b"".join(pieces))

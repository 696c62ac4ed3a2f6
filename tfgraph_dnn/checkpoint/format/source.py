"""A file of which pieces are read, each by its place; nothing stays open and nothing is mapped.

A map of a file that somebody truncates or rewrites (a program that saves does) kills the process with SIGBUS; reading
the piece that is wanted costs one copy and fails with an error.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from tfgraph_dnn.checkpoint.format.malformed import Malformed

_CHUNK = 4 << 20


class Source:
    """A regular file.

    Attributes:
      path: where it is.
      size: its length in bytes when it was first seen.
    """

    def __init__(self, path: str):
        """Looks at the file.

        Raises:
          OSError: it is not there, or may not be looked at.
          Malformed: it is no regular file (a pipe would wait for ever).
        """
        self.path = path
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise Malformed("it is no regular file")
        self.size = status.st_size
        self._identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def read(self, offset: int, size: int) -> bytes:
        """The `size` bytes from `offset` on.

        Raises:
          Malformed: they do not all lie in the file, or the file changed since it was first seen.
          OSError: it cannot be read.
        """
        return b"".join(self.chunks(offset, size, size))

    def chunks(self, offset: int, size: int, chunk: int = _CHUNK) -> Iterator[bytes]:
        """The same, piece by piece."""
        if offset < 0 or size < 0 or offset + size > self.size:
            raise Malformed(f"bytes {offset} to {offset + size} are wanted of a file of {self.size}")
        with open(self.path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if self._identity != (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns):
                raise Malformed("it changed while it was being read")
            file.seek(offset)
            while size:
                piece = file.read(min(size, chunk))
                if not piece:
                    raise Malformed("it was cut short while it was being read")
                size -= len(piece)
                yield piece

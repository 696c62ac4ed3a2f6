"""Writing a table file, as TensorFlow does it: the same blocks, restart points and separators, to the byte."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.encoding import varint
from tfgraph_dnn.checkpoint.format.table import MAGIC

# TensorFlow's: a block is closed once it is as large, and every so many keys one is written in full.
_BLOCK, _RESTART_EVERY = 256 << 10, 16
_NOT_PACKED = b"\0"


class _Block:
    """A block under construction: keys that share their beginning with the one before store only the rest."""

    def __init__(self, restart_every: int = _RESTART_EVERY):
        self._every, self._count, self._key = restart_every, 0, b""
        self._content = bytearray()
        self._restarts = [0]

    def add(self, key: bytes, value: bytes) -> None:
        shared = 0
        if self._count == self._every:
            self._restarts.append(len(self._content))
            self._count = 0
        else:
            shared = _shared(self._key, key)
        self._content += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        self._key, self._count = key, self._count + 1

    def __len__(self) -> int:
        return len(self._content) + 4 * (len(self._restarts) + 1)

    def bytes(self) -> bytes:
        return bytes(self._content) + struct.pack(f"<{len(self._restarts) + 1}I", *self._restarts, len(self._restarts))


def table(pairs: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """A table file, piece by piece.

    Args:
      pairs: keys and values, by rising keys.

    Raises:
      ValueError: a key is not greater than the one before it.
    """
    offset, last = 0, None
    index, block = _Block(1), _Block()
    waiting: bytes | None = None  # the handle of a full block, which is named once the next key is known
    for key, value in pairs:
        if last is not None and key <= last:
            raise ValueError(f"the key {key!r} comes after {last!r}")
        if waiting is not None:
            index.add(_separator(last or b"", key), waiting)
            waiting = None
        block.add(key, value)
        last = key
        if len(block) >= _BLOCK:
            sealed = _sealed(block)
            waiting, offset, block = _handle(offset, sealed), offset + len(sealed), _Block()
            yield sealed
    if waiting is None and last is not None:
        sealed = _sealed(block)
        waiting, offset = _handle(offset, sealed), offset + len(sealed)
        yield sealed
    if waiting is not None:
        index.add(_successor(last or b""), waiting)
    meta = _sealed(_Block())
    yield meta
    blocks = _sealed(index)
    yield blocks
    yield (_handle(offset, meta) + _handle(offset + len(meta), blocks)).ljust(40, b"\0") + MAGIC


def _sealed(block: _Block) -> bytes:
    content = block.bytes() + _NOT_PACKED
    return content + struct.pack("<I", masked(crc32c(content)))


def _handle(offset: int, sealed: bytes) -> bytes:
    return varint(offset) + varint(len(sealed) - 5)


def _shared(before: bytes, key: bytes) -> int:
    shared = 0
    for left, right in zip(before, key, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def _separator(before: bytes, key: bytes) -> bytes:
    """A short key from `before` on that is less than `key`."""
    shared = _shared(before, key)
    if shared < min(len(before), len(key)) and before[shared] < 255 and before[shared] + 1 < key[shared]:
        return before[:shared] + bytes([before[shared] + 1])
    return before


def _successor(key: bytes) -> bytes:
    """A short key that is not less than `key`."""
    for place, byte in enumerate(key):
        if byte != 255:
            return key[:place] + bytes([byte + 1])
    return key

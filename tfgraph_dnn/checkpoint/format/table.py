"""Table files: sorted keys and values in blocks with checksums, as LevelDB defined them and both formats use them.

Blocks come first, then an index block with the last key of each and where it lies, then a footer of 48 bytes with the
place of the index block and a magic number.
"""

from __future__ import annotations

import bisect
import struct
from collections.abc import Iterator

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.snappy import decompress
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.wire import varint

MAGIC = bytes.fromhex("57fb808b247547db")
_FOOTER, _TRAILER = 48, 5
# Keys share beginnings with their neighbours, so a few bytes may stand for many: but not for more than this.
_LONGEST_KEY, _MOST_KEY_BYTES_A_BYTE, _KEY_BYTES_ANYWAY = 32 << 10, 8, 1 << 20


def is_table(source: Source) -> bool:
    """Whether a file ends as a table file does."""
    return source.size >= _FOOTER and source.read(source.size - len(MAGIC), len(MAGIC)) == MAGIC


_LARGE = 4 << 20


class Table:
    """A table file; blocks are read when they are wanted.

    Attributes:
      source: the file.
    """

    def __init__(self, source: Source):
        """Reads the footer and the index block.

        Raises:
          Malformed: they are not those of a table file.
        """
        self.source = source
        if not is_table(source):
            raise Malformed(f"it does not end as a table file does ({source.size} bytes)")
        footer = source.read(source.size - _FOOTER, _FOOTER)
        *_, position = _handle(footer, 0)
        offset, size, _ = _handle(footer, position)
        self._index = [(key, *_handle(value, 0)[:2]) for key, value in _entries(self._block(offset, size))]
        self._kept: tuple[int, bytes | memoryview] = (-1, b"")
        self._last_keys = [key for key, *_ in self._index]
        if self._last_keys != sorted(set(self._last_keys)):
            raise Malformed("its blocks are not in the order of their keys")

    def entries(self) -> Iterator[tuple[bytes, memoryview]]:
        """Every key with its value, in order; every block's checksum is compared.

        Raises:
          Malformed: a block is damaged, or a key is not greater than the one before it: doubled, or out of order.
        """
        before = None
        budget = _KEY_BYTES_ANYWAY + _MOST_KEY_BYTES_A_BYTE * self.source.size
        for _, offset, size in self._index:
            for key, value in _entries(self._block(offset, size)):
                if before is not None and key <= before:
                    raise Malformed(f"the key {key!r} {'comes twice' if key == before else 'is out of order'}")
                before = key
                budget -= len(key)
                if budget < 0:
                    raise Malformed("its keys unpack to far more than the file could hold")
                yield key, value

    def first(self) -> tuple[bytes, memoryview] | None:
        """The first key with its value; None when the table is empty.

        A large block is not read for its first entry's sake: what is read of one has its checksum compared only by
        `entries` and `get`.
        """
        if not self._index:
            return None
        _, offset, size = self._index[0]
        if size <= _LARGE or self.source.read(offset + size, 1) != b"\0":
            return next(_entries(self._kept_block(offset, size)), None)
        head = self.source.read(offset, 30)
        numbers = []
        position = 0
        for _ in range(3):
            number, position = varint(head, position)
            numbers.append(number)
        shared, fresh, length = numbers
        if shared or fresh > _LONGEST_KEY or position + fresh + length > size:
            raise Malformed("an entry reaches beyond its block")
        entry = memoryview(self.source.read(offset + position, fresh + length))
        return bytes(entry[:fresh]), entry[fresh:]

    def first_block(self) -> tuple[int, int]:
        """Where the first block lies: its offset and size.

        Raises:
          Malformed: there is none.
        """
        if not self._index:
            raise Malformed("it is empty")
        return self._index[0][1:]

    def get(self, key: bytes) -> memoryview | None:
        """The value of a key, or None; reads one block."""
        place = bisect.bisect_left(self._last_keys, key)
        if place == len(self._index):
            return None
        _, offset, size = self._index[place]
        return next((value for found, value in _entries(self._kept_block(offset, size)) if found == key), None)

    def blocks_end(self) -> int:
        """How many bytes blocks, index and footer account for."""
        footer = self.source.read(self.source.size - _FOOTER, _FOOTER)
        meta_offset, meta_size, position = _handle(footer, 0)
        offset, size, _ = _handle(footer, position)
        extents = [(meta_offset, meta_size), (offset, size), *((at, length) for _, at, length in self._index)]
        return _FOOTER + sum(length + _TRAILER for _, length in set(extents))

    def _kept_block(self, offset: int, size: int) -> bytes | memoryview:
        """A block; the last one is kept, since neighbours lie in it. As a block may be large, no more are."""
        if self._kept[0] != offset:
            self._kept = (offset, self._block(offset, size))
        return self._kept[1]

    def _block(self, offset: int, size: int) -> bytes | memoryview:
        stored = memoryview(self.source.read(offset, size + _TRAILER))
        content, kind, (expected,) = stored[:size], stored[size], struct.unpack("<I", stored[size + 1 :])
        if masked(crc32c(stored[: size + 1])) != expected:
            raise Malformed(f"the block at byte {offset} is damaged: its checksum differs")
        if kind == 0:
            return content
        if kind == 1:
            return decompress(content)
        raise Malformed(f"the block at byte {offset} is packed in way {kind}; 0 (not) and 1 (snappy) are known")


def _handle(data, position: int) -> tuple[int, int, int]:
    """A block's offset and size, and the position after them."""
    offset, position = varint(data, position)
    size, position = varint(data, position)
    return offset, size, position


def _entries(block) -> Iterator[tuple[bytes, memoryview]]:
    """The keys and values of a block; a key is given by how much it shares with the one before."""
    view = memoryview(block)
    if len(view) < 4:
        raise Malformed("a block is too short")
    (restarts,) = struct.unpack("<I", view[-4:])
    end = len(view) - 4 * (restarts + 1)
    if end < 0:
        raise Malformed(f"a block of {len(view)} bytes claims {restarts} restart points")
    key, position = b"", 0
    while position < end:
        shared, position = varint(view, position)
        fresh, position = varint(view, position)
        length, position = varint(view, position)
        if shared > len(key) or fresh + length > end - position:
            raise Malformed("an entry reaches beyond its block")
        if shared + fresh > _LONGEST_KEY:
            raise Malformed(f"a key of {shared + fresh} bytes")
        key = key[:shared] + bytes(view[position : position + fresh])
        position += fresh
        yield key, view[position : position + length]
        position += length

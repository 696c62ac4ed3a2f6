"""The messages of the V2 format as bytes: the other way round than `wire` and `messages`.

>>> field(1, 150).hex(), field(2, b"abc").hex()
('089601', '1203616263')
"""

from __future__ import annotations

from tfgraph_dnn.checkpoint.format.dtypes import NUMBERS
from tfgraph_dnn.checkpoint.format.messages import Entry, Extents, Shape

VERSION = 1  # of the V2 format: no other has ever been written


def varint(value: int) -> bytes:
    """A number, of seven bits a byte; a negative one as the uint64 of the same bits."""
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number: int, value: int | bytes) -> bytes:
    """A field: a number as a varint, bytes (a message or a text) with their length before them."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def _told(number: int, value: int | bytes) -> bytes:
    """A field, or nothing where it has its default value."""
    return field(number, value) if value else b""


def header(shards: int) -> bytes:
    """A BundleHeaderProto: little-endian, of the format's only version.

    Example:
      >>> header(1).hex()
      '08011a020801'
    """
    return _told(1, shards) + field(3, field(1, VERSION))


def entry(known: Entry) -> bytes:
    """A BundleEntryProto."""
    parts = [field(1, NUMBERS[known.dtype.name]), field(2, shape(known.shape))]
    parts += [_told(3, known.shard), _told(4, known.offset), _told(5, known.size)]
    if known.checksum:
        parts.append(varint(6 << 3 | 5) + known.checksum.to_bytes(4, "little"))
    return b"".join(parts) + b"".join(field(7, extents(piece)) for piece in known.slices)


def shape(dims: Shape) -> bytes:
    """A TensorShapeProto."""
    return b"".join(field(2, _told(1, dim)) for dim in dims)


def extents(piece: Extents) -> bytes:
    """A TensorSliceProto; the whole of a dimension is an extent without a length."""
    return b"".join(field(1, b"" if length == -1 else _told(1, start) + field(2, length)) for start, length in piece)

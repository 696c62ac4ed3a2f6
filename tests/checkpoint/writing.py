"""Writing index files by hand, good ones and bad ones, with good checksums either way."""

import struct

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.table import MAGIC


def varint(value):
    """A number, negative ones as protobuf writes them."""
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def field(number, value):
    """A field: an int as varint, bytes with their length, a float never."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def shape(dims):
    """A TensorShapeProto."""
    return b"".join(field(2, field(1, dim)) for dim in dims)


def extents(*pairs):
    """A TensorSliceProto; None is the whole of a dimension."""
    return b"".join(field(1, b"" if p is None else field(1, p[0]) + field(2, p[1])) for p in pairs)


def entry(dtype, dims, offset, size, *, shard=0, data=b"", crc=None, slices=()):
    """A BundleEntryProto; the checksum is that of `data` unless it is given."""
    checksum = masked(crc32c(data)) if crc is None else crc
    return b"".join(
        [
            field(1, dtype),
            field(2, shape(dims)),
            field(3, shard),
            field(4, offset),
            field(5, size),
            varint(6 << 3 | 5) + struct.pack("<I", checksum),
            *(field(7, piece) for piece in slices),
        ]
    )


def header(shards=1, order=0, producer=1, min_consumer=0):
    """A BundleHeaderProto."""
    return field(1, shards) + field(2, order) + field(3, field(1, producer) + field(2, min_consumer))


def block(pairs):
    """A block of a table, without its trailer; no key shares anything."""
    body = b"".join(varint(0) + varint(len(k)) + varint(len(v)) + k + v for k, v in pairs)
    return body + struct.pack("<II", 0, 1)


def sealed(content, kind=0):
    """A block with its trailer."""
    return content + bytes([kind]) + struct.pack("<I", masked(crc32c(content + bytes([kind]))))


def table(pairs, *, kind=0, pack=None):
    """A table file of one block, its pairs in the order given; `pack` packs the block."""
    content = block(pairs) if pack is None else pack(block(pairs))
    first = sealed(content, kind)
    meta = sealed(block([]))
    last_key = pairs[-1][0] if pairs else b""
    blocks = sealed(block([(last_key, varint(0) + varint(len(content)))]))
    at = len(first) + len(meta)
    handles = varint(len(first)) + varint(len(meta) - 5) + varint(at) + varint(len(blocks) - 5)
    return first + meta + blocks + handles.ljust(40, b"\0") + MAGIC


def index(entries, **head):
    """An index file of names (text, or the bytes of a slice's key) and entries."""
    pairs = sorted((name.encode() if isinstance(name, str) else name, value) for name, value in entries.items())
    return table([(b"", header(**head)), *pairs])

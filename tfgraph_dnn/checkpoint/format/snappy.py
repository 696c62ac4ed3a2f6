"""Snappy's raw block format, decompression only: table files may hold blocks packed with it.

>>> decompress(bytes([10, 0b11 << 2 | 0]) + b"tfgr" + bytes([(6 - 4) << 2 | 1, 4]))
b'tfgrtfgrtf'
"""

from __future__ import annotations

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import varint

# The densest element turns 3 bytes into 64.
_MOST_A_BYTE = 22


def decompress(data) -> bytes:
    """The bytes that `data` packs.

    Raises:
      Malformed: an element reaches outside of what there is, or the length announced is not the one found. A length
        that so few bytes cannot give is refused before anything is unpacked.
    """
    view = memoryview(data)
    due, position = varint(view, 0)
    if due > _MOST_A_BYTE * len(view):
        raise Malformed(f"{len(view)} packed bytes claim to give {due}")
    out = bytearray()
    while position < len(view):
        tag = view[position]
        position += 1
        element = _copy if tag & 3 else _literal
        position = element(view, position, tag, out)
        if len(out) > due:
            break
    if len(out) != due:
        raise Malformed(f"packed bytes announce {due} bytes and give {'more' if len(out) > due else len(out)}")
    return bytes(out)


def _literal(view: memoryview, position: int, tag: int, out: bytearray) -> int:
    length = tag >> 2
    if length >= 60:
        extra = length - 59
        length = _number(view, position, extra)
        position += extra
    length += 1
    if length > len(view) - position:
        raise Malformed("a packed literal reaches beyond the end")
    out += view[position : position + length]
    return position + length


def _copy(view: memoryview, position: int, tag: int, out: bytearray) -> int:
    if tag & 3 == 1:
        length, size = (tag >> 2 & 7) + 4, 1
        offset = (tag >> 5) << 8 | _number(view, position, 1)
    else:
        length, size = (tag >> 2) + 1, 2 if tag & 3 == 2 else 4
        offset = _number(view, position, size)
    if not 0 < offset <= len(out):
        raise Malformed("a packed copy reaches before the beginning")
    piece = out[len(out) - offset :][:length]
    out += (piece * -(-length // len(piece)))[:length]  # a copy may overlap what it makes
    return position + size


def _number(view: memoryview, position: int, size: int) -> int:
    if size > len(view) - position:
        raise Malformed("packed bytes end within an element")
    return int.from_bytes(view[position : position + size], "little")

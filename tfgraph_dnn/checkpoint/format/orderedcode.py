"""Keys of slices: (0, tensor name, [(start, length)...]) in a code whose byte order is the order of the values.

Both formats find the pieces of a partitioned variable by such a key; V1 finds every tensor by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ESCAPES = {b"\0": b"\0\xff", b"\xff": b"\xff\0"}


def slice_key(name: str, extents: Sequence[tuple[int, int]]) -> bytes:
    """The key of a slice.

    Args:
      name: the tensor's.
      extents: (start, length) of each dimension; length -1 is the whole of it.

    Example:
      >>> slice_key("w", [(0, -1)]).hex()
      '007700010101807f'
    """
    numbers = b"".join(_signed(number) for extent in extents for number in extent)
    return _unsigned(0) + _text(name.encode("utf-8")) + _unsigned(len(extents)) + numbers


def _unsigned(value: int) -> bytes:
    content = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return bytes([len(content)]) + content


def _text(value: bytes) -> bytes:
    return re.sub(rb"[\x00\xff]", lambda found: _ESCAPES[found[0]], value) + b"\0\x01"


def _signed(value: int) -> bytes:
    """Two's complement, big-endian; the first n + 1 bits say that n bytes it is: n flipped ones, then the sign."""
    size = (~value if value < 0 else value).bit_length() // 7 + 1
    flipped = ((1 << size) - 1) << 7 * size
    return ((value ^ flipped) & ((1 << 8 * size) - 1)).to_bytes(size, "big")

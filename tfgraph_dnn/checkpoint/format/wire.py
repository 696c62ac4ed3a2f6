"""The protobuf wire format, read field by field without a schema.

>>> list(fields(b"\\x08\\x96\\x01\\x12\\x03abc"))
[(1, 150), (2, <memory at ...>)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tfgraph_dnn.checkpoint.format.malformed import Malformed

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def varint(data, position: int) -> tuple[int, int]:
    """The varint at `position` (as uint64) and the position after it.

    Raises:
      Malformed: it does not end before the data does, or within ten bytes.
    """
    value = shift = 0
    for byte in data[position : position + 10]:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value & 0xFFFFFFFFFFFFFFFF, position + shift // 7
    raise Malformed("a number does not end")


def signed(value: int) -> int:
    """The int64 whose bits are those of the uint64 `value`."""
    return value - (1 << 64) if value >> 63 else value


def fields(message) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message, in the order in which they stand.

    Yields:
      (number, value): an int for varints and fixed32/64 (unsigned), a view of the bytes for everything else.

    Raises:
      Malformed: a field does not end within the message, or is of an unknown wire type.
    """
    view = memoryview(message)
    position, end = 0, len(view)
    while position < end:
        key, position = varint(view, position)
        number, kind = key >> 3, key & 7
        if number == 0:
            raise Malformed("a field has the number 0")
        if kind == _VARINT:
            value, position = varint(view, position)
            yield number, value
            continue
        if kind == _BYTES:
            length, position = varint(view, position)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise Malformed(f"field {number} is of wire type {kind}")
        if length > end - position:
            raise Malformed(f"field {number} claims {length} bytes where {end - position} are left")
        piece = view[position : position + length]
        position += length
        yield number, piece if kind == _BYTES else int.from_bytes(piece, "little")


def integer(number: int, value: int | memoryview) -> int:
    """The value of a field that must be a number."""
    if not isinstance(value, int):
        raise Malformed(f"field {number} is no number")
    return value


def block(number: int, value: int | memoryview) -> memoryview:
    """The value of a field that must be a message, a string or packed numbers."""
    if isinstance(value, int):
        raise Malformed(f"field {number} is a number")
    return value


def text(number: int, value: int | memoryview) -> str:
    """The value of a field that must be UTF-8 text."""
    try:
        return bytes(block(number, value)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(f"field {number} is no UTF-8 text: {bytes(block(number, value))[:40]!r}") from error


def integers(values: Iterable[int | memoryview]) -> list[int]:
    """The numbers (as uint64) of a repeated field, whether packed or one by one.

    Raises:
      Malformed: a packed one does not end.
    """
    found: list[int] = []
    for value in values:
        if isinstance(value, int):
            found.append(value)
            continue
        position = 0
        while position < len(value):
            number, position = varint(value, position)
            found.append(number)
    return found

"""Arrays to bytes, as a V2 data file holds them. Needs NumPy."""

from __future__ import annotations

import zlib

import numpy as np

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS
from tfgraph_dnn.checkpoint.format.encoding import varint
from tfgraph_dnn.checkpoint.values import numpy_dtype


def encoded(array: np.ndarray, kind: str) -> tuple[list, int]:
    """The bytes of a tensor.

    Args:
      array: its values.
      kind: TensorFlow's name of its type; the array's must be one that holds it.

    Returns:
      Buffers to be written one after the other, and the masked checksum of the whole.

    Raises:
      ValueError: the array holds something else.
    """
    if kind == "string":
        return _strings(array)
    target = DTYPES[NUMBERS[kind]]
    if array.dtype not in (numpy_dtype(target), np.dtype(target.bits or target.numpy)):
        raise ValueError(f"an array of {array.dtype} is no {kind}")
    content = plain(array)
    return [content], masked(crc32c(content))


def little_endian(array: np.ndarray) -> np.ndarray:
    """An array of the same values in the order of bytes that is written."""
    return array.astype(array.dtype.newbyteorder("<")) if array.dtype.byteorder == ">" else array


def plain(array: np.ndarray) -> memoryview:
    """The bytes of an array of numbers, row by row; no copy is made of one that lies so."""
    # Not .view on the array itself: a scalar's and an empty one's are refused.
    return memoryview(np.ascontiguousarray(array).reshape(-1).view(np.uint8)) if array.size else memoryview(b"")


def _strings(array: np.ndarray) -> tuple[list, int]:
    """Their lengths as varints, the checksum of these as fixed numbers, their bytes."""
    items = texts(array)
    lengths = b"".join(varint(len(item)) for item in items)
    crc = crc32c(b"".join(len(item).to_bytes(4 if len(item) < 1 << 32 else 8, "little") for item in items))
    stored = masked(crc).to_bytes(4, "little")
    crc = crc32c(stored, crc)
    for item in items:
        crc = crc32c(item, crc)
    return [lengths, stored, *items], masked(crc)


def texts(array: np.ndarray) -> list[bytes]:
    """The strings of an array, as bytes; text becomes UTF-8.

    Raises:
      ValueError: an item is neither bytes nor text.
    """
    items = [item.encode("utf-8") if isinstance(item, str) else item for item in array.ravel().tolist()]
    for item in items:
        if not isinstance(item, bytes):
            raise ValueError(f"an item is neither bytes nor text: {str(item)[:40]!r}")
    return items


def digest(array: np.ndarray) -> int:
    """A checksum of an array's values, and of no other kind than the format's own."""
    if array.dtype.kind not in "OSU":
        return zlib.crc32(plain(array))
    total = 0
    for item in texts(array):
        total = zlib.crc32(item, zlib.crc32(varint(len(item)), total))
    return total

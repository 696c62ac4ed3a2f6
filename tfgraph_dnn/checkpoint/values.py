"""Bytes to arrays. Needs NumPy, and ml_dtypes for bfloat16 where it is installed."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.dtypes import DType
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import Shape
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, varint

# Fields of a TensorProto that hold values, by the type NumPy reads them as; None: varints.
_CONTENT, _STRINGS = 4, 8
_PACKED = {5: "<f4", 6: "<f8", 7: None, 9: "<f4", 10: None, 11: None, 12: "<f8", 13: None, 16: None, 17: None}
_FIELD = {
    "float32": 5, "float64": 6, "complex64": 9, "complex128": 12, "int64": 10, "bool": 11, "uint32": 16, "uint64": 17,
    "float16": 13, "bfloat16": 13,
}  # fmt: skip
_FIELD_OF_SMALL_INTEGERS = 7


def numpy_dtype(kind: DType) -> np.dtype:
    """The NumPy type of a TensorFlow type; that of the bits where ml_dtypes is missing.

    Raises:
      Malformed: its values are no numbers and no strings.
    """
    if kind.numpy is None:
        raise Malformed(f"values of type {kind} are of TensorFlow's own making and cannot be shown")
    if kind.bits:
        try:
            import ml_dtypes

            return np.dtype(getattr(ml_dtypes, kind.numpy))
        except (ImportError, AttributeError):
            return np.dtype(kind.bits)
    return np.dtype(kind.numpy)


def numbers(content: bytes, kind: DType, shape: Shape, *, big_endian: bool = False) -> np.ndarray:
    """A new array of the values that `content` holds one after the other.

    Raises:
      Malformed: it holds fewer or more; nothing is allocated then.
    """
    target = numpy_dtype(kind)
    if len(content) != math.prod(shape) * kind.size:
        raise Malformed(f"{len(content)} bytes for {kind} {list(shape)}")
    array = np.frombuffer(content, target).copy()
    if big_endian and target.itemsize > 1:
        array = array.byteswap()
    return _shaped(array, shape)


def strings(content: bytes, shape: Shape) -> tuple[np.ndarray, int]:
    """A V2 file's strings: their lengths as varints, a checksum of these, their bytes.

    Returns:
      The array (of bytes objects) and the CRC of all, which is not one of the bytes as they stand.

    Raises:
      Malformed: the lengths do not add up, or their checksum differs.
    """
    count, position, lengths = math.prod(shape), 0, []
    if count > len(content):
        raise Malformed(f"{count} strings in {len(content)} bytes")
    for _ in range(count):
        length, position = varint(content, position)
        lengths.append(length)
    stored = content[position : position + 4]
    position += 4
    crc = crc32c(b"".join(length.to_bytes(4 if length < 1 << 32 else 8, "little") for length in lengths))
    if len(stored) < 4 or int.from_bytes(stored, "little") != masked(crc):
        raise Malformed("the checksum of its strings' lengths differs")
    if position + sum(lengths) != len(content):
        raise Malformed(f"its strings take {sum(lengths)} bytes where {len(content) - position} are stored")
    crc = crc32c(memoryview(content)[len(content) - sum(lengths) - 4 :], crc)
    return _object_array(_cut(content, position, lengths), shape), crc


def _cut(content: bytes, position: int, lengths: list[int]) -> Iterator[bytes]:
    for length in lengths:
        yield content[position : position + length]
        position += length


def tensor_proto(message, kind: DType, shape: Shape) -> np.ndarray:
    """The values of a TensorProto of a V1 file, in one of its typed fields or as plain bytes.

    Raises:
      Malformed: it holds another number of values than the shape has; nothing is allocated then.
    """
    wanted = _STRINGS if kind.name == "string" else _FIELD.get(kind.name, _FIELD_OF_SMALL_INTEGERS)
    parts = []
    for number, value in fields(message):
        if number == _CONTENT and kind.size:
            return numbers(bytes(block(number, value)), kind, shape)
        if number == wanted:
            parts.append(value)
    if wanted == _STRINGS:
        return _object_array((bytes(block(wanted, part)) for part in parts), shape, len(parts))
    target = numpy_dtype(kind)
    raw = _PACKED[wanted]
    if raw is not None:
        pieces = [part.to_bytes(int(raw[2]), "little") if isinstance(part, int) else part for part in parts]
        return numbers(b"".join(pieces), kind, shape)
    array = _varints(b"".join(map(bytes, parts))) if all(isinstance(p, memoryview) for p in parts) else _single(parts)
    if len(array) != math.prod(shape):
        raise Malformed(f"{len(array)} values for {kind} {list(shape)}")
    if wanted == 13:
        return _shaped(array.astype(np.uint16).view(target), shape)
    return _shaped(array.view(np.int64).astype(target), shape)


def _single(parts: list) -> np.ndarray:
    return np.array([integer(_FIELD_OF_SMALL_INTEGERS, part) for part in parts], np.uint64)


def _varints(packed: bytes) -> np.ndarray:
    """All varints of a packed field, as uint64."""
    data = np.frombuffer(packed, np.uint8)
    ends = np.flatnonzero(data < 128)
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    lengths = ends - starts + 1
    if len(data) and (not len(ends) or ends[-1] != len(data) - 1 or lengths.max() > 10):
        raise Malformed("a number does not end")
    result = np.zeros(len(ends), np.uint64)
    for place in range(int(lengths.max(initial=0))):
        there = lengths > place
        digits = (data[starts[there] + place] & 127).astype(np.uint64)
        result[there] |= digits << np.uint64(7 * place)
    return result


def _object_array(items, shape: Shape, count: int | None = None) -> np.ndarray:
    if count is not None and count != math.prod(shape):
        raise Malformed(f"{count} strings for the shape {list(shape)}")
    array = np.empty(math.prod(shape), object)
    for number, item in enumerate(items):
        array[number] = item
    return _shaped(array, shape)


def _shaped(array: np.ndarray, shape: Shape) -> np.ndarray:
    try:
        return array.reshape(shape)
    except ValueError as error:  # more dimensions than NumPy has
        raise Malformed(f"NumPy cannot hold the shape {list(shape)}: {error}") from error

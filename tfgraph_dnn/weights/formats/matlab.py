"""MATLAB's .mat, version 5 (what scipy.io.savemat and save -v6, -v7 write): arrays, also inside structs and cells.

Version 7.3 is HDF5 and read as such. Vectors are (1, n) or (n, 1) in MATLAB, and so they are here.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.arrays import dtype
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import flattened
from tfgraph_dnn.weights.malformed import about

_HEADER = 128
_MATRIX, _COMPRESSED = 14, 15
_TYPES = {1: "int8", 2: "uint8", 3: "int16", 4: "uint16", 5: "int32", 6: "uint32", 7: "float32", 9: "float64",
          12: "int64", 13: "uint64", 16: "uint8", 17: "uint16", 18: "uint32"}  # fmt: skip
_CELL, _STRUCT, _OBJECT, _CHAR, _SPARSE = 1, 2, 3, 4, 5
_CLASSES = {6: "float64", 7: "float32", 8: "int8", 9: "uint8", 10: "int16", 11: "uint16", 12: "int32", 13: "uint32",
            14: "int64", 15: "uint64"}  # fmt: skip
_COMPLEX, _LOGICAL = 0x800, 0x200
_DEEPEST = 50


class _Array:
    """An array of the file, whose values are made when its name is known."""

    def __init__(self, shape: list[int], kind: str, parts: list[tuple[int, bytes]], order: str):
        self._shape, self._kind, self._parts, self._order = shape, kind, parts, order

    def array(self, budget: Budget) -> np.ndarray:
        # Whole numbers are stored in the smallest type that holds them, whatever the array's.
        count, target = size(self._shape), dtype(self._kind)
        budget.take(count * target.itemsize * len(self._parts))
        columns = []
        for number, content in self._parts:
            stored = dtype(_TYPES[number]).newbyteorder(self._order)
            if len(content) != count * stored.itemsize:
                raise Malformed(f"{len(content):,} bytes for {count:,} values of {stored.name}")
            columns.append(np.frombuffer(content, stored).astype(target))
        flat = columns[0] if len(columns) == 1 else columns[0] + 1j * columns[1]
        return np.ascontiguousarray(flat.reshape(self._shape, order="F"))


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays, in the order of the file: struct fields and cells by their paths, layers/0/weights/1."""
    data = content.whole()
    order = {b"IM": "<", b"MI": ">"}.get(data[126:128])
    if order is None:
        raise Malformed("it does not begin as a file of MATLAB 5 does")
    found: dict[str, Any] = {}
    position = _HEADER
    while position < len(data):
        number, inside, position = _element(data, position, order)
        if number == _COMPRESSED:
            unpacked = _unpacked(inside, budget)
            number, inside, _ = _element(unpacked, 0, order)
        if number == _MATRIX:
            name, value = _matrix(inside, order, 0)
            if name in found:
                raise Malformed(f"two arrays have the name {name}")
            found[name] = value
    return flattened(found, budget)


def _unpacked(content: bytes, budget: Budget) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(content, budget.left + 1)
    except zlib.error as error:
        raise Malformed(f"it is damaged: {error}") from error
    budget.take(len(unpacked))
    budget.left += len(unpacked)
    return unpacked


def _element(data: bytes, position: int, order: str) -> tuple[int, bytes, int]:
    """Type, content and the place behind it, of the element at `position`; small ones share their tag's bytes."""
    if position + 8 > len(data):
        raise Malformed("it ends too early")
    first, second = struct.unpack_from(order + "II", data, position)
    if first >> 16:
        number, length, start = first & 0xFFFF, first >> 16, position + 4
        after = position + 8
        if length > 4:
            raise Malformed("a small element is too large")
    else:
        number, length, start = first, second, position + 8
        # Compressed ones are not padded.
        after = start + (length if number == _COMPRESSED else -(-length // 8) * 8)
    if start + length > len(data):
        raise Malformed(f"an element claims {length:,} bytes where {len(data) - start:,} are left")
    return number, data[start : start + length], after


def _elements(data: bytes, order: str, position: int = 0) -> list[tuple[int, bytes]]:
    found = []
    while position < len(data):
        number, content, position = _element(data, position, order)
        found.append((number, content))
    return found


def _matrix(data: bytes, order: str, depth: int) -> tuple[str, Any]:
    """The name and the value of an array; None for what holds no numbers."""
    if not data:
        return "", None
    if depth > _DEEPEST:
        raise Malformed(f"its structs and cells are nested more than {_DEEPEST} deep")
    elements = _elements(data, order)
    if len(elements) < 3 or len(elements[0][1]) < 4 or elements[1][0] != 5:
        raise Malformed("the description of an array is damaged")
    flags = struct.unpack_from(order + "I", elements[0][1])[0]
    shape = np.frombuffer(elements[1][1], np.dtype(order + "i4")).tolist() if len(elements[1][1]) % 4 == 0 else [-1]
    name = elements[2][1].decode("latin-1")
    with about(name or "?"):
        return name, _value(flags, shape, elements[3:], order, depth)


def _value(flags: int, shape: list[int], elements: list[tuple[int, bytes]], order: str, depth: int) -> Any:
    kind, count = flags & 0xFF, size(shape)
    if kind == _CELL:
        return [_matrix(content, order, depth + 1)[1] for _, content in _so_many(elements, count)]
    if kind in (_STRUCT, _OBJECT):
        return _struct(elements[kind == _OBJECT :], count, order, depth)
    if kind not in _CLASSES:
        return None  # text, sparse matrices, functions: a function is not run
    parts = _so_many(elements, 2 if flags & _COMPLEX else 1)
    if any(number not in _TYPES for number, _ in parts):
        raise Malformed("its values are of no known type")
    return _Array(shape, "bool" if flags & _LOGICAL else _CLASSES[kind], parts, order)


def _so_many(elements: list, count: int) -> list:
    if len(elements) != count:
        raise Malformed(f"it has {len(elements):,} parts, not {count:,}")
    return elements


def _struct(elements: list[tuple[int, bytes]], count: int, order: str, depth: int) -> Any:
    """A struct as a dict; an array of structs as a list of dicts."""
    if len(elements) < 2 or len(elements[0][1]) < 4:
        raise Malformed("the fields of a struct are damaged")
    width = struct.unpack_from(order + "i", elements[0][1])[0]
    text = elements[1][1]
    if width <= 0 or len(text) % width:
        raise Malformed("the fields of a struct are damaged")
    fields = [text[at : at + width].split(b"\0")[0].decode("latin-1") for at in range(0, len(text), width)]
    values = [_matrix(content, order, depth + 1)[1] for _, content in _so_many(elements[2:], count * len(fields))]
    starts = range(0, len(values), len(fields) or 1)
    rows = [dict(zip(fields, values[at : at + len(fields)], strict=True)) for at in starts]
    return rows[0] if len(rows) == 1 else rows

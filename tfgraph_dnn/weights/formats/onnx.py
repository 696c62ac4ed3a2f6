"""The initializers of an ONNX model, off the protobuf wire; those in files of their own only from the same folder."""

from __future__ import annotations

import os

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, integers, signed, text
from tfgraph_dnn.weights.arrays import dtype, packed
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import Refused, about

_GRAPH, _INITIALIZER = 7, 5
_TYPES = {1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64", 9: "bool",
          10: "float16", 11: "float64", 12: "uint32", 13: "uint64", 14: "complex64", 15: "complex128", 16: "bfloat16",
          17: "float8_e4m3fn", 19: "float8_e5m2"}  # fmt: skip
_STRING = 8
# Fields of TensorProto.
_DIMS, _TYPE, _SEGMENT, _NAME, _RAW, _EXTERNAL, _LOCATION = 1, 2, 3, 8, 9, 13, 14
_FIXED = {4: "<f4", 10: "<f8"}
_VARINTS = (5, 7, 11)


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The initializers, in the order of the file."""
    found: dict[str, np.ndarray] = {}
    folder = os.path.dirname(os.path.abspath(content.path)) if content.path else None
    graphs = [block(number, value) for number, value in fields(content.whole()) if number == _GRAPH]
    if not graphs:
        raise Malformed("it has no graph")
    for graph in graphs:
        for number, value in fields(graph):
            if number == _INITIALIZER:
                _add(found, block(number, value), folder, budget)
    return found


def _add(found: dict[str, np.ndarray], message, folder: str | None, budget: Budget) -> None:
    parts: dict[int, list] = {}
    for number, value in fields(message):
        parts.setdefault(number, []).append(value)
    name = text(_NAME, parts[_NAME][-1]) if _NAME in parts else str(len(found))
    with about(name):
        if name in found:
            raise Malformed("two initializers have this name")
        array = _array(parts, folder, budget)
        if array is not None:
            found[name] = array


def _array(parts: dict[int, list], folder: str | None, budget: Budget) -> np.ndarray | None:
    shape = [signed(dim) for dim in integers(parts.get(_DIMS, []))]
    code = integer(_TYPE, parts[_TYPE][-1]) if _TYPE in parts else 0
    if code == _STRING:
        return None
    if code not in _TYPES:
        raise Malformed(f"type {code} is not read")
    if _SEGMENT in parts:
        raise Malformed("it lies in segments, which are not read")
    kind = dtype(_TYPES[code])
    if parts.get(_LOCATION, [0])[-1] == 1:
        return _elsewhere(parts.get(_EXTERNAL, []), folder, kind, shape, budget)
    if _RAW in parts:
        return packed(b"".join(bytes(block(_RAW, part)) for part in parts[_RAW]), kind, shape, budget)
    for number, values in _FIXED.items():
        if number in parts:
            width = int(values[2])
            content = b"".join(p.to_bytes(width, "little") if isinstance(p, int) else p for p in parts[number])
            # A complex number stands as two.
            return packed(content, kind if kind.kind == "c" else np.dtype(values), shape, budget)
    return _integers(parts, kind, shape, budget)


def _integers(parts: dict[int, list], kind: np.dtype, shape: list[int], budget: Budget) -> np.ndarray:
    values = [value for number in _VARINTS for value in integers(parts.get(number, []))]
    if len(values) != size(shape):
        raise Malformed(f"{len(values):,} values for {kind.name} {shape}")
    budget.take(len(values) * kind.itemsize)
    array = np.array(values, np.uint64)
    # Halves stand as the bits of an integer.
    array = array.view(np.int64).astype(kind) if kind.kind in "biu" else array.astype(f"u{kind.itemsize}").view(kind)
    return array.reshape(shape)


def _elsewhere(entries: list, folder: str | None, kind: np.dtype, shape: list[int], budget: Budget) -> np.ndarray:
    told: dict[str, str] = {}
    for entry in entries:
        pair = {number: text(number, value) for number, value in fields(block(_EXTERNAL, entry)) if number in (1, 2)}
        told[pair.get(1, "")] = pair.get(2, "")
    location = told.get("location", "")
    path = _inside(folder, location)
    length = size(shape) * kind.itemsize
    try:
        offset, claimed = int(told.get("offset") or 0), int(told.get("length") or length)
    except ValueError as error:
        raise Malformed("the place of its values is no number") from error
    if claimed != length:
        raise Malformed(f"{claimed:,} bytes for {kind.name} {shape}")
    budget.take(length)
    budget.left += length
    try:
        return packed(Source(path).read(offset, length), kind, shape, budget)
    except FileNotFoundError as error:
        raise Malformed(f"its values lie in {location}, which is not there") from error
    except Malformed as error:
        raise Malformed(f"{location}: {error}") from error


def _inside(folder: str | None, location: str) -> str:
    """The path of a file beside the model.

    Raises:
      Refused: it would lie elsewhere, also by way of a symbolic link.
    """
    if folder is None or not location or "\0" in location:
        raise Refused(f"its values lie in {location!r}, which is no file beside the model")
    path = os.path.realpath(os.path.join(folder, location))
    if os.path.commonpath([path, os.path.realpath(folder)]) != os.path.realpath(folder):
        raise Refused(f"its values lie in {location}, outside the model's folder")
    return path

"""GraphDef, MetaGraphDef and SavedModel out of their bytes, with the project's own reader: no TensorFlow is loaded."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from tfgraph_dnn.checkpoint.format.dtypes import DTYPES
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, signed, text
from tfgraph_dnn.graph.model import GraphModel, Node, Shape, assemble

_REFERENCE = 100  # added to a type's number where an operation gives or takes a reference
_SKIPPED = frozenset({"value", "element_shape"})


def decode(content, source: str, *, collections: Mapping[str, list[str]] | None = None) -> GraphModel:
    """A graph out of the bytes of a GraphDef.

    Raises:
      Malformed: they are none.
      GraphFileError: the operations do not fit together.
    """
    nodes: list[Node] = []
    inputs: list[list[str]] = []
    functions: dict[str, int] = {}
    for number, value in fields(content):
        if number == 1:
            node, names = _node(block(number, value), len(nodes))
            nodes.append(node)
            inputs.append(names)
        elif number == 2:
            for at, part in fields(block(number, value)):
                if at == 1:
                    name, count = _function(block(at, part))
                    functions[name] = count
    return assemble(nodes, inputs, collections=collections or {}, functions=functions, source=source)


def decode_meta(content, source: str) -> GraphModel:
    """A graph, with its collections, out of the bytes of a MetaGraphDef."""
    graph: Any = b""
    collections: dict[str, list[str]] = {}
    for number, value in fields(content):
        if number == 2:
            graph = block(number, value)
        elif number == 4:
            name, members = _collection(block(number, value))
            collections[name] = members
    return decode(graph, source, collections=collections)


def decode_saved_model(content, source: str) -> GraphModel:
    """The graph of a SavedModel that has the most operations (one for serving and one for training may be there)."""
    found = [decode_meta(block(number, value), source) for number, value in fields(content) if number == 2]
    if not found:
        raise Malformed("it holds no graph")
    return max(found, key=len)


def _node(message: memoryview, index: int) -> tuple[Node, list[str]]:
    name = op = ""
    inputs = []
    for number, value in fields(message):
        if number == 1:
            name = text(number, value)
        elif number == 2:
            op = text(number, value)
        elif number == 3:
            inputs.append(text(number, value))
    if not name or not op:
        raise Malformed(f"operation number {index} has no {'name' if op else 'type'}")
    return Node(index, name, op, functools.partial(attributes, message)), inputs


def _function(message: memoryview) -> tuple[str, int]:
    name, count = "", 0
    for number, value in fields(message):
        if number == 1:
            name = next((text(at, part) for at, part in fields(block(number, value)) if at == 1), "")
        elif number == 3:
            count += 1
    return name, count


def _collection(message: memoryview) -> tuple[str, list[str]]:
    name, members = "", []
    for number, value in fields(message):
        if number == 1:
            name = text(number, value)
        elif number == 2:
            for kind, part in fields(block(number, value)):
                if kind == 1:  # names of operations and tensors
                    members += [text(at, item) for at, item in fields(block(kind, part)) if at == 1]
                elif kind == 2:  # messages, of variables for one
                    members += [found for at, item in fields(block(kind, part)) if (found := _variable(at, item))]
    return name, members


def _variable(number: int, value) -> str:
    """The operation's name in a VariableDef; "" for another message."""
    try:
        first, held = next(fields(block(number, value)))
        return text(first, held) if first == 1 else ""
    except (Malformed, StopIteration):
        return ""


def attributes(message) -> dict[str, Any]:
    """The attributes of a NodeDef, decoded."""
    found = {}
    for number, value in fields(message):
        if number == 5:
            entry = {at: block(at, part) for at, part in fields(block(number, value)) if at in (1, 2)}
            key = text(1, entry.get(1, memoryview(b"")))
            if key not in _SKIPPED and 2 in entry:
                found[key] = _value(entry[2])
        elif number == 4 and len(block(number, value)):
            found["device"] = text(number, value)
    return found


def _value(message: memoryview) -> Any:
    for number, value in fields(message):
        if number == 1:
            return _list(block(number, value))
        return _one(number, value)
    return None


def _one(number: int, value) -> Any:
    if number == 2:
        return bytes(block(number, value)).decode("utf-8", "backslashreplace")
    if number == 3:
        return signed(integer(number, value))
    if number == 4:
        return _float(integer(number, value))
    if number == 5:
        return bool(value)
    if number == 6:
        return type_name(integer(number, value))
    if number == 7:
        return shape(block(number, value))
    if number in (9, 10):
        return next((text(at, part) for at, part in fields(block(10, value)) if at == 1), "")
    return None


def _list(message: memoryview) -> list[Any]:
    found: list[Any] = []
    for number, value in fields(message):
        if number in (3, 5, 6) and not isinstance(value, int):  # numbers, packed
            found += [_one(number, item) for item in _packed(value)]
        elif number == 4:
            packed = [value] if isinstance(value, int) else _fixed(value)
            found += [_float(item) for item in packed]
        else:
            found.append(_one(10 if number == 9 else number, value))
    return found


def _packed(data: memoryview) -> list[int]:
    from tfgraph_dnn.checkpoint.format.wire import varint

    found, position = [], 0
    while position < len(data):
        value, position = varint(data, position)
        found.append(value)
    return found


def _fixed(data: memoryview) -> list[int]:
    return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data) - 3, 4)]


def _float(bits: int) -> float:
    import struct

    return struct.unpack("<f", (bits & 0xFFFFFFFF).to_bytes(4, "little"))[0]


def type_name(number: int) -> str:
    """The name of a type's number; a reference's ends in `_ref`, as TensorFlow writes it."""
    if number > _REFERENCE:
        return f"{type_name(number - _REFERENCE)}_ref"
    return DTYPES[number].name if number in DTYPES else f"type {number}"


def shape(message) -> Shape:
    """A TensorShapeProto: -1 where a dimension is not known, None where the rank is not."""
    dims = []
    for number, value in fields(message):
        if number == 2:
            sizes = [signed(integer(1, inner)) for at, inner in fields(block(number, value)) if at == 1]
            dims.append(sizes[-1] if sizes else 0)
        elif number == 3 and integer(number, value):
            return None
    return tuple(dims)

"""The value of a constant in a `.meta` file's graph: one number, found by its operation's name."""

from __future__ import annotations

import struct

from tfgraph_dnn.checkpoint.format.wire import block, fields, text

_GRAPH, _NODE, _ATTRIBUTE, _TENSOR = 2, 1, 5, 8
# Fields of a TensorProto that hold floats or their bytes, and doubles; type number -> bytes and struct's code.
_VALUES = {1: (5, 4, "<f"), 2: (6, 8, "<d")}
_CONTENT, _TYPE = 4, 1


def number(content, name: str) -> float | None:
    """The value of a float32 or float64 constant with one value; None when there is none of that name.

    Args:
      content: the bytes of a MetaGraphDef.
      name: of the operation.

    Raises:
      Malformed: they are none.
    """
    wanted = name.encode("utf-8")
    for at, graph in fields(content):
        if at != _GRAPH:
            continue
        for inner, node in fields(block(at, graph)):
            if inner != _NODE:
                continue
            first, value = next(fields(block(inner, node)), (0, b""))
            if first == 1 and value == wanted:
                return _value(block(inner, node))
    return None


def _value(node: memoryview) -> float | None:
    for at, attribute in fields(node):
        if at != _ATTRIBUTE:
            continue
        entry = dict(fields(block(at, attribute)))
        if text(1, entry.get(1, memoryview(b""))) == "value" and 2 in entry:
            tensor = dict(fields(block(2, entry[2]))).get(_TENSOR)
            return None if tensor is None else _single(block(_TENSOR, tensor))
    return None


def _single(tensor: memoryview) -> float | None:
    parts = dict(fields(tensor))
    kind = _VALUES.get(parts.get(_TYPE, 0))
    if kind is None:
        return None
    field, size, code = kind
    held = parts.get(field, parts.get(_CONTENT))
    content = held.to_bytes(size, "little") if isinstance(held, int) else bytes(held or b"")
    return struct.unpack(code, content)[0] if len(content) == size else None

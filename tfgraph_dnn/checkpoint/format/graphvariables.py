"""The variables of a `.meta` file's graph: their names in a checkpoint, types and shapes."""

from __future__ import annotations

from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.dtypes import DTYPES
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, signed, text, varint

_GRAPH, _COLLECTIONS, _NODE = 2, 4, 1
_VARIABLES = "variables"
_OPS = ("VariableV2", "Variable", "VarHandleOp")
_TYPE, _SHAPE = 6, 7  # of an AttrValue


class GraphVariable(NamedTuple):
    """A variable of a graph; of a partitioned one, the whole.

    Attributes:
      name: under which a Saver saves it.
      dtype: TensorFlow's name of its type; "" when the graph does not say.
      shape: its dimensions, None for one that is not known; None when nothing is known.
    """

    name: str
    dtype: str
    shape: tuple[int | None, ...] | None


def parse(content) -> list[GraphVariable]:
    """The global variables of a MetaGraphDef, in the order in which they were made.

    Raises:
      Malformed: the bytes are not those of a MetaGraphDef, or end before it does.
    """
    nodes: dict[str, tuple[str, tuple[int | None, ...] | None]] = {}
    listed: list[memoryview] = []
    for number, value in fields(content):
        if number == _GRAPH:
            for at, part in fields(block(number, value)):
                if at == _NODE:
                    _add_node(block(at, part), nodes)
        elif number == _COLLECTIONS:
            listed += _collection(block(number, value))
    found: dict[str, GraphVariable] = {}
    for message in listed:
        variable = _variable(message, nodes)
        found.setdefault(variable.name, variable)
    return list(found.values())


def _add_node(node: memoryview, nodes: dict) -> None:
    name = op = ""
    attributes = []
    for number, value in fields(node):
        if number == 1:
            name = text(number, value)
        elif number == 2:
            op = text(number, value)
            if op not in _OPS:
                return
        elif number == 5:
            attributes.append(block(number, value))
    if op in _OPS:
        found = dict(filter(None, map(_attribute, attributes)))
        nodes[name] = (found.get("dtype", ""), found.get("shape"))


def _attribute(entry: memoryview):
    """The type or the shape that an entry of a node's attributes holds."""
    parts = dict(fields(entry))
    key = text(1, parts.get(1, memoryview(b"")))
    for number, value in fields(block(2, parts.get(2, memoryview(b"")))):
        if key == "dtype" and number == _TYPE:
            kind = DTYPES.get(integer(number, value) % 100)  # 100 more for a reference
            return key, kind.name if kind else ""
        if key == "shape" and number == _SHAPE:
            return key, _shape(block(number, value))
    return None


def _shape(message: memoryview) -> tuple[int | None, ...] | None:
    dims: list[int | None] = []
    for number, value in fields(message):
        if number == 2:
            size = next((signed(integer(1, inner)) for at, inner in fields(block(number, value)) if at == 1), 0)
            dims.append(None if size < 0 else size)
        elif number == 3 and integer(number, value):
            return None
    return tuple(dims)


def _collection(entry: memoryview) -> list[memoryview]:
    """The VariableDefs of an entry of the collections, when it is that of the global variables."""
    parts = dict(fields(entry))
    if text(1, parts.get(1, memoryview(b""))) != _VARIABLES:
        return []
    found = []
    for number, value in fields(block(2, parts.get(2, memoryview(b"")))):
        if number == 2:  # a list of bytes
            found += [block(at, part) for at, part in fields(block(number, value)) if at == 1]
    return found


def _variable(message: memoryview, nodes: dict) -> GraphVariable:
    name, whole, shape = "", "", ()
    for number, value in fields(message):
        if number == 1:
            name = text(number, value).partition(":")[0]
        elif number == 4:
            whole, shape = _whole(block(number, value))
    if not name:
        raise Malformed("a variable has no name")
    dtype, own = nodes.get(name, ("", None))
    return GraphVariable(whole, dtype, shape) if whole else GraphVariable(name, dtype, own)


def _whole(message: memoryview) -> tuple[str, tuple[int, ...]]:
    """Name and shape of the partitioned variable of which this is a part."""
    name, dims = "", []
    for number, value in fields(message):
        if number == 1:
            name = text(number, value)
        elif number == 2 and isinstance(value, int):
            dims.append(signed(value))
        elif number == 2:
            dims += _packed(value)
    return name, tuple(dims)


def _packed(values: memoryview) -> list[int]:
    found, position = [], 0
    while position < len(values):
        value, position = varint(values, position)
        found.append(signed(value))
    return found

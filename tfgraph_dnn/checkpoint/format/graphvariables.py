"""What the graph of a `.meta` file wants of a checkpoint: names, types and shapes of its variables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.dtypes import DTYPES
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, signed, text, varint

_GRAPH, _SAVER, _COLLECTIONS, _NODE, _RESTORE_OP = 2, 3, 4, 1, 3
_VARIABLES = "variables"
_OPS = ("VariableV2", "Variable", "VarHandleOp")
_READERS, _ASSIGNS, _PASSING = ("RestoreV2", "RestoreSlice", "Restore"), ("Assign", "AssignVariableOp"), ("Identity",)
_RESHAPE = "Reshape"
_TYPE, _SHAPE, _TENSOR, _STRINGS = 6, 7, 8, 8  # of an AttrValue; of a TensorProto

Dimensions = tuple[int | None, ...] | None


class GraphVariable(NamedTuple):
    """A variable of a graph; of a partitioned one, the whole.

    Attributes:
      name: under which it is looked up in a checkpoint.
      dtype: TensorFlow's name of its type; "" when the graph does not say.
      shape: its dimensions, None for one that is not known; None when nothing is known.
      reshaped: it takes a value of any shape with as many elements.
    """

    name: str
    dtype: str
    shape: Dimensions
    reshaped: bool = False


@dataclass
class _Node:
    op: str
    inputs: list[str]
    attributes: list[memoryview]


@dataclass
class _Graph:
    nodes: dict[str, _Node] = field(default_factory=dict)
    restore: str = ""
    listed: list[memoryview] = field(default_factory=list)


def parse(content) -> list[GraphVariable]:
    """What the Saver of a MetaGraphDef restores, in the order of the names; its global variables where it has none.

    Raises:
      Malformed: the bytes are not those of a MetaGraphDef, or end before it does.
    """
    graph = _Graph()
    for number, value in fields(content):
        if number == _GRAPH:
            for at, part in fields(block(number, value)):
                if at == _NODE:
                    _add_node(block(at, part), graph.nodes)
        elif number == _SAVER:
            graph.restore = next((text(at, part) for at, part in fields(block(number, value)) if at == _RESTORE_OP), "")
        elif number == _COLLECTIONS:
            graph.listed += _collection(block(number, value))
    found: dict[str, GraphVariable] = {}
    for variable in _restored(graph) or [_variable(message, graph.nodes) for message in graph.listed]:
        found.setdefault(variable.name, variable)
    return list(found.values())


def _add_node(node: memoryview, nodes: dict[str, _Node]) -> None:
    name = op = ""
    inputs, attributes = [], []
    for number, value in fields(node):
        if number == 1:
            name = text(number, value)
        elif number == 2:
            op = text(number, value)
            if op not in (*_OPS, *_READERS, *_ASSIGNS, *_PASSING, _RESHAPE, "Const"):
                return
        elif number == 3:
            inputs.append(text(number, value))
        elif number == 5:
            attributes.append(block(number, value))
    nodes[name] = _Node(op, inputs, attributes)


def _restored(graph: _Graph) -> list[GraphVariable]:
    """What the operations of the Saver read, and into what; nothing where the graph does not tell."""
    scope = graph.restore.rpartition("/")[0]
    readers = {
        name: _strings(graph, node, 1)
        for name, node in graph.nodes.items()
        if node.op in _READERS and name.startswith(f"{scope}/") and scope
    }
    slices = {name: _strings(graph, graph.nodes[name], 2) for name in readers}
    found = {}
    for reader, names in readers.items():
        found.update({(reader, at): GraphVariable(name, "", None) for at, name in enumerate(names)})
    for node in graph.nodes.values():
        if node.op not in _ASSIGNS or len(node.inputs) < 2:
            continue
        place, reshaped = _source(graph, node.inputs[1])
        if place not in found:
            continue
        dtype, shape = _type_and_shape(graph.nodes.get(node.inputs[0]))
        reader, at = place
        spec = slices[reader][at] if at < len(slices[reader]) else ""
        if spec:  # "20 16 0,7:-": the shape of the whole, and the part
            shape = tuple(map(_number, spec.split(" ")[:-1]))
        found[place] = GraphVariable(found[place].name, dtype, shape, reshaped)
    return sorted(found.values(), key=lambda one: one.name)


def _source(graph: _Graph, name: str) -> tuple[tuple[str, int], bool]:
    """The output that a value comes from, and whether it was reshaped on the way."""
    reshaped = False
    for _ in range(8):  # as many steps as no Saver makes
        node, _, at = name.partition(":")
        found = graph.nodes.get(node)
        if found is None or found.op not in (*_PASSING, _RESHAPE) or not found.inputs:
            return (node, _number(at) if at else 0), reshaped
        reshaped = reshaped or found.op == _RESHAPE
        name = found.inputs[0]
    return ("", 0), reshaped


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 20):
        raise Malformed(f"{digits[:40]!r} is no number")
    return int(digits)


def _strings(graph: _Graph, node: _Node, at: int) -> list[str]:
    """The strings of the constant that is an input of a node; none where it is no constant."""
    constant = graph.nodes.get(node.inputs[at]) if at < len(node.inputs) else None
    if constant is None or constant.op != "Const":
        return []
    for entry in constant.attributes:
        parts = dict(fields(entry))
        if text(1, parts.get(1, memoryview(b""))) == "value":
            for number, value in fields(block(2, parts.get(2, memoryview(b"")))):
                if number == _TENSOR:
                    return [text(n, part) for n, part in fields(block(number, value)) if n == _STRINGS]
    return []


def _type_and_shape(node: _Node | None) -> tuple[str, Dimensions]:
    """Type and shape of the variable that a node is; nothing where it is none."""
    if node is None or node.op not in _OPS:
        return "", None
    found = dict(filter(None, map(_attribute, node.attributes)))
    return found.get("dtype", ""), found.get("shape")


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


def _shape(message: memoryview) -> Dimensions:
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


def _variable(message: memoryview, nodes: dict[str, _Node]) -> GraphVariable:
    name, whole = "", GraphVariable("", "", None)
    for number, value in fields(message):
        if number == 1:
            name = text(number, value).partition(":")[0]
        elif number == 4:
            whole = _whole(block(number, value))
    if not name:
        raise Malformed("a variable has no name")
    dtype, shape = _type_and_shape(nodes.get(name))
    return whole._replace(dtype=dtype) if whole.name else GraphVariable(name, dtype, shape)


def _whole(message: memoryview) -> GraphVariable:
    """Name and shape of the partitioned variable of which this is a part."""
    name, dims = "", []
    for number, value in fields(message):
        if number == 1:
            name = text(number, value)
        elif number == 2 and isinstance(value, int):
            dims.append(signed(value))
        elif number == 2:
            dims += _packed(value)
    return GraphVariable(name, "", tuple(dims))


def _packed(values: memoryview) -> list[int]:
    found, position = [], 0
    while position < len(values):
        value, position = varint(values, position)
        found.append(signed(value))
    return found

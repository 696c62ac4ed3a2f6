"""Graphs in protobuf's text format (`.pbtxt`), as `tf.train.write_graph` wrote them."""

from __future__ import annotations

import functools
import re
from typing import Any

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.graph.model import GraphModel, Node, Shape, assemble

_TOKEN = re.compile(
    r"""(?P<skip>[\s,;]+|\#[^\n]*)|(?P<word>[A-Za-z_][\w./]*)|(?P<number>[-+]?(?:\d|\.\d)[\w.+-]*|-(?:inf|nan)\b)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<mark>[{}<>:\[\]])""",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_OPENS = re.compile(r"[\s]*[:{<]")
_DEEPEST = 200
Tree = dict[str, list[Any]]


def decode_text(content: str, source: str) -> GraphModel:
    """A graph out of the text of a GraphDef, a MetaGraphDef or a SavedModel.

    Raises:
      Malformed: it is none; the line is named.
      GraphFileError: the operations do not fit together.
    """
    tree = parse(content)
    if "meta_graphs" in tree:
        tree = _message(tree["meta_graphs"][0])
    collections = {}
    for entry in tree.get("collection_def", ()):
        value = _message(_last(entry, "value", {}))
        nodes = _message(_last(value, "node_list", {}))
        collections[_last(entry, "key", "")] = [item for item in nodes.get("value", ()) if isinstance(item, str)]
    if "graph_def" in tree:
        tree = _message(tree["graph_def"][-1])
    if "node" not in tree and any(key not in ("versions", "library", "version") for key in tree):
        raise Malformed(f"it has no operations, but {', '.join(sorted(tree)[:5])}")
    nodes, inputs = [], []
    for entry in map(_message, tree.get("node", ())):
        name, op = _last(entry, "name", ""), _last(entry, "op", "")
        if not (isinstance(name, str) and isinstance(op, str) and name and op):
            raise Malformed(f"operation number {len(nodes)} has no name or no type")
        nodes.append(Node(len(nodes), name, op, functools.partial(_attributes, entry)))
        inputs.append([str(item) for item in entry.get("input", ())])
    functions = {}
    for library in map(_message, tree.get("library", ())):
        for function in map(_message, library.get("function", ())):
            name = _last(_message(_last(function, "signature", {})), "name", "")
            functions[str(name)] = len(function.get("node_def", ()))
    return assemble(nodes, inputs, collections=collections, functions=functions, source=source)


def parse(content: str) -> Tree:
    """The fields of a message in text format: name -> values; inner messages are such trees, strings are text.

    Example:
      >>> parse('node { name: "a" shape { dim { size: -1 } } flags: [1, 2] }')
      {'node': [{'name': ['a'], 'shape': [{'dim': [{'size': [-1]}]}], 'flags': [1, 2]}]}
    """
    stack: list[Tree] = [{}]
    field, position = None, 0
    while position < len(content):
        match = _TOKEN.match(content, position)
        if match is None:
            raise _wrong(content, position, f"{content[position : position + 20]!r} is no text of a graph")
        kind, token, position = match.lastgroup, match[0], match.end()
        if kind == "skip" or token in (":", "[", "]"):
            continue
        if token in ("}", ">"):
            if len(stack) == 1:
                raise _wrong(content, position, "a bracket too many")
            stack.pop()
            field = None
        elif kind == "word" and _OPENS.match(content, position):
            field = token
        elif field is None:
            raise _wrong(content, position, f"{token[:20]!r} belongs to no field")
        else:
            value: Any = {} if token in ("{", "<") else _scalar(str(kind), token)
            stack[-1].setdefault(field, []).append(value)
            if isinstance(value, dict):
                stack.append(value)
                field = None
            if len(stack) > _DEEPEST:
                raise _wrong(content, position, f"messages are nested more than {_DEEPEST} deep")
    if len(stack) != 1:
        raise Malformed(f"it ends inside of {len(stack) - 1} open brackets")
    return stack[0]


def _wrong(content: str, position: int, what: str) -> Malformed:
    line = content.count("\n", 0, position) + 1
    return Malformed(f"line {line}: {what}")


def _scalar(kind: str, token: str) -> Any:
    if kind == "text":
        return _ESCAPE.sub(_unescaped, token[1:-1].encode()).decode("utf-8", "backslashreplace")
    if kind == "number":
        try:
            return int(token, 0)
        except ValueError:
            try:
                return float(token.rstrip("fF"))
            except ValueError:
                return token
    return {"true": True, "false": False}.get(token, token)


def _unescaped(match: re.Match) -> bytes:
    octal, hexadecimal, letter = match.groups()
    if letter is not None:
        return _LETTERS.get(letter, letter)
    return bytes([int(octal, 8) & 255 if octal else int(hexadecimal, 16)])


def _attributes(node: Tree) -> dict[str, Any]:
    found = {}
    for entry in map(_message, node.get("attr", ())):
        key, value = _last(entry, "key", ""), _message(_last(entry, "value", {}))
        for kind, items in value.items():
            if kind == "list":
                inner = _message(items[-1])
                found[key] = [_value(one, item) for one, several in inner.items() for item in several]
            elif kind != "tensor":
                found[key] = _value(kind, items[-1])
    device = _last(node, "device", "")
    return {**found, "device": device} if device else found


def _value(kind: str, item: Any) -> Any:
    if kind == "type":
        name = str(item).removeprefix("DT_").lower()
        name, reference = name.removesuffix("_ref"), "_ref" if name.endswith("_ref") else ""
        return {"float": "float32", "double": "float64", "half": "float16"}.get(name, name) + reference
    if kind == "shape":
        return _shape(_message(item))
    if kind == "func":
        return _last(_message(item), "name", "")
    return item


def _shape(tree: Tree) -> Shape:
    if _last(tree, "unknown_rank", False):
        return None
    return tuple(int(_last(_message(dim), "size", 0)) for dim in tree.get("dim", ()))


def _message(value: Any) -> Tree:
    if not isinstance(value, dict):
        raise Malformed(f"a message was expected where {value!r} stands")
    return value


def _last(tree: Tree, key: str, otherwise: Any) -> Any:
    return tree[key][-1] if tree.get(key) else otherwise

"""The object graph of an object-based checkpoint (TrackableObjectGraph) as bytes: its objects, whose each tensor is.

>>> variable = Node(attribute=Attribute("scope/w", "w/.ATTRIBUTES/VARIABLE_VALUE"))
>>> len(encoded([Node(children=(Child(1, "w"),)), variable]))
72
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.encoding import field

VALUE = "VARIABLE_VALUE"  # what TensorFlow calls the one attribute of a variable


class Child(NamedTuple):
    """An object that another one holds under a name."""

    node: int
    name: str


class Attribute(NamedTuple):
    """The value of a variable: the name that the variable has itself, and the key of the tensor."""

    full_name: str
    key: str


class Node(NamedTuple):
    """An object; the first one is the root."""

    children: tuple[Child, ...] = ()
    attribute: Attribute | None = None


def encoded(nodes: Iterable[Node]) -> bytes:
    """A TrackableObjectGraph."""
    return b"".join(field(1, _encoded(node)) for node in nodes)


def _encoded(node: Node) -> bytes:
    parts = [field(1, field(1, child.node) + field(2, child.name.encode("utf-8"))) for child in node.children]
    if node.attribute is not None:
        texts = (text.encode("utf-8") for text in (VALUE, *node.attribute))
        parts.append(field(2, b"".join(field(number, text) for number, text in enumerate(texts, 1))))
        parts.append(field(5, field(1, 1)))  # it has a value
    return b"".join(parts)

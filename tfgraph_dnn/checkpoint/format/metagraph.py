"""A `.meta` file (MetaGraphDef): who wrote it, and which operations its graph is made of."""

from __future__ import annotations

from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import versions
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, text, varint

_GRAPH_VERSIONS, _NODE, _LIBRARY = 4, 1, 2


class Meta(NamedTuple):
    """What is worth knowing of a graph without building it.

    Attributes:
      tensorflow: the version of TensorFlow that wrote it; "" before 0.12 said so.
      git: the commit, likewise.
      tags: the tags of a SavedModel's graph.
      producer: the version of the graph's format.
      saver_format: 1 or 2, of the checkpoints its Saver writes; 0 when it has none.
      collections: names of its collections.
      ops: operation -> how many nodes of it.
    """

    tensorflow: str
    git: str
    tags: tuple[str, ...]
    producer: int
    saver_format: int
    collections: tuple[str, ...]
    ops: dict[str, int]


def parse(content) -> Meta:
    """Decodes the bytes of a `.meta` file.

    Raises:
      Malformed: they are not those of a MetaGraphDef, or end before it does.
    """
    tensorflow = git = ""
    tags: list[str] = []
    collections: list[str] = []
    producer = saver_format = 0
    ops: dict[str, int] = {}
    for number, value in fields(content):
        if number == 1:
            tensorflow, git, tags = _info(block(number, value))
        elif number == 2:
            producer = _graph(block(number, value), ops)
        elif number == 3:
            # A SaverDef that does not say its version is of the first.
            found = dict(fields(block(number, value)))
            saver_format = max(1, integer(7, found.get(7, 1)))
        elif number == 4:
            collections += [text(at, part) for at, part in fields(block(number, value)) if at == 1]
    return Meta(tensorflow, git, tuple(tags), producer, saver_format, tuple(sorted(collections)), ops)


def writer(read, size: int) -> str:
    """The version of TensorFlow that wrote a `.meta` file, read from its beginning: the graph may be large.

    Args:
      read: gives the bytes from an offset on, so many.
      size: of the file.

    Returns:
      The version; "" where the file does not begin with it.

    Raises:
      Malformed: the file does not begin as a MetaGraphDef does.
    """
    begin = read(0, min(size, 16))
    if begin[:1] != b"\x0a":  # field 1 comes first, when there is one
        return ""
    length, position = varint(begin, 1)
    if position + length > size:
        raise Malformed(f"field 1 claims {length} bytes where {size - position} are left")
    return _info(memoryview(read(position, length)))[0]


def _info(message: memoryview) -> tuple[str, str, list[str]]:
    tensorflow = git = ""
    tags = []
    for number, value in fields(message):
        if number == 4:
            tags.append(text(number, value))
        elif number == 5:
            tensorflow = text(number, value)
        elif number == 6:
            git = text(number, value)
    return tensorflow, git, tags


def _graph(message: memoryview, ops: dict[str, int]) -> int:
    producer = 0
    for number, value in fields(message):
        if number == _NODE:
            _count(block(number, value), ops)
        elif number == _LIBRARY:
            for at, part in fields(block(number, value)):
                if at == 1:
                    _function(block(at, part), ops)
        elif number == _GRAPH_VERSIONS:
            producer, _ = versions(block(number, value))
    return producer


def _function(message: memoryview, ops: dict[str, int]) -> None:
    for number, value in fields(message):
        if number == 3:
            _count(block(number, value), ops)


def _count(node: memoryview, ops: dict[str, int]) -> None:
    for number, value in fields(node):
        if number == 2:
            op = text(number, value)
            ops[op] = ops.get(op, 0) + 1
            return

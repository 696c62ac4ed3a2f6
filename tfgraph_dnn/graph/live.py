"""A graph that is alive, a `tf.Graph`, as a model."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from tfgraph_dnn.graph import decoding
from tfgraph_dnn.graph.model import GraphModel, Input, Node


def from_graph(graph: Any, source: str = "the graph") -> GraphModel:
    """The operations and collections that a `tf.Graph` holds by now.

    Args:
      graph: the graph; it is only looked at.
      source: what to call it in titles and messages.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default() as graph:
      ...     y = tf.add(tf.placeholder(tf.float32, [None], name="x"), 1.0, name="y")
      >>> [node.name for node in from_graph(graph).nodes]
      ['x', 'y/y', 'y']
    """
    operations = graph.get_operations()
    nodes = [Node(index, op.name, op.type, functools.partial(attributes, op)) for index, op in enumerate(operations)]
    by_name = {node.name: node for node in nodes}
    for node, op in zip(nodes, operations, strict=True):
        # In a loop, an operation made earlier may take what a later one gives.
        node.data = tuple(Input(by_name[tensor.op.name].index, tensor.value_index) for tensor in op.inputs)
        node.control = tuple(by_name[other.name].index for other in op.control_inputs)
    return GraphModel(nodes, collections(graph), {}, source, by_name)


def collections(graph: Any) -> dict[str, list[str]]:
    """Collection -> names of its operations and tensors; a variable's is its operation's."""
    found = {}
    for key in graph.get_all_collection_keys():
        names = [name for item in graph.get_collection(key) for name in _names(item)]
        if isinstance(key, str) and names:
            found[key] = names
    return found


def _names(item: Any) -> list[str]:
    if isinstance(item, list | tuple):
        return [name for inner in item for name in _names(inner)]
    item = getattr(item, "op", item)  # of a tensor and of a variable
    name = getattr(item, "name", None)
    return [name] if isinstance(name, str) and hasattr(item, "control_inputs") else []


def attributes(op: Any) -> Mapping[str, Any]:
    """The attributes of an operation, and the static shapes of its outputs."""
    found = decoding.attributes(op.node_def.SerializeToString())
    shapes = []
    for tensor in op.outputs:
        dims = tensor.shape.dims
        shapes.append(None if dims is None else tuple(-1 if size is None else size for size in tensor.shape.as_list()))
    return {**found, "_output_shapes": shapes}

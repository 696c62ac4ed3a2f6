"""Queues, readers and iterators of a graph that was read, with placeholders where their data came out."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1

_BATCHES = ("QueueDequeueMany", "QueueDequeueManyV2", "QueueDequeueUpTo", "QueueDequeueUpToV2")
_TYPES = {
    **dict.fromkeys((*_BATCHES, "QueueDequeue", "QueueDequeueV2"), "component_types"),
    **dict.fromkeys(("IteratorGetNext", "IteratorGetNextSync"), "output_types"),
    "Unstage": "dtypes",
}
_READERS = ("ReaderRead", "ReaderReadV2", "ReaderReadUpTo", "ReaderReadUpToV2")
OUTLETS = (*_TYPES, *_READERS)
RUNNERS = "queue_runners"


def replace(meta_graph) -> list[str]:
    """Puts placeholders where data come out of queues, readers and iterators; their own operations stay.

    An outlet of one tensor becomes a placeholder of its name; of several, placeholders `NAME/0`, `NAME/1`, ... What
    ran the queues is forgotten.

    Args:
      meta_graph: a `MetaGraphDef`, changed in place.

    Returns:
      The names of the placeholders.
    """
    nodes = meta_graph.graph_def.node
    by_name = {node.name: node for node in nodes}
    made, more = [], []
    for node in nodes:
        if node.op not in OUTLETS:
            continue
        types = _types(node)
        shapes = _shapes(node, by_name, len(types))
        controls = [name for name in node.input if name.startswith("^")]
        placeholders = [
            _placeholder(node.name if len(types) == 1 else f"{node.name}/{number}", dtype, shape)
            for number, (dtype, shape) in enumerate(zip(types, shapes, strict=True))
        ]
        made += [placeholder.name for placeholder in placeholders]
        if len(types) == 1:
            node.CopyFrom(placeholders[0])
            continue
        name = node.name
        node.Clear()
        node.name, node.op = name, "IdentityN"
        node.attr["T"].list.type.extend(types)
        node.input.extend([*(placeholder.name for placeholder in placeholders), *controls])
        more += placeholders
    nodes.extend(more)
    meta_graph.collection_def.pop(RUNNERS, None)
    return made


def _types(node) -> list[int]:
    if node.op in _READERS:
        return [tf1.string.as_datatype_enum] * 2
    return list(node.attr[_TYPES[node.op]].list.type)


def _shapes(node, by_name: dict[str, Any], count: int) -> list:
    """The static shapes of what comes out; a batch may be of any size."""
    known = node.attr["_output_shapes"].list.shape or node.attr["output_shapes"].list.shape
    if known:
        shapes = [_copied(shape) for shape in known]
        if node.op in _BATCHES:
            for shape in shapes:
                if shape.dim:
                    shape.dim[0].size = -1
        return shapes
    queue = by_name.get(node.input[0].partition(":")[0]) if node.input else None
    elements = list(queue.attr["shapes"].list.shape) if queue is not None and "shapes" in queue.attr else []
    if len(elements) != count:
        return [tf1.TensorShape(None).as_proto()] * count
    if node.op not in _BATCHES:
        return elements
    return [tf1.TensorShape([None]).concatenate(tf1.TensorShape(shape)).as_proto() for shape in elements]


def _copied(shape):
    return tf1.TensorShape(shape).as_proto()


def _placeholder(name: str, dtype: int, shape):
    node = tf1.NodeDef(name=name, op="Placeholder")
    node.attr["dtype"].type = dtype
    node.attr["shape"].shape.CopyFrom(shape)
    return node

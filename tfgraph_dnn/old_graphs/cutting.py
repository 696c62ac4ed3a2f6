"""A graph cut to what some outputs need, with the part of its Saver for the variables that are left."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.errors import GraphNameError

_STATE = (
    "VariableV2", "Variable", "VarHandleOp", "MutableHashTable", "MutableHashTableV2", "MutableHashTableOfTensors",
    "MutableHashTableOfTensorsV2", "MutableDenseHashTable", "MutableDenseHashTableV2",
)  # fmt: skip
_SAVES = ("SaveV2", "Save", "SaveSlices")
_TABLE_INITIALIZERS = "table_initializer"
_CONTEXTS = ("cond_context", "while_context")


def base(name: str) -> str:
    """The operation of an input as a node names it (`^a`, `a:1`, `a`)."""
    return name.lstrip("^").partition(":")[0]


def cut(meta_graph, outputs: Iterable[str], also: Iterable[str] = (), what: str = "the graph") -> None:
    """Leaves of a graph what is needed to compute some outputs, and to initialize, restore and save their variables.

    Args:
      meta_graph: a `MetaGraphDef`, changed in place.
      outputs: names of tensors or operations.
      also: names of operations to keep with all that they need, where they are there.
      what: what the graph was read from, for messages.

    Raises:
      GraphNameError: an output is not there; the message has the nearest names.
    """
    graph = _Parts(meta_graph)
    graph.check(outputs, what)
    kept = graph.closure([*map(base, outputs), *(name for name in map(base, also) if name in graph.nodes)])
    while more := graph.closure(_tied(meta_graph, kept, graph)) - kept:
        kept |= more
    restore = _restored(meta_graph, kept, graph)
    names = set(kept) | restore
    _leave(meta_graph, names)
    _leave_collections(meta_graph, names)
    if not restore:
        meta_graph.ClearField("saver_def")


class _Parts:
    """The nodes of a graph by name, and what they need."""

    def __init__(self, meta_graph):
        self.nodes = {node.name: node for node in meta_graph.graph_def.node}

    def check(self, outputs: Iterable[str], what: str) -> None:
        absent = [name for name in outputs if base(name) not in self.nodes]
        if not absent:
            return
        lines = []
        for name in absent:
            near = difflib.get_close_matches(base(name), list(self.nodes), n=3, cutoff=0.5)
            lines.append(f"{what} has no operation {base(name)!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
        raise GraphNameError("\n  ".join(lines), hint="tfgraph ckpt graph PATH lists inputs and likely outputs.")

    def closure(self, names: Iterable[str], stop: Iterable[str] = ()) -> set[str]:
        """The operations, and all that they need; nothing beyond `stop`."""
        found: set[str] = set()
        stop, waiting = set(stop), list(names)
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.nodes:
                continue
            found.add(name)
            if name not in stop:
                waiting += map(base, self.nodes[name].input)
        return found


def _tied(meta_graph, kept: set[str], graph: _Parts) -> list[str]:
    """What belongs to kept variables and tables without being needed by an output: their initializers, their reads."""
    names: list[str] = []
    for key, collection in meta_graph.collection_def.items():
        if _is_of_variables(key):
            for variable in _decoded(key, collection):
                if base(variable.variable_name) in kept:
                    texts = (variable.initializer_name, variable.snapshot_name, variable.initial_value_name)
                    names += [base(text) for text in texts if text]
    for kind in _CONTEXTS:
        if kind in meta_graph.collection_def:
            for context in _decoded(kind, meta_graph.collection_def[kind]):
                names += _pivots(context, kept)
    tables = meta_graph.collection_def.get(_TABLE_INITIALIZERS)
    for name in tables.node_list.value if tables is not None else ():
        initializer = graph.nodes.get(base(name))
        if initializer is not None and initializer.input and base(initializer.input[0]) in kept:
            names.append(initializer.name)
    for node in graph.nodes.values():  # variables that are in no collection
        if node.op in ("Assign", "AssignVariableOp") and base(node.input[0]) in kept and node.name.endswith("/Assign"):
            names.append(node.name)
    return names


def _pivots(context, kept: set[str]) -> list[str]:
    """What a context of control flow is defined by, where it has anything that is kept; so of those inside it."""
    names: list[str] = []
    known = context.values_def
    if any(base(name) in kept for name in known.values if name not in known.external_values):
        for field, value in context.ListFields():
            if field.name.startswith(("pivot", "pred_name", "maximum")):
                names.append(base(value))
            elif field.name.startswith("loop_"):
                names += map(base, value)
    for inner in context.nested_contexts:
        names += _pivots(getattr(inner, inner.WhichOneof("ctxt")), kept)
    return names


def _restored(meta_graph, kept: set[str], graph: _Parts) -> set[str]:
    """The operations that restore and save what is kept; what does so for others is taken out of them."""
    saver = meta_graph.saver_def
    if not saver.restore_op_name or base(saver.restore_op_name) not in graph.nodes:
        return set()
    shared = _shared(graph, base(saver.save_tensor_name), kept)
    state = {name for name in kept if graph.nodes[name].op in _STATE} | shared
    wanted, groups = [base(saver.restore_op_name)], set()
    assigned = False
    while wanted:
        group = wanted.pop()
        groups.add(group)
        stay = []
        for name in graph.nodes[group].input:
            node = graph.nodes.get(base(name))
            if node is None or node.op == "NoOp":
                wanted += [node.name] if node is not None and node.name not in groups else []
                stay.append(name)
            elif not node.input or base(node.input[0]) in state or _handle(graph, node) in state:
                stay.append(name)
                assigned = True
        del graph.nodes[group].input[:]
        graph.nodes[group].input.extend(stay)
    if not assigned:
        return set()
    saves = graph.closure([base(saver.save_tensor_name)], stop=[n for n, v in graph.nodes.items() if v.op in _SAVES])
    for name in sorted(saves):
        if graph.nodes[name].op in _SAVES:
            _thin(graph, graph.nodes[name], state, meta_graph.graph_def)
    return graph.closure(
        [base(saver.restore_op_name), base(saver.save_tensor_name), base(saver.filename_tensor_name), *sorted(shared)]
    )


def _handle(graph: _Parts, node) -> str:
    """The variable behind an assignment's first input, through the identities that some graphs put between."""
    name = base(node.input[0])
    while name in graph.nodes and graph.nodes[name].op in ("Identity", "ReadVariableOp") and graph.nodes[name].input:
        name = base(graph.nodes[name].input[0])
    return name


def _source(graph: _Parts, name: str) -> str:
    """The variable or table that a saved tensor comes from."""
    seen: set[str] = set()
    waiting = [base(name)]
    while waiting:
        at = waiting.pop()
        if at in seen or at not in graph.nodes:
            continue
        seen.add(at)
        if graph.nodes[at].op in _STATE:
            return at
        waiting += map(base, graph.nodes[at].input)
    return base(name)


def _first(node) -> int:
    """Where the tensors begin among the inputs of an operation that saves."""
    return 2 if node.op == "Save" else 3


def _shared(graph: _Parts, save: str, kept: set[str]) -> set[str]:
    """The variables of shards of which none is kept: a shard that saves nothing is not allowed."""
    found: set[str] = set()
    saves = [node for node in graph.nodes.values() if node.op in _SAVES]
    reached = graph.closure([save])
    for node in saves:
        tensors = [name for name in node.input[_first(node) :] if not name.startswith("^")]
        sources = {_source(graph, name) for name in tensors}
        if node.name in reached and len(saves) > 1 and not sources & kept:
            found |= sources
    return found


def _thin(graph: _Parts, node, state: set[str], graph_def) -> None:
    """Takes what is not kept out of an operation that saves."""
    first = _first(node)
    tensors = [name for name in node.input[first:] if not name.startswith("^")]
    controls = [name for name in node.input[first:] if name.startswith("^")]
    stay = [number for number, name in enumerate(tensors) if _source(graph, name) in state]
    if not stay or len(stay) == len(tensors):
        return
    for position in range(1, first):
        constant = graph.nodes[base(node.input[position])]
        values = tf1.make_ndarray(constant.attr["value"].tensor)
        copy = graph_def.node.add()
        copy.CopyFrom(constant)
        copy.name = f"{constant.name}_kept"
        copy.attr["value"].tensor.CopyFrom(tf1.make_tensor_proto(values[stay]))
        copy.attr.pop("_output_shapes", None)
        graph.nodes[copy.name] = copy
        node.input[position] = copy.name
    key = "dtypes" if node.op == "SaveV2" else "T"
    types = [node.attr[key].list.type[number] for number in stay]
    del node.attr[key].list.type[:]
    node.attr[key].list.type.extend(types)
    del node.input[first:]
    node.input.extend([*(tensors[number] for number in stay), *controls])


def _leave(meta_graph, names: set[str]) -> None:
    nodes = [tf1.NodeDef.FromString(n.SerializeToString()) for n in meta_graph.graph_def.node if n.name in names]
    for node in nodes:
        places = [place for place in node.attr["_class"].list.s if place.partition(b"@")[2].decode() in names]
        if not places:
            del node.attr["_class"]
        else:
            node.attr["_class"].list.s[:] = places
    del meta_graph.graph_def.node[:]
    meta_graph.graph_def.node.extend(nodes)


def _is_of_variables(key: str) -> bool:
    kind = private.collection_proto_type(key)
    return kind is not None and kind.DESCRIPTOR.name == "VariableDef"


def _decoded(key: str, collection) -> list:
    kind = private.collection_proto_type(key)
    return [kind.FromString(item) for item in collection.bytes_list.value]


def _leave_collections(meta_graph, names: set[str]) -> None:
    for key in list(meta_graph.collection_def):
        collection = meta_graph.collection_def[key]
        kind = collection.WhichOneof("kind")
        if kind == "node_list":
            stay: list[Any] = [name for name in collection.node_list.value if base(name) in names]
            collection.node_list.value[:] = stay
        elif kind == "bytes_list" and private.collection_proto_type(key) is not None:
            messages = _decoded(key, collection)
            stay = [message.SerializeToString() for message in messages if _is_left(message, names)]
            collection.bytes_list.value[:] = stay
        else:
            continue
        if not stay:
            del meta_graph.collection_def[key]


def _is_left(message, names: set[str]) -> bool:
    """Whether a variable or a context of control flow is; takes out of a context what is not. Of others, nothing is."""
    kind = message.DESCRIPTOR.name
    if kind == "VariableDef":
        return base(message.variable_name) in names
    if kind not in ("CondContextDef", "WhileContextDef") or base(message.pivot_name) not in names:
        return False
    known = message.values_def
    known.values[:] = [name for name in known.values if base(name) in names]
    for name, outside in list(known.external_values.items()):
        if base(name) not in names or base(outside) not in names:
            del known.external_values[name]
    inner = list(message.nested_contexts)
    del message.nested_contexts[:]
    message.nested_contexts.extend(c for c in inner if _is_left(getattr(c, c.WhichOneof("ctxt")), names))
    return True

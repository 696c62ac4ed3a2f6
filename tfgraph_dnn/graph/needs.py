"""What an old graph needs of the machine and the TensorFlow that it is opened on, told from its file alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tfgraph_dnn import symbols
from tfgraph_dnn.graph.closure import closure
from tfgraph_dnn.graph.effects import PLACEHOLDERS, VARIABLES
from tfgraph_dnn.graph.model import GraphModel, Node, Shape

_PYTHON = ("PyFunc", "PyFuncStateless", "EagerPyFunc")
_OUTLETS = ("QueueDequeue", "ReaderRead", "IteratorGetNext", "Unstage")
_DEFAULTS = ("PlaceholderWithDefault",)
_ENDS = ("NoOp", "Assign", "Save", "Assert", "Print", "IsVariableInitialized", "Queue", "Summary", "Scatter", "Apply")
# Through these, sizes go on and values do not.
_SIZES = ("Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike")
_TRAINING = ("gradients", "save", "report_uninitialized", "AssignMovingAvg")


@dataclass(frozen=True)
class Missing:
    """An operation that today's TensorFlow does not have.

    Attributes:
      op: its type.
      nodes: names of the nodes that are one.
      origin: where TF 1.15 had it, such as `tf.contrib.resampler`; "" for an operation that TF 1.15 did not have.
      instead: what to do, or "".
      here: whether it is put together from today's operations when the graph is opened here.
    """

    op: str
    nodes: tuple[str, ...]
    origin: str
    instead: str
    here: bool


@dataclass(frozen=True)
class Tensor:
    """A tensor that is fed or computed.

    Attributes:
      name: of its operation.
      op: the operation's type.
      dtype: its type's name, "" when the graph does not say.
      shape: its sizes, -1 where unknown; None when not even the rank is known.
    """

    name: str
    op: str
    dtype: str
    shape: Shape


@dataclass(frozen=True)
class Needs:
    """What `needs` tells.

    Attributes:
      operations: how many there are; of these, `looked_at` are needed for the outputs that were named, or all.
      missing: those that today's TensorFlow does not have.
      devices: device -> how many operations are to be on it.
      python: (name, key) of operations that call Python functions, which no file holds.
      outlets: where data come out of queues, readers and iterators.
      inputs: placeholders.
      outputs: what looks like a result: nothing but losses and training takes it.
      variables: how many.
    """

    operations: int
    looked_at: int
    missing: tuple[Missing, ...]
    devices: dict[str, int]
    python: tuple[tuple[str, str], ...]
    outlets: tuple[Tensor, ...]
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    variables: int


def needs(graph: GraphModel, outputs: Sequence[str] = ()) -> Needs:
    """What a graph needs.

    Args:
      graph: a graph out of a file.
      outputs: names of operations or tensors; what they do not need is left out of account.

    Raises:
      GraphNameError: an output is not there.

    Example:
      >>> from tfgraph_dnn.graph.reading import load
      >>> found = needs(load("checkpoints/dense_momentum/model.ckpt.meta"))
      >>> found.missing, [tensor.name for tensor in found.inputs], [tensor.name for tensor in found.outputs]
      ((), ['X', 'y'], ['dnn/outputs/BiasAdd'])
    """
    nodes = list(graph.nodes)
    if outputs:
        wanted = closure(graph, [node for node, _ in graph.find(outputs)], ()).reasons
        nodes = [node for node in nodes if node.index in wanted]
    python = [(node.name, str(node.attributes.get("token", ""))) for node in nodes if node.op in _PYTHON]
    devices = Counter(device for node in nodes if (device := node.attributes.get("device")))
    saver = {node.index for node in nodes if node.name.startswith("save/") or "/save/" in node.name}
    inputs = [n for n in nodes if n.op in PLACEHOLDERS or (n.op in _DEFAULTS and n.index not in saver)]
    return Needs(
        operations=len(graph),
        looked_at=len(nodes),
        missing=_missing(graph, nodes),
        devices=dict(sorted(devices.items())),
        python=tuple(python),
        outlets=tuple(_tensor(node) for node in nodes if node.op.startswith(_OUTLETS)),
        inputs=tuple(map(_tensor, inputs)),
        outputs=tuple(map(_tensor, _results(graph, nodes))),
        variables=sum(node.op in VARIABLES for node in nodes),
    )


def _missing(graph: GraphModel, nodes: Sequence[Node]) -> tuple[Missing, ...]:
    known = symbols.operations()
    names: dict[str, list[str]] = {}
    for node in nodes:
        # Names with a leading underscore are TensorFlow's own, made when a graph is run.
        if node.op not in known and node.op not in graph.functions and not node.op.startswith("_"):
            names.setdefault(node.op, []).append(node.name)
    found = []
    for op in sorted(names):
        row = symbols.absent_operation(op)
        origin, instead, here = (row.origin, row.instead, row.here == "yes") if row else ("", "", False)
        found.append(Missing(op, tuple(names[op]), origin, instead, here))
    return tuple(found)


def _tensor(node: Node) -> Tensor:
    return Tensor(node.name, node.op, node.dtype, node.shape())


def _results(graph: GraphModel, nodes: Sequence[Node]) -> list[Node]:
    """What a net computes of its inputs and variables, and only labels, training and summaries are joined to."""
    consumers = graph.consumers()
    of_variables = _after(graph, consumers, [node.index for node in graph.nodes if node.op in VARIABLES])
    sources = [n.index for n in graph.nodes if n.op in (*PLACEHOLDERS, *_DEFAULTS) or n.op.startswith(_OUTLETS)]
    behind = {index: _after(graph, consumers, [index]) for index in sources}
    features = [index for index, after in behind.items() if any(_has_weights(graph, n) for n in after)]
    of_features = set().union(*(behind[index] for index in features))
    of_labels = set().union(*(behind[index] for index in sources if index not in features))
    computed = {index for index in (of_features & of_variables) - of_labels if not _trains(graph.nodes[index])}
    found = []
    for node in nodes:
        if node.index in computed and not node.op.startswith("Switch"):
            takers = {index for index, output in consumers[node.index] if output >= 0}
            joined = {index for index in takers & of_labels if not _trains(graph.nodes[index])}
            joined |= {index for index in takers if graph.nodes[index].op in _PYTHON}
            last = not takers & computed and not (takers and all(_trains(graph.nodes[index]) for index in takers))
            if joined or last:
                found.append(node)
    # What leaves loops and conditions without being taken by anything is rarely meant.
    return [node for node in found if node.op not in ("Merge", "Exit")] or found


def _has_weights(graph: GraphModel, index: int) -> bool:
    """Whether an operation takes a variable itself, as a layer takes its weights."""
    for source, _ in graph.nodes[index].data:
        node = graph.nodes[source]
        while node.op in ("Identity", "Enter", "RefEnter", "ReadVariableOp", "ConcatV2", "Concat") and node.data:
            node = graph.nodes[node.data[0].source]
        if node.op in VARIABLES and not _trains(graph.nodes[index]):
            return True
    return False


def _trains(node: Node) -> bool:
    """Whether it stands in a scope that optimizers and Savers make, or changes something."""
    return any(part.startswith(_TRAINING) for part in node.name.split("/")[:-1]) or any(e in node.op for e in _ENDS)


def _after(graph: GraphModel, consumers, starts: Sequence[int]) -> set[int]:
    """What depends on the values of some operations."""
    found, waiting = set(), list(starts)
    while waiting:
        index = waiting.pop()
        if index not in found and graph.nodes[index].op not in _SIZES:
            found.add(index)
            waiting += [taker for taker, output in consumers[index] if output >= 0]
    return found

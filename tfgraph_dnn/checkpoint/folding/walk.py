"""What stands before a batch normalization in a graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tfgraph_dnn.checkpoint.folding.layers import Norm
from tfgraph_dnn.graph.model import GraphModel, Input, Node, printable

# Operations that leave values as they are, in inference: what they take is what they give.
_PASSING = (
    "Identity", "RefIdentity", "ReadVariableOp", "Switch", "RefSwitch", "Merge", "Reshape", "Squeeze", "ExpandDims",
    "PlaceholderWithDefault", "StopGradient", "CheckNumerics", "Cast", "Enter", "Exit",
)  # fmt: skip
_VARIABLES = ("VariableV2", "Variable", "VarHandleOp")
_FUSED = ("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3")
# Layer -> which axis of its kernel its outputs lie along.
_LAYERS = {"MatMul": -1, "Conv2D": -1, "Conv3D": -1, "DepthwiseConv2dNative": -1, "Conv2DBackpropInput": -2}
_BIASES = ("BiasAdd", "Add", "AddV2")
# What a batch normalization does with what it normalizes, beside normalizing it.
_WATCHING = (
    "Shape", "ShapeN", "Rank", "Size", "Switch", "Merge", "Identity", "Mean", "SquaredDifference", "StopGradient",
    "Squeeze", "AssignSub", "Cast", "Reshape", "ExpandDims",
)  # fmt: skip


class Found(NamedTuple):
    """What a batch normalization follows.

    Attributes:
      kernel: name of the kernel's variable.
      axis: along which its outputs lie.
      epsilon: what is added to the variance: a number, or the name of the constant; None where it is not found.
      blocked: an operation in between, in words; "" when there is none.
      others: operations that use what it normalizes, too.
    """

    kernel: str = ""
    axis: int = -1
    epsilon: float | str | None = None
    blocked: str = ""
    others: tuple[str, ...] = ()


def follow(graph: GraphModel, norm: Norm) -> list[Found]:
    """Everything that one batch normalization follows: more than one where its variables are shared.

    Returns:
      Nothing when the graph does not have it.
    """
    consumers = graph.consumers()
    found = {}
    for node in graph.nodes:
        if node.op in _FUSED and len(node.data) == 5:
            if norm.mean in _variables(graph, node.data[3]):
                found[node.name] = _before(graph, node.data[0], consumers, norm, node.attributes.get("epsilon"))
        elif node.op == "Mul" and len(node.data) == 2 and "_grad/" not in node.name:
            # x * rsqrt(variance + epsilon), or x * (rsqrt(...) * gamma); but the mean is multiplied likewise.
            for x, factor in (node.data, node.data[::-1]):
                divisor = _divisor(graph, factor, norm)
                own = _variables(graph, x, (*_PASSING, "Neg")) & {norm.mean, norm.gamma}
                if divisor is not None and not own and not _is_moment(graph, x):
                    found[node.name] = _before(graph, x, consumers, norm, _epsilon(graph, divisor))
    return list(found.values())


def _divisor(graph: GraphModel, factor: Input, norm: Norm) -> Node | None:
    """The addition of epsilon to the variance, out of what a batch normalization multiplies by."""
    node = _unwrapped(graph, factor)
    if node.op == "Mul" and len(node.data) == 2:
        for one, other in (node.data, node.data[::-1]):
            if norm.gamma in _variables(graph, other):
                node = _unwrapped(graph, one)
                break
    if node.op != "Rsqrt":
        return None
    added = _unwrapped(graph, node.data[0])
    reached = {name for source in added.data for name in _variables(graph, source)}
    return added if norm.variance in reached else None


def _epsilon(graph: GraphModel, added: Node) -> str | None:
    sources = (graph.nodes[source.source] for source in added.data)
    return next((source.name for source in sources if source.op == "Const"), None)


def _is_moment(graph: GraphModel, start: Input) -> bool:
    """Whether it is a batch's mean, negative perhaps."""
    node = _unwrapped(graph, start, (*_PASSING, "Neg"))
    return node.op == "Mean"


def _unwrapped(graph: GraphModel, start: Input, passing: tuple[str, ...] = _PASSING) -> Node:
    """The operation behind those that pass values on."""
    node = graph.nodes[start.source]
    for _ in range(len(graph)):
        if node.op not in passing or not node.data:
            break
        node = graph.nodes[node.data[0].source]
    return node


def _variables(graph: GraphModel, start: Input, passing: tuple[str, ...] = _PASSING) -> set[str]:
    """Names of the variables that a tensor comes from by operations that pass them on."""
    seen, work, found = set(), [start.source], set()
    while work:
        node = graph.nodes[work.pop()]
        if node.index in seen:
            continue
        seen.add(node.index)
        if node.op in _VARIABLES:
            found.add(node.name)
        elif node.op in passing:
            work += [source.source for source in node.data]
    return found


def _before(graph: GraphModel, start: Input, consumers, norm: Norm, epsilon: float | str | None) -> Found:
    seen, work = set(), [start]
    others: set[str] = set()
    while work:
        at = work.pop()
        node = graph.nodes[at.source]
        if node.index in seen:
            continue
        seen.add(node.index)
        others |= set(_others(graph, node, consumers, norm))
        if node.op in _LAYERS:
            kernels = [name for source in node.data for name in _variables(graph, source)]
            if len(kernels) != 1 or node.attributes.get("transpose_b"):
                return Found(blocked=f"{_told(node)}, whose kernel is no variable as it is,")
            return Found(kernels[0], _LAYERS[node.op], epsilon, others=tuple(sorted(others)))
        if node.op in _BIASES:
            values = [source for source in node.data if not _variables(graph, source)]
            if len(values) != 1:
                return Found(blocked=_told(node))
            work.append(values[0])
        elif node.op in _PASSING and node.data:
            work += node.data[:1] if node.op != "Merge" else node.data
        else:
            return Found(blocked=_told(node))
    return Found(blocked="nothing that is known")


def _others(graph: GraphModel, node: Node, consumers, norm: Norm) -> Iterator[str]:
    for index, output in consumers[node.index]:
        other = graph.nodes[index]
        inside = other.name.startswith(f"{norm.scope}/") or "gradients" in other.name or "Grad" in other.op
        watching = other.op in (*_WATCHING, *_FUSED, *_BIASES) or "Summary" in other.op
        if output >= 0 and not inside and not watching and other.name.rpartition("/")[2] not in ("mul", "mul_1"):
            yield _told(other)


def _told(node: Node) -> str:
    return f"{node.op} {printable(node.name)!r}"

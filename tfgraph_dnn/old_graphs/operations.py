"""Operations of a graph that today's TensorFlow does not know: all of them at once, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from tfgraph_dnn import symbols
from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.errors import UnknownOperationsError

_MOST_SHOWN = 12


class UnknownOperations(UnknownOperationsError, tf1.errors.NotFoundError):
    """A graph needs operations that are not registered; TF 1.15 raised `tf.errors.NotFoundError` for the first."""

    def __init__(self, message: str, *, hint: str | None = None):
        UnknownOperationsError.__init__(self, message, hint=hint)
        self._message, self._op, self._node_def, self._error_code = message, None, None, tf1.errors.NOT_FOUND
        self._experimental_payloads: dict = {}


@dataclass(frozen=True)
class Unknown:
    """An operation that is not registered.

    Attributes:
      op: its type.
      nodes: names of the nodes that are one.
      origin: where TF 1.15 had it, such as `tf.contrib.resampler`; "" when it had not.
      instead: what to do, or "".
    """

    op: str
    nodes: tuple[str, ...]
    origin: str
    instead: str


def unknown(graph_def) -> list[Unknown]:
    """The operations of a `GraphDef`, its functions included, that are not registered."""
    functions = {function.signature.name for function in graph_def.library.function}
    found: dict[str, list[str]] = {}
    bodies = [("", graph_def.node)]
    bodies += [(f"function {f.signature.name}: ", f.node_def) for f in graph_def.library.function]
    for where, nodes in bodies:
        for node in nodes:
            if node.op not in functions and private.registered_operation(node.op) is None:
                found.setdefault(node.op, []).append(where + node.name)
    rows = [(op, symbols.absent_operation(op)) for op in sorted(found)]
    return [Unknown(op, tuple(found[op]), row.origin if row else "", row.instead if row else "") for op, row in rows]


def check(graph_def, what: str) -> None:
    """Sees to it that every operation is registered.

    Args:
      graph_def: a `GraphDef`.
      what: what it was read from, for the message.

    Raises:
      UnknownOperations: some are not; the message has all of them.
    """
    found = unknown(graph_def)
    if not found:
        return
    lines = [line for one in found[:_MOST_SHOWN] for line in [_line(one)]]
    if len(found) > _MOST_SHOWN:
        lines.append(f"  ... and {len(found) - _MOST_SHOWN} more: {', '.join(one.op for one in found[_MOST_SHOWN:])}")
    nodes = sum(len(one.nodes) for one in found)
    raise UnknownOperations(
        "\n".join(
            [f"{what} needs {len(found)} operations that this TensorFlow does not have, for {nodes} nodes:", *lines]
        ),
        hint="If what you want does not need them, cut the graph: tfgraph_dnn.old_graphs.open_graph(path, "
        "outputs=[...]). The values can be read in any case: tfgraph_dnn.checkpoint.open(path).",
    )


def _line(one: Unknown) -> str:
    nodes = ", ".join(one.nodes[:3]) + (f", ... {len(one.nodes) - 3} more" if len(one.nodes) > 3 else "")
    origin = f"  ({one.origin})" if one.origin else ""
    instead = f"  {one.instead}" if one.instead else ""
    return f"  {one.op}{origin}: {nodes}{instead}"

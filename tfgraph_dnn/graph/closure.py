"""Which operations a `sess.run` executes: all that the fetches need, cut where tensors are fed; and why each."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from tfgraph_dnn.graph.effects import PLACEHOLDERS
from tfgraph_dnn.graph.model import GraphModel, Node

DATA, CONTROL, FETCH = "data", "control", "fetch"


class Reason(NamedTuple):
    """Why an operation runs.

    Attributes:
      kind: "fetch", "data" (another one takes what it gives) or "control" (another one waits for it).
      consumer: the number of that other one, on a shortest path to a fetch; -1 for a fetch.
    """

    kind: str
    consumer: int


class Closure(NamedTuple):
    """What runs.

    Attributes:
      reasons: number of an operation that runs -> why.
      order: the same numbers, in an order that the edges allow (TensorFlow runs side by side what does not depend).
      fed: (number, output) of the fed tensors that something here takes.
    """

    reasons: dict[int, Reason]
    order: list[int]
    fed: set[tuple[int, int]]


def closure(graph: GraphModel, fetches: Sequence[Node], feeds: Sequence[tuple[int, int]]) -> Closure:
    """Walks back from the fetches along data and control edges.

    A fed tensor takes the place of the operation's output: what is behind it does not run for its sake. The operation
    itself still runs where another of its outputs, or a control edge, asks for it; a fed placeholder never does.
    """
    cut = set(feeds)
    silent = {index for index, _ in cut if graph.nodes[index].op in PLACEHOLDERS}
    reasons: dict[int, Reason] = {}
    used: set[tuple[int, int]] = set()
    for node in fetches:
        reasons.setdefault(node.index, Reason(FETCH, -1))
    waiting = list(reasons)
    for index in waiting:  # grows while it is walked: breadth first, so that paths are shortest
        node = graph.nodes[index]
        for edge in node.data:
            if edge in cut:
                used.add(tuple(edge))
            elif edge.source not in reasons:
                reasons[edge.source] = Reason(DATA, index)
                waiting.append(edge.source)
        for source in node.control:
            if source not in reasons and source not in silent:
                reasons[source] = Reason(CONTROL, index)
                waiting.append(source)
    return Closure(reasons, _ordered(graph, reasons, cut), used)


def _ordered(graph: GraphModel, reasons: dict[int, Reason], cut: set[tuple[int, int]]) -> list[int]:
    """The operations, each after all it needs; where a loop goes round, its body after its entry."""
    needs: dict[int, int] = {}
    gives: dict[int, list[int]] = {}
    for index in reasons:
        node = graph.nodes[index]
        sources = {edge.source for edge in node.data if edge not in cut} | set(node.control)
        sources = {s for s in sources if s in reasons and not _closes_a_loop(graph, s, node)}
        needs[index] = len(sources)
        for source in sources:
            gives.setdefault(source, []).append(index)
    ready = [index for index, count in needs.items() if not count]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        index = heapq.heappop(ready)
        order.append(index)
        for consumer in gives.get(index, ()):
            needs[consumer] -= 1
            if not needs[consumer]:
                heapq.heappush(ready, consumer)
    if len(order) < len(reasons):  # a cycle that is no loop of TensorFlow's: no order is right
        order += sorted(set(reasons) - set(order))
    return order


def _closes_a_loop(graph: GraphModel, source: int, node: Node) -> bool:
    return node.op in ("Merge", "RefMerge") and graph.nodes[source].op in ("NextIteration", "RefNextIteration")


def path(reasons: dict[int, Reason], index: int) -> list[tuple[int, str]]:
    """From an operation to the fetch it runs for: (number, kind of the edge by which the next one needs it)."""
    steps = []
    while index >= 0:
        reason = reasons[index]
        steps.append((index, reason.kind))
        index = reason.consumer
    return steps

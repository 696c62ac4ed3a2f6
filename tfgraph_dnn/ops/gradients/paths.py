"""The operations between the ys and the xs of a gradient, and how many of each one's uses lie among them."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import NamedTuple

from tfgraph_dnn._backend import private


class Path(NamedTuple):
    """What the backward sweep walks over.

    Attributes:
      starts: the operations of the ys that depend on an x.
      waiting: operation -> uses of its outputs on the path that have not been differentiated yet.
      loops: TensorFlow's bookkeeping of the while loops on the path, None without loops.
    """

    starts: set
    waiting: dict
    loops: object | None


def find_path(to_ops: list, from_ops: list, colocate: bool) -> Path:
    """Finds every operation that lies on a differentiable way from `from_ops` to `to_ops`."""
    reached = _downstream(from_ops)
    starts = {op for op in to_ops if op in reached}
    listed = _upstream(to_ops, reached)
    members = set(listed)
    # Adds to both what a loop needs besides.
    loops = private.make_loop_state(listed, members, colocate)
    waiting: dict = defaultdict(int)
    for op in listed:
        for tensor in op.inputs:
            if tensor.op in members:
                waiting[tensor.op] += 1
    return Path(starts, waiting, loops)


def between(to_ops: list, from_ops: list) -> list:
    """The operations on a differentiable way from `from_ops` to `to_ops`."""
    return _upstream(to_ops, _downstream(from_ops))


def ends_of(from_ops: list, stop_ops: list, waiting: dict) -> set:
    """The operations that are not differentiated: of the xs those that no other x lies behind, and `stop_ops`."""
    ends = {op for op in from_ops if not any(waiting[tensor.op] > 0 for tensor in op.inputs)}
    return ends.union(stop_ops)


def _downstream(from_ops: list) -> set:
    reached: set = set()
    queue = deque(from_ops)
    while queue:
        op = queue.popleft()
        if op in reached:
            continue
        reached.add(op)
        for output in op.outputs:
            if private.is_trainable(output):
                queue.extend(output.consumers())
    return reached


def _upstream(to_ops: list, reached: set) -> list:
    found: dict = {}
    queue = deque(to_ops)
    while queue:
        op = queue.popleft()
        if op in reached and op not in found:
            found[op] = None
            queue.extend(tensor.op for tensor in op.inputs)
    return list(found)

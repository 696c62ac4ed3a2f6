"""`tf.contrib.training`: which parameter server an operation goes to, for `tf.train.replica_device_setter`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from tfgraph_dnn._backend import tf1


class RandomStrategy:
    """Places by a hash of the operation's name: the same name always lands on the same task."""

    def __init__(self, num_ps_tasks: int, seed: int = 0):
        """Takes the number of tasks, and a seed that changes the choice."""
        self._number, self._seed = num_ps_tasks, seed

    def __call__(self, op) -> int:
        """The task for `op`."""
        key = f"{op.name}_{self._seed}".encode()
        return int(hashlib.md5(key, usedforsecurity=False).hexdigest(), 16) % self._number


class GreedyLoadBalancingStrategy:
    """Places on the task with the least load so far, the first of several."""

    def __init__(self, num_tasks: int, load_fn: Callable):
        """Takes the number of tasks, and a function of an operation that returns its load."""
        self._loads = [0.0] * num_tasks
        self._load_fn = load_fn

    def __call__(self, op) -> int:
        """The task for `op`, whose load is added to it."""
        task = self._loads.index(min(self._loads))
        self._loads[task] += self._load_fn(op)
        return task


def byte_size_load_fn(op) -> int:
    """The bytes of an operation's only output.

    Raises:
      ValueError: several outputs, or an unknown shape.
    """
    if len(op.outputs) != 1:
        raise ValueError(f"Op {op.name} must have a single output")
    output = op.outputs[0]
    shape = output.shape
    if not shape.is_fully_defined():
        # A scalar variable's output has no shape yet at the moment of placement, its attribute has.
        shape = tf1.TensorShape(op.get_attr("shape"))
    shape.assert_is_fully_defined()
    return shape.num_elements() * output.dtype.size

"""How a run uses the processor's cores: chosen by the work there is, where the program does not say.

TensorFlow hands every run to a pool of threads and splits each of its kernels over all cores. A step of a net of some
hundred neurons takes less than a millisecond; waking threads for its dozens of kernels then costs more than it brings.
So a session on such a graph gets a pool of one thread for its kernels, and each run is looked at:

* its kernels are small: all of it runs in the calling thread, one kernel after the other;
* one is of middling size, or may wait for something, a queue say: in TensorFlow's own way, several kernels at a time;
* one is large: its kernels are split over all cores, by the pool of threads that TensorFlow has for servers.

The values are the same but for the last bits of sums that a split orders otherwise, as in TF 1.15 itself. Sessions
whose `tf.ConfigProto` speaks of threads are left as they are, and so are graphs with convolutions, queues or large
variables.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import numpy as np

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.graphs import Graph
from tfgraph_dnn._backend.work import Work, takes_long

# Floating-point operations, about half a millisecond of one core: below, a second thread is of no use.
_MIDDLING_KERNEL = 50e6
# Below, splitting a kernel is of no use.
_LARGE_KERNEL = 200e6
# About ten microseconds: where kernels may be split, the calling thread does only what is smaller than that.
_TINY_KERNEL = 1e6
_MOST_ELEMENTS = 2**20
_MOST_OPERATIONS = 20_000
# Input pipelines compute beside the net.
_PIPELINES = re.compile("Queue|Stag|Barrier|Iterator|Dataset|Reader|Accumulator|Call$|Xla|Collective|Nccl")
_VARIABLES = ("VariableV2", "Variable")
# A run in the calling thread cannot be left when a timeout has passed.
_SPEAKING_OF_THREADS = frozenset(
    (
        "intra_op_parallelism_threads",
        "inter_op_parallelism_threads",
        "session_inter_op_thread_pool",
        "use_per_session_threads",
        "operation_timeout_in_ms",
        "isolate_session_state",
        "cluster_def",
    )
)


class Computation(Protocol):
    """What is run, again and again."""

    work: Work


class Threads:
    """What one session does with the cores.

    Args:
      graph: the session's.
      config: the program's, or None.
      config_for_none: makes what TensorFlow would take then.

    Attributes:
      config: what to make TensorFlow's session with.
    """

    def __init__(self, graph: Any, config: Any, config_for_none: Callable[[], tf1.ConfigProto]):
        self.config = config
        self._chooses = isinstance(graph, Graph) and _is_silent(config)
        self._single = self._chooses and _is_small(graph)
        if self._single:
            self.config = tf1.ConfigProto(intra_op_parallelism_threads=1)
            self.config.MergeFrom(config_for_none() if config is None else config)

    def options(self, computation: Computation, arrays: Iterable[np.ndarray]) -> Any:
        """The serialized `tf.RunOptions` of a run that is fed `arrays`, None for TensorFlow's own way."""
        if not self._chooses or computation.work.waits:
            return None
        largest = computation.work.largest(max([len(array) for array in arrays if array.ndim], default=1))
        if largest < (_MIDDLING_KERNEL if self._single else _TINY_KERNEL):
            return _in_calling_thread()
        return _on_all_cores() if self._single and largest >= _LARGE_KERNEL else None


def _is_silent(config: Any) -> bool:
    """Whether the program leaves the use of threads to us."""
    if config is None:
        return True
    if not isinstance(config, tf1.ConfigProto):
        return False
    return _SPEAKING_OF_THREADS.isdisjoint(field.name for field, _ in config.ListFields())


def _is_small(graph: tf1.Graph) -> bool:
    operations = graph.get_operations()
    if not 0 < len(operations) <= _MOST_OPERATIONS:
        return False
    for op in operations:
        if takes_long(op.type) or _is_of_pipeline(op.type):
            return False
        if op.type in _VARIABLES and (op.outputs[0].shape.num_elements() or 0) > _MOST_ELEMENTS:
            return False
        if op.type == "VarHandleOp" and (tf1.TensorShape(op.get_attr("shape")).num_elements() or 0) > _MOST_ELEMENTS:
            return False
    return True


@functools.cache
def _is_of_pipeline(type_: str) -> bool:
    return bool(_PIPELINES.search(type_))


@functools.cache
def _in_calling_thread() -> Any:
    return private.serialized_options(tf1.RunOptions(inter_op_thread_pool=-1))


@functools.cache
def _on_all_cores() -> Any:
    options = tf1.RunOptions()
    options.experimental.use_run_handler_pool = True
    return private.serialized_options(options)

"""Graphs that draw op-level seeds by TF 1.15's rule, and the switch to graph mode.

TF 1.15 gives a random op without a seed of its own the number of operations its graph holds at that moment. TF 2 counts
the seeds drawn instead. TF 2 keeps that count in a table by graph; a graph of ours enters an object there that answers
with the operation count. Graphs that are not ours keep TF 2's rule.
"""

from __future__ import annotations

import contextlib
import weakref

from tfgraph_dnn._backend import opening, private, refusals, tf1, wording
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn._backend.tensors import make_legacy

# `make_initializable_iterator` makes these two in a row; TF 1.15 put three operations for a tf.data pipeline's rewrites
# (`optimizations`, `OptimizeDataset`, `ModelDataset`) before them, which today's TensorFlow does elsewhere.
_ITERATOR_WITH_DATASET = ("IteratorV2", "MakeIterator")
_TF1_REWRITES = 3


@shown_as("tensorflow.python.framework.ops.Graph")
class Graph(tf1.Graph):
    """A `tf.Graph` whose unseeded random ops get the op seeds that TF 1.15 would have given them.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default() as graph:
      ...     tf.set_random_seed(42)
      ...     noise = tf.random_normal([2])
      >>> graph.get_operation_by_name("random_normal/RandomStandardNormal").get_attr("seed2")
      3
    """

    def __init__(self) -> None:
        super().__init__()
        self.run_rules = 0
        self._op_count_shift = 0
        self._last_type = ""
        private.op_seed_counters[self] = _OpSeed(self)

    def _create_op_internal(self, op_type, *args, **kwargs):
        try:
            made = super()._create_op_internal(op_type, *args, **kwargs)
        except ValueError as error:
            wording.of_creation(error)
            raise
        make_legacy(made)
        if (self._last_type, op_type) == _ITERATOR_WITH_DATASET:
            self._op_count_shift += _TF1_REWRITES
        self._last_type = op_type
        return made

    def name_scope(self, name):
        scope = super().name_scope(name)
        scope.__class__ = _NameScope
        return scope

    def _create_op_from_tf_operation(self, *args, **kwargs):
        imported = super()._create_op_from_tf_operation(*args, **kwargs)
        make_legacy(imported)
        return imported

    def prevent_feeding(self, tensor):
        self.run_rules += 1
        super().prevent_feeding(tensor)

    def prevent_fetching(self, op):
        self.run_rules += 1
        super().prevent_fetching(op)

    @property
    def _last_id(self) -> int:
        """The number of operations TF 1.15 would have created by now (its own attribute of that name)."""
        return op_count(self)


class _NameScope(contextlib._GeneratorContextManager):
    """What `Graph.name_scope` gives; what is refused inside is worded as TF 1.15 did."""

    def __enter__(self):
        try:
            return super().__enter__()
        except ValueError as error:
            refusals.raise_worded(error)
            raise

    def __exit__(self, kind, error, trace):
        if error is not None:
            refusals.raise_worded(error)
        return super().__exit__(kind, error, trace)


class _OpSeed:
    """Stands where TF 2 keeps the number of seeds drawn; reduced modulo 2**31 - 1 it is the operation count."""

    def __init__(self, graph: tf1.Graph):
        self._graph = weakref.ref(graph)

    def __mod__(self, modulus: int) -> int:
        return op_count(self._graph()) % modulus

    def __iadd__(self, drawn: int) -> _OpSeed:
        return self


def op_count(graph: tf1.Graph) -> int:
    """The number of operations in `graph`, as TF 1.15 would count them for the same program."""
    return graph.num_operations() + getattr(graph, "_op_count_shift", 0)


def shift_op_count(graph: tf1.Graph, more: int) -> None:
    """Notes that TF 1.15 would hold `more` operations than were just created here (negative: fewer)."""
    if isinstance(graph, Graph):
        graph._op_count_shift += more


def count_operations_for_seeds(graph: tf1.Graph) -> None:
    """Lets a graph that TensorFlow made, a function's, draw TF 1.15's op seeds from now on."""
    if not isinstance(graph, Graph):
        private.op_seed_counters.setdefault(graph, _OpSeed(graph))


def allow_feeding(graph: tf1.Graph, tensor: tf1.Tensor) -> None:
    """Takes back `graph.prevent_feeding(tensor)`."""
    if isinstance(graph, Graph):
        graph.run_rules += 1
    graph._unfeedable_tensors.discard(tensor)


def default_graph() -> tf1.Graph:
    """The current default graph."""
    return tf1.get_default_graph()


def reset_default_graph() -> None:
    """Clears the default graph stack and makes a new, empty default graph; as `tf.reset_default_graph`.

    Raises:
      AssertionError: inside a `with graph.as_default()` block, as in TF 1.15.
    """
    tf1.reset_default_graph()
    _install_default_graph()


def graph_mode() -> None:
    """Switches the process to TF 1.x behaviour; calling it again changes nothing."""
    tf1.disable_v2_behavior()
    if not isinstance(private.default_graph_stack._GetGlobalDefaultGraph(), Graph):
        _install_default_graph()


def enable_eager_execution(config=None, device_policy=None, execution_mode=None) -> None:
    """Eager execution for the process; as `tf.enable_eager_execution`, which a program calls before anything else.

    Raises:
      ValueError: the default graph holds operations already.
    """
    opening.close()  # its tapes, functions and tensors are made in places that a program in graph mode never loads
    if private.default_graph_stack._GetGlobalDefaultGraph().num_operations() == 0:
        private.default_graph_stack._global_default_graph = None  # only an untouched graph was ours to take back
    tf1.enable_eager_execution(config, device_policy, execution_mode)
    tf1.enable_resource_variables()


def _install_default_graph() -> None:
    private.default_graph_stack._global_default_graph = Graph()

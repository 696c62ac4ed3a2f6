"""Wrappers with variables of their own: projections before and after a cell, and an embedding before it."""

from __future__ import annotations

import math

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell, assert_like_rnncell
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.ops.variables import get_variable


class CellAround(RNNCell):
    """Base of these wrappers: the sizes and the zero state of the cell inside.

    Args:
      cell: the cell inside.
      **kwargs: see `RNNCell`.

    Raises:
      TypeError: `cell` is no cell.
    """

    def __init__(self, cell, **kwargs):
        super().__init__(**kwargs)
        assert_like_rnncell("cell", cell)
        self._cell = cell

    @property
    def state_size(self):
        """The inner cell's."""
        return self._cell.state_size

    @property
    def output_size(self):
        """The inner cell's."""
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        """The inner cell's; see `RNNCell`."""
        with tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


@shown_as("tensorflow.contrib.rnn.python.ops.core_rnn_cell.InputProjectionWrapper")
class InputProjectionWrapper(CellAround):
    """Projects the inputs before a cell; as `tf.contrib.rnn.InputProjectionWrapper` of TF 1.15.

    Args:
      cell: an RNN cell.
      num_proj: size to project to.
      activation: function of the projection, or None.
      input_size: not used.
      reuse: whether its variables are there already.

    Raises:
      TypeError: `cell` is no cell.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.InputProjectionWrapper(tf.nn.rnn_cell.GRUCell(4), 5)
      >>> output, _ = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> cell.trainable_weights[0].name
      'input_projection_wrapper/kernel:0'
    """

    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        super().__init__(cell, _reuse=reuse)
        if input_size is not None:
            tf1.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_proj = num_proj
        self._activation = activation
        self._linear = None

    def call(self, inputs, state):
        """Projects, then calls the inner cell."""
        if self._linear is None:
            self._linear = Linear(inputs, self._num_proj, True)
        projected = self._linear(inputs)
        return self._cell(self._activation(projected) if self._activation else projected, state)


@shown_as("tensorflow.contrib.rnn.python.ops.core_rnn_cell.OutputProjectionWrapper")
class OutputProjectionWrapper(CellAround):
    """Projects the outputs of a cell; as `tf.contrib.rnn.OutputProjectionWrapper` of TF 1.15.

    Args:
      cell: an RNN cell.
      output_size: size to project to.
      activation: function of the projection, or None.
      reuse: whether its variables are there already.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: `output_size` is not positive.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.OutputProjectionWrapper(tf.nn.rnn_cell.BasicRNNCell(100), output_size=1)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 1]
    """

    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(cell, _reuse=reuse)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size
        self._activation = activation
        self._linear = None

    @property
    def output_size(self):
        """The size projected to."""
        return self._output_size

    def call(self, inputs, state):
        """Calls the inner cell, then projects."""
        output, new_state = self._cell(inputs, state)
        if self._linear is None:
            self._linear = Linear(output, self._output_size, True)
        projected = self._linear(output)
        return self._activation(projected) if self._activation else projected, new_state


@shown_as("tensorflow.contrib.rnn.python.ops.core_rnn_cell.EmbeddingWrapper")
class EmbeddingWrapper(CellAround):
    """Looks up an embedding for integer inputs before a cell; as `tf.contrib.rnn.EmbeddingWrapper` of TF 1.15.

    Args:
      cell: an RNN cell.
      embedding_classes: number of symbols.
      embedding_size: size of their vectors.
      initializer: of the table; the scope's by default, else uniform with variance one.
      reuse: whether its variables are there already.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: a size that is not positive.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.EmbeddingWrapper(tf.nn.rnn_cell.GRUCell(4), embedding_classes=7, embedding_size=3)
      >>> cell(tf.constant([1, 6]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(self, cell, embedding_classes, embedding_size, initializer=None, reuse=None):
        super().__init__(cell, _reuse=reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                f"Both embedding_classes and embedding_size must be > 0: {embedding_classes}, {embedding_size}."
            )
        self._embedding_classes = embedding_classes
        self._embedding_size = embedding_size
        self._initializer = initializer

    def call(self, inputs, state):
        """Looks the symbols up, then calls the inner cell."""
        with tf1.device("/cpu:0"):
            first = state[0] if isinstance(state, tuple) else state
            table = get_variable(
                "embedding",
                [self._embedding_classes, self._embedding_size],
                initializer=self._initializer or tf1.get_variable_scope().initializer or unit_variance(),
                dtype=first.dtype,
            )
            embedded = tf1.nn.embedding_lookup(table, tf1.reshape(inputs, [-1]))
            return self._cell(embedded, state)


def unit_variance():
    """A uniform initializer of variance one, the default of embeddings."""
    return tf1.random_uniform_initializer(-math.sqrt(3), math.sqrt(3))

"""Cells with few gates: the update gate RNN and the intersection RNN (Collins et al. 2016, arXiv:1611.09913)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.ops.splitting import split


def _depth(inputs: Any) -> int:
    depth = inputs.get_shape().with_rank(2).dims[1].value
    if depth is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
    return depth


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.UGRNNCell")
class UGRNNCell(RNNCell):
    """Update gate RNN: between a plain cell and a GRU; as `tf.contrib.rnn.UGRNNCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      initializer: of its matrix; the scope's by default.
      forget_bias: added to the gate.
      activation: function of the candidate.
      reuse: whether its variables are there already.

    Raises:
      ValueError: at the call, inputs of unknown depth.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.UGRNNCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(self, num_units, initializer=None, forget_bias=1.0, activation=tf1.tanh, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear = None

    @property
    def state_size(self):
        """`num_units`."""
        return self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def call(self, inputs, state):
        """One step; the output is the next state too."""
        _depth(inputs)
        with tf1.variable_scope(tf1.get_variable_scope(), initializer=self._initializer):
            joined = tf1.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = Linear(joined, 2 * self._num_units, True)
            gate, candidate = split(axis=1, num_or_size_splits=2, value=self._linear(joined))
            candidate = self._activation(candidate)
            gate = tf1.sigmoid(gate + self._forget_bias)
            output = gate * state + (1.0 - gate) * candidate
        return output, output


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.IntersectionRNNCell")
class IntersectionRNNCell(RNNCell):
    """Gated in time and in depth; as `tf.contrib.rnn.IntersectionRNNCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state, and of the inputs unless they are projected.
      num_in_proj: `num_units` to project inputs of another size.
      initializer: of its matrices; the scope's by default.
      forget_bias: added to the gates.
      y_activation: function of the new output.
      reuse: whether its variables are there already.

    Raises:
      ValueError: at the call, inputs of unknown depth, or of another than `num_units` that are not projected.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.IntersectionRNNCell(4)
      >>> cell(tf.ones([2, 4]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(
        self, num_units, num_in_proj=None, initializer=None, forget_bias=1.0, y_activation=tf1.nn.relu, reuse=None
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._num_input_proj = num_in_proj
        self._y_activation = y_activation
        self._linear1 = self._linear2 = None

    @property
    def state_size(self):
        """`num_units`."""
        return self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def call(self, inputs, state):
        """One step: the output, gated from the inputs, and the next state, gated from the last."""
        units, depth = self._num_units, _depth(inputs)
        with tf1.variable_scope(tf1.get_variable_scope(), initializer=self._initializer):
            if depth != units:
                inputs = self._projected(inputs)
            joined = tf1.concat([inputs, state], 1)
            if self._linear2 is None:
                self._linear2 = Linear(joined, 4 * units, True)
            product = self._linear2(joined)
            h_gate, h, y_gate, y = (product[:, part * units : (part + 1) * units] for part in range(4))
            h, y = tf1.tanh(h), self._y_activation(y)
            h_gate = tf1.sigmoid(h_gate + self._forget_bias)
            y_gate = tf1.sigmoid(y_gate + self._forget_bias)
            new_state = h_gate * state + (1.0 - h_gate) * h
            output = y_gate * inputs + (1.0 - y_gate) * y
        return output, new_state

    def _projected(self, inputs):
        if not self._num_input_proj:
            raise ValueError(
                "Must have input size == output size for Intersection RNN. "
                "To fix, num_in_proj should be set to num_units at cell init."
            )
        with tf1.variable_scope("in_projection"):
            if self._linear1 is None:
                self._linear1 = Linear(inputs, self._num_units, True)
            return self._linear1(inputs)

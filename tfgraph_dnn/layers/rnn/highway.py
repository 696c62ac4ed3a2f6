"""A highway around a cell."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.ops.variables import get_variable


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.HighwayWrapper")
class HighwayWrapper(RNNCell):
    """Lets a gate choose between inputs and outputs; as `tf.contrib.rnn.HighwayWrapper` of TF 1.15.

    Srivastava et al. 2015, arXiv:1505.00387.

    Args:
      cell: an RNN cell whose outputs have the shape of its inputs.
      couple_carry_transform_gates: whether what is not carried is transformed, or a second gate says so.
      carry_bias_init: first bias of the carry gate.

    Raises:
      ValueError: at the call, when inputs and outputs do not have one shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.HighwayWrapper(tf.nn.rnn_cell.GRUCell(3))
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 3]
    """

    def __init__(self, cell, couple_carry_transform_gates=True, carry_bias_init=1.0):
        # TF 1.15 does not make a layer of it: its variables get no scope of their own.
        self._cell = cell
        self._couple_carry_transform_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

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

    def __call__(self, inputs, state, scope=None):
        """One step of the inner cell, mixed with the inputs."""
        outputs, new_state = self._cell(inputs, state, scope=scope)
        tf1.nest.assert_same_structure(inputs, outputs)
        for before, after in zip(tf1.nest.flatten(inputs), tf1.nest.flatten(outputs), strict=True):
            before.get_shape().assert_is_compatible_with(after.get_shape())
        return tf1.nest.map_structure(self._highway, inputs, outputs), new_state

    def _highway(self, inputs, outputs):
        size = inputs.get_shape().with_rank(2).dims[1].value
        carry = self._gate("carry", inputs, size, self._carry_bias_init)
        if self._couple_carry_transform_gates:
            transform = 1 - carry
        else:
            transform = self._gate("transform", inputs, size, -self._carry_bias_init)
        return inputs * carry + outputs * transform

    def _gate(self, name, inputs, size, bias):
        weights = get_variable(f"{name}_w", [size, size])
        biases = get_variable(f"{name}_b", [size], initializer=tf1.constant_initializer(bias))
        return tf1.sigmoid(tf1.nn.xw_plus_b(inputs, weights, biases))

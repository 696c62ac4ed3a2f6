"""The cell found by neural architecture search (Zoph and Le 2016, arXiv:1611.01578)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.splitting import split


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.NASCell")
class NASCell(LayerRNNCell):
    """As `tf.contrib.rnn.NASCell` of TF 1.15.

    Args:
      num_units: size of the memory.
      num_proj: size that the output is projected to, or None.
      use_bias: whether to add a bias.
      reuse: whether its variables are there already.
      **kwargs: see `tf.layers.Layer`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.NASCell(4, num_proj=2)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 2]
    """

    _NAS_BASE = 8

    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias
        self._output_size = num_units if num_proj is None else num_proj
        self._state_size = LSTMStateTuple(num_units, self._output_size)

    @property
    def state_size(self):
        """`LSTMStateTuple` of the sizes of memory and output."""
        return self._state_size

    @property
    def output_size(self):
        """`num_proj` if given, else `num_units`."""
        return self._output_size

    def build(self, inputs_shape):
        """Makes `recurrent_kernel`, `kernel`, and as asked for `bias` and `projection_weights`."""
        depth = tf1.TensorShape(inputs_shape).with_rank(2).dims[1].value
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        columns = self._NAS_BASE * self._num_units
        self.recurrent_kernel = self.add_variable("recurrent_kernel", [self._output_size, columns])
        self.kernel = self.add_variable("kernel", [depth, columns])
        if self._use_bias:
            self.bias = self.add_variable("bias", shape=[columns], initializer=tf1.zeros_initializer)
        if self._num_proj is not None:
            self.projection_weights = self.add_variable("projection_weights", [self._num_units, self._num_proj])
        self.built = True

    def call(self, inputs, state):
        """One step: the (projected) output, and the next state."""
        sigmoid, tanh, relu = tf1.sigmoid, tf1.tanh, tf1.nn.relu
        c, m = state
        from_state = tf1.matmul(m, self.recurrent_kernel)
        from_input = tf1.matmul(inputs, self.kernel)
        if self._use_bias:
            from_state = tf1.nn.bias_add(from_state, self.bias)
        hs = split(axis=1, num_or_size_splits=self._NAS_BASE, value=from_state)
        xs = split(axis=1, num_or_size_splits=self._NAS_BASE, value=from_input)
        kinds = (sigmoid, relu, sigmoid, relu, tanh, sigmoid, tanh, sigmoid)
        # The fourth pair is multiplied, all others are added.
        first = [
            kind(x * h if number == 3 else x + h) for number, (kind, x, h) in enumerate(zip(kinds, xs, hs, strict=True))
        ]
        second = [
            tanh(first[0] * first[1]),
            tanh(first[2] + first[3]),
            tanh(first[4] * first[5]),
            sigmoid(first[6] + first[7]),
        ]
        new_c = tanh(second[0] + c) * second[1]
        new_m = tanh(new_c * tanh(second[2] + second[3]))
        if self._num_proj is not None:
            new_m = tf1.matmul(new_m, self.projection_weights)
        return new_m, LSTMStateTuple(new_c, new_m)

"""The simple recurrent unit: no matrix between one step and the next (Lei et al. 2017, arXiv:1709.02755)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell
from tfgraph_dnn.ops.splitting import split


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.SRUCell")
class SRUCell(LayerRNNCell):
    """As `tf.contrib.rnn.SRUCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      activation: function of the state; tanh by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope; `sru_cell` by default.
      **kwargs: see `tf.layers.Layer`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.SRUCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, **kwargs):
        super().__init__(_reuse=reuse, name=name, **kwargs)
        self._num_units = num_units
        self._activation = activation or tf1.tanh
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self):
        """`num_units`."""
        return self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def build(self, inputs_shape):
        """Makes `kernel` and `bias`."""
        depth = self._input_depth(inputs_shape)
        self._kernel = self.add_variable("kernel", shape=[depth, 4 * self._num_units])
        self._bias = self.add_variable("bias", shape=[2 * self._num_units], initializer=tf1.zeros_initializer)

    def call(self, inputs, state):
        """One step: the output, and the next state."""
        product = tf1.matmul(inputs, self._kernel)
        x_bar, forget, reset, x = split(value=product, num_or_size_splits=4, axis=1)
        gates = tf1.sigmoid(tf1.nn.bias_add(tf1.concat([forget, reset], 1), self._bias))
        f, r = split(value=gates, num_or_size_splits=2, axis=1)
        c = f * state + (1.0 - f) * x_bar
        return r * self._activation(c) + (1.0 - r) * x, c

"""The plain cell: output = activation(W [inputs, state] + b)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell, check_dtype, check_input_dtypes


@shown_as("tensorflow.python.ops.rnn_cell_impl.BasicRNNCell")
class BasicRNNCell(LayerRNNCell):
    """The most basic RNN cell; as `tf.nn.rnn_cell.BasicRNNCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      activation: function, or its Keras name; tanh by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope; `basic_rnn_cell` by default.
      dtype: of the variables; the first input's by default.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: a dtype that is not floating.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.BasicRNNCell(4)
      >>> output, state = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> [variable.name for variable in cell.variables]
      ['basic_rnn_cell/kernel:0', 'basic_rnn_cell/bias:0']
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None, **kwargs):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtype(self.dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = identifiers.activation(activation) if activation else tf1.tanh

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
        self._kernel = self.add_variable("kernel", shape=[depth + self._num_units, self._num_units])
        self._bias = self.add_variable(
            "bias", shape=[self._num_units], initializer=tf1.zeros_initializer(dtype=self.dtype)
        )
        self.built = True

    def call(self, inputs, state):
        """One step; the output is the next state too."""
        check_input_dtypes([inputs, state])
        product = tf1.matmul(tf1.concat([inputs, state], 1), self._kernel)
        output = self._activation(tf1.nn.bias_add(product, self._bias))
        return output, output

"""The gated recurrent unit."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell, check_dtype, check_input_dtypes
from tfgraph_dnn.ops.splitting import split


@shown_as("tensorflow.python.ops.rnn_cell_impl.GRUCell")
class GRUCell(LayerRNNCell):
    """Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078); as `tf.nn.rnn_cell.GRUCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      activation: function of the candidate, or its Keras name; tanh by default.
      reuse: whether its variables are there already.
      kernel_initializer: of both kernels; the scope's by default.
      bias_initializer: of both biases; by default ones for the gates and zeros for the candidate.
      name: the cell's name and scope; `gru_cell` by default.
      dtype: of the variables; the first input's by default.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: a dtype that is not floating.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> output, state = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> cell.variables[0].name, cell.variables[0].shape.as_list()
      ('gru_cell/gates/kernel:0', [7, 8])
    """

    def __init__(
        self,
        num_units,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
        **kwargs,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtype(self.dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = identifiers.activation(activation) if activation else tf1.tanh
        self._kernel_initializer = identifiers.initializer(kernel_initializer)
        self._bias_initializer = identifiers.initializer(bias_initializer)

    @property
    def state_size(self):
        """`num_units`."""
        return self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def build(self, inputs_shape):
        """Makes `gates/kernel`, `gates/bias`, `candidate/kernel` and `candidate/bias`."""
        rows = self._input_depth(inputs_shape) + self._num_units
        open_gates = tf1.constant_initializer(1.0, dtype=self.dtype)
        self._gate_kernel, self._gate_bias = self._pair("gates", rows, 2 * self._num_units, open_gates)
        zeros = tf1.zeros_initializer(dtype=self.dtype)
        self._candidate_kernel, self._candidate_bias = self._pair("candidate", rows, self._num_units, zeros)
        self.built = True

    def _pair(self, prefix, rows, columns, bias_default):
        kernel = self.add_variable(f"{prefix}/kernel", shape=[rows, columns], initializer=self._kernel_initializer)
        chosen = bias_default if self._bias_initializer is None else self._bias_initializer
        return kernel, self.add_variable(f"{prefix}/bias", shape=[columns], initializer=chosen)

    def call(self, inputs, state):
        """One step; the output is the next state too."""
        check_input_dtypes([inputs, state])
        gate_inputs = tf1.matmul(tf1.concat([inputs, state], 1), self._gate_kernel)
        gates = tf1.sigmoid(tf1.nn.bias_add(gate_inputs, self._gate_bias))
        reset, update = split(value=gates, num_or_size_splits=2, axis=1)
        candidate = tf1.matmul(tf1.concat([inputs, reset * state], 1), self._candidate_kernel)
        candidate = self._activation(tf1.nn.bias_add(candidate, self._candidate_bias))
        output = update * state + (1 - update) * candidate
        return output, output

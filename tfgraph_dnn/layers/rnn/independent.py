"""Cells whose units see only their own past (Li et al. 2018, arXiv:1803.04831)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.splitting import split


class _IndependentCell(LayerRNNCell):
    """What the three cells share: sizes, and variables `kernel_w` (inputs), `kernel_u` (own past), `bias`."""

    def __init__(
        self,
        num_units,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or tf1.tanh
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self):
        """`num_units`."""
        return self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def _variables(self, prefix, depth, columns, bias_default, kernel="kernel_w"):
        w = self.add_variable(f"{prefix}{kernel}", shape=[depth, columns], initializer=self._kernel_initializer)
        uniform = tf1.random_uniform_initializer(minval=-1, maxval=1, dtype=self.dtype)
        u = self.add_variable(f"{prefix}kernel_u", shape=[1, columns], initializer=uniform)
        bias = bias_default if self._bias_initializer is None else self._bias_initializer
        return w, u, self.add_variable(f"{prefix}bias", shape=[columns], initializer=bias)


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.IndRNNCell")
class IndRNNCell(_IndependentCell):
    """The plain cell with a diagonal recurrent matrix; as `tf.contrib.rnn.IndRNNCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      activation: tanh by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope; `ind_rnn_cell` by default.
      dtype: of the variables; the first input's by default.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.IndRNNCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None):
        super().__init__(num_units, activation, reuse, name=name, dtype=dtype)

    def build(self, inputs_shape):
        """Makes `kernel_w`, `kernel_u` and `bias`."""
        zeros = tf1.zeros_initializer(dtype=self.dtype)
        self._kernel_w, self._kernel_u, self._bias = self._variables(
            "", self._input_depth(inputs_shape), self._num_units, zeros
        )
        self.built = True

    def call(self, inputs, state):
        """One step; the output is the next state too."""
        gate_inputs = tf1.matmul(inputs, self._kernel_w) + (state * self._kernel_u)
        output = self._activation(tf1.nn.bias_add(gate_inputs, self._bias))
        return output, output


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.IndyGRUCell")
class IndyGRUCell(_IndependentCell):
    """The GRU with diagonal recurrent matrices; as `tf.contrib.rnn.IndyGRUCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      activation: tanh by default.
      reuse: whether its variables are there already.
      kernel_initializer: of `kernel_w`; the scope's by default.
      bias_initializer: by default ones for the gates and zeros for the candidate.
      name: the cell's name and scope; `indy_gru_cell` by default.
      dtype: of the variables; the first input's by default.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.IndyGRUCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def build(self, inputs_shape):
        """Makes the variables under `gates` and `candidate`."""
        depth, units = self._input_depth(inputs_shape), self._num_units
        ones = tf1.constant_initializer(1.0, dtype=self.dtype)
        self._gate_kernel_w, self._gate_kernel_u, self._gate_bias = self._variables("gates/", depth, 2 * units, ones)
        zeros = tf1.zeros_initializer(dtype=self.dtype)
        self._candidate_kernel_w, self._candidate_kernel_u, self._candidate_bias = self._variables(
            "candidate/",
            depth,
            units,
            zeros,
            kernel="kernel",  # so TF 1.15 named it
        )
        self.built = True

    def call(self, inputs, state):
        """One step; the output is the next state too."""
        gates = tf1.matmul(inputs, self._gate_kernel_w) + (tf1.tile(state, [1, 2]) * self._gate_kernel_u)
        gates = tf1.sigmoid(tf1.nn.bias_add(gates, self._gate_bias))
        reset, update = split(value=gates, num_or_size_splits=2, axis=1)
        kept = reset * state
        candidate = tf1.matmul(inputs, self._candidate_kernel_w) + (kept * self._candidate_kernel_u)
        candidate = self._activation(tf1.nn.bias_add(candidate, self._candidate_bias))
        output = update * state + (1 - update) * candidate
        return output, output


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.IndyLSTMCell")
class IndyLSTMCell(_IndependentCell):
    """The basic LSTM with diagonal recurrent matrices; as `tf.contrib.rnn.IndyLSTMCell` of TF 1.15.

    Args:
      num_units: size of the output and of each half of the state.
      forget_bias: added to the forget gate.
      activation: tanh by default.
      reuse: whether its variables are there already.
      kernel_initializer: of `kernel_w`; the scope's by default.
      bias_initializer: zeros by default.
      name: the cell's name and scope; `indy_lstm_cell` by default.
      dtype: of the variables; the first input's by default.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.IndyLSTMCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(num_units, activation, reuse, kernel_initializer, bias_initializer, name, dtype)
        self._forget_bias = forget_bias

    @property
    def state_size(self):
        """`LSTMStateTuple(num_units, num_units)`."""
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, inputs_shape):
        """Makes `kernel_w`, `kernel_u` and `bias`."""
        zeros = tf1.zeros_initializer(dtype=self.dtype)
        self._kernel_w, self._kernel_u, self._bias = self._variables(
            "", self._input_depth(inputs_shape), 4 * self._num_units, zeros
        )
        self.built = True

    def call(self, inputs, state):
        """One step: `h`, and the next state."""
        one = tf1.constant(1, dtype=tf1.int32)
        c, h = state
        gates = tf1.matmul(inputs, self._kernel_w)
        gates += tf1.tile(h, [1, 4]) * self._kernel_u
        gates = tf1.nn.bias_add(gates, self._bias)
        i, j, f, o = split(value=gates, num_or_size_splits=4, axis=one)
        bias = tf1.constant(self._forget_bias, dtype=f.dtype)
        kept = tf1.multiply(c, tf1.sigmoid(tf1.add(f, bias)))
        new_c = tf1.add(kept, tf1.multiply(tf1.sigmoid(i), self._activation(j)))
        new_h = tf1.multiply(self._activation(new_c), tf1.sigmoid(o))
        return new_h, LSTMStateTuple(new_c, new_h)

"""LSTM with layer normalization (Ba et al. 2016, arXiv:1607.06450) and recurrent dropout (arXiv:1603.05118)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.dropout import dropout
from tfgraph_dnn.ops.normalizations import layer_normalization
from tfgraph_dnn.ops.splitting import split
from tfgraph_dnn.ops.variables import get_variable


def normalized(inputs: Any, scope: str, gain: float, shift: float, dtype: Any = tf1.float32) -> Any:
    """Layer normalization of `[batch, size]` inputs with variables `gamma` and `beta` of that scope."""
    shape = inputs.get_shape()[-1:]
    with tf1.variable_scope(scope):
        get_variable("gamma", shape=shape, initializer=tf1.constant_initializer(gain), dtype=dtype)
        get_variable("beta", shape=shape, initializer=tf1.constant_initializer(shift), dtype=dtype)
    # Opened again, for the name scope that `tf.contrib.layers.layer_norm` has in TF 1.15.
    with tf1.variable_scope(scope, reuse=True):
        beta = get_variable("beta", shape=shape, dtype=inputs.dtype.base_dtype)
        gamma = get_variable("gamma", shape=shape, dtype=inputs.dtype.base_dtype)
        return layer_normalization(inputs, beta, gamma, begin_norm_axis=1)


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.LayerNormBasicLSTMCell")
class LayerNormBasicLSTMCell(RNNCell):
    """LSTM whose gates are normalized; as `tf.contrib.rnn.LayerNormBasicLSTMCell` of TF 1.15.

    Args:
      num_units: size of the output and of each half of the state.
      forget_bias: added to the forget gate.
      input_size: not used.
      activation: function of the candidate and of the memory.
      layer_norm: whether to normalize; a bias takes its place otherwise.
      norm_gain, norm_shift: first values of the normalizations' `gamma` and `beta`.
      dropout_keep_prob: number or scalar tensor: what part of the candidate to keep.
      dropout_prob_seed: its op seed.
      reuse: whether its variables are there already.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.LayerNormBasicLSTMCell(4, dropout_keep_prob=0.9)
      >>> output, _ = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> [variable.op.name.split("/", 1)[1] for variable in cell.trainable_weights[:3]]
      ['kernel', 'input/gamma', 'input/beta']
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        input_size=None,
        activation=tf1.tanh,
        layer_norm=True,
        norm_gain=1.0,
        norm_shift=0.0,
        dropout_keep_prob=1.0,
        dropout_prob_seed=None,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if input_size is not None:
            tf1.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_units = num_units
        self._activation = activation
        self._forget_bias = forget_bias
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    @property
    def state_size(self):
        """`LSTMStateTuple(num_units, num_units)`."""
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def _norm(self, inputs, scope, dtype):
        if not self._layer_norm:
            return inputs
        return normalized(inputs, scope, self._norm_gain, self._norm_shift, dtype)

    def _linear(self, inputs):
        size = 4 * self._num_units
        weights = get_variable("kernel", [inputs.get_shape()[-1], size], dtype=inputs.dtype)
        product = tf1.matmul(inputs, weights)
        if self._layer_norm:
            return product
        return tf1.nn.bias_add(product, get_variable("bias", [size], dtype=inputs.dtype))

    def call(self, inputs, state):
        """One step: `h`, and the next state."""
        c, h = state
        joined = tf1.concat([inputs, h], 1)
        dtype = joined.dtype
        gates = split(value=self._linear(joined), num_or_size_splits=4, axis=1)
        scopes = ("input", "transform", "forget", "output")
        i, j, f, o = (self._norm(gate, scope, dtype) for gate, scope in zip(gates, scopes, strict=True))
        candidate = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            candidate = dropout(candidate, self._keep_prob, seed=self._seed)
        new_c = c * tf1.sigmoid(f + self._forget_bias) + tf1.sigmoid(i) * candidate
        new_c = self._norm(new_c, "state", dtype)
        new_h = self._activation(new_c) * tf1.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)

"""LSTM whose input gate is what the forget gate leaves (Greff et al. 2015, arXiv:1503.04069)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.layer_norm import normalized
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple, warn_of_flat_state
from tfgraph_dnn.ops.splitting import split
from tfgraph_dnn.ops.variables import get_variable


def sharded_variable(name: str, shape: list[int], dtype: Any, num_shards: int) -> Any:
    """A matrix, made of `num_shards` variables `name_0`, `name_1`, ... that are joined once a scope.

    Raises:
      ValueError: more shards than rows.
    """
    if num_shards > shape[0]:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={num_shards}")
    rows, more = divmod(shape[0], num_shards)
    shards = [
        get_variable(f"{name}_{number}", [rows + (number < more), *shape[1:]], dtype=dtype)
        for number in range(num_shards)
    ]
    if len(shards) == 1:
        return shards[0]
    joined_name = f"{tf1.get_variable_scope().name}/{name}/concat:0"
    for value in tf1.get_collection(tf1.GraphKeys.CONCATENATED_VARIABLES):
        if value.name == joined_name:
            return value
    joined = tf1.concat(shards, 0, name=f"{name}/concat")
    tf1.add_to_collection(tf1.GraphKeys.CONCATENATED_VARIABLES, joined)
    return joined


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.CoupledInputForgetGateLSTMCell")
class CoupledInputForgetGateLSTMCell(RNNCell):
    """LSTM with coupled gates; as `tf.contrib.rnn.CoupledInputForgetGateLSTMCell` of TF 1.15.

    Args:
      num_units: size of the memory.
      use_peepholes: whether the gates see the memory through diagonal weights.
      initializer: not used, as in TF 1.15; give the scope one.
      num_proj: size that the output is projected to, or None.
      proj_clip: bound of the projected values, or None.
      num_unit_shards, num_proj_shards: of how many variables the matrices are made.
      forget_bias: added to the forget gate.
      state_is_tuple: whether the state is an `LSTMStateTuple`, or all in one tensor.
      activation: function of the candidate and of the memory.
      reuse: whether its variables are there already.
      layer_norm: whether to normalize gates and memory.
      norm_gain, norm_shift: first values of the normalizations' `gamma` and `beta`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4)
      >>> output, _ = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> cell.trainable_weights[0].shape.as_list()
      [7, 12]
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        num_unit_shards=1,
        num_proj_shards=1,
        forget_bias=1.0,
        state_is_tuple=True,
        activation=tf1.tanh,
        reuse=None,
        layer_norm=False,
        norm_gain=1.0,
        norm_shift=0.0,
    ):
        super().__init__(_reuse=reuse)
        if not state_is_tuple:
            warn_of_flat_state(self)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift
        self._output_size = num_proj or num_units
        sizes = LSTMStateTuple(num_units, self._output_size)
        self._state_size = sizes if state_is_tuple else sum(sizes)

    @property
    def state_size(self):
        """Sizes of the memory and of the output, as an `LSTMStateTuple` or their sum."""
        return self._state_size

    @property
    def output_size(self):
        """`num_proj` if given, else `num_units`."""
        return self._output_size

    def _norm(self, inputs, scope):
        return normalized(inputs, scope, self._norm_gain, self._norm_shift) if self._layer_norm else inputs

    def call(self, inputs, state):
        """One step: the (projected) output, and the next state."""
        dtype, units = inputs.dtype, self._num_units
        num_proj = units if self._num_proj is None else self._num_proj
        if self._state_is_tuple:
            c, m = state
        else:
            c, m = tf1.slice(state, [0, 0], [-1, units]), tf1.slice(state, [0, units], [-1, num_proj])
        j, f, o = self._gates(inputs, m, num_proj, dtype)
        peepholes = self._use_peepholes
        if peepholes:
            w_f, w_o = (get_variable(f"W_{gate}_diag", shape=[units], dtype=dtype) for gate in "FO")
        keep = tf1.sigmoid(f + self._forget_bias + w_f * c if peepholes else f + self._forget_bias)
        c = self._norm(keep * c + (1 - keep) * self._activation(j), "state")
        m = tf1.sigmoid(o + w_o * c if peepholes else o) * self._activation(c)
        if self._num_proj is not None:
            m = tf1.matmul(m, sharded_variable("W_P", [units, self._num_proj], dtype, self._num_proj_shards))
            if self._proj_clip is not None:
                m = tf1.clip_by_value(m, -self._proj_clip, self._proj_clip)
        return m, LSTMStateTuple(c, m) if self._state_is_tuple else tf1.concat([c, m], 1)

    def _gates(self, inputs, m, num_proj, dtype):
        """Candidate, forget gate, output gate."""
        depth = inputs.get_shape().with_rank(2).dims[1].value
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        weights = sharded_variable("W", [depth + num_proj, 3 * self._num_units], dtype, self._num_unit_shards)
        bias = get_variable("B", shape=[3 * self._num_units], initializer=tf1.zeros_initializer(), dtype=dtype)
        product = tf1.matmul(tf1.concat([inputs, m], 1), weights)
        if not self._layer_norm:
            product = tf1.nn.bias_add(product, bias)
        j, f, o = split(value=product, num_or_size_splits=3, axis=1)
        return self._norm(j, "transform"), self._norm(f, "forget"), self._norm(o, "output")

"""Long short-term memory: the basic cell, and the full one with peepholes, clipping and projection."""

from __future__ import annotations

import collections

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell, check_dtype, check_input_dtypes
from tfgraph_dnn.ops.splitting import split


def warn_of_flat_state(cell):
    """Says in TensorFlow's log that a state in one tensor is slow, as TF 1.15 did."""
    tf1.logging.warn(
        "%s: Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True.", cell
    )


@shown_as("tensorflow.python.ops.rnn_cell_impl.LSTMStateTuple")
class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """State of an LSTM: the memory `c` and the output `h`, in this order.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> state = tf.nn.rnn_cell.BasicLSTMCell(4).zero_state(2, tf.float32)
      >>> state.c.shape.as_list(), state.dtype.name
      ([2, 4], 'float32')
    """

    __slots__ = ()

    @property
    def dtype(self):
        """The dtype of both; TypeError when they differ."""
        if self.c.dtype != self.h.dtype:
            raise TypeError(f"Inconsistent internal state: {self.c.dtype} vs {self.h.dtype}")
        return self.c.dtype


@shown_as("tensorflow.python.ops.rnn_cell_impl.BasicLSTMCell")
class BasicLSTMCell(LayerRNNCell):
    """LSTM without extras (Zaremba et al. 2014, arXiv:1409.2329); as `tf.nn.rnn_cell.BasicLSTMCell` of TF 1.15.

    Args:
      num_units: size of the output and of each half of the state.
      forget_bias: added to the forget gate, so that a fresh cell remembers.
      state_is_tuple: whether the state is an `LSTMStateTuple`, or `c` and `h` in one tensor.
      activation: function, or its Keras name; tanh by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope; `basic_lstm_cell` by default.
      dtype: of the variables; the first input's by default.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: a dtype that is not floating.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.BasicLSTMCell(4)
      >>> output, (c, h) = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> output is h, cell.variables[0].shape.as_list()
      (True, [7, 16])
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        state_is_tuple=True,
        activation=None,
        reuse=None,
        name=None,
        dtype=None,
        **kwargs,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtype(self.dtype)
        if not state_is_tuple:
            warn_of_flat_state(self)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = identifiers.activation(activation) if activation else tf1.tanh

    @property
    def state_size(self):
        """`LSTMStateTuple(num_units, num_units)`, or twice `num_units`."""
        if self._state_is_tuple:
            return LSTMStateTuple(self._num_units, self._num_units)
        return 2 * self._num_units

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def build(self, inputs_shape):
        """Makes `kernel` and `bias`: columns are input gate, candidate, forget gate, output gate."""
        rows = self._input_depth(inputs_shape) + self._num_units
        self._kernel = self.add_variable("kernel", shape=[rows, 4 * self._num_units])
        self._bias = self.add_variable(
            "bias", shape=[4 * self._num_units], initializer=tf1.zeros_initializer(dtype=self.dtype)
        )
        self.built = True

    def call(self, inputs, state):
        """One step: `h`, and the next state."""
        check_input_dtypes([inputs, state])
        one = tf1.constant(1, dtype=tf1.int32)
        c, h = state if self._state_is_tuple else split(value=state, num_or_size_splits=2, axis=one)
        gates = tf1.nn.bias_add(tf1.matmul(tf1.concat([inputs, h], 1), self._kernel), self._bias)
        # i: input gate, j: candidate, f: forget gate, o: output gate
        i, j, f, o = split(value=gates, num_or_size_splits=4, axis=one)
        bias = tf1.constant(self._forget_bias, dtype=f.dtype)
        kept = tf1.multiply(c, tf1.sigmoid(tf1.add(f, bias)))
        new_c = tf1.add(kept, tf1.multiply(tf1.sigmoid(i), self._activation(j)))
        new_h = tf1.multiply(self._activation(new_c), tf1.sigmoid(o))
        if self._state_is_tuple:
            return new_h, LSTMStateTuple(new_c, new_h)
        return new_h, tf1.concat([new_c, new_h], 1)


@shown_as("tensorflow.python.ops.rnn_cell_impl.LSTMCell")
class LSTMCell(LayerRNNCell):
    """LSTM with optional peepholes, clipping and projection; as `tf.nn.rnn_cell.LSTMCell` of TF 1.15.

    Follows Sak et al. 2014 (https://research.google.com/pubs/archive/43905.pdf).

    Args:
      num_units: size of the memory.
      use_peepholes: whether the gates see the memory through diagonal weights.
      cell_clip: bound of the memory's values, or None.
      initializer: of the kernels and diagonals; the scope's by default.
      num_proj: size that the output is projected to, or None.
      proj_clip: bound of the projected values, or None.
      num_unit_shards, num_proj_shards: into how many parts to cut the kernels; better done by a scope's partitioner.
      forget_bias: added to the forget gate.
      state_is_tuple: whether the state is an `LSTMStateTuple`, or `c` and the output in one tensor.
      activation: function, or its Keras name; tanh by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope; `lstm_cell` by default.
      dtype: of the variables; the first input's by default.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: a dtype that is not floating.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.LSTMCell(8, use_peepholes=True, num_proj=3)
      >>> cell.state_size, cell.output_size
      (LSTMStateTuple(c=8, h=3), 3)
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        num_unit_shards=None,
        num_proj_shards=None,
        forget_bias=1.0,
        state_is_tuple=True,
        activation=None,
        reuse=None,
        name=None,
        dtype=None,
        **kwargs,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtype(self.dtype)
        if not state_is_tuple:
            warn_of_flat_state(self)
        if num_unit_shards is not None or num_proj_shards is not None:
            tf1.logging.warn("%s: use a scope with a partitioner, not num_unit_shards and num_proj_shards.", self)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = identifiers.initializer(initializer)
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = identifiers.activation(activation) if activation else tf1.tanh
        self._output_size = num_proj or num_units
        sizes = LSTMStateTuple(num_units, self._output_size)
        self._state_size = sizes if state_is_tuple else sum(sizes)

    @property
    def state_size(self):
        """Sizes of `c` and of the output, as an `LSTMStateTuple` or their sum."""
        return self._state_size

    @property
    def output_size(self):
        """`num_proj` if given, else `num_units`."""
        return self._output_size

    def build(self, inputs_shape):
        """Makes `kernel`, `bias`, and as asked for `w_f_diag`, `w_i_diag`, `w_o_diag` and `projection/kernel`."""
        depth = self._input_depth(inputs_shape)
        h_depth = self._num_units if self._num_proj is None else self._num_proj
        units = self._num_units
        self._kernel = self._sharded("kernel", [depth + h_depth, 4 * units], self._num_unit_shards)
        zeros = tf1.zeros_initializer(dtype=self.dtype)
        self._bias = self.add_variable("bias", shape=[4 * units], initializer=zeros)
        if self._use_peepholes:
            self._w_f_diag, self._w_i_diag, self._w_o_diag = (
                self.add_variable(f"w_{gate}_diag", shape=[units], initializer=self._initializer) for gate in "fio"
            )
        if self._num_proj is not None:
            self._proj_kernel = self._sharded("projection/kernel", [units, self._num_proj], self._num_proj_shards)
        self.built = True

    def _sharded(self, name, shape, shards):
        partitioner = None if shards is None else tf1.fixed_size_partitioner(shards)
        return self.add_variable(name, shape=shape, initializer=self._initializer, partitioner=partitioner)

    def call(self, inputs, state):
        """One step: the (projected) output, and the next state."""
        check_input_dtypes([inputs, state])
        c, m = state if self._state_is_tuple else self._cut(state)
        if inputs.get_shape().with_rank(2).dims[1].value is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        gates = tf1.nn.bias_add(tf1.matmul(tf1.concat([inputs, m], 1), self._kernel), self._bias)
        # i: input gate, j: candidate, f: forget gate, o: output gate
        i, j, f, o = split(value=gates, num_or_size_splits=4, axis=1)
        c = self._memory(c, i, j, f)
        if self._use_peepholes:
            m = tf1.sigmoid(o + self._w_o_diag * c) * self._activation(c)
        else:
            m = tf1.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            m = _clipped(tf1.matmul(m, self._proj_kernel), self._proj_clip)
        return m, LSTMStateTuple(c, m) if self._state_is_tuple else tf1.concat([c, m], 1)

    def _cut(self, state):
        num_proj = self._num_units if self._num_proj is None else self._num_proj
        c = tf1.slice(state, [0, 0], [-1, self._num_units])
        return c, tf1.slice(state, [0, self._num_units], [-1, num_proj])

    def _memory(self, c, i, j, f):
        if self._use_peepholes:
            kept = tf1.sigmoid(f + self._forget_bias + self._w_f_diag * c) * c
            new = kept + tf1.sigmoid(i + self._w_i_diag * c) * self._activation(j)
        else:
            new = tf1.sigmoid(f + self._forget_bias) * c + tf1.sigmoid(i) * self._activation(j)
        return _clipped(new, self._cell_clip)


def _clipped(tensor, bound):
    return tensor if bound is None else tf1.clip_by_value(tensor, -bound, bound)

"""LSTM cut into groups that do not see each other (Kuchaiev and Ginsburg 2017, arXiv:1703.10722)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.splitting import split
from tfgraph_dnn.ops.variables import get_variable


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.GLSTMCell")
class GLSTMCell(RNNCell):
    """Group LSTM; as `tf.contrib.rnn.GLSTMCell` of TF 1.15.

    Args:
      num_units: size of the memory.
      initializer: of its matrices; the scope's by default.
      num_proj: size that the output is projected to, or None.
      number_of_groups: into how many groups inputs, memory and output are cut.
      forget_bias: added to the forget gate.
      activation: function of the memory.
      reuse: whether its variables are there already.

    Raises:
      ValueError: a size that cannot be cut so.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.GLSTMCell(4, number_of_groups=2)
      >>> cell(tf.ones([2, 6]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(
        self,
        num_units,
        initializer=None,
        num_proj=None,
        number_of_groups=1,
        forget_bias=1.0,
        activation=tf1.tanh,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._forget_bias = forget_bias
        self._activation = activation
        self._number_of_groups = number_of_groups
        for what, size in (("num_units", num_units), ("num_proj", num_proj)):
            if size and size % number_of_groups != 0:
                raise ValueError(f"{what} must be divisible by number_of_groups")
        self._output_size = num_proj or num_units
        self._state_size = LSTMStateTuple(num_units, self._output_size)
        self._group_shape = [self._output_size // number_of_groups, num_units // number_of_groups]
        self._linear1 = [None] * number_of_groups
        self._linear2 = None

    @property
    def state_size(self):
        """`LSTMStateTuple` of the sizes of memory and output."""
        return self._state_size

    @property
    def output_size(self):
        """`num_proj` if given, else `num_units`."""
        return self._output_size

    def call(self, inputs, state):
        """One step: the (projected) output, and the next state."""
        c, m = state
        groups = self._number_of_groups
        self._batch_size = inputs.shape.dims[0].value or tf1.shape(inputs)[0]
        depth = inputs.shape.dims[1].value
        if depth is None:
            raise ValueError("input size must be statically known")
        if depth % groups != 0:
            raise ValueError(f"input size ({depth}) must be divisible by number_of_groups ({groups})")
        with tf1.variable_scope(tf1.get_variable_scope(), initializer=self._initializer):
            parts = [self._group(number, inputs, m, depth // groups) for number in range(groups)]
            biases = [self._bias(gate, inputs.dtype) for gate in "ijfo"]
            i, j, f, o = (
                tf1.nn.bias_add(tf1.concat(list(gate), axis=1), bias)
                for gate, bias in zip(zip(*parts, strict=True), biases, strict=True)
            )
        c = tf1.sigmoid(f + self._forget_bias) * c + tf1.sigmoid(i) * tf1.tanh(j)
        m = tf1.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with tf1.variable_scope("projection"):
                if self._linear2 is None:
                    self._linear2 = Linear(m, self._num_proj, False)
                m = self._linear2(m)
        return m, LSTMStateTuple(c, m)

    def _group(self, number, inputs, m, width):
        with tf1.variable_scope(f"group{number}"):
            seen = [self._slice(inputs, number, width), self._slice(m, number, self._group_shape[0])]
            joined = tf1.concat(seen, axis=1)
            if self._linear1[number] is None:
                self._linear1[number] = Linear(joined, 4 * self._group_shape[1], False)
            return split(self._linear1[number](joined), 4, 1)

    def _slice(self, tensor, number, width):
        name = f"GLSTM_group{number}_input_generation"
        return tf1.slice(tensor, begin=[0, number * width], size=[self._batch_size, width], name=name)

    def _bias(self, gate, dtype):
        zeros = tf1.constant_initializer(0.0, dtype=dtype)
        return get_variable(name=f"bias_{gate}", shape=[self._num_units], dtype=dtype, initializer=zeros)

"""Attention over the cell's own last outputs."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell, assert_like_rnncell
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.layers.rnn.lstm import warn_of_flat_state
from tfgraph_dnn.ops.variables import get_variable


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.AttentionCellWrapper")
class AttentionCellWrapper(RNNCell):
    """Lets a cell attend to a window of its past outputs; as `tf.contrib.rnn.AttentionCellWrapper` of TF 1.15.

    After Cheng et al. 2016, arXiv:1601.06733.

    Args:
      cell: an RNN cell.
      attn_length: how many outputs the window holds.
      attn_size: size of an attention vector and of the output; the cell's output size by default.
      attn_vec_size: number of features compared; `attn_size` by default.
      input_size: width of what the inner cell reads; that of the inputs by default.
      state_is_tuple: whether the state is `(cell state, attention, window)`, or all in one tensor.
      reuse: whether its variables are there already.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: a window that is not positive, or a cell with a tuple state although `state_is_tuple` is False.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.AttentionCellWrapper(tf.nn.rnn_cell.GRUCell(4), attn_length=3)
      >>> cell.state_size, cell(tf.ones([2, 5]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      ((4, 4, 12), [2, 4])
    """

    def __init__(
        self,
        cell,
        attn_length,
        attn_size=None,
        attn_vec_size=None,
        input_size=None,
        state_is_tuple=True,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        assert_like_rnncell("cell", cell)
        if tf1.nest.is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                "Cell returns tuple of states, but the flag state_is_tuple is not set. "
                f"State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        if not state_is_tuple:
            warn_of_flat_state(self)
        self._cell = cell
        self._state_is_tuple = state_is_tuple
        self._attn_length = attn_length
        self._attn_size = cell.output_size if attn_size is None else attn_size
        self._attn_vec_size = self._attn_size if attn_vec_size is None else attn_vec_size
        self._input_size = input_size
        # Made where they are first needed: inputs, output, query.
        self._linear1 = self._linear2 = self._linear3 = None

    @property
    def state_size(self):
        """Sizes of the cell's state, of the attention and of the window, or their sum."""
        sizes = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self):
        """`attn_size`."""
        return self._attn_size

    def call(self, inputs, state):
        """One step: reads inputs and last attention, attends anew, joins output and attention."""
        state, attention, window = state if self._state_is_tuple else self._cut(state)
        window = tf1.reshape(window, [-1, self._attn_length, self._attn_size])
        width = self._input_size
        if width is None:
            width = inputs.get_shape().as_list()[1]
        if self._linear1 is None:
            self._linear1 = Linear([inputs, attention], width, True)
        cell_output, new_state = self._cell(self._linear1([inputs, attention]), state)
        query = tf1.concat(tf1.nest.flatten(new_state), 1) if self._state_is_tuple else new_state
        attention, window = self._attention(query, window)
        with tf1.variable_scope("attn_output_projection"):
            if self._linear2 is None:
                self._linear2 = Linear([cell_output, attention], self._attn_size, True)
            output = self._linear2([cell_output, attention])
        window = tf1.concat([window, tf1.expand_dims(output, 1)], 1)
        window = tf1.reshape(window, [-1, self._attn_length * self._attn_size])
        states = (new_state, attention, window)
        return output, states if self._state_is_tuple else tf1.concat(list(states), 1)

    def _cut(self, states):
        first, size = self._cell.state_size, self._attn_size
        return (
            tf1.slice(states, [0, 0], [-1, first]),
            tf1.slice(states, [0, first], [-1, size]),
            tf1.slice(states, [0, first + size], [-1, size * self._attn_length]),
        )

    def _attention(self, query, window):
        """The window's mean, weighted by how well each output fits the query, and the window without its oldest."""
        with tf1.variable_scope("attention"):
            kernel = get_variable("attn_w", [1, 1, self._attn_size, self._attn_vec_size])
            vector = get_variable("attn_v", [self._attn_vec_size])
            hidden = tf1.reshape(window, [-1, self._attn_length, 1, self._attn_size])
            features = tf1.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME")
            if self._linear3 is None:
                self._linear3 = Linear(query, self._attn_vec_size, True)
            y = tf1.reshape(self._linear3(query), [-1, 1, 1, self._attn_vec_size])
            scores = tf1.reduce_sum(vector * tf1.tanh(features + y), [2, 3])
            weights = tf1.reshape(tf1.nn.softmax(scores), [-1, self._attn_length, 1, 1])
            attention = tf1.reshape(tf1.reduce_sum(weights * hidden, [1, 2]), [-1, self._attn_size])
            return attention, tf1.slice(window, [0, 1, 0], [-1, -1, -1])

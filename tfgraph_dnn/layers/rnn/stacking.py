"""Cells on top of each other."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.rnn.cell import RNNCell


@shown_as("tensorflow.python.ops.rnn_cell_impl.MultiRNNCell")
class MultiRNNCell(RNNCell):
    """Several cells, each fed with the output of the one before; as `tf.nn.rnn_cell.MultiRNNCell` of TF 1.15.

    The variables of the cells lie under `multi_rnn_cell/cell_0`, `multi_rnn_cell/cell_1`, ...

    Args:
      cells: list of cells, the lowest first.
      state_is_tuple: whether the state is a tuple with one entry a cell, or all in one tensor.

    Raises:
      ValueError: no cells, or a cell with a tuple state although `state_is_tuple` is False.
      TypeError: `cells` is no list.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(n) for n in (4, 2)])
      >>> cell.state_size, cell.output_size
      ((4, 2), 2)
    """

    def __init__(self, cells, state_is_tuple=True):
        super().__init__()
        if not cells:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if not tf1.nest.is_nested(cells):
            raise TypeError(f"cells must be a list or tuple, but saw: {cells}.")
        if len({id(cell) for cell in cells}) < len(cells):
            tf1.logging.log_first_n(
                tf1.logging.WARN,
                "At least two cells provided to MultiRNNCell are the same object and will share weights.",
                1,
            )
        self._cells = cells
        for number, cell in enumerate(cells):
            if isinstance(cell, tf1.Module):
                self._track_trackable(cell, name=f"cell-{number}")
        self._state_is_tuple = state_is_tuple
        if not state_is_tuple and any(tf1.nest.is_nested(cell.state_size) for cell in cells):
            raise ValueError(
                "Some cells return tuples of states, but the flag state_is_tuple is not set.  "
                f"State sizes are: {[cell.state_size for cell in cells]}"
            )

    @property
    def state_size(self):
        """Tuple of the cells' state sizes, or their sum."""
        sizes = tuple(cell.state_size for cell in self._cells)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self):
        """The uppermost cell's."""
        return self._cells[-1].output_size

    def zero_state(self, batch_size, dtype):
        """The cells' zero states; see `RNNCell`."""
        with tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            if self._state_is_tuple:
                return tuple(cell.zero_state(batch_size, dtype) for cell in self._cells)
            return super().zero_state(batch_size, dtype)

    @property
    def trainable_weights(self):
        """The cells' trainable variables; none while this one is not trainable."""
        return self._gathered("trainable_weights") if self.trainable else []

    @property
    def non_trainable_weights(self):
        """The cells' other variables; all of them while this one is not trainable."""
        others = self._gathered("non_trainable_weights")
        return others if self.trainable else self._gathered("trainable_weights") + others

    def _gathered(self, kind):
        return [weight for cell in self._cells if isinstance(cell, Layer) for weight in getattr(cell, kind)]

    def call(self, inputs, state):
        """One step of every cell: the last output, and all the next states."""
        output, new_states, position = inputs, [], 0
        for number, cell in enumerate(self._cells):
            with tf1.variable_scope(f"cell_{number}"):
                if self._state_is_tuple:
                    cell_state = self._state_of(state, number)
                else:
                    cell_state = tf1.slice(state, [0, position], [-1, cell.state_size])
                    position += cell.state_size
                output, new_state = cell(output, cell_state)
                new_states.append(new_state)
        return output, tuple(new_states) if self._state_is_tuple else tf1.concat(new_states, 1)

    def _state_of(self, state, number):
        if not tf1.nest.is_nested(state):
            raise ValueError(f"Expected state to be a tuple of length {len(self.state_size)}, but received: {state}")
        return state[number]

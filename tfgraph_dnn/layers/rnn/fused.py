"""RNNs that take all steps in one call, with one interface: any cell adapted, or reversed in time."""

from __future__ import annotations

import abc

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.dynamic import dynamic_rnn


@shown_as("tensorflow.contrib.rnn.python.ops.fused_rnn_cell.FusedRNNCell")
class FusedRNNCell(abc.ABC):
    """Base of what runs over all steps in one call; as `tf.contrib.rnn.FusedRNNCell` of TF 1.15."""

    @abc.abstractmethod
    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        """Runs over all steps.

        Args:
          inputs: `[time, batch, depth]` tensor, or list of `[batch, depth]` tensors.
          initial_state: the first state; zeros by default.
          dtype: of the zeros.
          sequence_length: `[batch]` integers.
          scope: the variable scope, or its name.

        Returns:
          The outputs, as the inputs came, and the final state.
        """


@shown_as("tensorflow.contrib.rnn.python.ops.fused_rnn_cell.FusedRNNCellAdaptor")
class FusedRNNCellAdaptor(FusedRNNCell):
    """Gives an ordinary cell that interface.

    Args:
      cell: an RNN cell.
      use_dynamic_rnn: whether to run it in a loop, or unrolled.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> run = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(4), use_dynamic_rnn=True)
      >>> run(tf.ones([5, 2, 3]), dtype=tf.float32)[0].shape.as_list()
      [5, 2, 4]
    """

    def __init__(self, cell, use_dynamic_rnn=False):
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        """Runs over all steps; see `FusedRNNCell`."""
        is_list = isinstance(inputs, list)
        arguments = {
            "sequence_length": sequence_length,
            "initial_state": initial_state,
            "dtype": dtype,
            "scope": scope,
        }
        if self._use_dynamic_rnn:
            steps = tf1.stack(inputs) if is_list else inputs
            outputs, state = dynamic_rnn(self._cell, steps, time_major=True, **arguments)
            return tf1.unstack(outputs) if is_list else outputs, state
        steps = inputs if is_list else tf1.unstack(inputs)
        outputs, state = tf1.nn.static_rnn(self._cell, steps, **arguments)
        return outputs if is_list else tf1.stack(outputs), state


@shown_as("tensorflow.contrib.rnn.python.ops.fused_rnn_cell.TimeReversedFusedRNN")
class TimeReversedFusedRNN(FusedRNNCell):
    """Runs another one from the last step to the first; the outputs stand in the inputs' order.

    Args:
      cell: a `FusedRNNCell`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> run = tf.contrib.rnn.TimeReversedFusedRNN(tf.contrib.rnn.LSTMBlockFusedCell(4))
      >>> run(tf.ones([5, 2, 3]), dtype=tf.float32)[0].shape.as_list()
      [5, 2, 4]
    """

    def __init__(self, cell):
        self._cell = cell

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        """Runs over all steps; see `FusedRNNCell`."""
        outputs, state = self._cell(
            _reversed(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return _reversed(outputs, sequence_length), state


def _reversed(steps, lengths):
    if isinstance(steps, list):
        return list(reversed(steps))
    if lengths is None:
        return tf1.reverse(steps, [0])
    return tf1.reverse_sequence(steps, lengths, 0, 1)

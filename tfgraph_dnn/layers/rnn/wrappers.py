"""Wrappers that change how a cell is called and leave its variables where they are."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell, assert_like_rnncell


class RNNCellWrapper(RNNCell):
    """Base of the wrappers: sizes and zero state of the wrapped cell, and a call that bypasses `Layer`'s.

    Args:
      cell: the cell to wrap.
      *args, **kwargs: see `RNNCell`.

    Raises:
      TypeError: `cell` is no cell.
    """

    def __init__(self, cell, *args, **kwargs):
        super().__init__(*args, **kwargs)
        assert_like_rnncell("cell", cell)
        self.cell = cell
        if isinstance(cell, tf1.Module):
            self._track_trackable(cell, name="cell")

    @property
    def wrapped_cell(self):
        """The cell inside."""
        return self.cell

    @property
    def state_size(self):
        """The wrapped cell's."""
        return self.cell.state_size

    @property
    def output_size(self):
        """The wrapped cell's."""
        return self.cell.output_size

    def zero_state(self, batch_size, dtype):
        """The wrapped cell's; see `RNNCell`."""
        with tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return self.cell.zero_state(batch_size, dtype)

    def __call__(self, inputs, state, scope=None):
        """One step of the wrapped cell, changed."""
        return self._call_wrapped_cell(inputs, state, cell_call_fn=self.cell.__call__, scope=scope)

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        raise NotImplementedError


@shown_as("tensorflow.python.ops.rnn_cell_impl.ResidualWrapper")
class ResidualWrapper(RNNCellWrapper):
    """Adds the inputs to the outputs; as `tf.nn.rnn_cell.ResidualWrapper` of TF 1.15.

    Args:
      cell: the cell to wrap.
      residual_fn: function of inputs and outputs that gives the output; their sum by default.
      **kwargs: see `RNNCell`.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: at the call, when inputs and outputs do not have one shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.GRUCell(3))
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 3]
    """

    def __init__(self, cell, residual_fn=None, **kwargs):
        super().__init__(cell, **kwargs)
        self._residual_fn = residual_fn

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        outputs, new_state = cell_call_fn(inputs, state, **kwargs)
        return (self._residual_fn or _sum_of_both)(inputs, outputs), new_state


def _sum_of_both(inputs, outputs):
    tf1.nest.assert_same_structure(inputs, outputs)
    for before, after in zip(tf1.nest.flatten(inputs), tf1.nest.flatten(outputs), strict=True):
        before.get_shape().assert_is_compatible_with(after.get_shape())
    return tf1.nest.map_structure(lambda before, after: before + after, inputs, outputs)


@shown_as("tensorflow.python.ops.rnn_cell_impl.DeviceWrapper")
class DeviceWrapper(RNNCellWrapper):
    """Runs a cell on a device; as `tf.nn.rnn_cell.DeviceWrapper` of TF 1.15.

    Args:
      cell: the cell to wrap.
      device: device string or function, as for `tf.device`.
      **kwargs: see `RNNCell`.

    Raises:
      TypeError: `cell` is no cell.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.DeviceWrapper(tf.nn.rnn_cell.GRUCell(3), "/cpu:0")
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].device
      '/device:CPU:0'
    """

    def __init__(self, cell, device, **kwargs):
        super().__init__(cell, **kwargs)
        self._device = device

    def zero_state(self, batch_size, dtype):
        """The wrapped cell's, on the device; see `RNNCell`."""
        with (
            tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]),
            tf1.device(self._device),
        ):
            return self.cell.zero_state(batch_size, dtype)

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        with tf1.device(self._device):
            return cell_call_fn(inputs, state, **kwargs)

"""LSTM over images: convolutions in place of matrix products (Shi et al. 2015, arXiv:1506.04214)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.splitting import split
from tfgraph_dnn.ops.variables import get_variable


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.ConvLSTMCell")
class ConvLSTMCell(RNNCell):
    """Convolutional LSTM; as `tf.contrib.rnn.ConvLSTMCell` of TF 1.15.

    Args:
      conv_ndims: number of spatial dimensions: 1, 2 or 3.
      input_shape: list, the shape of an input without the batch dimension, channels last.
      output_channels: number of channels of the output.
      kernel_shape: list, the spatial shape of the kernel.
      use_bias: whether to add a bias.
      skip_connection: whether the inputs are appended to the output.
      forget_bias: added to the forget gate.
      initializers: not used, as in TF 1.15; give the scope one.
      name: the cell's name and scope.

    Raises:
      ValueError: an input shape that does not fit `conv_ndims`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.Conv2DLSTMCell(input_shape=[8, 8, 3], output_channels=5, kernel_shape=[3, 3])
      >>> cell(tf.ones([2, 8, 8, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 8, 8, 5]
    """

    def __init__(
        self,
        conv_ndims,
        input_shape,
        output_channels,
        kernel_shape,
        use_bias=True,
        skip_connection=False,
        forget_bias=1.0,
        initializers=None,
        name="conv_lstm_cell",
    ):
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._forget_bias = forget_bias
        self._skip_connection = skip_connection
        space = list(input_shape[:-1])
        state_size = tf1.TensorShape([*space, output_channels])
        self._state_size = LSTMStateTuple(state_size, state_size)
        channels = output_channels + (input_shape[-1] if skip_connection else 0)
        self._output_size = tf1.TensorShape([*space, channels])

    @property
    def output_size(self):
        """`TensorShape` of the output."""
        return self._output_size

    @property
    def state_size(self):
        """`LSTMStateTuple` of `TensorShape`s."""
        return self._state_size

    def call(self, inputs, state, scope=None):
        """One step: the output, and the next state."""
        memory, hidden = state
        gates = _convolved([inputs, hidden], self._kernel_shape, 4 * self._output_channels, self._use_bias)
        i, j, f, o = split(value=gates, num_or_size_splits=4, axis=self._conv_ndims + 1)
        memory = tf1.sigmoid(f + self._forget_bias) * memory
        memory += tf1.sigmoid(i) * tf1.tanh(j)
        output = tf1.tanh(memory) * tf1.sigmoid(o)
        if self._skip_connection:
            output = tf1.concat([output, inputs], axis=-1)
        return output, LSTMStateTuple(memory, output)


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.Conv1DLSTMCell")
class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over sequences; takes its arguments but `conv_ndims`."""

    def __init__(self, name="conv_1d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=1, name=name, **kwargs)


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.Conv2DLSTMCell")
class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over images; takes its arguments but `conv_ndims`."""

    def __init__(self, name="conv_2d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=2, name=name, **kwargs)


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.Conv3DLSTMCell")
class Conv3DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over volumes; takes its arguments but `conv_ndims`."""

    def __init__(self, name="conv_3d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=3, name=name, **kwargs)


def _convolved(tensors: list[Any], kernel_shape: list[int], channels: int, bias: bool) -> Any:
    """The convolution of tensors joined along their channels, with a new kernel."""
    shapes = [tensor.get_shape().as_list() for tensor in tensors]
    rank = len(shapes[0])
    for shape in shapes:
        if len(shape) not in (3, 4, 5):
            raise ValueError(f"Conv Linear expects 3D, 4D or 5D arguments: {shapes}")
        if len(shape) != rank:
            raise ValueError(f"Conv Linear expects all args to be of same Dimension: {shapes}")
    depth, dtype = sum(shape[-1] for shape in shapes), tensors[0].dtype
    convolution = {3: tf1.nn.conv1d, 4: tf1.nn.conv2d, 5: tf1.nn.conv3d}[rank]
    kernel = get_variable("kernel", [*kernel_shape, depth, channels], dtype=dtype)
    joined = tf1.concat(axis=rank - 1, values=tensors)
    result = convolution(joined, kernel, 1 if rank == 3 else rank * [1], padding="SAME")
    if not bias:
        return result
    biases = get_variable("biases", [channels], dtype=dtype, initializer=tf1.constant_initializer(0.0, dtype=dtype))
    return result + biases

"""`tf.layers.conv1d`, `conv2d` and `conv3d`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.convolution_base import Conv
from tfgraph_dnn.layers.defaults import ZEROS
from tfgraph_dnn.layers.functional import applied


def conv1d(
    inputs,
    filters,
    kernel_size,
    strides=1,
    padding="valid",
    data_format="channels_last",
    dilation_rate=1,
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=ZEROS,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Convolves sequences, `[batch, length, channels]`; `padding` may be `causal` too.

    Arguments, result and errors as those of `conv2d`, with one spatial dimension.
    """
    return applied(Conv1D, locals())


def conv2d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1),
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=ZEROS,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Convolves images with a kernel `<name>/kernel` of shape `[*kernel_size, channels, filters]`, and adds a bias.

    Args:
      inputs: `[batch, height, width, channels]` tensor, or `[batch, channels, height, width]` for `channels_first`; the
        number of channels must be known.
      filters: number of output channels.
      kernel_size, strides, dilation_rate: an int, or two; a dilation rate above 1 excludes strides above 1.
      padding: `valid` or `same`, in any case.
      data_format: `channels_last` or `channels_first`.
      activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,
        activity_regularizer, kernel_constraint, bias_constraint, trainable, name: as for `tf.layers.Dense`.
      reuse: whether the variables are there already.

    Returns:
      Tensor of the rank and format of `inputs` with `filters` channels.

    Raises:
      ValueError: wrong rank, unknown channels, or an argument that is not as said.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.placeholder(tf.float32, [None, 28, 28, 1])
      >>> y = tf.layers.conv2d(x, 32, 5, padding="same", activation=tf.nn.relu)
      >>> y.name, y.shape.as_list()
      ('conv2d/Relu:0', [None, 28, 28, 32])
    """
    return applied(Conv2D, locals())


def conv3d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1, 1),
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=ZEROS,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Convolves volumes, `[batch, depth, height, width, channels]`.

    Arguments, result and errors as those of `conv2d`, with three spatial dimensions.
    """
    return applied(Conv3D, locals())


@shown_as("tensorflow.python.layers.convolutional.Conv1D")
class Conv1D(Conv):
    """The layer behind `tf.layers.conv1d`; see `Conv` for the arguments.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.Conv1D(4, 3, padding="causal")(tf.ones([2, 10, 3])).shape.as_list()
      [2, 10, 4]
    """

    rank = 1
    _causal = True

    def call(self, inputs):
        """The convolution after zeros in front if `causal`, the bias, the activation."""
        if self.padding == "causal":
            inputs = tf1.pad(inputs, self._compute_causal_padding())
        return super().call(inputs)


@shown_as("tensorflow.python.layers.convolutional.Conv2D")
class Conv2D(Conv):
    """The layer behind `tf.layers.conv2d`; see `Conv` for the arguments.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> layer = tf.layers.Conv2D(8, [3, 3], strides=2)
      >>> layer(tf.ones([1, 9, 9, 3])).shape.as_list(), layer.kernel.shape.as_list()
      ([1, 4, 4, 8], [3, 3, 3, 8])
    """

    rank = 2


@shown_as("tensorflow.python.layers.convolutional.Conv3D")
class Conv3D(Conv):
    """The layer behind `tf.layers.conv3d`; see `Conv` for the arguments."""

    rank = 3

"""`tf.layers.separable_conv1d` and `separable_conv2d`: a convolution of each channel, then one across channels."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.arguments import convert_data_format
from tfgraph_dnn.layers.convolution_base import Conv
from tfgraph_dnn.layers.defaults import ZEROS
from tfgraph_dnn.layers.functional import applied
from tfgraph_dnn.layers.input_spec import InputSpec


def separable_conv1d(
    inputs,
    filters,
    kernel_size,
    strides=1,
    padding="valid",
    data_format="channels_last",
    dilation_rate=1,
    depth_multiplier=1,
    activation=None,
    use_bias=True,
    depthwise_initializer=None,
    pointwise_initializer=None,
    bias_initializer=ZEROS,
    depthwise_regularizer=None,
    pointwise_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    depthwise_constraint=None,
    pointwise_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Separable convolution of sequences, `[batch, length, channels]`; see `separable_conv2d`."""
    return applied(SeparableConv1D, locals())


def separable_conv2d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1),
    depth_multiplier=1,
    activation=None,
    use_bias=True,
    depthwise_initializer=None,
    pointwise_initializer=None,
    bias_initializer=ZEROS,
    depthwise_regularizer=None,
    pointwise_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    depthwise_constraint=None,
    pointwise_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Convolves each channel with `depth_multiplier` kernels of its own, then mixes all into `filters` channels.

    Args:
      inputs: `[batch, height, width, channels]` tensor, or channels first.
      filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, trainable, name, reuse:
        as for `tf.layers.conv2d`; strides must be equal.
      depth_multiplier: kernels per channel.
      depthwise_initializer, pointwise_initializer, bias_initializer, depthwise_regularizer, pointwise_regularizer,
        bias_regularizer, activity_regularizer, depthwise_constraint, pointwise_constraint, bias_constraint: for the
        variables `depthwise_kernel`, `pointwise_kernel` and `bias`.

    Returns:
      Tensor with `filters` channels.

    Raises:
      ValueError: as `tf.layers.conv2d`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.separable_conv2d(tf.ones([1, 8, 8, 3]), 16, 3).shape.as_list()
      [1, 6, 6, 16]
    """
    return applied(SeparableConv2D, locals())


class SeparableConv(Conv):
    """What both separable convolutions share.

    Args:
      filters, kernel_size, ...: see `tf.layers.separable_conv2d`.
      **kwargs: see `tf.layers.Layer`.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        data_format="channels_last",
        dilation_rate=1,
        depth_multiplier=1,
        activation=None,
        use_bias=True,
        depthwise_initializer=None,
        pointwise_initializer=None,
        bias_initializer=ZEROS,
        depthwise_regularizer=None,
        pointwise_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        depthwise_constraint=None,
        pointwise_constraint=None,
        bias_constraint=None,
        trainable=True,
        name=None,
        **kwargs,
    ):
        super().__init__(
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
            activation=activation,
            use_bias=use_bias,
            bias_initializer=bias_initializer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            bias_constraint=bias_constraint,
            trainable=trainable,
            name=name,
            **kwargs,
        )
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = identifiers.initializer(depthwise_initializer)
        self.pointwise_initializer = identifiers.initializer(pointwise_initializer)
        self.depthwise_regularizer = identifiers.regularizer(depthwise_regularizer)
        self.pointwise_regularizer = identifiers.regularizer(pointwise_regularizer)
        self.depthwise_constraint = identifiers.constraint(depthwise_constraint)
        self.pointwise_constraint = identifiers.constraint(pointwise_constraint)

    def build(self, input_shape):
        """Makes `depthwise_kernel`, `pointwise_kernel` and `bias`; ValueError if the channels are not known."""
        channels = self._channels(tf1.TensorShape(input_shape))
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        depth = self.depth_multiplier
        self.depthwise_kernel = self._add_kernel("depthwise_kernel", (*self.kernel_size, channels, depth))
        self.pointwise_kernel = self._add_kernel("pointwise_kernel", (*[1] * self.rank, depth * channels, self.filters))
        self.bias = self._add_bias()
        self.built = True

    def _convolved(self, inputs, depthwise_kernel, pointwise_kernel, strides, dilation_rate):
        """Both convolutions of images, and the bias."""
        padding = "valid" if self.padding == "causal" else self.padding
        data_format = convert_data_format(self.data_format, ndim=4)
        outputs = tf1.nn.separable_conv2d(
            inputs,
            depthwise_kernel,
            pointwise_kernel,
            strides=(1, *strides, 1) if self.data_format == "channels_last" else (1, 1, *strides),
            padding=padding.upper(),
            rate=dilation_rate,
            data_format=data_format,
        )
        if self.use_bias:
            outputs = tf1.nn.bias_add(outputs, self.bias, data_format=data_format)
        return outputs


@shown_as("tensorflow.python.layers.convolutional.SeparableConv1D")
class SeparableConv1D(SeparableConv):
    """The layer behind `tf.layers.separable_conv1d`; see `SeparableConv` for the arguments."""

    rank = 1
    _causal = True

    def call(self, inputs):
        """The convolutions of a one pixel high image, the bias, the activation."""
        if self.padding == "causal":
            inputs = tf1.pad(inputs, self._compute_causal_padding())
        height = 1 if self.data_format == "channels_last" else 2
        outputs = self._convolved(
            tf1.expand_dims(inputs, height),
            tf1.expand_dims(self.depthwise_kernel, 0),
            tf1.expand_dims(self.pointwise_kernel, 0),
            strides=self.strides * 2,
            dilation_rate=(1, *self.dilation_rate),
        )
        outputs = tf1.squeeze(outputs, [height])
        return self.activation(outputs) if self.activation is not None else outputs


@shown_as("tensorflow.python.layers.convolutional.SeparableConv2D")
class SeparableConv2D(SeparableConv):
    """The layer behind `tf.layers.separable_conv2d`; see `SeparableConv` for the arguments."""

    rank = 2

    def call(self, inputs):
        """The convolutions, the bias, the activation."""
        outputs = self._convolved(
            inputs, self.depthwise_kernel, self.pointwise_kernel, self.strides, self.dilation_rate
        )
        return self.activation(outputs) if self.activation is not None else outputs

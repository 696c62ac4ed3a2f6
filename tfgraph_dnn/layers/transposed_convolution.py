"""`tf.layers.conv2d_transpose` and `conv3d_transpose`: the gradients of convolutions, as layers."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.arguments import convert_data_format, deconv_output_length, normalize_tuple
from tfgraph_dnn.layers.convolution_base import Conv
from tfgraph_dnn.layers.defaults import ZEROS
from tfgraph_dnn.layers.functional import applied
from tfgraph_dnn.layers.input_spec import InputSpec


def conv2d_transpose(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
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
    """Transposed convolution of images: to `size * stride` (`same`), `+ max(kernel - stride, 0)` (`valid`).

    Args:
      inputs: `[batch, height, width, channels]` tensor, or channels first.
      filters, kernel_size, strides, padding, data_format, activation, use_bias, kernel_initializer, bias_initializer,
        kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, trainable, name,
        reuse: as for `tf.layers.conv2d`; the kernel has shape `[*kernel_size, filters, channels]`.

    Returns:
      Tensor with `filters` channels.

    Raises:
      ValueError: as `tf.layers.conv2d`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.conv2d_transpose(tf.ones([1, 7, 7, 64]), 32, 5, strides=2, padding="same").shape.as_list()
      [1, 14, 14, 32]
    """
    return applied(Conv2DTranspose, locals())


def conv3d_transpose(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1, 1),
    padding="valid",
    data_format="channels_last",
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
    """Transposed convolution of volumes, `[batch, depth, height, width, channels]`; see `conv2d_transpose`."""
    return applied(Conv3DTranspose, locals())


class TransposedConv(Conv):
    """What both transposed convolutions share.

    Args:
      filters, kernel_size, ...: see `tf.layers.conv2d_transpose`.
      **kwargs: `output_padding`, an int or one per dimension, chooses among the sizes that fit; the rest as for
        `tf.layers.Layer`.

    Raises:
      ValueError: an output padding that is not smaller than its stride.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        data_format="channels_last",
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
        **kwargs,
    ):
        output_padding = kwargs.pop("output_padding", None)
        super().__init__(
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            trainable=trainable,
            name=name,
            **kwargs,
        )
        self.output_padding = output_padding
        if output_padding is not None:
            self.output_padding = normalize_tuple(output_padding, self.rank, "output_padding")
            if any(extra >= stride for stride, extra in zip(self.strides, self.output_padding, strict=True)):
                raise ValueError(f"Stride {self.strides} must be greater than output padding {self.output_padding}")

    @property
    def _spatial_axes(self) -> range:
        first = 2 if self.data_format == "channels_first" else 1
        return range(first, first + self.rank)

    def build(self, input_shape):
        """Makes `kernel` and `bias`; ValueError for a wrong rank or unknown channels."""
        input_shape = tf1.TensorShape(input_shape)
        if len(input_shape) != self.rank + 2:
            raise ValueError(f"Inputs should have rank {self.rank + 2}. Received input shape: {input_shape}")
        channels = self._channels(input_shape)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        self.kernel = self._add_kernel("kernel", (*self.kernel_size, self.filters, channels))
        self.bias = self._add_bias()
        self.built = True

    def _output_sizes(self, sizes: list[Any]) -> list[Any]:
        """The spatial sizes of the output, as ints, tensors or None like those of the input."""
        paddings = self.output_padding or [None] * self.rank
        settings = zip(sizes, self.kernel_size, paddings, self.strides, self.dilation_rate, strict=True)
        return [
            deconv_output_length(
                size, kernel, padding=self.padding, output_padding=padding, stride=stride, dilation=dilation
            )
            for size, kernel, padding, stride, dilation in settings
        ]

    def _output_shape(self, batch: Any, sizes: list[Any]) -> list[Any]:
        sizes = self._output_sizes(sizes)
        if self.data_format == "channels_first":
            return [batch, self.filters, *sizes]
        return [batch, *sizes, self.filters]

    def call(self, inputs):
        """The output's shape at run time, the transposed convolution, the bias, the activation."""
        shape = tf1.shape(inputs)
        batch = shape[0]
        sizes = [shape[axis] for axis in self._spatial_axes]
        outputs = self._transposed(inputs, tf1.stack(self._output_shape(batch, sizes)))
        outputs.set_shape(self.compute_output_shape(inputs.shape))
        if self.use_bias:
            outputs = tf1.nn.bias_add(outputs, self.bias, data_format=convert_data_format(self.data_format, ndim=4))
        return self.activation(outputs) if self.activation is not None else outputs

    def compute_output_shape(self, input_shape):
        """The output shape for an input shape."""
        sizes = tf1.TensorShape(input_shape).as_list()
        return tf1.TensorShape(self._output_shape(sizes[0], [sizes[axis] for axis in self._spatial_axes]))


@shown_as("tensorflow.python.layers.convolutional.Conv2DTranspose")
class Conv2DTranspose(TransposedConv):
    """The layer behind `tf.layers.conv2d_transpose`; see `TransposedConv` for the arguments."""

    rank = 2

    def _transposed(self, inputs, output_shape):
        # The CPU kernel takes channels last only. (The first such layer of a TF 1.15 process asked Keras' session for
        # its devices, which left an IsVariableInitialized for each variable and an init in the graph: not done here.)
        moved = self.data_format == "channels_first" and not _takes_channels_first(self.dilation_rate)
        if moved:
            inputs = tf1.transpose(inputs, (0, 2, 3, 1))
            output_shape = tf1.stack([output_shape[axis] for axis in (0, 2, 3, 1)])
        else:
            # Keras looked whether the batch size is None, by an op that nothing uses; it counts for the op seeds.
            output_shape[0]  # noqa: B018
        first = self.data_format == "channels_first" and not moved
        strides = (1, 1, *self.strides) if first else (1, *self.strides, 1)
        padding = self.padding.upper()
        if self.dilation_rate == (1, 1):
            outputs = tf1.nn.conv2d_transpose(
                inputs,
                self.kernel,
                output_shape,
                strides,
                padding=padding,
                data_format="NCHW" if first else "NHWC",
            )
        else:
            outputs = tf1.nn.atrous_conv2d_transpose(
                inputs, self.kernel, output_shape, self.dilation_rate[0], padding=padding
            )
        return tf1.transpose(outputs, (0, 3, 1, 2)) if moved else outputs


@shown_as("tensorflow.python.layers.convolutional.Conv3DTranspose")
class Conv3DTranspose(TransposedConv):
    """The layer behind `tf.layers.conv3d_transpose`; see `TransposedConv` for the arguments."""

    rank = 3

    def _transposed(self, inputs, output_shape):
        first = self.data_format == "channels_first"
        return tf1.nn.conv3d_transpose(
            inputs,
            self.kernel,
            output_shape,
            (1, 1, *self.strides) if first else (1, *self.strides, 1),
            data_format=convert_data_format(self.data_format, ndim=5),
            padding=self.padding.upper(),
        )


def _takes_channels_first(dilation_rate: tuple[int, int]) -> bool:
    return dilation_rate == (1, 1) and bool(tf1.config.list_physical_devices("GPU"))

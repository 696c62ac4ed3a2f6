"""What `tf.layers`' convolutions share: arguments, variables, bias and activation."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.arguments import (
    conv_output_length,
    convert_data_format,
    normalize_data_format,
    normalize_padding,
    normalize_tuple,
)
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.defaults import ZEROS
from tfgraph_dnn.layers.input_spec import InputSpec


class Conv(Layer):
    """What all convolution layers share; subclasses say the number of spatial dimensions, `rank`.

    Args:
      filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, kernel_initializer,
        bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint,
        bias_constraint, trainable, name: see `tf.layers.conv2d`.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: an argument is not as said there.
    """

    rank = 2
    _causal = False

    def __init__(
        self,
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
        **kwargs,
    ):
        super().__init__(
            trainable=trainable,
            name=name,
            activity_regularizer=identifiers.regularizer(activity_regularizer),
            **kwargs,
        )
        self.filters = filters
        self.kernel_size = normalize_tuple(kernel_size, self.rank, "kernel_size")
        self.strides = normalize_tuple(strides, self.rank, "strides")
        self.padding = normalize_padding(padding)
        if self.padding == "causal" and not self._causal:
            raise ValueError("Causal padding is only supported for `Conv1D` and `SeparableConv1D`.")
        self.data_format = normalize_data_format(data_format)
        self.dilation_rate = normalize_tuple(dilation_rate, self.rank, "dilation_rate")
        self.activation = identifiers.activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = identifiers.initializer(kernel_initializer)
        self.bias_initializer = identifiers.initializer(bias_initializer)
        self.kernel_regularizer = identifiers.regularizer(kernel_regularizer)
        self.bias_regularizer = identifiers.regularizer(bias_regularizer)
        self.kernel_constraint = identifiers.constraint(kernel_constraint)
        self.bias_constraint = identifiers.constraint(bias_constraint)
        self.input_spec = InputSpec(ndim=self.rank + 2)

    @property
    def _channel_axis(self) -> int:
        return 1 if self.data_format == "channels_first" else -1

    def _channels(self, input_shape: Any) -> int:
        channels = tf1.dimension_value(input_shape[self._channel_axis])
        if channels is None:
            raise ValueError("The channel dimension of the inputs should be defined. Found `None`.")
        return int(channels)

    def _add_kernel(self, name: str, shape: Any) -> Any:
        """The variable NAME with the layer's NAME_initializer, NAME_regularizer and NAME_constraint."""
        what = name.removesuffix("_kernel")
        return self.add_weight(
            name=name,
            shape=shape,
            dtype=self.dtype,
            initializer=getattr(self, f"{what}_initializer"),
            regularizer=getattr(self, f"{what}_regularizer"),
            constraint=getattr(self, f"{what}_constraint"),
            trainable=True,
        )

    def _add_bias(self) -> Any:
        return self._add_kernel("bias", (self.filters,)) if self.use_bias else None

    def build(self, input_shape):
        """Makes `kernel` and `bias`; ValueError if the number of channels is not known."""
        input_shape = tf1.TensorShape(input_shape)
        channels = self._channels(input_shape)
        self.kernel = self._add_kernel("kernel", (*self.kernel_size, channels, self.filters))
        self.bias = self._add_bias()
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        padding = "valid" if self.padding == "causal" else self.padding
        self._convolution_op = private.Convolution(
            input_shape,
            filter_shape=self.kernel.shape,
            dilation_rate=self.dilation_rate,
            strides=self.strides,
            padding=padding.upper() if isinstance(padding, str) else padding,
            data_format=convert_data_format(self.data_format, self.rank + 2),
        )
        self.built = True

    def call(self, inputs):
        """The convolution, the bias, the activation."""
        if not inputs.dtype.is_floating:
            raise TypeError(f"A convolution takes floating point inputs, {self.name} was called on {inputs.dtype.name}")
        outputs = self._convolution_op(inputs, self.kernel)
        if self.use_bias:
            outputs = self._with_bias(outputs)
        return self.activation(outputs) if self.activation is not None else outputs

    def _with_bias(self, outputs: Any) -> Any:
        if self.data_format == "channels_last":
            return tf1.nn.bias_add(outputs, self.bias, data_format="NHWC")
        if self.rank == 1:
            # bias_add takes channels first from rank 4 on.
            return outputs + tf1.reshape(self.bias, (1, self.filters, 1))
        return tf1.nn.bias_add(outputs, self.bias, data_format="NCHW")

    def compute_output_shape(self, input_shape):
        """The output shape for an input shape."""
        batch, *rest = tf1.TensorShape(input_shape).as_list()
        first = self.data_format == "channels_first"
        space = rest[1:] if first else rest[:-1]
        settings = zip(space, self.kernel_size, self.strides, self.dilation_rate, strict=True)
        space = [
            conv_output_length(length, size, padding=self.padding, stride=stride, dilation=rate)
            for length, size, stride, rate in settings
        ]
        return tf1.TensorShape([batch, self.filters, *space] if first else [batch, *space, self.filters])

    def _compute_causal_padding(self) -> list[list[int]]:
        before = [self.dilation_rate[0] * (self.kernel_size[0] - 1), 0]
        return [[0, 0], before, [0, 0]] if self.data_format == "channels_last" else [[0, 0], [0, 0], before]

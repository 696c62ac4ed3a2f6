"""`tf.layers.max_pooling1d` to `3d` and `average_pooling1d` to `3d`."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.arguments import (
    conv_output_length,
    convert_data_format,
    normalize_data_format,
    normalize_padding,
    normalize_tuple,
)
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.input_spec import InputSpec


def max_pooling1d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The maximum of each window of a sequence, `[batch, length, channels]`; see `max_pooling2d`."""
    return MaxPooling1D(pool_size, strides, padding, data_format, name).apply(inputs)


def average_pooling1d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The mean of each window of a sequence, `[batch, length, channels]`; see `max_pooling2d`."""
    return AveragePooling1D(pool_size, strides, padding, data_format, name).apply(inputs)


def max_pooling2d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The maximum of each window of an image.

    Args:
      inputs: `[batch, height, width, channels]` tensor, or channels first.
      pool_size: size of the window, an int or one per dimension.
      strides: how far it moves, an int or one per dimension.
      padding: `valid` or `same`, in any case.
      data_format: `channels_last` or `channels_first`.
      name: name of the layer.

    Returns:
      Tensor of the rank and format of `inputs`.

    Raises:
      ValueError: wrong rank, or an argument that is not as said.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.max_pooling2d(tf.ones([1, 28, 28, 32]), 2, 2).shape.as_list()
      [1, 14, 14, 32]
    """
    return MaxPooling2D(pool_size, strides, padding, data_format, name).apply(inputs)


def average_pooling2d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The mean of each window of an image; see `max_pooling2d`."""
    return AveragePooling2D(pool_size, strides, padding, data_format, name).apply(inputs)


def max_pooling3d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The maximum of each window of a volume, `[batch, depth, height, width, channels]`; see `max_pooling2d`."""
    return MaxPooling3D(pool_size, strides, padding, data_format, name).apply(inputs)


def average_pooling3d(inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None):
    """The mean of each window of a volume, `[batch, depth, height, width, channels]`; see `max_pooling2d`."""
    return AveragePooling3D(pool_size, strides, padding, data_format, name).apply(inputs)


class _Pooling(Layer):
    """What all pools share; subclasses say the number of spatial dimensions, `_rank`.

    Args:
      pool_size, strides, padding, data_format, name: see `tf.layers.max_pooling2d`.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      ValueError: an argument is not as said there.
    """

    _rank = 2

    def __init__(self, pool_size, strides, padding="valid", data_format="channels_last", name=None, **kwargs):
        if strides is None:
            raise ValueError("Argument `strides` must not be None.")
        super().__init__(name=name, **kwargs)
        self.pool_size = normalize_tuple(pool_size, self._rank, "pool_size")
        self.strides = normalize_tuple(strides, self._rank, "strides")
        self.padding = normalize_padding(padding)
        self.data_format = normalize_data_format(data_format)
        self.input_spec = InputSpec(ndim=self._rank + 2)

    def compute_output_shape(self, input_shape):
        """The output shape for an input shape."""
        batch, *rest = tf1.TensorShape(input_shape).as_list()
        first = self.data_format == "channels_first"
        channels, space = (rest[0], rest[1:]) if first else (rest[-1], rest[:-1])
        settings = zip(space, self.pool_size, self.strides, strict=True)
        space = [conv_output_length(length, size, self.padding, stride) for length, size, stride in settings]
        return tf1.TensorShape([batch, channels, *space] if first else [batch, *space, channels])


def _pooled(kernel: Any, inputs: Any, size: tuple, strides: tuple, padding: str, data_format: str) -> Any:
    first = data_format.startswith("NC")
    return kernel(
        inputs,
        ksize=(1, 1, *size) if first else (1, *size, 1),
        strides=(1, 1, *strides) if first else (1, *strides, 1),
        padding=padding.upper(),
        data_format=data_format,
    )


class _Pooling1D(_Pooling):
    _rank = 1

    def call(self, inputs):
        """The pool of a one pixel wide image."""
        first = self.data_format == "channels_first"
        width = 3 if first else 2
        inputs = tf1.expand_dims(inputs, width)
        if first:
            # As Keras' pool2d had it on the CPU, whose kernels take channels last.
            inputs = tf1.transpose(inputs, (0, 2, 3, 1))
        outputs = _pooled(self._kernel, inputs, (*self.pool_size, 1), (*self.strides, 1), self.padding, "NHWC")
        if first:
            outputs = tf1.transpose(outputs, (0, 3, 1, 2))
        return tf1.squeeze(outputs, width)


class _Pooling2D(_Pooling):
    _rank = 2

    def call(self, inputs):
        """The pool."""
        data_format = convert_data_format(self.data_format, 4)
        return _pooled(self._kernel, inputs, self.pool_size, self.strides, self.padding, data_format)


class _Pooling3D(_Pooling):
    _rank = 3

    def call(self, inputs):
        """The pool; its kernels take channels last."""
        first = self.data_format == "channels_first"
        if first:
            inputs = tf1.transpose(inputs, (0, 2, 3, 4, 1))
        outputs = _pooled(self._kernel, inputs, self.pool_size, self.strides, self.padding, "NDHWC")
        return tf1.transpose(outputs, (0, 4, 1, 2, 3)) if first else outputs


@shown_as("tensorflow.python.layers.pooling.MaxPooling1D")
class MaxPooling1D(_Pooling1D):
    """The layer behind `tf.layers.max_pooling1d`."""

    _kernel = staticmethod(tf1.nn.max_pool)


@shown_as("tensorflow.python.layers.pooling.AveragePooling1D")
class AveragePooling1D(_Pooling1D):
    """The layer behind `tf.layers.average_pooling1d`."""

    _kernel = staticmethod(tf1.nn.avg_pool)


@shown_as("tensorflow.python.layers.pooling.MaxPooling2D")
class MaxPooling2D(_Pooling2D):
    """The layer behind `tf.layers.max_pooling2d`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.MaxPooling2D(2, 2, padding="same")(tf.ones([1, 5, 5, 1])).shape.as_list()
      [1, 3, 3, 1]
    """

    _kernel = staticmethod(tf1.nn.max_pool)


@shown_as("tensorflow.python.layers.pooling.AveragePooling2D")
class AveragePooling2D(_Pooling2D):
    """The layer behind `tf.layers.average_pooling2d`."""

    _kernel = staticmethod(tf1.nn.avg_pool)


@shown_as("tensorflow.python.layers.pooling.MaxPooling3D")
class MaxPooling3D(_Pooling3D):
    """The layer behind `tf.layers.max_pooling3d`."""

    _kernel = staticmethod(tf1.nn.max_pool3d)


@shown_as("tensorflow.python.layers.pooling.AveragePooling3D")
class AveragePooling3D(_Pooling3D):
    """The layer behind `tf.layers.average_pooling3d`."""

    _kernel = staticmethod(tf1.nn.avg_pool3d)

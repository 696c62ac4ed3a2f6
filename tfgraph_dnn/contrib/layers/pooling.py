"""Pooling with `tf.contrib.layers`' defaults: stride 2, no padding, scopes `MaxPool2D`, `AvgPool3D` and so on."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope
from tfgraph_dnn.contrib.layers.data_formats import NCDHW, NCHW, NDHWC, NHWC, keras_data_format, require_data_format
from tfgraph_dnn.contrib.layers.dimensions import n_positive_integers
from tfgraph_dnn.contrib.layers.named_outputs import collect_named_outputs
from tfgraph_dnn.layers.pooling import AveragePooling2D, AveragePooling3D, MaxPooling2D, MaxPooling3D


@add_arg_scope
def avg_pool2d(inputs, kernel_size, stride=2, padding="VALID", data_format=NHWC, outputs_collections=None, scope=None):
    """Mean over windows of a `[batch, height, width, channels]` (NHWC) or `[batch, channels, height, width]` tensor.

    Args:
      inputs: floating point tensor of rank 4.
      kernel_size, stride: int or 2 ints.
      padding: 'VALID' or 'SAME'.
      data_format: 'NHWC' or 'NCHW'.
      outputs_collections: collection(s) the result is added to.
      scope: name scope; 'AvgPool2D' when None.

    Raises:
      ValueError: another `data_format`, or a size that is not positive.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.layers.avg_pool2d(tf.ones([1, 4, 4, 3]), 2).shape.as_list()
      [1, 2, 2, 3]
    """
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.name_scope(scope, "AvgPool2D", [inputs]) as sc:
        args = kernel_size, stride, padding, data_format, outputs_collections
        return _pooled(AveragePooling2D, inputs, sc, *args)


@add_arg_scope
def avg_pool3d(inputs, kernel_size, stride=2, padding="VALID", data_format=NDHWC, outputs_collections=None, scope=None):
    """Mean over windows of a rank 5 tensor, NDHWC or NCDHW; arguments as in `avg_pool2d`, 3 ints each."""
    require_data_format(data_format, (NCDHW, NDHWC))
    with tf1.name_scope(scope, "AvgPool3D", [inputs]) as sc:
        args = kernel_size, stride, padding, data_format, outputs_collections
        return _pooled(AveragePooling3D, inputs, sc, *args)


@add_arg_scope
def max_pool2d(inputs, kernel_size, stride=2, padding="VALID", data_format=NHWC, outputs_collections=None, scope=None):
    """Maximum over windows of a rank 4 tensor; arguments as in `avg_pool2d`."""
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.name_scope(scope, "MaxPool2D", [inputs]) as sc:
        args = kernel_size, stride, padding, data_format, outputs_collections
        return _pooled(MaxPooling2D, inputs, sc, *args)


@add_arg_scope
def max_pool3d(inputs, kernel_size, stride=2, padding="VALID", data_format=NDHWC, outputs_collections=None, scope=None):
    """Maximum over windows of a rank 5 tensor; arguments as in `avg_pool3d`."""
    require_data_format(data_format, (NCDHW, NDHWC))
    with tf1.name_scope(scope, "MaxPool3D", [inputs]) as sc:
        args = kernel_size, stride, padding, data_format, outputs_collections
        return _pooled(MaxPooling3D, inputs, sc, *args)


@add_arg_scope
def pool(
    inputs,
    kernel_size,
    pooling_type,
    padding="VALID",
    data_format=None,
    dilation_rate=1,
    stride=1,
    outputs_collections=None,
    scope=None,
):
    """Pooling over any number of spatial dimensions, with dilation; as `tf.nn.pool`.

    Args:
      inputs: tensor of known rank 3 or more.
      kernel_size, dilation_rate, stride: int, or one int per spatial dimension.
      pooling_type: 'AVG' or 'MAX'.
      padding: 'VALID' or 'SAME'.
      data_format: None, or 'N..C' or 'NC..' with the spatial dimensions between.
      outputs_collections: collection(s) the result is added to.
      scope: name scope; 'avg_pool' or 'max_pool' when None.

    Raises:
      ValueError: unknown rank, rank below 3, or arguments `tf.nn.pool` rejects.
    """
    with tf1.name_scope(scope, f"{pooling_type.lower()}_pool", [inputs]) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        rank = inputs.get_shape().ndims
        if rank is None:
            raise ValueError("Rank of inputs must be known")
        if rank < 3:
            raise ValueError(f"Rank of inputs must be >= 3, got {rank}")
        output = tf1.nn.pool(
            input=inputs,
            window_shape=n_positive_integers(rank - 2, kernel_size),
            pooling_type=pooling_type,
            padding=padding,
            data_format=data_format,
            dilation_rate=n_positive_integers(rank - 2, dilation_rate),
            strides=n_positive_integers(rank - 2, stride),
            name=sc,
        )
        return collect_named_outputs(outputs_collections, sc, output)


def _pooled(layer_class, inputs, sc, kernel_size, stride, padding, data_format, outputs_collections):
    inputs = tf1.convert_to_tensor(inputs)
    layer = layer_class(
        pool_size=kernel_size,
        strides=stride,
        padding=padding,
        data_format=keras_data_format(data_format),
        _scope=sc,
    )
    return collect_named_outputs(outputs_collections, sc, layer.apply(inputs))

"""Transposed convolutions, the gradient of a convolution used as a layer: sizes grow by the stride."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope
from tfgraph_dnn.contrib.layers.data_formats import NCDHW, NCHW, NDHWC, NHWC, keras_data_format, require_data_format
from tfgraph_dnn.contrib.layers.layer_variables import activated, normalized, renaming_getter
from tfgraph_dnn.contrib.layers.named_outputs import add_variable_to_collections
from tfgraph_dnn.layers.transposed_convolution import Conv2DTranspose, Conv3DTranspose
from tfgraph_dnn.ops.fan_initializers import xavier_initializer


@add_arg_scope
def convolution2d_transpose(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format=NHWC,
    activation_fn=tf1.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=xavier_initializer(),  # noqa: B008
    weights_regularizer=None,
    biases_initializer=tf1.zeros_initializer(),  # noqa: B008
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    """A transposed convolution over two dimensions, with biases or a normalizer, and an activation.

    Args:
      inputs: rank 4 tensor, NHWC or NCHW.
      num_outputs: number of filters.
      kernel_size, stride: int or 2 ints.
      padding: 'SAME' (size * stride) or 'VALID' (size * stride + max(kernel - stride, 0)).
      data_format: 'NHWC' or 'NCHW'.
      activation_fn, normalizer_fn, normalizer_params, weights_initializer, weights_regularizer, biases_initializer,
        biases_regularizer, reuse, variables_collections, outputs_collections, trainable: as in `convolution`.
      scope: variable scope; 'Conv2d_transpose' when None.

    Raises:
      ValueError: another `data_format`, or an unknown number of channels.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.layers.conv2d_transpose(tf.ones([1, 4, 4, 3]), 8, 3, stride=2).shape.as_list()
      [1, 8, 8, 8]
    """
    getter = renaming_getter({"bias": "biases", "kernel": "weights"})
    with tf1.variable_scope(scope, "Conv2d_transpose", [inputs], reuse=reuse, custom_getter=getter) as sc:
        require_data_format(data_format, (NCHW, NHWC))
        inputs = tf1.convert_to_tensor(inputs)
        layer = Conv2DTranspose(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_data_format(data_format),
            activation=None,
            use_bias=bool(not normalizer_fn and biases_initializer),
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            activity_regularizer=None,
            trainable=trainable,
            name=sc.name,
            dtype=inputs.dtype.base_dtype,
            _scope=sc,
            _reuse=reuse,
        )
        outputs = _applied(layer, inputs, variables_collections)
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def convolution3d_transpose(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format=NDHWC,
    activation_fn=tf1.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=xavier_initializer(),  # noqa: B008
    weights_regularizer=None,
    biases_initializer=tf1.zeros_initializer(),  # noqa: B008
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    """A transposed convolution over three dimensions, NDHWC or NCDHW; arguments as in `convolution2d_transpose`,
    3 ints each, scope 'Conv3d_transpose' when None.
    """
    getter = renaming_getter({"bias": "biases", "kernel": "weights"})
    with tf1.variable_scope(scope, "Conv3d_transpose", [inputs], reuse=reuse, custom_getter=getter) as sc:
        require_data_format(data_format, (NCDHW, NDHWC))
        inputs = tf1.convert_to_tensor(inputs)
        layer = Conv3DTranspose(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_data_format(data_format),
            activation=None,
            use_bias=bool(not normalizer_fn and biases_initializer),
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            activity_regularizer=None,
            trainable=trainable,
            name=sc.name,
            dtype=inputs.dtype.base_dtype,
            _scope=sc,
            _reuse=reuse,
        )
        outputs = _applied(layer, inputs, variables_collections)
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


conv2d_transpose = convolution2d_transpose
conv3d_transpose = convolution3d_transpose


def _applied(layer, inputs, variables_collections):
    outputs = layer.apply(inputs)
    add_variable_to_collections(layer.kernel, variables_collections, "weights")
    if layer.bias is not None:
        add_variable_to_collections(layer.bias, variables_collections, "biases")
    return outputs

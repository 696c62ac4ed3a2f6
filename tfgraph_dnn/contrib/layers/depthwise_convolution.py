"""Convolutions that keep channels apart: separable (depthwise, then pointwise) and one kernel for every plane."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, model_variable
from tfgraph_dnn.contrib.layers.data_formats import NCHW, NHWC, keras_data_format, require_data_format
from tfgraph_dnn.contrib.layers.dimensions import channel_dimension, last_dimension, two_element_tuple
from tfgraph_dnn.contrib.layers.layer_variables import activated, normalized, renaming_getter
from tfgraph_dnn.contrib.layers.named_outputs import add_variable_to_collections, get_variable_collections
from tfgraph_dnn.layers.separable_convolution import SeparableConv2D
from tfgraph_dnn.ops.fan_initializers import xavier_initializer

_RENAMED = {"bias": "biases", "depthwise_kernel": "depthwise_weights", "pointwise_kernel": "pointwise_weights"}


@add_arg_scope
def separable_convolution2d(
    inputs,
    num_outputs,
    kernel_size,
    depth_multiplier=1,
    stride=1,
    padding="SAME",
    data_format=NHWC,
    rate=1,
    activation_fn=tf1.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=xavier_initializer(),  # noqa: B008
    pointwise_initializer=None,
    weights_regularizer=None,
    biases_initializer=tf1.zeros_initializer(),  # noqa: B008
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    """A depthwise convolution followed by a pointwise one that mixes the channels; the depthwise one alone on request.

    Args:
      inputs: rank 4 floating point tensor, NHWC or NCHW.
      num_outputs: number of pointwise filters; None leaves the pointwise convolution out.
      kernel_size, stride, rate: int or 2 ints.
      depth_multiplier: depthwise filters for each input channel.
      padding: 'SAME' or 'VALID'.
      data_format: 'NHWC' or 'NCHW'.
      weights_initializer: for `<scope>/depthwise_weights`.
      pointwise_initializer: for `<scope>/pointwise_weights`; `weights_initializer` when None.
      weights_regularizer: for both.
      activation_fn, normalizer_fn, normalizer_params, biases_initializer, biases_regularizer, reuse,
        variables_collections, outputs_collections, trainable: as in `convolution`; 'weights' collects both weights.
      scope: variable scope; 'SeparableConv2d' when None.

    Raises:
      ValueError: another `data_format`, or an unknown number of channels.
      TypeError: integer inputs.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.layers.separable_conv2d(tf.ones([1, 8, 8, 3]), None, 3, depth_multiplier=2).shape.as_list()
      [1, 8, 8, 6]
    """
    require_data_format(data_format, (NCHW, NHWC))
    getter = renaming_getter(_RENAMED)
    with tf1.variable_scope(scope, "SeparableConv2d", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        if num_outputs is None:
            weights = _depthwise_weights(
                inputs, kernel_size, depth_multiplier, data_format, weights_initializer, weights_regularizer,
                trainable, variables_collections,
            )  # fmt: skip
            stride_h, stride_w = two_element_tuple(stride)
            outputs = tf1.nn.depthwise_conv2d(
                inputs,
                weights,
                [1, 1, stride_h, stride_w] if data_format == NCHW else [1, stride_h, stride_w, 1],
                padding,
                rate=two_element_tuple(rate),
                data_format=data_format,
            )
            if normalizer_fn is None and biases_initializer is not None:
                biases = _biases(
                    weights.get_shape().as_list()[2] * depth_multiplier, inputs, biases_initializer, biases_regularizer,
                    trainable, variables_collections,
                )  # fmt: skip
                outputs = tf1.nn.bias_add(outputs, biases, data_format=data_format)
        else:
            layer = SeparableConv2D(
                filters=num_outputs,
                kernel_size=kernel_size,
                strides=stride,
                padding=padding,
                data_format=keras_data_format(data_format),
                dilation_rate=two_element_tuple(rate),
                activation=None,
                depth_multiplier=depth_multiplier,
                use_bias=bool(not normalizer_fn and biases_initializer),
                depthwise_initializer=weights_initializer,
                pointwise_initializer=weights_initializer if pointwise_initializer is None else pointwise_initializer,
                bias_initializer=biases_initializer,
                depthwise_regularizer=weights_regularizer,
                pointwise_regularizer=weights_regularizer,
                bias_regularizer=biases_regularizer,
                activity_regularizer=None,
                trainable=trainable,
                name=sc.name,
                dtype=inputs.dtype.base_dtype,
                _scope=sc,
                _reuse=reuse,
            )
            outputs = layer.apply(inputs)
            add_variable_to_collections(layer.depthwise_kernel, variables_collections, "weights")
            add_variable_to_collections(layer.pointwise_kernel, variables_collections, "weights")
            if layer.bias is not None:
                add_variable_to_collections(layer.bias, variables_collections, "biases")
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def convolution2d_in_plane(
    inputs,
    kernel_size,
    stride=1,
    padding="SAME",
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
    """Convolves every channel with one and the same 2-D kernel, `<scope>/weights` of shape `[h, w, 1, 1]`.

    Args:
      inputs: `[batch, height, width, channels]` tensor.
      kernel_size, stride: int or 2 ints.
      padding: 'SAME' or 'VALID'.
      activation_fn, normalizer_fn, normalizer_params, weights_initializer, weights_regularizer, biases_initializer,
        biases_regularizer, reuse, variables_collections, outputs_collections, trainable: as in `convolution`.
      scope: variable scope; 'ConvInPlane' when None.

    Raises:
      ValueError: rank below 4 or unknown channels.
    """
    with tf1.variable_scope(scope, "ConvInPlane", [inputs], reuse=reuse) as sc:
        kernel_h, kernel_w = two_element_tuple(kernel_size)
        stride_h, stride_w = two_element_tuple(stride)
        channels = last_dimension(inputs.get_shape(), min_rank=4)
        weights = model_variable(
            "weights",
            shape=[kernel_h, kernel_w, 1, 1],
            dtype=inputs.dtype.base_dtype,
            initializer=weights_initializer,
            regularizer=weights_regularizer,
            collections=get_variable_collections(variables_collections, "weights"),
            trainable=trainable,
        )
        kernels = tf1.tile(weights, [1, 1, channels, 1])
        outputs = tf1.nn.depthwise_conv2d(inputs, kernels, [1, stride_h, stride_w, 1], padding)
        if normalizer_fn is None and biases_initializer is not None:
            biases = _biases(channels, inputs, biases_initializer, biases_regularizer, trainable, variables_collections)
            outputs = tf1.nn.bias_add(outputs, biases)
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


separable_conv2d = separable_convolution2d
conv2d_in_plane = convolution2d_in_plane


def _depthwise_weights(inputs, kernel_size, multiplier, data_format, initializer, regularizer, trainable, collections):
    channels = channel_dimension(inputs.get_shape(), keras_data_format(data_format), min_rank=4)
    return model_variable(
        "depthwise_weights",
        shape=[*two_element_tuple(kernel_size), channels, multiplier],
        dtype=inputs.dtype.base_dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=get_variable_collections(collections, "weights"),
    )


def _biases(size, inputs, initializer, regularizer, trainable, collections):
    return model_variable(
        "biases",
        shape=[size],
        dtype=inputs.dtype.base_dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=get_variable_collections(collections, "biases"),
    )

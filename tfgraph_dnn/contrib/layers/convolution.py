"""Convolutions with `tf.contrib.layers`' defaults: SAME padding, ReLU, Xavier initialization, scope `Conv`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope
from tfgraph_dnn.contrib.layers.data_formats import keras_data_format
from tfgraph_dnn.contrib.layers.layer_variables import activated, normalized, renaming_getter
from tfgraph_dnn.contrib.layers.named_outputs import add_variable_to_collections
from tfgraph_dnn.layers.convolution import Conv1D, Conv2D, Conv3D
from tfgraph_dnn.ops.fan_initializers import xavier_initializer

_DATA_FORMATS = (None, "NWC", "NCW", "NHWC", "NCHW", "NDHWC", "NCDHW")
_BY_RANK = {3: Conv1D, 4: Conv2D, 5: Conv3D}


@add_arg_scope
def convolution(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format=None,
    rate=1,
    activation_fn=tf1.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=xavier_initializer(),  # noqa: B008 - TF 1.15's default, one object for all calls
    weights_regularizer=None,
    biases_initializer=tf1.zeros_initializer(),  # noqa: B008
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
    conv_dims=None,
):
    """A convolution over 1, 2 or 3 spatial dimensions, as many as the input has.

    Args:
      inputs: tensor of rank 3, 4 or 5: `[batch, ..., channels]`, or channels first.
      num_outputs: number of filters.
      kernel_size, stride, rate: int, or one int per spatial dimension; stride and rate not both above 1.
      padding: 'SAME' or 'VALID'.
      data_format: None or 'NHWC' and the like for channels last, 'NCHW' and the like for channels first.
      activation_fn: function of a tensor, ReLU unless said otherwise; None for none.
      normalizer_fn, normalizer_params: used in place of the biases, e.g. `batch_norm`, and its arguments.
      weights_initializer, weights_regularizer: for `<scope>/weights`, `[*kernel_size, in, num_outputs]`.
      biases_initializer, biases_regularizer: for `<scope>/biases`; initializer None: no biases.
      reuse: share the variables of `scope`, which must then be given.
      variables_collections: list of collections, or {'weights': [...], 'biases': [...]}.
      outputs_collections: collection(s) the result is added to.
      trainable: also put the variables into `TRAINABLE_VARIABLES`.
      scope: variable scope; 'Conv', 'Conv_1', ... when None.
      conv_dims: the number of spatial dimensions to insist on.

    Returns:
      The result, of the input's rank.

    Raises:
      ValueError: unknown `data_format`, unsupported rank, or both stride and rate above 1.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> maps = tf.contrib.layers.conv2d(tf.ones([1, 8, 8, 3]), 16, 3, stride=2)
      >>> maps.op.name, maps.shape.as_list()
      ('Conv/Relu', [1, 4, 4, 16])
    """
    if data_format not in _DATA_FORMATS:
        raise ValueError(f"Invalid data_format: {data_format!r}; one of {_DATA_FORMATS}")
    getter = renaming_getter({"bias": "biases", "kernel": "weights"})
    with tf1.variable_scope(scope, "Conv", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        layer_class = _layer_class(inputs.get_shape().ndims, conv_dims)
        layer = layer_class(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_data_format(data_format),
            dilation_rate=rate,
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
        outputs = layer.apply(inputs)
        add_variable_to_collections(layer.kernel, variables_collections, "weights")
        if layer.use_bias:
            add_variable_to_collections(layer.bias, variables_collections, "biases")
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


def _layer_class(rank, conv_dims):
    if conv_dims is not None and conv_dims + 2 != rank:
        raise ValueError(f"Convolution expects input with rank {conv_dims + 2}, got {rank}")
    if rank not in _BY_RANK:
        raise ValueError(f"Convolution not supported for input with rank {rank}")
    return _BY_RANK[rank]

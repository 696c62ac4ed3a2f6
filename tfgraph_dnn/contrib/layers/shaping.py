"""Layers that reshape, encode and select: flatten, one-hot, dropout, biases, softmax, images as sequences."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, model_variable
from tfgraph_dnn.contrib.layers.data_formats import NCHW, NHWC, require_data_format
from tfgraph_dnn.contrib.layers.dimensions import last_dimension
from tfgraph_dnn.contrib.layers.layer_variables import activated, model_variable_getter
from tfgraph_dnn.contrib.layers.named_outputs import collect_named_outputs, get_variable_collections
from tfgraph_dnn.layers.dropout import Dropout
from tfgraph_dnn.layers.flatten import flatten as core_flatten
from tfgraph_dnn.ops import reshaping
from tfgraph_dnn.ops.filled import one_hot
from tfgraph_dnn.ops.spatial_softmax import expected_positions


@add_arg_scope
def bias_add(
    inputs,
    activation_fn=None,
    initializer=tf1.zeros_initializer(),  # noqa: B008
    regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    data_format=NHWC,
    scope=None,
):
    """Adds a bias to every channel, `<scope>/biases`.

    Args:
      inputs: tensor of known rank with known channels; rank 4 for 'NCHW'.
      activation_fn: function of a tensor, or None.
      initializer, regularizer: of the biases.
      reuse: share the variables of `scope`, which must then be given.
      variables_collections: list of collections, or {'biases': [...]}.
      outputs_collections: collection(s) the result is added to.
      trainable: also put the biases into `TRAINABLE_VARIABLES`.
      data_format: 'NHWC' or 'NCHW'.
      scope: variable scope; 'BiasAdd' when None.

    Raises:
      ValueError: unknown rank or channels, or a `data_format` that does not fit.
    """
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.variable_scope(scope, "BiasAdd", [inputs], reuse=reuse) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        shape = inputs.get_shape()
        if shape.ndims is None:
            raise ValueError("Dims of shape must be known but is None")
        if shape.ndims != 4 and data_format == NCHW:
            raise ValueError(f"Data format NCHW only supports 4D Tensor, got rank {shape.ndims}")
        num_features = shape.dims[1 if data_format == NCHW else -1].value
        if num_features is None:
            raise ValueError("`C` dimension must be known but is None")
        biases = model_variable(
            "biases",
            shape=[num_features],
            dtype=inputs.dtype.base_dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=get_variable_collections(variables_collections, "biases"),
            trainable=trainable,
        )
        outputs = tf1.nn.bias_add(inputs, biases, data_format=data_format)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def dropout(inputs, keep_prob=0.5, noise_shape=None, is_training=True, outputs_collections=None, scope=None, seed=None):
    """Dropout: keeps each element with probability `keep_prob`, divided by it, and sets the others to zero.

    Args:
      inputs: tensor.
      keep_prob: float or scalar tensor. (`tf.layers.dropout` takes the rate, its complement, instead.)
      noise_shape: shape of the mask, broadcastable to `inputs`; None entries are those of `inputs`.
      is_training: bool or boolean tensor; when false the inputs pass unchanged.
      outputs_collections: collection(s) the result is added to.
      scope: variable scope; 'Dropout' when None.
      seed: op-level seed.

    Returns:
      Tensor of the shape of `inputs`.
    """
    with tf1.variable_scope(scope, "Dropout", [inputs], custom_getter=model_variable_getter) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        layer = Dropout(rate=1 - keep_prob, noise_shape=noise_shape, seed=seed, name=sc.name, _scope=sc)
        outputs = layer.apply(inputs, training=is_training)
        return collect_named_outputs(outputs_collections, sc.name, outputs)


@add_arg_scope
def flatten(inputs, outputs_collections=None, scope=None):
    """Keeps the batch dimension and flattens the others: `[batch, ...]` becomes `[batch, n]`.

    Args:
      inputs: tensor of rank 1 or more.
      outputs_collections: collection(s) the result is added to.
      scope: name scope; 'Flatten' when None.

    Raises:
      ValueError: a scalar.
    """
    with tf1.name_scope(scope, "Flatten", [inputs]) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        return collect_named_outputs(outputs_collections, sc, core_flatten(inputs))


@add_arg_scope
def _inner_flatten(inputs, new_rank, output_collections=None, scope=None):
    """Flattens the inner dimensions of a dense or sparse tensor so that it has rank `new_rank`."""
    with tf1.name_scope(scope, "InnerFlatten", [inputs, new_rank]) as sc:
        if isinstance(inputs, tf1.SparseTensor):
            flattened = reshaping.flatten_inner_sparse(inputs, new_rank)
        else:
            flattened = reshaping.flatten_inner(tf1.convert_to_tensor(inputs), new_rank)
    return collect_named_outputs(output_collections, sc, flattened)


@add_arg_scope
def one_hot_encoding(labels, num_classes, on_value=1.0, off_value=0.0, outputs_collections=None, scope=None):
    """One-hot encoding of integer labels: `[n]` becomes `[n, num_classes]`.

    Args:
      labels: integer tensor.
      num_classes: number of columns.
      on_value, off_value: the two values.
      outputs_collections: collection(s) the result is added to.
      scope: name scope; 'OneHotEncoding' when None.
    """
    with tf1.name_scope(scope, "OneHotEncoding", [labels, num_classes]) as sc:
        labels = tf1.convert_to_tensor(labels)
        if labels.dtype == tf1.int32:
            labels = tf1.to_int64(labels)
        outputs = one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def dense_to_sparse(tensor, eos_token=0, outputs_collections=None, scope=None):
    """A `SparseTensor` of the elements that differ from `eos_token`; scope 'dense_to_sparse' when None."""
    with tf1.variable_scope(scope, "dense_to_sparse", [tensor]) as sc:
        outputs = reshaping.dense_to_sparse(tf1.convert_to_tensor(tensor), eos_token)
        return collect_named_outputs(outputs_collections, sc.name, outputs)


@add_arg_scope
def images_to_sequence(inputs, data_format=NHWC, outputs_collections=None, scope=None):
    """Images as a sequence of their columns: `[batch, h, w, d]` (or 'NCHW') becomes `[w, batch * h, d]`.

    Raises:
      ValueError: a `data_format` that is neither 'NHWC' nor 'NCHW'.
    """
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.name_scope(scope, "ImagesToSequence", [inputs]) as sc:
        outputs = reshaping.images_to_sequence(tf1.convert_to_tensor(inputs), data_format == NCHW)
        return collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def sequence_to_images(inputs, height, output_data_format="channels_last", outputs_collections=None, scope=None):
    """The inverse of `images_to_sequence`: `[w, batch * h, d]` becomes `[batch, h, w, d]`, or channels first."""
    with tf1.name_scope(scope, "SequenceToImages", [inputs]) as sc:
        channels_first = output_data_format == "channels_first"
        outputs = reshaping.sequence_to_images(tf1.convert_to_tensor(inputs), height, channels_first)
        return collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def softmax(logits, scope=None):
    """Softmax over the last dimension of a tensor of rank 2 or more; scope 'softmax' when None.

    Raises:
      ValueError: rank below 2 or an unknown last dimension.
    """
    with tf1.variable_scope(scope, "softmax", [logits]):
        classes = last_dimension(logits.get_shape(), min_rank=2)
        predictions = tf1.nn.softmax(tf1.reshape(logits, [-1, classes]))
        predictions = tf1.reshape(predictions, tf1.shape(logits))
        predictions.set_shape(logits.get_shape())
        return predictions


@add_arg_scope
def spatial_softmax(
    features, temperature=None, name=None, variables_collections=None, trainable=True, data_format="NHWC"
):
    """Where each feature map peaks: the expected position of each channel under a softmax over its pixels.

    Args:
      features: `[batch, h, w, channels]` tensor, or 'NCHW'.
      temperature: initial value of `<name>/temperature`, the variable the features are divided by; 1.0 when None.
      name: variable scope; 'spatial_softmax' when None.
      variables_collections: list of collections, or {'temperature': [...]}.
      trainable: also put the temperature into `TRAINABLE_VARIABLES`.
      data_format: 'NHWC' or 'NCHW'.

    Returns:
      `[batch, 2 * channels]` tensor of coordinates in [-1, 1].

    Raises:
      ValueError: another `data_format`, or an unknown number of channels.
    """
    require_data_format(data_format, (NCHW, NHWC))
    initializer = tf1.ones_initializer() if temperature is None else tf1.constant_initializer(temperature)

    def make_temperature():
        collections = get_variable_collections(variables_collections, "temperature") if trainable else None
        return model_variable(
            "temperature",
            shape=(),
            dtype=tf1.float32,
            initializer=initializer,
            collections=collections,
            trainable=trainable,
        )

    with tf1.variable_scope(name, "spatial_softmax"):
        return expected_positions(features, make_temperature, data_format == NCHW)

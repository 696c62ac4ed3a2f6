"""Fully connected layers, and the older form of them from the library's first year."""

from __future__ import annotations

import functools

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope
from tfgraph_dnn.contrib.layers.layer_variables import activated, normalized, renaming_getter
from tfgraph_dnn.contrib.layers.named_outputs import add_variable_to_collections
from tfgraph_dnn.layers.dense import Dense
from tfgraph_dnn.ops.fan_initializers import xavier_initializer
from tfgraph_dnn.ops.matrix_products import rows_times_matrix
from tfgraph_dnn.ops.variables import get_variable


@add_arg_scope
def fully_connected(
    inputs,
    num_outputs,
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
):
    """A fully connected layer: `activation_fn(normalizer_fn(inputs @ weights))`, or with biases when not normalized.

    Args:
      inputs: `[..., depth]` floating point tensor of rank 2 or more with a known last dimension.
      num_outputs: int, the number of units.
      activation_fn: function of a tensor, ReLU unless said otherwise; None for a linear layer.
      normalizer_fn: used in place of the biases, e.g. `batch_norm`; no biases are made then.
      normalizer_params: its keyword arguments.
      weights_initializer, weights_regularizer: for `<scope>/weights`.
      biases_initializer, biases_regularizer: for `<scope>/biases`; initializer None: no biases.
      reuse: share the variables of `scope`, which must then be given.
      variables_collections: list of collections for all variables, or {'weights': [...], 'biases': [...]}.
      outputs_collections: collection(s) the result is added to.
      trainable: also put the variables into `TRAINABLE_VARIABLES`.
      scope: variable scope; 'fully_connected', 'fully_connected_1', ... when None.

    Returns:
      `[..., num_outputs]` tensor.

    Raises:
      ValueError: `num_outputs` is no int, the rank is below 2, or the last dimension is unknown.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> hidden = tf.contrib.layers.fully_connected(tf.ones([5, 3]), 4, scope="hidden1")
      >>> hidden.op.name, [v.op.name for v in tf.trainable_variables()]
      ('hidden1/Relu', ['hidden1/weights', 'hidden1/biases'])
    """
    if not isinstance(num_outputs, int):
        raise ValueError(f"num_outputs type should be one of [<class 'int'>], got {type(num_outputs)}: {num_outputs!r}")
    getter = renaming_getter({"bias": "biases", "kernel": "weights"})
    with tf1.variable_scope(scope, "fully_connected", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        layer = Dense(
            units=num_outputs,
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
        if layer.bias is not None:
            add_variable_to_collections(layer.bias, variables_collections, "biases")
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


elu = functools.partial(fully_connected, activation_fn=tf1.nn.elu)
relu = functools.partial(fully_connected, activation_fn=tf1.nn.relu)
relu6 = functools.partial(fully_connected, activation_fn=tf1.nn.relu6)
linear = functools.partial(fully_connected, activation_fn=None)


def legacy_fully_connected(
    x,
    num_output_units,
    activation_fn=None,
    weight_init=xavier_initializer(),  # noqa: B008
    bias_init=tf1.zeros_initializer(),  # noqa: B008
    name=None,
    weight_collections=(tf1.GraphKeys.WEIGHTS,),
    bias_collections=(tf1.GraphKeys.BIASES,),
    output_collections=(tf1.GraphKeys.ACTIVATIONS,),
    trainable=True,
    weight_regularizer=None,
    bias_regularizer=None,
):
    """A fully connected layer with variables `weights` and `bias`, linear unless said otherwise.

    Args:
      x: `[..., depth]` tensor.
      num_output_units: number of units.
      activation_fn: function of a tensor, or None.
      weight_init, weight_regularizer, weight_collections: for `<name>/weights`.
      bias_init, bias_regularizer, bias_collections: for `<name>/bias`; `bias_init=None`: no bias.
      name: variable scope; 'fully_connected' when None.
      output_collections: collections the result is added to, `ACTIVATIONS` always.
      trainable: also put the variables into `TRAINABLE_VARIABLES`.

    Returns:
      `[..., num_output_units]` tensor.

    Raises:
      ValueError: rank unknown or below 2, or last dimension unknown.
    """
    with tf1.variable_scope(name, "fully_connected", [x]):
        x = tf1.convert_to_tensor(x)
        depth = _depth(x)
        dtype = x.dtype.base_dtype
        weights = get_variable(
            "weights",
            shape=[depth, num_output_units],
            dtype=dtype,
            initializer=weight_init,
            collections={*(weight_collections or ()), tf1.GraphKeys.GLOBAL_VARIABLES},
            regularizer=weight_regularizer,
            trainable=trainable,
        )

        def bias():
            return get_variable(
                "bias",
                shape=[num_output_units],
                dtype=dtype,
                initializer=bias_init,
                collections={*(bias_collections or ()), tf1.GraphKeys.GLOBAL_VARIABLES},
                regularizer=bias_regularizer,
                trainable=trainable,
            )

        y = rows_times_matrix(x, weights, None if bias_init is None else bias)
        if activation_fn is not None:
            y = activation_fn(y)
        tf1.add_to_collections([*(output_collections or ()), tf1.GraphKeys.ACTIVATIONS], y)
        return y


legacy_relu = functools.partial(legacy_fully_connected, activation_fn=tf1.nn.relu)
legacy_linear = functools.partial(legacy_fully_connected, activation_fn=None)


def _depth(x) -> int:
    dims = x.get_shape().dims
    if dims is None:
        raise ValueError("dims of x must be known but is None")
    if len(dims) < 2:
        raise ValueError(f"rank of x must be at least 2 not: {len(dims)}")
    if dims[-1].value is None:
        raise ValueError("last dimension of x must be known but is None")
    return dims[-1].value

"""`tf.contrib.layers.batch_norm` and the three ways TF 1.15 computed it.

With the defaults a rank 4 input goes through `tf.layers.BatchNormalization`. A rank 2 input, another
`updates_collections` or a debiased moving mean take the fused kernel directly; what neither can do (batch weights,
other ranks outside `UPDATE_OPS`) is done with the moments.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, model_variable
from tfgraph_dnn.contrib.layers.data_formats import NCHW, NHWC, require_data_format
from tfgraph_dnn.contrib.layers.layer_variables import activated, renaming_getter
from tfgraph_dnn.contrib.layers.named_outputs import add_variable_to_collections, get_variable_collections
from tfgraph_dnn.layers.normalization import BatchNormalization
from tfgraph_dnn.ops.batch_normalization import (
    Parameters,
    Updates,
    batch_normalization,
    fused_batch_normalization,
)


class _Arguments(NamedTuple):
    """The arguments of one call that its variables and statistics depend on."""

    center: bool
    scale: bool
    epsilon: Any
    param_initializers: dict
    param_regularizers: dict
    is_training: Any
    variables_collections: Any
    trainable: bool
    data_format: str
    updates: Updates


@add_arg_scope
def batch_norm(
    inputs,
    decay=0.999,
    center=True,
    scale=False,
    epsilon=0.001,
    activation_fn=None,
    param_initializers=None,
    param_regularizers=None,
    updates_collections=tf1.GraphKeys.UPDATE_OPS,
    is_training=True,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    batch_weights=None,
    fused=None,
    data_format=NHWC,
    zero_debias_moving_mean=False,
    scope=None,
    renorm=False,
    renorm_clipping=None,
    renorm_decay=0.99,
    adjustment=None,
):
    """Batch normalization (Ioffe and Szegedy 2015), also as the `normalizer_fn` of other layers.

    While training, the update operations must be run too: by default they wait in `UPDATE_OPS`.

    Args:
      inputs: `[batch, ..., channels]` tensor, or `[batch, channels, ...]` with 'NCHW'.
      decay: of the moving averages; close to 1.
      center: add `beta`, a variable.
      scale: multiply by `gamma`, a variable; not needed before a linear layer or a ReLU.
      epsilon: added to the variance.
      activation_fn: function of a tensor, or None.
      param_initializers: {'beta' | 'gamma' | 'moving_mean' | 'moving_variance': initializer}.
      param_regularizers: {'beta' | 'gamma': regularizer}.
      updates_collections: collection(s) the two update operations go to; None updates in place, whenever the output is
        computed.
      is_training: bool, boolean tensor, placeholder or variable: normalize with the batch's statistics and update, or
        with the moving ones.
      reuse: share the variables of `scope`, which must then be given.
      variables_collections: list of collections, or {variable name: [...]}.
      outputs_collections: collection(s) the result is added to.
      trainable: also put beta and gamma into `TRAINABLE_VARIABLES`.
      batch_weights: `[batch]` weights of the examples in the statistics.
      fused: use the fused kernel where it is possible; None means yes.
      data_format: 'NHWC' or 'NCHW'.
      zero_debias_moving_mean: correct the moving mean for its start at zero; makes two more variables.
      scope: variable scope; 'BatchNorm' when None.
      renorm, renorm_clipping, renorm_decay: batch renormalization (Ioffe 2017), its bounds and its decay.
      adjustment: function of the shape of `inputs` returning `(scale, bias)`, applied while training.

    Returns:
      Tensor of the shape and type of `inputs`.

    Raises:
      ValueError: unknown rank or channels, another `data_format`, or `renorm` with arguments that exclude it.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> y = tf.contrib.layers.batch_norm(tf.ones([4, 3]), is_training=True)
      >>> [op.name for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS)]
      ['BatchNorm/AssignMovingAvg:0', 'BatchNorm/AssignMovingAvg_1:0']
    """
    fused = True if fused is None else fused
    inputs = tf1.convert_to_tensor(inputs)
    arguments = _Arguments(
        center=center,
        scale=scale,
        epsilon=epsilon,
        param_initializers=param_initializers or {},
        param_regularizers=param_regularizers or {},
        is_training=is_training,
        variables_collections=variables_collections,
        trainable=trainable,
        data_format=data_format,
        updates=Updates(decay, updates_collections, zero_debias_moving_mean),
    )
    rank = inputs.get_shape().ndims
    by_layer = updates_collections == tf1.GraphKeys.UPDATE_OPS and not zero_debias_moving_mean
    can_fuse = batch_weights is None and not renorm and adjustment is None and rank in (2, 4)
    if fused and can_fuse and (rank == 2 or not by_layer):
        require_data_format(data_format, (NCHW, NHWC))
        with tf1.variable_scope(scope, "BatchNorm", [inputs], reuse=reuse) as sc:
            outputs = _fused(inputs, arguments)
            return activated(outputs, activation_fn, outputs_collections, sc.name)
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=renaming_getter()) as sc:
        if by_layer and batch_weights is None:
            renormalization = {
                "renorm": renorm,
                "renorm_clipping": renorm_clipping,
                "renorm_momentum": renorm_decay,
                "adjustment": adjustment,
            }
            outputs = _by_layer(inputs, arguments, renormalization, sc, reuse, fused)
        elif renorm:
            raise ValueError(
                "renorm is not supported with batch_weights, updates_collections or zero_debias_moving_mean"
            )
        else:
            outputs = _by_moments(inputs, arguments, batch_weights)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


def _by_layer(inputs, arguments: _Arguments, renormalization: dict, sc, reuse, fused):
    initializer = arguments.param_initializers.get
    layer = BatchNormalization(
        axis=1 if arguments.data_format == NCHW else -1,
        momentum=arguments.updates.decay,
        epsilon=arguments.epsilon,
        center=arguments.center,
        scale=arguments.scale,
        beta_initializer=initializer("beta", tf1.zeros_initializer()),
        gamma_initializer=initializer("gamma", tf1.ones_initializer()),
        moving_mean_initializer=initializer("moving_mean", tf1.zeros_initializer()),
        moving_variance_initializer=initializer("moving_variance", tf1.ones_initializer()),
        beta_regularizer=arguments.param_regularizers.get("beta"),
        gamma_regularizer=arguments.param_regularizers.get("gamma"),
        trainable=arguments.trainable,
        name=sc.name,
        _scope=sc,
        _reuse=reuse,
        fused=fused,
        **renormalization,
    )
    outputs = layer.apply(inputs, training=arguments.is_training)
    for name in ("moving_mean", "moving_variance", "beta", "gamma"):
        variable = getattr(layer, name)
        if variable is not None:
            add_variable_to_collections(variable, arguments.variables_collections, name)
    return outputs


def _fused(inputs, arguments: _Arguments):
    flat = inputs.get_shape().ndims == 2
    images = _as_images(inputs, arguments.data_format) if flat else inputs
    channels = images.get_shape()[1:2] if arguments.data_format == NCHW else images.get_shape()[-1:]
    if not channels.is_fully_defined():
        raise ValueError(f"Inputs {images.name} has undefined `C` dimension {channels}.")
    dtype = tf1.float32
    beta = _scaling("beta", arguments.center, tf1.zeros_initializer(), channels, dtype, arguments, regularized=True)
    if beta is None:
        beta = tf1.constant(0.0, dtype=dtype, shape=channels)
    gamma = _scaling("gamma", arguments.scale, tf1.ones_initializer(), channels, dtype, arguments, regularized=True)
    if gamma is None:
        gamma = tf1.constant(1.0, dtype=dtype, shape=channels)
    parameters = Parameters(beta, gamma, *_moving_statistics(channels, dtype, arguments))
    outputs = fused_batch_normalization(
        images, parameters, arguments.is_training, arguments.updates, arguments.epsilon, arguments.data_format
    )
    return tf1.reshape(outputs, tf1.shape(inputs)) if flat else outputs


def _as_images(inputs, data_format: str):
    channels = inputs.get_shape().dims[-1].value
    if channels is None:
        raise ValueError("`C` dimension must be known but is None")
    return tf1.reshape(inputs, [-1, channels, 1, 1] if data_format == NCHW else [-1, 1, 1, channels])


def _by_moments(inputs, arguments: _Arguments, batch_weights):
    shape = inputs.get_shape()
    if shape.ndims is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    if batch_weights is not None:
        batch_weights = tf1.convert_to_tensor(batch_weights)
        shape[0:1].assert_is_compatible_with(batch_weights.get_shape())
        batch_weights = tf1.reshape(batch_weights, [-1] + [1] * (shape.ndims - 1))
    channels_first = arguments.data_format == NCHW
    channels = shape[1:2] if channels_first else shape[-1:]
    if not channels.is_fully_defined():
        raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {channels}.")
    dtype = inputs.dtype.base_dtype
    parameters = Parameters(
        _scaling("beta", arguments.center, tf1.zeros_initializer(), channels, dtype, arguments),
        _scaling("gamma", arguments.scale, tf1.ones_initializer(), channels, dtype, arguments),
        *_moving_statistics(channels, dtype, arguments),
    )
    return batch_normalization(
        inputs, parameters, arguments.is_training, arguments.updates, arguments.epsilon, channels_first, batch_weights
    )


def _scaling(name: str, wanted, initializer, shape, dtype, arguments: _Arguments, regularized=False):
    if not wanted:
        return None
    return model_variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=arguments.param_initializers.get(name, initializer),
        regularizer=arguments.param_regularizers.get(name) if regularized else None,
        collections=get_variable_collections(arguments.variables_collections, name),
        trainable=arguments.trainable,
    )


def _moving_statistics(shape, dtype, arguments: _Arguments):
    """moving_mean and moving_variance, never partitioned: assign operations cannot update parts."""
    with tf1.variable_scope(tf1.get_variable_scope()) as unpartitioned:
        unpartitioned.set_partitioner(None)
        return [
            model_variable(
                name,
                shape=shape,
                dtype=dtype,
                initializer=arguments.param_initializers.get(name, initializer),
                trainable=False,
                collections=get_variable_collections(arguments.variables_collections, name),
            )
            for name, initializer in (
                ("moving_mean", tf1.zeros_initializer()),
                ("moving_variance", tf1.ones_initializer()),
            )
        ]

"""Batch normalization on given variables: the two ways `tf.contrib.layers.batch_norm` had besides `tf.layers`' own.

Ioffe and Szegedy (2015), "Batch normalization". Both ways normalize with the batch's statistics while training and with
the moving ones otherwise, and keep the moving ones up to date; which of the two a run does may be a tensor.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.conditions import constant_value, smart_cond
from tfgraph_dnn.ops.moments import fused_batch_norm, weighted_moments


class Parameters(NamedTuple):
    """The variables of one batch normalization; beta and gamma may be constants or None."""

    beta: Any
    gamma: Any
    moving_mean: Any
    moving_variance: Any


class Updates(NamedTuple):
    """How the moving statistics follow the batch's.

    `collections`: where the update operations go; None: the output itself depends on them.
    """

    decay: Any
    collections: Any
    zero_debias_moving_mean: bool


def fused_batch_normalization(inputs, parameters: Parameters, is_training, updates: Updates, epsilon, data_format):
    """Batch normalization of a rank 4 tensor by the fused kernel; the moving variance gets Bessel's correction.

    Args:
      inputs: rank 4 tensor.
      parameters: all four present.
      is_training: Python bool, tensor or variable.
      updates: where they go, and how fast they follow.
      epsilon: added to the variance.
      data_format: 'NHWC' or 'NCHW'.

    Returns:
      Tensor of the shape of `inputs`.
    """
    outputs, mean, variance = smart_cond(
        is_training,
        lambda: fused_batch_norm(inputs, parameters.gamma, parameters.beta, epsilon=epsilon, data_format=data_format),
        lambda: fused_batch_norm(
            inputs,
            parameters.gamma,
            parameters.beta,
            mean=parameters.moving_mean,
            variance=parameters.moving_variance,
            epsilon=epsilon,
            is_training=False,
            data_format=data_format,
        ),
    )
    if _may_train(is_training):
        if updates.collections is None:
            forced = outputs

            def updated():
                with tf1.control_dependencies(_update(parameters, mean, variance, updates)):
                    return tf1.identity(forced)

            outputs = smart_cond(is_training, updated, lambda: forced)
        else:
            _collect_updates(parameters, mean, variance, is_training, updates)
    outputs.set_shape(inputs.get_shape())
    return outputs


def batch_normalization(inputs, parameters, is_training, updates: Updates, epsilon, channels_first, batch_weights=None):
    """Batch normalization of a tensor of any rank by its moments; the moving variance is the batch's, uncorrected.

    Args:
      inputs: floating point tensor.
      parameters: beta and gamma may be None.
      is_training: Python bool, tensor or variable.
      updates: where they go, and how fast they follow.
      epsilon: added to the variance.
      channels_first: the channels are dimension 1, not the last.
      batch_weights: weight of each example in the moments, broadcastable against `inputs`; None for equal weights.

    Returns:
      Tensor of the shape of `inputs`.
    """
    if _may_train(is_training):
        mean, variance = _moments(inputs, channels_first, batch_weights)
        mean, variance = _updated_moments(parameters, mean, variance, is_training, updates)
    else:
        mean, variance = parameters.moving_mean, parameters.moving_variance
    beta, gamma = parameters.beta, parameters.gamma
    if channels_first:
        shape = inputs.get_shape()
        broadcast = [1, shape.dims[1].value] + [1] * (shape.ndims - 2)
        mean, variance = tf1.reshape(mean, broadcast), tf1.reshape(variance, broadcast)
        beta = None if beta is None else tf1.reshape(beta, broadcast)
        gamma = None if gamma is None else tf1.reshape(gamma, broadcast)
    outputs = tf1.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
    outputs.set_shape(inputs.get_shape())
    return outputs


def _may_train(is_training) -> bool:
    value = constant_value(is_training)
    return bool(value is None or value)


def _moments(inputs, channels_first: bool, weights):
    rank = inputs.get_shape().ndims
    if not channels_first:
        axes = list(range(rank - 1))
        return tf1.nn.moments(inputs, axes) if weights is None else weighted_moments(inputs, axes, weights)
    axes = [0, *range(2, rank)]
    if weights is None:
        mean, variance = tf1.nn.moments(inputs, axes, keep_dims=True)
    else:
        mean, variance = weighted_moments(inputs, axes, weights, keepdims=True)
    return tf1.reshape(mean, [-1]), tf1.reshape(variance, [-1])


def _updated_moments(parameters: Parameters, mean, variance, is_training, updates: Updates):
    """The moments to normalize with, after seeing to the updates."""

    def moving():
        return parameters.moving_mean, parameters.moving_variance

    def updated():
        with tf1.control_dependencies(_update(parameters, mean, variance, updates)):
            return tf1.identity(mean), tf1.identity(variance)

    if updates.collections is None:
        return smart_cond(is_training, updated, moving)
    _collect_updates(parameters, mean, variance, is_training, updates)
    return smart_cond(is_training, lambda: (mean, variance), moving)


def _collect_updates(parameters: Parameters, mean, variance, is_training, updates: Updates) -> None:
    update_mean, update_variance = smart_cond(
        is_training,
        lambda: _update(parameters, mean, variance, updates),
        lambda: (parameters.moving_mean, parameters.moving_variance),
    )
    tf1.add_to_collections(updates.collections, update_mean)
    tf1.add_to_collections(updates.collections, update_variance)


def _update(parameters: Parameters, mean, variance, updates: Updates):
    return (
        private.assign_moving_average(
            parameters.moving_mean, mean, updates.decay, zero_debias=updates.zero_debias_moving_mean
        ),
        private.assign_moving_average(parameters.moving_variance, variance, updates.decay, zero_debias=False),
    )

"""Clipping gradients to a norm learned from the norms seen so far."""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.variables import get_variable
from tfgraph_dnn.training.gradient_lists import on_values


def adaptive_clipping_fn(
    std_factor=2.0,
    decay=0.95,
    static_max_norm=None,
    global_step=None,
    report_summary=False,
    epsilon=1e-8,
    name=None,
) -> Callable:
    """A function that scales gradients down when their global norm is far above its moving average.

    The logarithm of the norm is tracked by its moving mean and variance; a norm above
    `exp(mean + std_factor * std)` is brought back to `exp(mean)`.

    Args:
      std_factor: how many standard deviations are still normal.
      decay: of the moving averages.
      static_max_norm: the norm never exceeds this either, if given.
      global_step: lets the averages follow faster during the first steps, if given.
      report_summary: add the scalar summary `global_norm/adaptive_max_gradient_norm`.
      epsilon: added to the norm, and lower bound of the variance.
      name: variable scope; 'AdaptiveMaxNorm' when None.

    Returns:
      A function of a list of (gradient, variable) pairs returning the clipped pairs: what `optimize_loss` takes as
      `clip_gradients`.
    """

    def gradient_clipping(grads_and_vars):
        gradients, variables = zip(*grads_and_vars, strict=True)
        norm = tf1.global_norm(gradients)
        max_norm, log_mean = _adaptive_max_norm(norm, std_factor, decay, global_step, epsilon, name)
        if report_summary:
            tf1.summary.scalar("global_norm/adaptive_max_gradient_norm", max_norm)
        factor = tf1.where(norm < max_norm, ones_like(norm), tf1.exp(log_mean) / norm)
        if static_max_norm is not None:
            factor = tf1.minimum(static_max_norm / norm, factor)
        clipped = [g if g is None else on_values(g, lambda values: values * factor) for g in gradients]
        return list(zip(clipped, variables, strict=True))

    return gradient_clipping


def _adaptive_max_norm(norm, std_factor, decay, global_step, epsilon, name):
    """The largest norm that passes, and the mean of the norm's logarithm."""
    with tf1.variable_scope(name, "AdaptiveMaxNorm", [norm]):
        log_norm = tf1.log(norm + epsilon)
        if global_step is not None:
            steps = tf1.cast(global_step, tf1.float32)
            decay = tf1.minimum(decay, steps / (steps + 1.0))
        mean = _moving_average("mean", log_norm, decay)
        square_mean = _moving_average("sq_mean", tf1.square(log_norm), decay)
        variance = square_mean - tf1.square(mean)
        std = tf1.sqrt(tf1.maximum(epsilon, variance))
        return tf1.exp(mean + std_factor * std), mean


def _moving_average(name: str, value, decay):
    average = get_variable(
        name, shape=value.get_shape(), dtype=value.dtype, initializer=tf1.zeros_initializer(), trainable=False
    )
    return private.assign_moving_average(average, value, decay, zero_debias=False)

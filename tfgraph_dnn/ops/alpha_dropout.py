"""`tf.contrib.nn.alpha_dropout`: dropout that keeps mean and variance, for nets of SELUs."""

from __future__ import annotations

import numbers

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.random_draws import random_uniform

# What a SELU tends to for large negative inputs.
_FLOOR = -1.7580993408473766


def alpha_dropout(x, keep_prob, noise_shape=None, seed=None, name=None):
    """Sets each element to SELU's floor with probability `1 - keep_prob`, and scales and shifts all of them.

    Klambauer et al. (2017), "Self-Normalizing Neural Networks".

    Args:
      x: tensor of floating point.
      keep_prob: number in (0, 1], or scalar tensor.
      noise_shape: shape of the mask, broadcast over `x`.
      seed: op-level seed.
      name: name of the name scope.

    Returns:
      Tensor of the shape of `x`; `x` itself if `keep_prob` is known to be 1.

    Raises:
      ValueError: `keep_prob` is a number outside (0, 1].

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.nn.alpha_dropout(tf.ones([2, 3]), keep_prob=0.9).shape.as_list()
      [2, 3]
    """
    with tf1.name_scope(name, "alpha_dropout", [x]):
        x = tf1.convert_to_tensor(x, name="x")
        if isinstance(keep_prob, numbers.Real) and not 0 < keep_prob <= 1.0:
            raise ValueError(f"keep_prob must be a scalar tensor or a float in the range (0, 1], got {keep_prob:g}")
        keep_prob = tf1.convert_to_tensor(keep_prob, dtype=x.dtype, name="keep_prob")
        keep_prob.get_shape().assert_has_rank(0)
        if tf1.get_static_value(keep_prob) == 1:
            return x
        noise = random_uniform(tf1.shape(x) if noise_shape is None else noise_shape, seed=seed, dtype=x.dtype)
        kept = tf1.cast(tf1.greater_equal(noise, 1 - keep_prob), x.dtype)
        x = x * kept + _FLOOR * (1 - kept)
        scale = (keep_prob + keep_prob * (1 - keep_prob) * _FLOOR**2) ** -0.5
        shift = -scale * _FLOOR * (1 - keep_prob)
        return scale * x + shift

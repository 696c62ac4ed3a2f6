"""Initializers scaled by a layer's fan-in and fan-out, with `tf.contrib.layers`' formulas and defaults.

`tf.variance_scaling_initializer` is another one: it divides the standard deviation by 0.87962566 to undo the
truncation, where these multiply the variance by 1.3. The two differ by 0.3 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.random_draws import random_uniform


def xavier_initializer(uniform=True, seed=None, dtype=tf1.float32) -> Callable:
    """Xavier (Glorot) initialization: variance 2 / (fan_in + fan_out).

    Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks".

    Args:
      uniform: draw from the uniform distribution in +-sqrt(6 / (fan_in + fan_out)); False: truncated normal.
      seed: op-level seed.
      dtype: floating point type; TypeError otherwise.

    Returns:
      An initializer: a function of shape and dtype.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [3, 2], initializer=tf.contrib.layers.xavier_initializer())
      >>> w.initial_value.op.name
      'w/Initializer/random_uniform'
    """
    return variance_scaling_initializer(factor=1.0, mode="FAN_AVG", uniform=uniform, seed=seed, dtype=dtype)


xavier_initializer_conv2d = xavier_initializer


def variance_scaling_initializer(factor=2.0, mode="FAN_IN", uniform=False, seed=None, dtype=tf1.float32) -> Callable:
    """Keeps the scale of the variance through the layers: variance `factor / n`; the defaults are He initialization.

    He et al. (2015), "Delving deep into rectifiers". With factor 1, FAN_AVG it is Xavier initialization, with factor
    1, FAN_IN, uniform that of Jia et al. (2014), Caffe.

    Args:
      factor: multiplies the variance.
      mode: what n is: 'FAN_IN' inputs, 'FAN_OUT' outputs, 'FAN_AVG' their mean. For a convolution kernel
        `[..., in, out]` both are multiplied by the kernel's size.
      uniform: draw from the uniform distribution in +-sqrt(3 factor / n); False: from the normal distribution with
        standard deviation sqrt(1.3 factor / n) truncated at two of them.
      seed: op-level seed.
      dtype: floating point type.

    Returns:
      An initializer: a function of shape and dtype.

    Raises:
      TypeError: a dtype that is not floating point, here or when called; an unknown mode.
    """
    _require_floating(dtype)
    if mode not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        raise TypeError(f"Unknown mode {mode} [FAN_IN, FAN_OUT, FAN_AVG]")

    def _initializer(shape, dtype=dtype, partition_info=None):
        _require_floating(dtype)
        n = _fan(shape, mode)
        if uniform:
            limit = math.sqrt(3.0 * factor / n)
            return random_uniform(shape, -limit, limit, dtype, seed=seed)
        return tf1.truncated_normal(shape, 0.0, math.sqrt(1.3 * factor / n), dtype, seed=seed)

    return _initializer


def _fan(shape, mode: str) -> float:
    if not shape:
        return 1.0
    fan_in = float(shape[-2] if len(shape) > 1 else shape[-1])
    fan_out = float(shape[-1])
    for size in shape[:-2]:
        fan_in *= float(size)
        fan_out *= float(size)
    return {"FAN_IN": fan_in, "FAN_OUT": fan_out, "FAN_AVG": (fan_in + fan_out) / 2.0}[mode]


def _require_floating(dtype) -> None:
    if not dtype.is_floating:
        raise TypeError(f"Cannot create initializer for non-floating point type. Got {dtype!r}.")

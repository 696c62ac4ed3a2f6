"""`tf.nn.dropout` with TF 1.15's ops, so that the masks are the same to the bit.

TF 2 draws the noise without the `min`, `max`, `sub` and `mul` that TF 1.15 puts around it, and selects where TF 1.15
multiplies by the mask.
"""

from __future__ import annotations

import numbers
from typing import Any

from tfgraph_dnn._backend import tf1


def dropout(x, keep_prob=None, noise_shape=None, seed=None, name=None, rate=None):
    """Sets each element to zero with probability `rate` and scales the others by 1 / (1 - rate).

    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from overfitting".

    Args:
      x: floating point tensor.
      keep_prob: 1 - rate, the older way to say it; number or scalar tensor.
      noise_shape: shape of the mask, broadcast over `x`; a list may hold None where `x` decides.
      seed: op-level seed.
      name: name of the name scope.
      rate: number in [0, 1), or scalar tensor.

    Returns:
      Tensor of the shape of `x`; `x` itself if the rate is known to be 0.

    Raises:
      ValueError: neither or both of `rate` and `keep_prob`, a rate outside [0, 1), or `x` is not of floating point.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.nn.dropout(tf.ones([2, 3]), keep_prob=0.5).op.name
      'dropout/mul_1'
    """
    rate = _rate(keep_prob, rate)
    with tf1.name_scope(name, "dropout", [x]):
        x = tf1.convert_to_tensor(x, name="x")
        if not x.dtype.is_floating:
            raise ValueError(
                f"x has to be a floating point tensor since it's going to be scaled. Got a {x.dtype} tensor instead."
            )
        if isinstance(rate, numbers.Real):
            if not 0 <= rate < 1:
                raise ValueError(f"rate must be a scalar tensor or a float in the range [0, 1), got {rate:g}")
            if rate == 0:
                return x
        rate = tf1.convert_to_tensor(rate, dtype=x.dtype, name="rate")
        rate.get_shape().assert_has_rank(0)
        if tf1.get_static_value(rate) == 0:
            return x
        noise = _unit_noise(_noise_shape(x, noise_shape), seed, x.dtype)
        scale = 1 / (1 - rate)
        mask = noise >= rate
        result = x * scale * tf1.cast(mask, x.dtype)
        result.set_shape(x.get_shape())
        return result


def _rate(keep_prob: Any, rate: Any) -> Any:
    if keep_prob is None and rate is None:
        raise ValueError("You must provide a rate to dropout.")
    if keep_prob is None:
        return rate
    if rate is not None:
        raise ValueError("Cannot specify both 'rate' and 'keep_prob'")
    try:
        return 1.0 - keep_prob
    except TypeError:
        raise ValueError(f"keep_prob must be a floating point number or Tensor (got {keep_prob!r})") from None


def _noise_shape(x: Any, noise_shape: Any) -> Any:
    if noise_shape is None:
        return tf1.shape(x)
    try:
        wanted = tf1.TensorShape(noise_shape)
    except (TypeError, ValueError):
        return noise_shape
    if x.shape.ndims is None or x.shape.ndims != wanted.ndims:
        return noise_shape
    sizes = zip(wanted.as_list(), x.shape.as_list(), strict=True)
    return tf1.TensorShape([size if own is None else own for own, size in sizes])


def _unit_noise(shape: Any, seed: int | None, dtype: tf1.DType) -> Any:
    """Uniform noise in [0, 1), with the arithmetic TF 1.15 does for any bounds."""
    with tf1.name_scope(None, "random_uniform", [shape]) as scope:
        shape = tf1.convert_to_tensor(shape, dtype=None if tf1.is_tensor(shape) else tf1.int32, name="shape")
        low = tf1.convert_to_tensor(0, dtype=dtype, name="min")
        high = tf1.convert_to_tensor(1, dtype=dtype, name="max")
        graph_seed, op_seed = tf1.get_seed(seed)
        noise = tf1.raw_ops.RandomUniform(
            shape=shape, dtype=dtype, seed=graph_seed or 0, seed2=op_seed or 0, name="RandomUniform"
        )
        return tf1.add(noise * (high - low), low, name=scope)

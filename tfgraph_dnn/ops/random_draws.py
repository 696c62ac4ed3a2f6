"""Random tensors with the operations TF 1.15 made for them, so that the op seeds and the values are its own.

The kernels give the same bits in every version; the op seed is the number of operations made before, and TF 2 makes
fewer around a uniform draw, more around a gamma draw, and others for draws without state.
"""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1


def random_uniform(shape, minval=0, maxval=None, dtype=tf1.float32, seed=None, name=None):
    """Values drawn uniformly from [minval, maxval).

    Args:
      shape: list or int vector tensor.
      minval, maxval: bounds, numbers or tensors that broadcast; `maxval` defaults to 1 for floating point dtypes.
      dtype: float16, bfloat16, float32, float64, int32 or int64.
      seed: op-level seed.
      name: name of the name scope.

    Returns:
      Tensor of that shape and dtype.

    Raises:
      ValueError: an integer dtype without `maxval`, or another dtype.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default() as graph:
      ...     noise = tf.random_uniform([2])
      ...     print([op.name for op in graph.get_operations()][1:3])
      ['random_uniform/min', 'random_uniform/max']
    """
    if isinstance(minval, int) and tf1.as_dtype(dtype).is_floating:
        minval = float(minval)  # TF 2 leaves the arithmetic out for an int 0
    return tf1.random_uniform(shape, minval, maxval, dtype, seed, name)


def random_gamma(shape, alpha, beta=None, dtype=tf1.float32, seed=None, name=None):
    """Values drawn from gamma distributions, `shape` of them for each pair of parameters.

    Args:
      shape: shape of the draws for one pair of parameters.
      alpha: shape parameters, a tensor of floating point.
      beta: inverse scale parameters that broadcast with `alpha`; 1 by default.
      dtype: dtype of `alpha`, `beta` and the result.
      seed: op-level seed.
      name: name of the name scope.

    Returns:
      Tensor of shape `shape` + the shape of `alpha + beta`.
    """
    with tf1.name_scope(name, "random_gamma", [shape, alpha, beta]):
        shape = tf1.convert_to_tensor(shape, name="shape", dtype=tf1.int32)
        alpha = tf1.convert_to_tensor(alpha, name="alpha", dtype=dtype)
        beta = tf1.convert_to_tensor(1 if beta is None else beta, name="beta", dtype=dtype)
        alpha = alpha + tf1.zeros_like(beta)
        graph_seed, op_seed = tf1.get_seed(seed)
        drawn = tf1.raw_ops.RandomGamma(shape=shape, alpha=alpha, seed=graph_seed or 0, seed2=op_seed or 0)
        drawn = tf1.maximum(np.finfo(alpha.dtype.as_numpy_dtype).tiny, drawn / beta)
        static = tf1.get_static_value(shape)
        drawn.set_shape(tf1.TensorShape(static).concatenate(alpha.shape))
        return drawn


def stateless_random_uniform(shape, seed, minval=0, maxval=None, dtype=tf1.float32, name=None):
    """As `tf.random_uniform`, a function of `seed` alone: two integers.

    Raises:
      ValueError: an integer dtype without `maxval`, or a dtype that cannot be drawn.
    """
    dtype = tf1.as_dtype(dtype)
    if dtype not in (tf1.float16, tf1.bfloat16, tf1.float32, tf1.float64, tf1.int32, tf1.int64):
        raise ValueError(f"Invalid dtype {dtype!r}")
    if maxval is None and dtype.is_integer:
        raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
    with tf1.name_scope(name, "stateless_random_uniform", [shape, seed, minval, maxval]) as scope:
        shape = _shape_tensor(shape)
        minval = tf1.convert_to_tensor(minval, dtype=dtype, name="min")
        maxval = tf1.convert_to_tensor(1 if maxval is None else maxval, dtype=dtype, name="max")
        if dtype.is_integer:
            return tf1.raw_ops.StatelessRandomUniformInt(
                shape=shape, seed=seed, minval=minval, maxval=maxval, name=scope
            )
        drawn = tf1.raw_ops.StatelessRandomUniform(shape=shape, seed=seed, dtype=dtype)
        return tf1.add(drawn * (maxval - minval), minval, name=scope)


def stateless_random_normal(shape, seed, mean=0.0, stddev=1.0, dtype=tf1.float32, name=None):
    """As `tf.random_normal`, a function of `seed` alone: two integers."""
    draw = tf1.raw_ops.StatelessRandomNormal
    return _stateless_normal(draw, "stateless_random_normal", shape, seed, mean, stddev, dtype, name)


def stateless_truncated_normal(shape, seed, mean=0.0, stddev=1.0, dtype=tf1.float32, name=None):
    """As `tf.truncated_normal`, a function of `seed` alone: two integers."""
    draw = tf1.raw_ops.StatelessTruncatedNormal
    return _stateless_normal(draw, "stateless_truncated_normal", shape, seed, mean, stddev, dtype, name)


def _stateless_normal(draw, default_name, shape, seed, mean, stddev, dtype, name):
    with tf1.name_scope(name, default_name, [shape, seed, mean, stddev]) as scope:
        shape = _shape_tensor(shape)
        mean = tf1.convert_to_tensor(mean, dtype=dtype, name="mean")
        stddev = tf1.convert_to_tensor(stddev, dtype=dtype, name="stddev")
        return tf1.add(draw(shape=shape, seed=seed, dtype=dtype) * stddev, mean, name=scope)


def _shape_tensor(shape):
    dtype = tf1.int32 if isinstance(shape, list | tuple) and not shape else None
    return tf1.convert_to_tensor(shape, dtype=dtype, name="shape")

"""Initial weights by activation: the six cells of the table (logistic, tanh, ReLU) x (uniform, normal).

With fan-in and fan-out n_in and n_out (Glorot and Bengio 2010; He et al. 2015):

    activation   uniform in [-r, r]                  normal with standard deviation
    logistic     r = sqrt(6 / (n_in + n_out))        sqrt(2 / (n_in + n_out))
    tanh         4 times that                        4 times that
    ReLU         sqrt(2) times that                  sqrt(2) times that
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tfgraph_dnn._backend import tf1

FACTORS = {"logistic": 1.0, "tanh": 4.0, "relu": math.sqrt(2.0)}
DISTRIBUTIONS = ("uniform", "normal")


def fans(shape: Sequence[int]) -> tuple[int, int]:
    """Fan-in and fan-out of weights `[..., inputs, outputs]`; the leading sizes (a filter's window) multiply both.

    Raises:
      ValueError: fewer than two dimensions.

    Example:
      >>> from tfgraph_dnn.ops.initialization import fans
      >>> fans([784, 300]), fans([3, 3, 16, 32])
      ((784, 300), (144, 288))
    """
    if len(shape) < 2:
        raise ValueError(f"fan-in and fan-out need at least two dimensions, got shape {list(shape)}")
    window = math.prod(shape[:-2])
    return window * shape[-2], window * shape[-1]


def spread(shape: Sequence[int], activation: str, distribution: str) -> float:
    """The half width r of the uniform, or the standard deviation of the normal distribution.

    Args:
      shape: of the weights.
      activation: 'logistic', 'tanh' or 'relu'.
      distribution: 'uniform' or 'normal'.

    Raises:
      ValueError: another activation or distribution, or a shape of fewer than two dimensions.

    Example:
      >>> from tfgraph_dnn.ops.initialization import spread
      >>> spread([3, 3], "tanh", "uniform")
      4.0
    """
    if activation not in FACTORS:
        raise ValueError(f"activation must be one of {', '.join(FACTORS)}; got {activation!r}")
    if distribution not in DISTRIBUTIONS:
        raise ValueError(f"distribution must be 'uniform' or 'normal'; got {distribution!r}")
    n_in, n_out = fans(shape)
    return FACTORS[activation] * math.sqrt((6 if distribution == "uniform" else 2) / (n_in + n_out))


def initializer(activation: str, distribution: str = "normal", seed=None) -> Callable:
    """An initializer for `tf.get_variable` and for layers, by the activation that follows the weights.

    Args:
      activation: 'logistic', 'tanh' or 'relu' (its leaky and exponential variants too).
      distribution: 'uniform' or 'normal'.
      seed: op seed.

    Returns:
      A function `(shape, dtype, partition_info)` that returns a tensor.

    Raises:
      ValueError: another activation or distribution; when it is called, a shape of fewer than two dimensions.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.initialization import initializer
      >>> w = tf.get_variable("w", [784, 300], initializer=initializer("relu"))
    """
    spread([1, 1], activation, distribution)

    def initialize(shape, dtype=tf1.float32, partition_info=None):
        sizes = partition_info.full_shape if partition_info is not None else shape
        width = spread([int(size) for size in sizes], activation, distribution)
        if distribution == "uniform":
            return tf1.random_uniform(shape, -width, width, dtype=dtype, seed=seed)
        return tf1.random_normal(shape, 0.0, width, dtype=dtype, seed=seed)

    return initialize

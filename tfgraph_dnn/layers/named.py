"""The initializers, regularizers, constraints and activations that TF 1.15's layers accept by Keras name.

Defaults are those of TF 1.15's `tf.keras`: `random_normal` has a standard deviation of 0.05, `l2` a factor of 0.01.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1

_EPSILON = 1e-7


def random_uniform(minval=-0.05, maxval=0.05, seed=None, dtype=tf1.float32):
    """Uniform in [-0.05, 0.05) unless told otherwise."""
    return tf1.random_uniform_initializer(minval=minval, maxval=maxval, seed=seed, dtype=dtype)


def random_normal(mean=0.0, stddev=0.05, seed=None, dtype=tf1.float32):
    """Normal with standard deviation 0.05 unless told otherwise."""
    return tf1.random_normal_initializer(mean=mean, stddev=stddev, seed=seed, dtype=dtype)


def truncated_normal(mean=0.0, stddev=0.05, seed=None, dtype=tf1.float32):
    """Truncated normal with standard deviation 0.05 unless told otherwise."""
    return tf1.truncated_normal_initializer(mean=mean, stddev=stddev, seed=seed, dtype=dtype)


INITIALIZERS: dict[str, Callable[..., Any]] = {
    "zeros": tf1.zeros_initializer,
    "zero": tf1.zeros_initializer,
    "Zeros": tf1.zeros_initializer,
    "ones": tf1.ones_initializer,
    "one": tf1.ones_initializer,
    "Ones": tf1.ones_initializer,
    "constant": tf1.constant_initializer,
    "Constant": tf1.constant_initializer,
    "uniform": random_uniform,
    "random_uniform": random_uniform,
    "RandomUniform": random_uniform,
    "normal": random_normal,
    "random_normal": random_normal,
    "RandomNormal": random_normal,
    "truncated_normal": truncated_normal,
    "TruncatedNormal": truncated_normal,
    "identity": tf1.initializers.identity,
    "Identity": tf1.initializers.identity,
    "orthogonal": tf1.orthogonal_initializer,
    "Orthogonal": tf1.orthogonal_initializer,
    "glorot_uniform": tf1.glorot_uniform_initializer,
    "GlorotUniform": tf1.glorot_uniform_initializer,
    "glorot_normal": tf1.glorot_normal_initializer,
    "GlorotNormal": tf1.glorot_normal_initializer,
    "VarianceScaling": tf1.variance_scaling_initializer,
    "he_normal": tf1.initializers.he_normal,
    "he_uniform": tf1.initializers.he_uniform,
    "lecun_normal": tf1.initializers.lecun_normal,
    "lecun_uniform": tf1.initializers.lecun_uniform,
}


class L1L2:
    """The sum of `l1` times the absolute values and `l2` times the squares."""

    def __init__(self, l1=0.0, l2=0.0):
        self.l1, self.l2 = np.float32(l1), np.float32(l2)

    def __call__(self, x):
        loss = 0.0
        if self.l1:
            loss += self.l1 * tf1.reduce_sum(tf1.abs(x))
        if self.l2:
            loss += self.l2 * tf1.reduce_sum(tf1.square(x))
        return loss if self.l1 or self.l2 else tf1.constant(0.0)

    def get_config(self):
        """The constructor's arguments."""
        return {"l1": float(self.l1), "l2": float(self.l2)}


def l1(l=0.01):  # noqa: E741 - TF 1.15's argument name
    """`l` times the absolute values."""
    return L1L2(l1=l)


def l2(l=0.01):  # noqa: E741 - TF 1.15's argument name
    """`l` times the squares."""
    return L1L2(l2=l)


def l1_l2(l1=0.01, l2=0.01):
    """Both."""
    return L1L2(l1, l2)


REGULARIZERS: dict[str, Callable[..., Any]] = {"L1L2": L1L2, "l1": l1, "l2": l2, "l1_l2": l1_l2}


def _norms(w: Any, axis: Any) -> Any:
    return tf1.sqrt(_clipped(tf1.reduce_sum(tf1.square(w), axis=axis, keepdims=True), 0.0, np.inf))


def _clipped(x: Any, low: float, high: float) -> Any:
    low, high = (tf1.constant(bound, dtype=x.dtype.base_dtype) for bound in (low, high))
    return tf1.clip_by_value(x, low, high)


class MaxNorm:
    """Scales down what has a norm above `max_value`; axis 0 is the incoming weights of a dense unit."""

    def __init__(self, max_value=2, axis=0):
        self.max_value, self.axis = max_value, axis

    def __call__(self, w):
        norms = _norms(w, self.axis)
        return w * (_clipped(norms, 0.0, self.max_value) / (_EPSILON + norms))


class MinMaxNorm:
    """Moves norms between two bounds, by `rate` of the way."""

    def __init__(self, min_value=0.0, max_value=1.0, rate=1.0, axis=0):
        self.min_value, self.max_value, self.rate, self.axis = min_value, max_value, rate, axis

    def __call__(self, w):
        norms = _norms(w, self.axis)
        clipped = _clipped(norms, self.min_value, self.max_value)
        return w * ((self.rate * clipped + (1 - self.rate) * norms) / (_EPSILON + norms))


class NonNeg:
    """Sets negative weights to zero."""

    def __call__(self, w):
        return w * tf1.cast(tf1.greater_equal(w, 0.0), tf1.float32)


class UnitNorm:
    """Scales to norm one."""

    def __init__(self, axis=0):
        self.axis = axis

    def __call__(self, w):
        return w / (_EPSILON + _norms(w, self.axis))


CONSTRAINTS: dict[str, Callable[..., Any]] = {
    "MaxNorm": MaxNorm,
    "max_norm": MaxNorm,
    "maxnorm": MaxNorm,
    "MinMaxNorm": MinMaxNorm,
    "min_max_norm": MinMaxNorm,
    "NonNeg": NonNeg,
    "non_neg": NonNeg,
    "nonneg": NonNeg,
    "UnitNorm": UnitNorm,
    "unit_norm": UnitNorm,
    "unitnorm": UnitNorm,
}


def linear(x):
    """x itself: the activation of a layer that has none."""
    return x


def softmax(x, axis=-1):
    """Softmax over the last axis; ValueError for rank 1."""
    rank = x.shape.ndims
    if rank == 2:
        return tf1.nn.softmax(x)
    if rank is None or rank < 2:
        raise ValueError(f"Cannot apply softmax to a tensor that is 1D. Received input: {x}")
    powers = tf1.exp(x - tf1.reduce_max(x, axis=axis, keepdims=True))
    return powers / tf1.reduce_sum(powers, axis=axis, keepdims=True)


def elu(x, alpha=1.0):
    """x above zero, alpha * (exp(x) - 1) below."""
    result = tf1.nn.elu(x)
    return result if alpha == 1 else tf1.where(x > 0, result, alpha * result)


def selu(x):
    """The self-normalizing ELU, written out as Keras did."""
    return 1.0507009873554804934193349852946 * elu(x, 1.6732632423543772848170429916717)


def hard_sigmoid(x):
    """0.2 x + 0.5, cut to [0, 1]."""
    slope, offset = tf1.constant(0.2, x.dtype.base_dtype), tf1.constant(0.5, x.dtype.base_dtype)
    return tf1.clip_by_value(tf1.add(tf1.multiply(x, slope), offset), 0.0, 1.0)


ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "linear": linear,
    "softmax": softmax,
    "elu": elu,
    "selu": selu,
    "hard_sigmoid": hard_sigmoid,
    "softplus": tf1.nn.softplus,
    "softsign": tf1.nn.softsign,
    "relu": tf1.nn.relu,
    "tanh": tf1.nn.tanh,
    "sigmoid": tf1.nn.sigmoid,
    "exponential": tf1.exp,
}

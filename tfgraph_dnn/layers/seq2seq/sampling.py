"""Draws from Bernoulli and categorical distributions, with the ops TF 1.15's helpers made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1


def bernoulli_sample(probs=None, logits=None, dtype=tf1.int32, sample_shape=(), seed=None):
    """Ones with probability `probs` (or `sigmoid(logits)`), else zeros, of shape `sample_shape` + that of `probs`."""
    probs = tf1.sigmoid(logits, name="probs") if probs is None else tf1.convert_to_tensor(probs, name="probs")
    batch_shape = tf1.shape(probs)

    def draw(count: Any) -> Any:
        shape = tf1.concat([[count], batch_shape], 0)
        # As floats, the bounds enter the graph, as they always did in TF 1.15.
        uniform = tf1.random_uniform(shape, 0.0, 1.0, seed=seed, dtype=probs.dtype)
        return tf1.cast(tf1.less(uniform, probs), dtype)

    return _shaped(draw, sample_shape)


def categorical_sample(logits, dtype=tf1.int32, sample_shape=(), seed=None):
    """Indices drawn from the softmax of the last dimension of `logits`, of shape `sample_shape` + the other ones."""
    logits = tf1.convert_to_tensor(logits, name="logits")
    size = tf1.shape(logits)[-1]
    batch_shape = tf1.shape(logits)[:-1]

    def draw(count: Any) -> Any:
        rows = logits if logits.shape.ndims == 2 else tf1.reshape(logits, [-1, size])
        drawn_dtype = tf1.int64 if logits.dtype.size > 4 else tf1.int32
        draws = tf1.multinomial(rows, count, seed=seed, output_dtype=drawn_dtype)
        draws = tf1.reshape(tf1.transpose(draws), tf1.concat([[count], batch_shape], 0))
        return tf1.cast(draws, dtype)

    return _shaped(draw, sample_shape)


def _shaped(draw: Callable[[Any], Any], sample_shape: Any) -> Any:
    with tf1.name_scope(None, "call_sampler", values=[sample_shape]):
        sample_shape = tf1.convert_to_tensor(sample_shape, dtype=tf1.int32, name="sample_shape")
        # A scalar counts as a vector of one.
        pad = tf1.cast(tf1.equal(tf1.rank(sample_shape), 0), tf1.int32)
        wanted = tf1.pad(tf1.shape(sample_shape), paddings=[[pad, 0]], constant_values=1)
        sample_shape = tf1.reshape(sample_shape, wanted)
        samples = draw(tf1.reduce_prod(sample_shape))
        return tf1.reshape(samples, tf1.concat([sample_shape, tf1.shape(samples)[1:]], 0))

"""Attention that only moves forward (Raffel et al. 2017, arXiv:1704.00784)."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.seq2seq.attention import (
    BaseAttentionMechanism,
    _layer,
    bahdanau_score,
    luong_scale,
    luong_score,
)
from tfgraph_dnn.ops.filled import one_hot, ones, zeros
from tfgraph_dnn.ops.variables import get_variable


def safe_cumprod(x, *args, **kwargs):
    """Cumulative product of numbers in [0, 1], taken in logarithms.

    Args:
      x: float tensor.
      *args, **kwargs: as for `tf.cumsum`.

    Returns:
      Tensor of the shape of `x`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.contrib.seq2seq.safe_cumprod([0.5, 0.5])).round(3))
      [0.5  0.25]
    """
    with tf1.name_scope(None, "SafeCumprod", [x]):
        x = tf1.convert_to_tensor(x, name="x")
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return tf1.exp(tf1.cumsum(tf1.log(tf1.clip_by_value(x, tiny, 1)), *args, **kwargs))


def monotonic_attention(p_choose_i, previous_attention, mode):
    """The attention over a memory that is read from left to right.

    Args:
      p_choose_i: `[batch, time]` probabilities to stop at a step.
      previous_attention: `[batch, time]` attention of the last query; one at the first step to begin with.
      mode: "recursive" (exact, slow), "parallel" (in closed form), or "hard" (for probabilities 0 and 1).

    Returns:
      `[batch, time]` tensor.

    Raises:
      ValueError: another mode.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> attention = tf.contrib.seq2seq.monotonic_attention([[0.0, 1.0, 1.0]], [[1.0, 0.0, 0.0]], "hard")
      >>> with tf.Session() as sess:
      ...     print(sess.run(attention))
      [[0. 1. 0.]]
    """
    p = tf1.convert_to_tensor(p_choose_i, name="p_choose_i")
    previous = tf1.convert_to_tensor(previous_attention, name="previous_attention")
    if mode == "recursive":
        return _recursive(p, previous)
    if mode == "parallel":
        passed = safe_cumprod(1 - p, axis=1, exclusive=True)
        return p * passed * tf1.cumsum(previous / tf1.clip_by_value(passed, 1e-10, 1.0), axis=1)
    if mode == "hard":
        p *= tf1.cumsum(previous, axis=1)
        return p * tf1.cumprod(1 - p, axis=1, exclusive=True)
    raise ValueError(f"mode must be 'recursive', 'parallel', or 'hard', got {mode!r}.")


def _recursive(p: Any, previous: Any) -> Any:
    """q[i] = (1 - p[i - 1]) q[i - 1] + previous[i]; attention[i] = p[i] q[i]."""
    batch_size = p.shape.dims[0].value or tf1.shape(p)[0]
    passed = tf1.concat([ones((batch_size, 1)), 1 - p[:, :-1]], 1)
    q = tf1.scan(
        lambda x, step: tf1.reshape(step[0] * x + step[1], (batch_size,)),
        [tf1.transpose(passed), tf1.transpose(previous)],
        zeros((batch_size,)),
    )
    return p * tf1.transpose(q)


def _alignments(score: Any, previous: Any, sigmoid_noise: float, mode: str, seed: int | None = None) -> Any:
    if sigmoid_noise > 0:
        noise = tf1.random_normal(tf1.shape(score), dtype=score.dtype, seed=seed)
        score += sigmoid_noise * noise
    p = tf1.cast(score > 0, score.dtype) if mode == "hard" else tf1.sigmoid(score)
    return monotonic_attention(p, previous, mode)


class BaseMonotonicAttentionMechanism(BaseAttentionMechanism):
    """Begins at the first step of the memory."""

    def initial_alignments(self, batch_size, dtype):
        """`[batch, time]` with one at the first step."""
        return one_hot(zeros((batch_size,), dtype=tf1.int32), self._alignments_size, dtype=dtype)


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.BahdanauMonotonicAttention")
class BahdanauMonotonicAttention(BaseMonotonicAttentionMechanism):
    """Monotonic attention with additive scores.

    Args:
      num_units, memory, memory_sequence_length, normalize, score_mask_value, dtype, name: see `BahdanauAttention`.
      sigmoid_noise: standard deviation of noise on the scores, which makes them go to 0 or 1.
      sigmoid_noise_seed: its op seed.
      score_bias_init: first value of the bias of the scores.
      mode: see `monotonic_attention`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> mechanism = tf.contrib.seq2seq.BahdanauMonotonicAttention(4, tf.ones([2, 7, 6]))
      >>> alignments, _ = mechanism(tf.ones([2, 3]), mechanism.initial_state(2, tf.float32))
      >>> alignments.shape.as_list()
      [2, 7]
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="BahdanauMonotonicAttention",
    ):
        super().__init__(
            query_layer=_layer(num_units, "query_layer", dtype),
            memory_layer=_layer(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=functools.partial(
                _alignments, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name
        self._score_bias_init = score_bias_init

    def __call__(self, query, state):
        """The `[batch, time]` alignments for a query after those of the last, twice: they are the next state too."""
        with tf1.variable_scope(None, "bahdanau_monotonic_attention", [query]):
            score, processed = bahdanau_score(self, query)
            score += get_variable("attention_score_bias", dtype=processed.dtype, initializer=self._score_bias_init)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.LuongMonotonicAttention")
class LuongMonotonicAttention(BaseMonotonicAttentionMechanism):
    """Monotonic attention with multiplicative scores.

    Args:
      num_units, memory, memory_sequence_length, scale, score_mask_value, dtype, name: see `LuongAttention`.
      sigmoid_noise, sigmoid_noise_seed, score_bias_init, mode: see `BahdanauMonotonicAttention`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> mechanism = tf.contrib.seq2seq.LuongMonotonicAttention(4, tf.ones([2, 7, 6]))
      >>> alignments, _ = mechanism(tf.ones([2, 4]), mechanism.initial_state(2, tf.float32))
      >>> alignments.shape.as_list()
      [2, 7]
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="LuongMonotonicAttention",
    ):
        super().__init__(
            query_layer=None,
            memory_layer=_layer(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=functools.partial(
                _alignments, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._score_bias_init = score_bias_init
        self._name = name

    def __call__(self, query, state):
        """The `[batch, time]` alignments for a query after those of the last, twice: they are the next state too."""
        with tf1.variable_scope(None, "luong_monotonic_attention", [query]):
            score = luong_score(query, self._keys, luong_scale(self._scale, query.dtype))
            score += get_variable("attention_score_bias", dtype=query.dtype, initializer=self._score_bias_init)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

"""Attention mechanisms: how well a query fits each step of a memory (Luong et al., Bahdanau et al. 2014/2015)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.dense import Dense
from tfgraph_dnn.layers.rnn.cell import zero_state_tensors
from tfgraph_dnn.ops.assertions import assert_positive
from tfgraph_dnn.ops.filled import one_hot
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.variables import get_variable


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.AttentionMechanism")
class AttentionMechanism:
    """What an `AttentionWrapper` takes: has sizes, a memory, and is called with a query and a state."""

    @property
    def alignments_size(self):
        """The number of steps of the memory."""
        raise NotImplementedError

    @property
    def state_size(self):
        """The shape of the mechanism's state."""
        raise NotImplementedError


class BaseAttentionMechanism(AttentionMechanism):
    """Keeps the memory and its keys, and turns scores into alignments.

    Args:
      query_layer, memory_layer: layers for queries and memory, or None.
      memory: `[batch, time, ...]` tensor.
      probability_fn: function of scores and previous alignments that gives alignments.
      memory_sequence_length: `[batch]` integers; steps beyond are zero and get no score.
      check_inner_dims_defined: whether the memory must have known inner dimensions.
      score_mask_value: score of steps beyond the length; minus infinity by default.
      custom_key_value_fn: function of keys and values that gives both anew.
      name: name of the name scope.

    Raises:
      TypeError: layers that are none, or a function that is none.
      ValueError: unknown inner dimensions.
    """

    def __init__(
        self,
        query_layer,
        memory,
        probability_fn,
        memory_sequence_length=None,
        memory_layer=None,
        check_inner_dims_defined=True,
        score_mask_value=None,
        custom_key_value_fn=None,
        name=None,
    ):
        for what, layer in (("query_layer", query_layer), ("memory_layer", memory_layer)):
            if layer is not None and not isinstance(layer, Layer):
                raise TypeError(f"{what} is not a Layer: {type(layer).__name__}")
        self._query_layer = query_layer
        self._memory_layer = memory_layer
        self.dtype = memory_layer.dtype
        if not callable(probability_fn):
            raise TypeError(f"probability_fn must be callable, saw type: {type(probability_fn).__name__}")
        if score_mask_value is None:
            score_mask_value = tf1.as_dtype(memory_layer.dtype).as_numpy_dtype(-np.inf)
        self._probability_fn = lambda score, previous: probability_fn(
            masked_score(score, memory_sequence_length, score_mask_value), previous
        )
        with tf1.name_scope(name, "BaseAttentionMechanismInit", tf1.nest.flatten(memory)):
            self._values = masked_memory(memory, memory_sequence_length, check_inner_dims_defined)
            self._keys = memory_layer(self._values) if memory_layer else self._values
            if custom_key_value_fn is not None:
                self._keys, self._values = custom_key_value_fn(self._keys, self._values)
            self._batch_size = self._keys.shape.dims[0].value or tf1.shape(self._keys)[0]
            self._alignments_size = self._keys.shape.dims[1].value or tf1.shape(self._keys)[1]

    @property
    def memory_layer(self):
        """The layer for the memory, or None."""
        return self._memory_layer

    @property
    def query_layer(self):
        """The layer for queries, or None."""
        return self._query_layer

    @property
    def values(self):
        """The memory, zero beyond its lengths."""
        return self._values

    @property
    def keys(self):
        """The memory behind its layer."""
        return self._keys

    @property
    def batch_size(self):
        """The memory's: integer, or tensor where unknown."""
        return self._batch_size

    @property
    def alignments_size(self):
        """The number of steps of the memory: integer, or tensor where unknown."""
        return self._alignments_size

    @property
    def state_size(self):
        """That of the alignments."""
        return self._alignments_size

    def initial_alignments(self, batch_size, dtype):
        """`[batch, time]` zeros."""
        return zero_state_tensors(self._alignments_size, batch_size, dtype)

    def initial_state(self, batch_size, dtype):
        """The first alignments."""
        return self.initial_alignments(batch_size, dtype)


def masked_memory(memory: Any, sequence_length: Any, check_inner_dims_defined: bool) -> Any:
    """The memory as tensors, zero beyond the lengths."""
    memory = tf1.nest.map_structure(lambda m: tf1.convert_to_tensor(m, name="memory"), memory)
    if sequence_length is not None:
        sequence_length = tf1.convert_to_tensor(sequence_length, name="memory_sequence_length")
    if check_inner_dims_defined:
        for part in tf1.nest.flatten(memory):
            if not part.get_shape()[2:].is_fully_defined():
                raise ValueError(
                    f"Expected memory {part.name} to have fully defined inner dims, but saw shape: {part.get_shape()}"
                )
    if sequence_length is None:
        return memory
    first = tf1.nest.flatten(memory)[0]
    mask = tf1.sequence_mask(sequence_length, maxlen=tf1.shape(first)[1], dtype=first.dtype)

    def masked(part: Any) -> Any:
        rank = part.get_shape().ndims
        rank = tf1.rank(part) if rank is None else rank
        ones = tf1.ones(rank - 2, dtype=tf1.int32)
        return part * tf1.reshape(mask, tf1.concat((tf1.shape(mask), ones), 0))

    return tf1.nest.map_structure(masked, memory)


def masked_score(score: Any, sequence_length: Any, mask_value: Any) -> Any:
    """The `[batch, time]` scores, `mask_value` beyond the lengths."""
    if sequence_length is None:
        return score
    message = "All values in memory_sequence_length must be greater than zero."
    with tf1.control_dependencies([assert_positive(sequence_length, message=message)]):
        mask = tf1.sequence_mask(sequence_length, maxlen=tf1.shape(score)[1])
    return tf1.where(mask, score, mask_value * ones_like(score))


def hardmax(logits, name=None):
    """One where the last dimension is largest, zero elsewhere.

    Args:
      logits: float tensor.
      name: name of the name scope; `Hardmax` by default.

    Returns:
      Tensor of the same shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.contrib.seq2seq.hardmax([[1.0, 3.0, 2.0]])))
      [[0. 1. 0.]]
    """
    with tf1.name_scope(name, "Hardmax", [logits]):
        logits = tf1.convert_to_tensor(logits, name="logits")
        depth = logits.get_shape().dims[-1].value
        if depth is None:
            depth = tf1.shape(logits)[-1]
        return one_hot(tf1.argmax(logits, -1), depth, dtype=logits.dtype)


def luong_score(query: Any, keys: Any, scale: Any) -> Any:
    """`[batch, time]` inner products of queries and keys, times a scale if there is one.

    Raises:
      ValueError: queries and keys of different or unknown depth.
    """
    depth, units = query.get_shape()[-1], keys.get_shape()[-1]
    if depth != units:
        raise ValueError(
            f"Incompatible or unknown inner dimensions between query and keys.  Query ({query}) has units: {depth}.  "
            f"Keys ({keys}) have units: {units}.  Perhaps you need to set num_units to the keys' dimension ({units})?"
        )
    score = tf1.squeeze(tf1.matmul(tf1.expand_dims(query, 1), keys, transpose_b=True), [1])
    return score if scale is None else scale * score


def luong_scale(scaled: bool, dtype: Any) -> Any:
    """The variable `attention_g` that scores are multiplied by, or None."""
    if not scaled:
        return None
    return get_variable("attention_g", dtype=dtype, initializer=tf1.ones_initializer, shape=())


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.LuongAttention")
class LuongAttention(BaseAttentionMechanism):
    """Multiplicative attention (Luong et al. 2015, arXiv:1508.04025).

    Args:
      num_units: depth of keys and queries.
      memory: `[batch, time, ...]` tensor, e.g. an encoder's outputs.
      memory_sequence_length: `[batch]` integers, or None.
      scale: whether to multiply the scores by a variable.
      probability_fn: function from scores to alignments; softmax by default.
      score_mask_value: score beyond the lengths; minus infinity by default.
      dtype: of the memory's layer; float32 by default.
      custom_key_value_fn: function of keys and values that gives both anew.
      name: name of the name scope.

    Raises:
      ValueError: unknown inner dimensions; at the call, a query of another depth.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> mechanism = tf.contrib.seq2seq.LuongAttention(4, tf.ones([2, 7, 6]))
      >>> alignments, _ = mechanism(tf.ones([2, 4]), state=None)
      >>> alignments.shape.as_list(), mechanism.memory_layer.kernel.name
      ([2, 7], 'memory_layer/kernel:0')
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        custom_key_value_fn=None,
        name="LuongAttention",
    ):
        super().__init__(
            query_layer=None,
            memory_layer=_layer(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=_without_state(probability_fn),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._name = name

    def __call__(self, query, state):
        """The `[batch, time]` alignments of a `[batch, depth]` query, twice: they are the next state too."""
        with tf1.variable_scope(None, "luong_attention", [query]):
            score = luong_score(query, self._keys, luong_scale(self._scale, query.dtype))
        alignments = self._probability_fn(score, state)
        return alignments, alignments


def bahdanau_score(mechanism: Any, query: Any) -> tuple[Any, Any]:
    """`[batch, time]` scores v' tanh(W_k keys + W_q query [+ b]), and the query behind its layer."""
    units = mechanism._num_units
    processed = mechanism.query_layer(query) if mechanism.query_layer else query
    v = get_variable("attention_v", [units], dtype=query.dtype)
    if not mechanism._normalize:
        return tf1.reduce_sum(v * tf1.tanh(mechanism._keys + tf1.expand_dims(processed, 1)), [2]), processed
    # Weight normalization (Salimans and Kingma 2016, arXiv:1602.07868).
    start = tf1.constant_initializer(math.sqrt(1.0 / units))
    g = get_variable("attention_g", dtype=query.dtype, initializer=start, shape=())
    b = get_variable("attention_b", [units], dtype=query.dtype, initializer=tf1.zeros_initializer())
    expanded = tf1.expand_dims(processed, 1)
    normed = g * v * tf1.rsqrt(tf1.reduce_sum(tf1.square(v)))
    return tf1.reduce_sum(normed * tf1.tanh(mechanism._keys + expanded + b), [2]), processed


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.BahdanauAttention")
class BahdanauAttention(BaseAttentionMechanism):
    """Additive attention (Bahdanau et al. 2014, arXiv:1409.0473), normalized if asked for.

    Args:
      num_units: depth of the space where keys and queries are added.
      memory, memory_sequence_length, probability_fn, score_mask_value, dtype, custom_key_value_fn, name: see
        `LuongAttention`.
      normalize: whether to normalize the weights of the score.

    Raises:
      ValueError: unknown inner dimensions.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> mechanism = tf.contrib.seq2seq.BahdanauAttention(4, tf.ones([2, 7, 6]), memory_sequence_length=[7, 5])
      >>> alignments, _ = mechanism(tf.ones([2, 3]), state=None)
      >>> alignments.shape.as_list()
      [2, 7]
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        custom_key_value_fn=None,
        name="BahdanauAttention",
    ):
        super().__init__(
            query_layer=_layer(num_units, "query_layer", dtype),
            memory_layer=_layer(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=_without_state(probability_fn),
            custom_key_value_fn=custom_key_value_fn,
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name

    def __call__(self, query, state):
        """The `[batch, time]` alignments of a `[batch, depth]` query, twice: they are the next state too."""
        with tf1.variable_scope(None, "bahdanau_attention", [query]):
            score, _ = bahdanau_score(self, query)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


def _layer(num_units: int, name: str, dtype: Any) -> Dense:
    return Dense(num_units, name=name, use_bias=False, dtype=tf1.float32 if dtype is None else dtype)


def _without_state(probability_fn: Callable[[Any], Any] | None) -> Callable[[Any, Any], Any]:
    probability_fn = tf1.nn.softmax if probability_fn is None else probability_fn
    return lambda score, _: probability_fn(score)

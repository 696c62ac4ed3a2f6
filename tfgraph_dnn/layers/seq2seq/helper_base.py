"""Helpers tell a `BasicDecoder` what to read: the base, and the one made of three functions."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.Helper")
class Helper(abc.ABC):
    """Samples from outputs and gives the next inputs; as `tf.contrib.seq2seq.Helper` of TF 1.15."""

    @property
    @abc.abstractmethod
    def batch_size(self):
        """Scalar integer tensor."""
        raise NotImplementedError("batch_size has not been implemented")

    @property
    @abc.abstractmethod
    def sample_ids_shape(self):
        """`TensorShape` of the sampled ids, without the batch dimension."""
        raise NotImplementedError("sample_ids_shape has not been implemented")

    @property
    @abc.abstractmethod
    def sample_ids_dtype(self):
        """dtype of the sampled ids."""
        raise NotImplementedError("sample_ids_dtype has not been implemented")

    @abc.abstractmethod
    def initialize(self, name=None):
        """`(finished, first inputs)`."""

    @abc.abstractmethod
    def sample(self, time, outputs, state, name=None):
        """The sampled ids."""

    @abc.abstractmethod
    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """`(finished, next inputs, next state)`."""


def embedding_function(embedding: Any) -> Callable[[Any], Any]:
    """`embedding` itself if it is a function, else the look-up in that table."""
    if callable(embedding):
        return embedding
    return lambda ids: tf1.nn.embedding_lookup(embedding, ids)


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.CustomHelper")
class CustomHelper(Helper):
    """A helper made of functions.

    Args:
      initialize_fn: function that gives `(finished, first inputs)`.
      sample_fn: function of `time`, `outputs`, `state` that gives ids.
      next_inputs_fn: function of `time`, `outputs`, `state`, `sample_ids` that gives
        `(finished, next inputs, next state)`.
      sample_ids_shape: shape of the ids without the batch dimension; scalar by default.
      sample_ids_dtype: of the ids; int32 by default.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.CustomHelper(
      ...     initialize_fn=lambda: (tf.constant([False]), tf.ones([1, 3])),
      ...     sample_fn=lambda time, outputs, state: tf.argmax(outputs, 1, output_type=tf.int32),
      ...     next_inputs_fn=lambda time, outputs, state, sample_ids: (tf.constant([True]), tf.ones([1, 3]), state))
      >>> finished, inputs = helper.initialize()
      >>> inputs.shape.as_list()
      [1, 3]
    """

    def __init__(self, initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=None, sample_ids_dtype=None):
        self._initialize_fn = initialize_fn
        self._sample_fn = sample_fn
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = None
        self._sample_ids_shape = tf1.TensorShape(sample_ids_shape or [])
        self._sample_ids_dtype = sample_ids_dtype or tf1.int32

    @property
    def batch_size(self):
        """The number of sequences, known once `initialize` was called; ValueError before."""
        if self._batch_size is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._batch_size

    @property
    def sample_ids_shape(self):
        """As given."""
        return self._sample_ids_shape

    @property
    def sample_ids_dtype(self):
        """As given."""
        return self._sample_ids_dtype

    def initialize(self, name=None):
        """Calls the function; see `Helper`."""
        with tf1.name_scope(name, f"{type(self).__name__}Initialize"):
            finished, next_inputs = self._initialize_fn()
            if self._batch_size is None:
                self._batch_size = tf1.size(finished)
        return finished, next_inputs

    def sample(self, time, outputs, state, name=None):
        """Calls the function; see `Helper`."""
        with tf1.name_scope(name, f"{type(self).__name__}Sample", (time, outputs, state)):
            return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Calls the function; see `Helper`."""
        with tf1.name_scope(name, f"{type(self).__name__}NextInputs", (time, outputs, state)):
            return self._next_inputs_fn(time=time, outputs=outputs, state=state, sample_ids=sample_ids)

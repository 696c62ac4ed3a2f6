"""Helpers for inference: the decoder reads what it said itself."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.seq2seq.helper_base import Helper, embedding_function
from tfgraph_dnn.layers.seq2seq.sampling import categorical_sample


def _check_one_tensor(outputs: Any) -> None:
    if not isinstance(outputs, tf1.Tensor):
        raise TypeError(f"Expected outputs to be a single Tensor, got: {type(outputs)}")


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.GreedyEmbeddingHelper")
class GreedyEmbeddingHelper(Helper):
    """Embeds the most likely id of each step as the next input.

    Args:
      embedding: table, or function from ids to vectors.
      start_tokens: `[batch]` integers.
      end_token: integer scalar; a sequence is finished when it is said.

    Raises:
      ValueError: start tokens that are no vector, or an end token that is no scalar.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(tf.get_variable("embedding", [9, 3]), [1, 1], 2)
      >>> finished, inputs = helper.initialize()
      >>> inputs.shape.as_list()
      [2, 3]
    """

    def __init__(self, embedding, start_tokens, end_token):
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens = tf1.convert_to_tensor(start_tokens, dtype=tf1.int32, name="start_tokens")
        self._end_token = tf1.convert_to_tensor(end_token, dtype=tf1.int32, name="end_token")
        if self._start_tokens.get_shape().ndims != 1:
            raise ValueError("start_tokens must be a vector")
        self._batch_size = tf1.size(start_tokens)
        if self._end_token.get_shape().ndims != 0:
            raise ValueError("end_token must be a scalar")
        self._start_inputs = self._embedding_fn(self._start_tokens)

    @property
    def batch_size(self):
        """The number of start tokens."""
        return self._batch_size

    @property
    def sample_ids_shape(self):
        """Scalars."""
        return tf1.TensorShape([])

    @property
    def sample_ids_dtype(self):
        """int32."""
        return tf1.int32

    def initialize(self, name=None):
        """The embedded start tokens; see `Helper`."""
        return tf1.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        """The most likely ids; see `Helper`."""
        _check_one_tensor(outputs)
        return tf1.argmax(outputs, axis=-1, output_type=tf1.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """The embedded ids; see `Helper`."""
        finished = tf1.equal(sample_ids, self._end_token)
        next_inputs = tf1.cond(
            tf1.reduce_all(finished),
            lambda: self._start_inputs,  # of no use any more
            lambda: self._embedding_fn(sample_ids),
        )
        return finished, next_inputs, state


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.SampleEmbeddingHelper")
class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """Embeds an id drawn from the softmax of each step's outputs.

    Args:
      embedding, start_tokens, end_token: see `GreedyEmbeddingHelper`.
      softmax_temperature: what to divide the logits by, or None.
      seed: op seed.

    Raises:
      ValueError: see `GreedyEmbeddingHelper`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.SampleEmbeddingHelper(
      ...     tf.get_variable("embedding", [9, 3]), [1, 1], 2, softmax_temperature=0.7, seed=42)
      >>> helper.sample(0, tf.ones([2, 9]), None).dtype.name
      'int32'
    """

    def __init__(self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None):
        super().__init__(embedding, start_tokens, end_token)
        self._softmax_temperature = softmax_temperature
        self._seed = seed

    def sample(self, time, outputs, state, name=None):
        """Drawn ids; see `Helper`."""
        _check_one_tensor(outputs)
        logits = outputs if self._softmax_temperature is None else outputs / self._softmax_temperature
        return categorical_sample(logits=logits, seed=self._seed)


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.InferenceHelper")
class InferenceHelper(Helper):
    """Reads samples of any kind, made by functions.

    Args:
      sample_fn: function from outputs to samples.
      sample_shape: of a sample, without the batch dimension.
      sample_dtype: of the samples.
      start_inputs: `[batch, ...]` first inputs.
      end_fn: function from samples to `[batch]` bools: which sequences are finished.
      next_inputs_fn: function from samples to inputs; the samples themselves by default.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.InferenceHelper(
      ...     lambda outputs: outputs, [3], tf.float32, tf.ones([2, 3]), lambda ids: tf.tile([False], [2]))
      >>> helper.sample_ids_shape.as_list()
      [3]
    """

    def __init__(self, sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None):
        self._sample_fn = sample_fn
        self._end_fn = end_fn
        self._sample_shape = tf1.TensorShape(sample_shape)
        self._sample_dtype = sample_dtype
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = tf1.shape(start_inputs)[0]
        self._start_inputs = tf1.convert_to_tensor(start_inputs, name="start_inputs")

    @property
    def batch_size(self):
        """The first inputs'."""
        return self._batch_size

    @property
    def sample_ids_shape(self):
        """As given."""
        return self._sample_shape

    @property
    def sample_ids_dtype(self):
        """As given."""
        return self._sample_dtype

    def initialize(self, name=None):
        """The first inputs; see `Helper`."""
        return tf1.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        """Calls the function; see `Helper`."""
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Calls the functions; see `Helper`."""
        next_inputs = sample_ids if self._next_inputs_fn is None else self._next_inputs_fn(sample_ids)
        return self._end_fn(sample_ids), next_inputs, state

"""Linear-chain conditional random fields: scores and likelihood of tag sequences (Lafferty et al. 2001).

Shapes: `inputs` are the `[batch, time, tags]` unary potentials, `transition_params` the `[tags, tags]` scores of going
from one tag to the next. Beyond an example's length nothing counts.
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.dynamic import dynamic_rnn
from tfgraph_dnn.ops.log_sum_exp import reduce_logsumexp
from tfgraph_dnn.ops.smart_conditions import smart_cond
from tfgraph_dnn.ops.variables import get_variable


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """The log-likelihood of tag sequences.

    Args:
      inputs: `[batch, time, tags]` float tensor.
      tag_indices: `[batch, time]` integer tensor.
      sequence_lengths: `[batch]` integer tensor.
      transition_params: `[tags, tags]` tensor; by default a new variable `transitions`.

    Returns:
      The `[batch]` log-likelihoods, and the transition scores.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> likelihood, transitions = tf.contrib.crf.crf_log_likelihood(
      ...     tf.zeros([2, 5, 3]), tf.zeros([2, 5], tf.int32), tf.constant([5, 4]))
      >>> likelihood.shape.as_list(), transitions.name
      ([2], 'transitions:0')
    """
    num_tags = inputs.shape.dims[2].value
    if transition_params is None:
        transition_params = get_variable("transitions", [num_tags, num_tags])
    scores = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return scores - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """The unnormalized score of tag sequences: unary plus binary scores.

    Args:
      inputs, tag_indices, sequence_lengths, transition_params: see `crf_log_likelihood`.

    Returns:
      `[batch]` float tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> score = tf.contrib.crf.crf_sequence_score(
      ...     tf.ones([1, 3, 2]), tf.zeros([1, 3], tf.int32), tf.constant([3]), tf.ones([2, 2]))
      >>> with tf.Session() as sess:
      ...     print(sess.run(score))
      [5.]
    """

    def one_step() -> Any:
        batch_size = tf1.shape(inputs, out_type=tag_indices.dtype)[0]
        examples = tf1.reshape(tf1.range(batch_size, dtype=tag_indices.dtype), [-1, 1])
        scores = tf1.gather_nd(tf1.squeeze(inputs, [1]), tf1.concat([examples, tag_indices], axis=1))
        return zero_where_empty(sequence_lengths, scores)

    def several_steps() -> Any:
        unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
        return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)

    return by_steps(inputs, one_step, several_steps)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """The unnormalized score of all tag sequences that a set of allowed tags admits, together.

    Args:
      inputs, sequence_lengths, transition_params: see `crf_log_likelihood`.
      tag_bitmap: `[batch, time, tags]` bool tensor, True for allowed tags.

    Returns:
      `[batch]` float tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.crf.crf_multitag_sequence_score(
      ...     tf.ones([1, 3, 2]), tf.ones([1, 3, 2], tf.bool), tf.constant([3]), tf.ones([2, 2])).shape.as_list()
      [1]
    """

    def allowed() -> Any:
        return tf1.where(tag_bitmap, inputs, tf1.fill(tf1.shape(inputs), float("-inf")))

    return by_steps(
        inputs,
        lambda: reduce_logsumexp(allowed(), axis=[1, 2], keepdims=False),
        lambda: crf_log_norm(inputs=allowed(), sequence_lengths=sequence_lengths, transition_params=transition_params),
    )


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """The logarithm of the sum over all tag sequences, by the forward algorithm.

    Args:
      inputs, sequence_lengths, transition_params: see `crf_log_likelihood`.

    Returns:
      `[batch]` float tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> norm = tf.contrib.crf.crf_log_norm(tf.zeros([1, 3, 2]), tf.constant([3]), tf.zeros([2, 2]))
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.exp(norm)).round(3))
      [8.]
    """
    first = tf1.squeeze(tf1.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])

    def one_step() -> Any:
        return zero_where_empty(sequence_lengths, reduce_logsumexp(first, [1]))

    def several_steps() -> Any:
        rest = tf1.slice(inputs, [0, 1, 0], [-1, -1, -1])
        cell = CrfForwardRnnCell(transition_params)
        _, alphas = dynamic_rnn(
            cell=cell,
            inputs=rest,
            sequence_length=one_less(sequence_lengths),
            initial_state=first,
            dtype=tf1.float32,
        )
        return zero_where_empty(sequence_lengths, reduce_logsumexp(alphas, [1]))

    return by_steps(inputs, one_step, several_steps)


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """The sum of the unary potentials along tag sequences.

    Args:
      tag_indices, sequence_lengths, inputs: see `crf_log_likelihood`.

    Returns:
      `[batch]` float tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> score = tf.contrib.crf.crf_unary_score(tf.zeros([1, 3], tf.int32), tf.constant([2]), tf.ones([1, 3, 2]))
      >>> with tf.Session() as sess:
      ...     print(sess.run(score))
      [2.]
    """
    batch_size, steps, num_tags = (tf1.shape(inputs)[axis] for axis in range(3))
    flat_inputs = tf1.reshape(inputs, [-1])
    offsets = tf1.expand_dims(tf1.range(batch_size) * steps * num_tags, 1)
    offsets += tf1.expand_dims(tf1.range(steps) * num_tags, 0)
    if tag_indices.dtype == tf1.int64:
        offsets = tf1.cast(offsets, tf1.int64)
    chosen = tf1.gather(flat_inputs, tf1.reshape(offsets + tag_indices, [-1]))
    scores = tf1.reshape(chosen, [batch_size, steps])
    mask = tf1.sequence_mask(sequence_lengths, maxlen=tf1.shape(tag_indices)[1], dtype=tf1.float32)
    return tf1.reduce_sum(scores * mask, 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """The sum of the transition scores along tag sequences.

    Args:
      tag_indices, sequence_lengths, transition_params: see `crf_log_likelihood`.

    Returns:
      `[batch]` float tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> score = tf.contrib.crf.crf_binary_score(tf.zeros([1, 3], tf.int32), tf.constant([3]), tf.ones([2, 2]))
      >>> with tf.Session() as sess:
      ...     print(sess.run(score))
      [2.]
    """
    num_tags = transition_params.get_shape()[0]
    num_transitions = tf1.shape(tag_indices)[1] - 1
    before = tf1.slice(tag_indices, [0, 0], [-1, num_transitions])
    after = tf1.slice(tag_indices, [0, 1], [-1, num_transitions])
    places = before * num_tags + after
    scores = tf1.gather(tf1.reshape(transition_params, [-1]), places)
    mask = tf1.sequence_mask(sequence_lengths, maxlen=tf1.shape(tag_indices)[1], dtype=tf1.float32)
    return tf1.reduce_sum(scores * tf1.slice(mask, [0, 1], [-1, -1]), 1)


def by_steps(inputs: Any, one_step: Any, several_steps: Any) -> Any:
    """`one_step()` for sequences of one step, else `several_steps()`; decided now where the length is known."""
    steps = inputs.shape.dims[1].value or tf1.shape(inputs)[1]
    return smart_cond(tf1.equal(steps, 1), one_step, several_steps)


def one_less(sequence_lengths: Any) -> Any:
    """The lengths without the first step, at least zero."""
    return tf1.maximum(tf1.constant(0, dtype=sequence_lengths.dtype), sequence_lengths - 1)


def zero_where_empty(sequence_lengths: Any, scores: Any) -> Any:
    """The scores, zero for sequences without a step."""
    return tf1.where(tf1.less_equal(sequence_lengths, 0), tf1.zeros_like(scores), scores)


@shown_as("tensorflow.contrib.crf.python.ops.crf.CrfForwardRnnCell")
class CrfForwardRnnCell(RNNCell):
    """One step of the forward algorithm: the state is the log-sum of all sequences that end in each tag.

    Args:
      transition_params: `[tags, tags]` tensor.
    """

    def __init__(self, transition_params):
        self._transition_params = tf1.expand_dims(transition_params, 0)
        self._num_tags = transition_params.shape.dims[0].value

    @property
    def state_size(self):
        """The number of tags."""
        return self._num_tags

    @property
    def output_size(self):
        """The number of tags."""
        return self._num_tags

    def __call__(self, inputs, state, scope=None):
        """The next log-sums, as output and as state."""
        scores = tf1.expand_dims(state, 2) + self._transition_params
        alphas = inputs + reduce_logsumexp(scores, [1])
        return alphas, alphas

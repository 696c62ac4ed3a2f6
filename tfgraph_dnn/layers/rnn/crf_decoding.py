"""The best tag sequence of a conditional random field, by the Viterbi algorithm: in NumPy and in the graph."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.crf import CrfForwardRnnCell, by_steps, one_less
from tfgraph_dnn.layers.rnn.dynamic import dynamic_rnn


def viterbi_decode(score, transition_params):
    """The best tag sequence of one example, in NumPy.

    Args:
      score: `[time, tags]` array of unary potentials.
      transition_params: `[tags, tags]` array.

    Returns:
      The list of tags and their score.

    Example:
      >>> import numpy as np
      >>> import tfgraph_dnn.v1 as tf
      >>> tags, score = tf.contrib.crf.viterbi_decode(np.array([[0.0, 1.0], [2.0, 0.0]]), np.zeros([2, 2]))
      >>> [int(tag) for tag in tags], float(score)
      ([1, 0], 3.0)
    """
    best = np.zeros_like(score)
    came_from = np.zeros_like(score, dtype=np.int32)
    best[0] = score[0]
    for step in range(1, score.shape[0]):
        candidates = np.expand_dims(best[step - 1], 1) + transition_params
        best[step] = score[step] + np.max(candidates, 0)
        came_from[step] = np.argmax(candidates, 0)
    tags = [np.argmax(best[-1])]
    for pointers in reversed(came_from[1:]):
        tags.append(pointers[tags[-1]])
    return tags[::-1], np.max(best[-1])


def crf_decode(potentials, transition_params, sequence_length):
    """The best tag sequences of a batch, in the graph.

    Args:
      potentials: `[batch, time, tags]` float tensor.
      transition_params: `[tags, tags]` tensor.
      sequence_length: `[batch]` integer tensor.

    Returns:
      The `[batch, time]` integer tags, zero beyond the lengths, and their `[batch]` scores.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tags, score = tf.contrib.crf.crf_decode(
      ...     tf.constant([[[0.0, 1.0], [2.0, 0.0]]]), tf.zeros([2, 2]), tf.constant([2]))
      >>> with tf.Session() as sess:
      ...     print(*sess.run([tags, score]))
      [[1 0]] [3.]
    """

    def one_step() -> Any:
        squeezed = tf1.squeeze(potentials, [1])
        tags = tf1.expand_dims(tf1.argmax(squeezed, axis=1), 1)
        score = tf1.reduce_max(squeezed, axis=1)
        return tf1.cast(tags, dtype=tf1.int32), score

    def several_steps() -> Any:
        forward = CrfDecodeForwardRnnCell(transition_params)
        first = tf1.squeeze(tf1.slice(potentials, [0, 0, 0], [-1, 1, -1]), axis=[1])
        rest = tf1.slice(potentials, [0, 1, 0], [-1, -1, -1])
        lengths = one_less(sequence_length)
        pointers, last = dynamic_rnn(
            forward, inputs=rest, sequence_length=lengths, initial_state=first, dtype=tf1.int32
        )
        pointers = tf1.reverse_sequence(pointers, lengths, seq_axis=1)
        backward = CrfDecodeBackwardRnnCell(potentials.shape.dims[2].value)
        end = tf1.expand_dims(tf1.cast(tf1.argmax(last, axis=1), dtype=tf1.int32), axis=-1)
        tags, _ = dynamic_rnn(backward, inputs=pointers, sequence_length=lengths, initial_state=end, dtype=tf1.int32)
        tags = tf1.concat([end, tf1.squeeze(tags, axis=[2])], axis=1)
        tags = tf1.reverse_sequence(tags, sequence_length, seq_axis=1)
        return tags, tf1.reduce_max(last, axis=1)

    return by_steps(potentials, one_step, several_steps)


@shown_as("tensorflow.contrib.crf.python.ops.crf.CrfDecodeForwardRnnCell")
class CrfDecodeForwardRnnCell(CrfForwardRnnCell):
    """One step forward: the state is the best score of what ends in each tag, the output where it came from.

    Args:
      transition_params: `[tags, tags]` tensor.
    """

    def __call__(self, inputs, state, scope=None):
        """The `[batch, tags]` integer back pointers, and the next scores."""
        scores = tf1.expand_dims(state, 2) + self._transition_params
        new_state = inputs + tf1.reduce_max(scores, [1])
        return tf1.cast(tf1.argmax(scores, 1), dtype=tf1.int32), new_state


@shown_as("tensorflow.contrib.crf.python.ops.crf.CrfDecodeBackwardRnnCell")
class CrfDecodeBackwardRnnCell(RNNCell):
    """One step backward, along the back pointers.

    Args:
      num_tags: the number of tags.
    """

    def __init__(self, num_tags):
        self._num_tags = num_tags

    @property
    def state_size(self):
        """One tag."""
        return 1

    @property
    def output_size(self):
        """One tag."""
        return 1

    def __call__(self, inputs, state, scope=None):
        """The tag before, as output and as state."""
        state = tf1.squeeze(state, axis=[1])
        examples = tf1.range(tf1.shape(inputs)[0])
        places = tf1.stack([examples, state], axis=1)
        tags = tf1.expand_dims(tf1.gather_nd(inputs, places), axis=-1)
        return tags, tags

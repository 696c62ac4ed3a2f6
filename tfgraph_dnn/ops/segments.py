"""Means over segments with TF 1.15's operations; Python's number of segments is part of a shape there."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import static_or_dynamic_shape


def unsorted_segment_mean(data, segment_ids, num_segments, name=None):
    """The mean of the rows of each segment; 0 for an empty one.

    Args:
      data: tensor of known rank.
      segment_ids: integer tensor, its shape the first dimensions of that of `data`; negative ids are left out.
      num_segments: scalar integer.
      name: name of the name scope.

    Returns:
      Tensor of shape `[num_segments, ...]`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.unsorted_segment_mean([1.0, 3.0, 5.0], [0, 0, 1], 2)))
      [2. 5.]
    """
    with tf1.name_scope(name, "UnsortedSegmentMean"):
        total, count = _total_and_count(data, segment_ids, num_segments)
        return total / count


def unsorted_segment_sqrt_n(data, segment_ids, num_segments, name=None):
    """The sum of the rows of each segment divided by the root of their number; see `unsorted_segment_mean`."""
    with tf1.name_scope(name, "UnsortedSegmentSqrtN"):
        total, count = _total_and_count(data, segment_ids, num_segments)
        return total / tf1.sqrt(count)


def _total_and_count(data, segment_ids, num_segments):
    data = tf1.convert_to_tensor(data)
    segment_ids = tf1.convert_to_tensor(segment_ids)
    ones = tf1.ones(static_or_dynamic_shape(segment_ids), dtype=data.dtype)
    count = tf1.unsorted_segment_sum(ones, segment_ids, num_segments)
    inner = data.shape.ndims - segment_ids.shape.ndims
    count = tf1.maximum(tf1.reshape(count, [num_segments] + [1] * inner), 1)
    return tf1.unsorted_segment_sum(data, segment_ids, num_segments), count

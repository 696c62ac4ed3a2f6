"""`tf.sort` and `tf.argsort` with TF 1.15's operations: the ascending order is the descending one of the negatives."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1


def sort(values, axis=-1, direction="ASCENDING", name=None):
    """Sorts along one dimension.

    Args:
      values: tensor of numbers.
      axis: constant int.
      direction: 'ASCENDING' or 'DESCENDING'.
      name: name of the name scope.

    Returns:
      Tensor like `values`.

    Raises:
      ValueError: another direction, or an axis that is not a constant scalar.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.sort([3.0, 1.0, 2.0])))
      [1. 2. 3.]
    """
    with tf1.name_scope(name, "sort"):
        values, axis = _checked(values, axis, direction)
        if direction == "DESCENDING":
            return _descending(values, axis, 0)
        return -_descending(-values, axis, 0)


def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    """The indices that sort along one dimension; as for `sort`. `stable` has no effect, as in TF 1.15."""
    with tf1.name_scope(name, "argsort"):
        values, axis = _checked(values, axis, direction)
        return _descending(values if direction == "DESCENDING" else -values, axis, 1)


def _checked(values, axis, direction: str):
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(f"{direction} should be one of ASCENDING, DESCENDING")
    axis = tf1.convert_to_tensor(axis, name="axis")
    static = tf1.get_static_value(axis)
    if axis.shape.ndims != 0 or static is None:
        raise ValueError("axis must be a constant scalar")
    return tf1.convert_to_tensor(values, name="values"), int(static)


def _descending(values, axis: int, output: int):
    """The values sorted (output 0), or their indices (1); the kernel sorts the last dimension."""
    size = tf1.shape(values)[axis]
    rank = tf1.rank(values)
    static_rank = values.shape.ndims
    if axis == -1 or axis + 1 == static_rank:
        return tf1.nn.top_k(values, size)[output]
    swapped = _last_swapped_with(axis, rank, static_rank)
    return tf1.transpose(tf1.nn.top_k(tf1.transpose(values, swapped), size)[output], swapped)


def _last_swapped_with(axis: int, rank, static_rank):
    if static_rank is None:
        axis = axis + rank if axis < 0 else axis
        between = tf1.range(axis + 1, rank - 1)
        return tf1.concat([tf1.range(axis), [rank - 1], between, [axis]], axis=0)
    axis %= static_rank
    order = np.arange(static_rank)
    order[[axis, -1]] = order[[-1, axis]]
    return tf1.constant(order, name="transposition")

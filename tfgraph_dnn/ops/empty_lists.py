"""Operations that may be given an empty list of integers: a shape, a permutation.

An empty Python list has no dtype. TF 2 makes a constant of floats of it, sees that the operation takes none, and makes
one of integers; the first stays in the graph and counts.
"""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1


def reshape(tensor, shape, name=None):
    """The values of `tensor` in another shape.

    Args:
      tensor: tensor.
      shape: list of sizes, or integer vector; one size may be -1.
      name: name of the op.

    Returns:
      Tensor of that shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default() as graph:
      ...     scalar = tf.reshape(tf.constant([3.0]), [])
      ...     print([op.name for op in graph.get_operations()])
      ['Const', 'Reshape/shape', 'Reshape']
    """
    return tf1.reshape(tensor, integers(shape), name)


def fill(dims, value, name=None):
    """A tensor of shape `dims` with `value` everywhere."""
    return tf1.fill(integers(dims), value, name)


def tile(input, multiples, name=None):
    """`input` repeated `multiples` times along each dimension."""
    return tf1.tile(input, integers(multiples), name)


def broadcast_to(input, shape, name=None):
    """`input` repeated to fill `shape`."""
    return tf1.broadcast_to(input, integers(shape), name)


def reverse(tensor, axis, name=None):
    """`tensor` with the order of elements reversed along the dimensions in `axis`."""
    return tf1.reverse(tensor, integers(axis), name)


def integers(sizes):
    """`sizes`; an empty list or tuple as the empty int32 vector it stands for."""
    return np.zeros([0], np.int32) if isinstance(sizes, list | tuple) and not sizes else sizes

"""`tf.transpose` with TF 1.15's operations."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.empty_lists import integers


def transpose(a, perm=None, name="transpose", conjugate=False):
    """Reorders dimensions; reverses them by default.

    Args:
      a: tensor.
      perm: the old dimension at each new place.
      name: name of the op.
      conjugate: whether complex values are conjugated.

    Returns:
      Tensor with the dimensions reordered.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.transpose(tf.ones([2, 3])).shape.as_list()
      [3, 2]
    """
    with tf1.name_scope(name, "transpose", [a]) as scope:
        if perm is None:
            a = tf1.convert_to_tensor(a, name="a")
            perm = _reversed_dimensions(a)
        return tf1.transpose(a, integers(perm), scope, conjugate)


def sparse_transpose(sp_input, perm=None, name=None):
    """Reorders the dimensions of a `SparseTensor`; reverses them by default."""
    with tf1.name_scope(name, "SparseTranspose", [sp_input]):
        if perm is None:
            rank = tf1.rank(sp_input)
            perm = rank - 1 - tf1.range(0, rank, 1)
        indices = tf1.transpose(tf1.gather(tf1.transpose(sp_input.indices), perm))
        order = tf1.get_static_value(tf1.convert_to_tensor(perm))
        if order is not None and sp_input.get_shape().is_fully_defined():
            sizes = sp_input.get_shape().as_list()
            dense_shape = [sizes[dimension] for dimension in order]
        else:
            dense_shape = tf1.gather(sp_input.dense_shape, perm)
        return tf1.sparse_reorder(tf1.SparseTensor(indices, sp_input.values, dense_shape))


def _reversed_dimensions(a):
    if not a.get_shape().ndims:  # a scalar's too: TF 1.15 took 0 for unknown
        rank = tf1.rank(a)
        return rank - 1 - tf1.raw_ops.Range(start=0, limit=rank, delta=1)
    rank = a.get_shape().ndims
    return rank - 1 - np.arange(rank)

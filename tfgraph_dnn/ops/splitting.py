"""`tf.split` with TF 1.15's ops."""

from __future__ import annotations

import numbers

from tfgraph_dnn._backend import tf1


def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    """Splits a tensor into pieces along one dimension.

    TF 1.15 makes a constant of `num_or_size_splits` before it looks whether it needs one; so does this.

    Args:
      value: tensor.
      num_or_size_splits: integer, the number of equal pieces, or a vector of the pieces' sizes.
      axis: integer or scalar integer tensor: the dimension to cut.
      num: number of pieces, where the vector's length is unknown.
      name: name of the op.

    Returns:
      List of tensors.

    Raises:
      ValueError: the number of pieces is unknown, or the sizes are a scalar tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> [piece.shape.as_list() for piece in tf.split(tf.ones([4, 6]), 2, axis=1)]
      [[4, 3], [4, 3]]
    """
    sizes = tf1.convert_to_tensor(num_or_size_splits)
    if isinstance(num_or_size_splits, (numbers.Integral, tf1.Dimension)):
        return tf1.split(value, num_or_size_splits, axis=axis, name=name)
    return tf1.split(value, sizes, axis=axis, num=num, name=name)

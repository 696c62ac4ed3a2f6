"""`tf.gather` with TF 1.15's operations."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1


def gather(params, indices, validate_indices=None, name=None, axis=None, batch_dims=0):
    """The slices of `params` that `indices` name, along one dimension.

    Rows of a resource variable are copied once more, as in TF 1.15.

    Args:
      params: tensor or variable.
      indices: integer tensor.
      validate_indices: without effect.
      name: name of the op.
      axis: the dimension; the first one after the batch's by default.
      batch_dims: number of leading dimensions common to both.

    Returns:
      Tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.gather([5.0, 6.0, 7.0], [2, 0])))
      [7. 5.]
    """
    rows = tf1.gather(params, indices, validate_indices, name, axis, batch_dims)
    if private.is_resource_variable(params) and rows.op.type == "ResourceGather":
        return tf1.identity(rows)
    return rows

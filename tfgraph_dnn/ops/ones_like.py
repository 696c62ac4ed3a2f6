"""`tf.ones_like` with TF 1.15's ops: the static shape is a constant named `Shape`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def ones_like(tensor, dtype=None, name=None, optimize=True):
    """A tensor of ones of the shape of `tensor`.

    Args:
      tensor: tensor, or what becomes one.
      dtype: defaults to that of `tensor`.
      name: name of the operation.
      optimize: whether a static shape becomes a constant.

    Returns:
      Tensor of ones.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> ones = tf.ones_like(tf.zeros([2, 3]))
      >>> [op.name for op in ones.graph.get_operations()][-3:]
      ['ones_like/Shape', 'ones_like/Const', 'ones_like']
    """
    with tf1.name_scope(name, "ones_like", [tensor]) as scope:
        tensor = tf1.convert_to_tensor(tensor, name="tensor")
        shape = static_or_dynamic_shape(tensor, optimize=optimize)
        ones = tf1.ones(shape, dtype=dtype or tensor.dtype, name=scope)
        ones.set_shape(tensor.shape)
        return ones


def static_or_dynamic_shape(tensor, name=None, optimize=True, out_type=None):
    """The shape of `tensor`, as a constant where it is known."""
    if not tf1.is_tensor(tensor) or not optimize or not tensor.shape.is_fully_defined():
        return tf1.shape(tensor, name, out_type or tf1.int32)
    return tf1.constant(tensor.shape.as_list(), out_type or tf1.int32, name=name or "Shape")

"""`tf.reduce_sum` and its kind, with TF 1.15's axes when none are given.

Over all axes TF 1.15 writes a constant `[0, 1, ...]` for a tensor of known rank, scalars included. For everything else,
a Variable object among it, it writes `range(0, rank(x))`: four operations. TF 2 decides the other way round for
variables and for scalars.
"""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1


def reduce_sum(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """The sum over `axis`, all axes by default; as `tf.reduce_sum` of TF 1.15.

    Args:
      input_tensor: numeric tensor.
      axis: int, list of ints or int tensor; negative ones count from the end.
      keepdims: leave the reduced axes in place, with size 1.
      name: name of the operation.
      reduction_indices, keep_dims: older names of `axis` and `keepdims`.

    Returns:
      The reduced tensor.

    Raises:
      ValueError: both names of one argument are given.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2, 3])
      >>> tf.reduce_sum(w).op.inputs[1].op.type, tf.reduce_sum(w + 1.0).op.inputs[1].op.type
      ('Range', 'Const')
    """
    return _reduce(tf1.reduce_sum, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_mean(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """The mean over `axis`; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_mean, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_prod(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """The product over `axis`; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_prod, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_max(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """The largest value along `axis`; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_max, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_min(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """The smallest value along `axis`; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_min, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_all(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """Whether all values along `axis` are true; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_all, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_any(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """Whether any value along `axis` is true; arguments as in `reduce_sum`."""
    return _reduce(tf1.reduce_any, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


def reduce_variance(input_tensor, axis=None, keepdims=False, name=None):
    """The mean squared distance from the mean over `axis`; as `tf.math.reduce_variance` of TF 1.15."""
    with tf1.name_scope(name or "reduce_variance"):
        mean = reduce_mean(input_tensor, axis=axis, keepdims=True)
        squares = tf1.raw_ops.Square(x=input_tensor - mean)
        return reduce_mean(squares, axis=axis, keepdims=keepdims)


def reduce_std(input_tensor, axis=None, keepdims=False, name=None):
    """The root of `reduce_variance`; as `tf.math.reduce_std` of TF 1.15."""
    with tf1.name_scope(name or "reduce_std"):
        return tf1.raw_ops.Sqrt(x=reduce_variance(input_tensor, axis=axis, keepdims=keepdims))


def _reduce(kernel, tensor, axis, keepdims, name, reduction_indices, keep_dims):
    axis = _one_of("axis", axis, "reduction_indices", reduction_indices)
    keepdims = _one_of("keepdims", keepdims, "keep_dims", keep_dims)
    if axis is not None:
        # A plain [] has no type: TF 2 would make a constant of the wrong one first.
        no_axes = isinstance(axis, list | tuple) and not axis
        return kernel(tensor, np.zeros([0], np.int32) if no_axes else axis, keepdims, name)
    reduced = kernel(tensor, _all_axes(tensor), keepdims, name)
    if not keepdims:
        reduced.set_shape([])
    return reduced


def _all_axes(tensor):
    if isinstance(tensor, tf1.Tensor) and tensor.shape.rank is not None:
        return tf1.constant(np.arange(tensor.shape.rank), dtype=tf1.int32)
    return tf1.range(0, tf1.rank(tensor))


def _one_of(name: str, value, old_name: str, old_value):
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{name}' and '{old_name}'")
    return old_value

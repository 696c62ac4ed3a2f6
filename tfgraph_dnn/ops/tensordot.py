"""`tf.tensordot` with TF 1.15's ops: it transposes and reshapes both sides even where nothing moves."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tfgraph_dnn._backend import tf1


class _Side(NamedTuple):
    """One argument as a matrix, and the dimensions that stay: as a list or tensor, and statically where known."""

    matrix: Any
    free: Any
    static_free: list[int | None] | None


def tensordot(a, b, axes, name=None):
    """Sums the products of `a` and `b` over pairs of axes.

    Args:
      a, b: tensors of one dtype.
      axes: N for the last N axes of `a` with the first N of `b`; or two lists of axes; or an int32 tensor of two rows.
      name: name of the operation.

    Returns:
      Tensor with the remaining axes of `a`, then those of `b`.

    Raises:
      ValueError: negative or too large N, or lists of different length.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.tensordot(tf.ones([2, 3, 4]), tf.ones([4, 5]), [[2], [0]]).shape.as_list()
      [2, 3, 5]
    """
    with tf1.name_scope(name, "Tensordot", [a, b, axes]) as scope:
        a = tf1.convert_to_tensor(a, name="a")
        b = tf1.convert_to_tensor(b, name="b")
        a_axes, b_axes = _axes(a, axes)
        left, right = _side(a, a_axes, summed_first=False), _side(b, b_axes, summed_first=True)
        product = tf1.matmul(left.matrix, right.matrix)
        if isinstance(left.free, list) and isinstance(right.free, list):
            return tf1.reshape(product, left.free + right.free, name=scope)
        free = [tf1.convert_to_tensor(side.free, dtype=tf1.int32) for side in (left, right)]
        result = tf1.reshape(product, tf1.concat(free, 0), name=scope)
        if left.static_free is not None and right.static_free is not None:
            result.set_shape(left.static_free + right.static_free)
        return result


def _axes(a: Any, axes: Any) -> tuple[Any, Any]:
    if isinstance(axes, (int, np.integer)):
        return _last_and_first(a, int(axes))
    if not isinstance(axes, (list, tuple)):
        axes = tf1.convert_to_tensor(axes, name="axes", dtype=tf1.int32)
        return axes[0], axes[1]
    if len(axes) != 2:
        raise ValueError("'axes' must be an integer or have length 2.")
    a_axes, b_axes = axes
    if isinstance(a_axes, (int, np.integer)) and isinstance(b_axes, (int, np.integer)):
        a_axes, b_axes = [a_axes], [b_axes]
    if len(a_axes) != len(b_axes):
        raise ValueError(f"Different number of contraction axes 'a' and 'b', {len(a_axes)} != {len(b_axes)}.")
    return a_axes, b_axes


def _last_and_first(a: Any, count: int) -> tuple[Any, Any]:
    if count < 0:
        raise ValueError("'axes' must be at least 0.")
    rank = a.get_shape().ndims
    if rank is None:
        rank = tf1.rank(a)
        return tf1.range(rank - count, rank, dtype=tf1.int32), tf1.range(count, dtype=tf1.int32)
    if count > rank:
        raise ValueError(f"'axes' must not be larger than the number of dimensions of tensor {a}.")
    return list(range(rank - count, rank)), list(range(count))


def _side(tensor: Any, axes: Any, *, summed_first: bool) -> _Side:
    listed = isinstance(axes, (list, tuple))
    if listed and tensor.get_shape().is_fully_defined():
        return _static_side(tensor, axes, summed_first)
    if listed and tensor.get_shape().ndims is not None:
        sizes = tensor.get_shape().as_list()
        axes, free = _split(axes, len(sizes))
        static_free = [sizes[axis] for axis in free]
        axes = tf1.convert_to_tensor(axes, dtype=tf1.int32, name="axes")
        free = tf1.convert_to_tensor(free, dtype=tf1.int32, name="free")
        shape = tf1.shape(tensor)
    else:
        static_free = None
        shape, rank = tf1.shape(tensor), tf1.rank(tensor)
        axes = tf1.convert_to_tensor(axes, dtype=tf1.int32, name="axes")
        axes = tf1.where(axes >= 0, axes, axes + rank)
        free, _ = tf1.setdiff1d(tf1.range(rank), axes)
    free_sizes, summed_sizes = tf1.gather(shape, free), tf1.gather(shape, axes)
    free_size, summed_size = tf1.reduce_prod(free_sizes), tf1.reduce_prod(summed_sizes)
    order = tf1.concat([axes, free] if summed_first else [free, axes], 0)
    new_shape = tf1.stack([summed_size, free_size] if summed_first else [free_size, summed_size])
    return _Side(tf1.reshape(tf1.transpose(tensor, order), new_shape), free_sizes, static_free)


def _static_side(tensor: Any, axes: Any, summed_first: bool) -> _Side:
    sizes = tensor.get_shape().as_list()
    axes, free = _split(axes, len(sizes))
    free_sizes = [sizes[axis] for axis in free]
    free_size, summed_size = int(np.prod(free_sizes)), int(np.prod([sizes[axis] for axis in axes]))
    order = axes + free if summed_first else free + axes
    new_shape = [summed_size, free_size] if summed_first else [free_size, summed_size]
    return _Side(tf1.reshape(tf1.transpose(tensor, order), new_shape), free_sizes, free_sizes)


def _split(axes: Any, rank: int) -> tuple[list[int], list[int]]:
    axes = [axis if axis >= 0 else axis + rank for axis in axes]
    return axes, [axis for axis in range(rank) if axis not in axes]

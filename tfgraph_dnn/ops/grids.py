"""Coordinate grids with TF 1.15's operations."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.filled import ones


def meshgrid(*args, **kwargs):
    """Tensors of rank N with the coordinates of every point of a grid; as `tf.meshgrid` of TF 1.15.

    Args:
      *args: N vectors of coordinates.
      **kwargs: `indexing`, 'xy' (the first two dimensions exchanged, the default) or 'ij'; `name`.

    Returns:
      List of N tensors of one shape.

    Raises:
      TypeError: another keyword argument.
      ValueError: another indexing.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> rows, columns = tf.meshgrid([1, 2], [3, 4, 5], indexing="ij")
      >>> rows.shape.as_list()
      [2, 3]
    """
    indexing, name = kwargs.pop("indexing", "xy"), kwargs.pop("name", "meshgrid")
    if kwargs:
        raise TypeError(f"'{next(iter(kwargs))}' is an invalid keyword argument for this function")
    if indexing not in ("xy", "ij"):
        raise ValueError(f"indexing parameter must be either 'xy' or 'ij', got {indexing!r}")
    with tf1.name_scope(name, "meshgrid", args):
        rank = len(args)
        axes = [tf1.reshape(tf1.stack(x), [1] * i + [-1] + [1] * (rank - 1 - i)) for i, x in enumerate(args)]
        sizes = [tf1.size(x) for x in args]
        dtype = tf1.convert_to_tensor(args[0]).dtype.base_dtype
        if indexing == "xy" and rank > 1:
            inner = [1] * (rank - 2)
            axes[0], axes[1] = tf1.reshape(axes[0], [1, -1, *inner]), tf1.reshape(axes[1], [-1, 1, *inner])
            sizes[0], sizes[1] = sizes[1], sizes[0]
        full = ones(sizes, dtype)
        return [axis * full for axis in axes]

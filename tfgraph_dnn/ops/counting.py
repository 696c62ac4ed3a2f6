"""Counts of values with TF 1.15's operations."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def count_nonzero(
    input_tensor=None,
    axis=None,
    keepdims=None,
    dtype=tf1.int64,
    name=None,
    reduction_indices=None,
    keep_dims=None,
    input=None,
):
    """The number of elements that are not zero (not empty, not False), along dimensions.

    Args:
      input_tensor, input: tensor, under its old and new name.
      axis, reduction_indices: dimensions, under their new and old name; all by default.
      keepdims, keep_dims: whether reduced dimensions stay, under its new and old name.
      dtype: dtype of the counts.
      name: name of the name scope.

    Returns:
      Tensor of `dtype`.

    Raises:
      ValueError: an argument under both its names.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.count_nonzero([0, 1, 2])))
      2
    """
    tensor = _one_of("input", input, "input_tensor", input_tensor)
    axis = _one_of("axis", axis, "reduction_indices", reduction_indices)
    keepdims = bool(_one_of("keepdims", keepdims, "keep_dims", keep_dims))
    with tf1.name_scope(name, "count_nonzero", [tensor]):
        tensor = tf1.convert_to_tensor(tensor, name="input")
        differs = tf1.not_equal(tensor, tf1.zeros([], dtype=tensor.dtype))
        counts = tf1.reduce_sum(tf1.cast(differs, tf1.int64), axis=axis, keepdims=keepdims)
        return tf1.cast(counts, dtype=dtype)


def bincount(arr, weights=None, minlength=None, maxlength=None, dtype=tf1.int32):
    """How often each integer from 0 occurs in `arr`, or the sum of the `weights` where it does.

    Args:
      arr: int32 tensor of non-negative values.
      weights: tensor of the shape of `arr`.
      minlength, maxlength: bounds of the result's length.
      dtype: dtype of the counts; that of the weights where they are given.

    Returns:
      Vector.
    """
    with tf1.name_scope("bincount"):
        arr = tf1.convert_to_tensor(arr, name="arr", dtype=tf1.int32)
        nonempty = tf1.reduce_prod(tf1.shape(arr)) > 0
        size = tf1.cast(nonempty, tf1.int32) * (tf1.reduce_max(arr) + 1)
        if minlength is not None:
            minlength = tf1.convert_to_tensor(minlength, name="minlength", dtype=tf1.int32)
            size = tf1.maximum(minlength, size)
        if maxlength is not None:
            maxlength = tf1.convert_to_tensor(maxlength, name="maxlength", dtype=tf1.int32)
            size = tf1.minimum(maxlength, size)
        if weights is not None:
            return tf1.unsorted_segment_sum(tf1.convert_to_tensor(weights, name="weights"), arr, size)
        return tf1.raw_ops.Bincount(arr=arr, size=size, weights=tf1.constant([], dtype))


def _one_of(name, value, old_name, old_value):
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{name}' and '{old_name}'")
    return old_value

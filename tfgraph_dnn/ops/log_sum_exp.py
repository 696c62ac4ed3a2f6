"""`tf.reduce_logsumexp` with TF 1.15's ops."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.reductions import reduce_max, reduce_sum


def reduce_logsumexp(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None):
    """log(sum(exp(x))) along dimensions, without overflow.

    Args:
      input_tensor: float tensor.
      axis: dimension or list of them; all by default.
      keepdims: whether reduced dimensions stay, with size one.
      name: name of the name scope; `ReduceLogSumExp` by default.
      reduction_indices, keep_dims: older names of `axis` and `keepdims`.

    Returns:
      The reduced tensor.

    Raises:
      ValueError: an argument under both its names.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.reduce_logsumexp([1000.0, 1000.0])).round(3))
      1000.693
    """
    axis = _one_of("axis", axis, "reduction_indices", reduction_indices)
    keepdims = bool(_one_of("keepdims", keepdims, "keep_dims", keep_dims))
    input_tensor = tf1.convert_to_tensor(input_tensor)
    with tf1.name_scope(name, "ReduceLogSumExp", [input_tensor]):
        largest = reduce_max(input_tensor, axis=axis, keepdims=True)
        # Infinities would give infinity minus infinity; they come through the sum.
        finite = tf1.where(tf1.is_finite(largest), largest, tf1.zeros_like(largest))
        shift = tf1.stop_gradient(finite)
        result = tf1.log(reduce_sum(tf1.exp(tf1.subtract(input_tensor, shift)), axis, keepdims=keepdims))
        if not keepdims:
            shift = tf1.reshape(shift, tf1.shape(result))
        return tf1.add(result, shift)


def _one_of(name, value, old_name, old_value):
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{name}' and '{old_name}'")
    return old_value

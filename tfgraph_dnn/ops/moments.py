"""Statistics with TF 1.15's operations: weighted moments, sufficient statistics, fused batch normalization."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def weighted_moments(x, axes, frequency_weights, name=None, keep_dims=None, keepdims=None):
    """Mean and variance of `x` where each value counts `frequency_weights` times.

    Args:
      x: tensor.
      axes: dimensions to reduce.
      frequency_weights: tensor that broadcasts with `x`.
      name: name of the name scope.
      keep_dims, keepdims: whether reduced dimensions stay, under its old and new name.

    Returns:
      `(mean, variance)`, each NaN where the weights sum to zero.

    Raises:
      ValueError: both `keep_dims` and `keepdims`.
    """
    keep_dims = _keep_dims(keep_dims, keepdims)
    with tf1.name_scope(name, "weighted_moments", [x, frequency_weights, axes]):
        x = tf1.convert_to_tensor(x, name="x")
        weights = tf1.convert_to_tensor(frequency_weights, name="frequency_weights")
        half = x.dtype == tf1.float16
        if half:
            x = tf1.cast(x, tf1.float32)
        if weights.dtype != x.dtype:
            weights = tf1.cast(weights, x.dtype)
        weighted_sum = tf1.reduce_sum(weights * x, axes, name="weighted_input_sum", keepdims=True)
        total = tf1.reduce_sum(weights + tf1.zeros_like(x), axes, name="sum_of_weights", keepdims=True)
        divisor = tf1.reciprocal(total, name="inv_weight_sum")
        mean = tf1.multiply(weighted_sum, divisor)
        distances = weights * tf1.squared_difference(x, mean)
        variance = tf1.multiply(tf1.reduce_sum(distances, axes, name="weighted_distsq", keepdims=True), divisor)
        moments = (mean, variance)
        if not keep_dims:
            moments = tuple(tf1.squeeze(m, axis=axes) for m in moments)
        return tuple(tf1.cast(m, tf1.float16) for m in moments) if half else moments


def sufficient_statistics(x, axes, shift=None, keep_dims=None, name=None, keepdims=None):
    """Count, sum and sum of squares, from which `tf.nn.normalize_moments` makes mean and variance.

    Args:
      x: tensor.
      axes: list of dimensions to reduce.
      shift: value near the mean, subtracted for numerical stability.
      keep_dims, keepdims: whether reduced dimensions stay, under its old and new name.
      name: name of the name scope.

    Returns:
      `(count, sum, sum of squares, shift)`; the shift None if it was.
    """
    keep_dims = _keep_dims(keep_dims, keepdims)
    axes = list(set(axes))
    with tf1.name_scope(name, "sufficient_statistics", [x, shift]):
        x = tf1.convert_to_tensor(x, name="x")
        counts = _count(x, axes)
        if shift is None:
            values, squares = x, tf1.square(x)
        else:
            shift = tf1.convert_to_tensor(shift, name="shift")
            values, squares = tf1.subtract(x, shift), tf1.squared_difference(x, shift)
        total = tf1.reduce_sum(values, axes, keepdims=keep_dims, name="mean_ss")
        total_of_squares = tf1.reduce_sum(squares, axes, keepdims=keep_dims, name="var_ss")
    return counts, total, total_of_squares, shift


def fused_batch_norm(
    x, scale, offset, mean=None, variance=None, epsilon=0.001, data_format="NHWC", is_training=True, name=None
):
    """Batch normalization of images by one kernel.

    Args:
      x: rank 4 tensor.
      scale, offset: one number per channel.
      mean, variance: the population's; only with `is_training=False`.
      epsilon: added to the variance; at least 1.001e-5.
      data_format: 'NHWC' or 'NCHW'.
      is_training: whether the batch's own statistics are used.
      name: name of the op.

    Returns:
      `(normalized, mean, variance)`.

    Raises:
      ValueError: statistics given for training.
    """
    if is_training and (mean is not None or variance is not None):
        raise ValueError("Both 'mean' and 'variance' must be None if is_training is True.")
    return tf1.nn.fused_batch_norm(x, scale, offset, mean, variance, epsilon, data_format, is_training, name)


def _count(x, axes: list[int]):
    """How many elements a reduction over `axes` runs over: a constant where their sizes are known."""
    shape = x.get_shape()
    sizes = [None] if shape.rank is None else [shape.dims[axis].value for axis in axes]
    if None not in sizes:
        count = 1
        for size in sizes:
            count *= size
        return tf1.constant(count, dtype=x.dtype)
    sizes = tf1.gather(tf1.cast(tf1.shape(x), x.dtype), axes)
    return tf1.reduce_prod(sizes, name="count")


def _keep_dims(keep_dims, keepdims) -> bool:
    if keep_dims is not None and keepdims is not None:
        raise ValueError("Cannot specify both 'keepdims' and 'keep_dims'")
    return bool(keep_dims or keepdims)

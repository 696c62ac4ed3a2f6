"""Losses averaged over the elements whose weight is not zero, as `tf.contrib.losses` counted them.

Weights are one number, or one per example (or per leading dimensions). The mean is over the elements that a non-zero
weight covers; `tf.losses` counts alike but computes the count in other operations.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.filled import ones
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_prod, reduce_sum
from tfgraph_dnn.ops.shape_assertions import SCALAR


def weighted_mean(losses, weights):
    """The weighted mean of `losses`.

    Args:
      losses: tensor of known rank.
      weights: scalar, or tensor of the leading dimensions of `losses`, perhaps with one more of size 1.

    Returns:
      Scalar of the dtype of `losses`; 0 when all weights are zero.

    Raises:
      ValueError: an unknown rank.
    """
    losses = tf1.convert_to_tensor(losses)
    dtype = losses.dtype
    losses = tf1.cast(losses, tf1.float32)
    weights = tf1.cast(tf1.convert_to_tensor(weights), tf1.float32)
    _require_rank(losses, "losses")
    _require_rank(weights, "weights")
    shape = weights.get_shape()
    if shape.ndims > 1 and shape.dims[-1].is_compatible_with(1):
        weights = tf1.squeeze(weights, [-1])
    total = _weighted_sum(losses, weights)
    present = _count_present(losses, weights)
    mean = tf1.div_no_nan(reduce_sum(total), reduce_sum(present), name="value")
    return tf1.cast(mean, dtype)


def mean_pairwise_squared_error(predictions, labels, weights):
    """The squared differences between pairs of errors within each example, averaged; see `tf.contrib.losses`."""
    weights = tf1.cast(tf1.convert_to_tensor(weights), tf1.float32)
    errors = tf1.subtract(predictions, labels)
    _require_rank(errors, "diffs")
    _require_rank(weights, "weights")
    axis = list(range(1, errors.get_shape().ndims))
    squares = reduce_sum(tf1.square(errors), axis=axis)
    present = _count_present(errors, weights)
    term1 = 2.0 * tf1.div_no_nan(squares, present, name="value")
    sums = reduce_sum(errors, axis=axis)
    term2 = 2.0 * tf1.div_no_nan(tf1.square(sums), tf1.square(present), name="value")
    loss = _weighted_sum(term1 - term2, weights)
    return tf1.where(reduce_sum(present) > 0, loss, tf1.zeros_like(loss), name="value")


def smoothed_binary(labels, label_smoothing: float):
    """Binary labels moved towards 1/2."""
    return labels * (1 - label_smoothing) + 0.5 * label_smoothing if label_smoothing > 0 else labels


def smoothed_onehot(labels, label_smoothing: float):
    """One-hot labels moved towards the uniform distribution."""
    if label_smoothing <= 0:
        return labels
    classes = tf1.cast(tf1.shape(labels)[1], labels.dtype)
    negatives = label_smoothing / classes
    return labels * (1.0 - label_smoothing) + negatives


def log_losses(predictions, labels, epsilon):
    """Cross entropy of probabilities, element by element; `epsilon` is added to the logarithms' arguments."""
    positive = -tf1.multiply(labels, tf1.log(predictions + epsilon))
    return positive - tf1.multiply((1 - labels), tf1.log(1 - predictions + epsilon))


def hinge_losses(logits, labels):
    """Hinge loss of logits for labels 0 and 1, element by element."""
    ones = ones_like(labels)
    signs = tf1.subtract(2 * labels, ones)
    return tf1.nn.relu(tf1.subtract(ones, tf1.multiply(signs, logits)))


def _weighted_sum(losses, weights):
    axis = list(range(max(0, weights.get_shape().ndims), losses.get_shape().ndims))
    return reduce_sum(tf1.multiply(reduce_sum(losses, axis=axis), weights))


def _count_present(losses, weights):
    """How many elements of each example a non-zero weight covers."""
    rank = weights.get_shape().ndims
    if rank == 0:
        batch_size = tf1.reshape(tf1.slice(tf1.shape(losses), [0], [1]), SCALAR)
        per_example = tf1.div(tf1.cast(tf1.size(losses), tf1.float32), tf1.cast(batch_size, tf1.float32))
        per_example = tf1.where(tf1.equal(weights, 0), 0.0, per_example)
        return tf1.multiply(ones(tf1.reshape(batch_size, [1])), per_example)
    nonzero = reduce_sum(tf1.cast(tf1.not_equal(weights, 0), tf1.float32), axis=list(range(1, rank)))
    inner = tf1.slice(tf1.shape(losses), [rank], [-1])
    return tf1.multiply(nonzero, tf1.cast(reduce_prod(inner), tf1.float32))


def _require_rank(tensor, name: str) -> None:
    if tensor.get_shape().ndims is None:
        raise ValueError(f"{name}.get_shape().ndims cannot be None")

"""Metrics that `tf.contrib.metrics` computed itself: rates of errors, cosine distance, counts and the F1 score."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.contrib.metrics.streaming import streaming_mean
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_max, reduce_mean, reduce_sum


def streaming_false_positive_rate(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """False positives among the negatives: `fp / (fp + tn)`; arguments as in `streaming_accuracy`, cast to bool."""
    counts = tf1.metrics.false_positives, tf1.metrics.true_negatives
    with tf1.variable_scope(name, "false_positive_rate", (predictions, labels, weights)):
        return _rate(counts, predictions, labels, weights, metrics_collections, updates_collections)


def streaming_false_negative_rate(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """False negatives among the positives: `fn / (fn + tp)`; arguments as in `streaming_accuracy`, cast to bool."""
    counts = tf1.metrics.false_negatives, tf1.metrics.true_positives
    with tf1.variable_scope(name, "false_negative_rate", (predictions, labels, weights)):
        return _rate(counts, predictions, labels, weights, metrics_collections, updates_collections)


def streaming_mean_cosine_distance(
    predictions, labels, dim, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """The mean of `1 - sum(predictions * labels)` along `dim`, for unit vectors."""
    predictions, labels, weights = private.remove_squeezable_dimensions_of_metrics(predictions, labels, weights)
    predictions.get_shape().assert_is_compatible_with(labels.get_shape())
    products = reduce_sum(tf1.multiply(predictions, labels), axis=[dim], keepdims=True)
    mean, update = streaming_mean(products, weights, None, None, name or "mean_cosine_distance")
    mean, update = tf1.subtract(1.0, mean), tf1.subtract(1.0, update)
    return _collected(mean, update, metrics_collections, updates_collections)


def count(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    """The number of values seen, or the sum of their weights.

    Returns:
      `(count, update operation)`.
    """
    with tf1.variable_scope(name, "count", (values, weights)):
        total = private.metric_variable([], tf1.float32, name="count")
        if weights is None:
            number = tf1.cast(tf1.size(values), tf1.float32)
        else:
            values = tf1.cast(values, tf1.float32)
            values, _, weights = private.remove_squeezable_dimensions_of_metrics(
                predictions=values, labels=None, weights=weights
            )
            number = reduce_sum(private.broadcast_weights(tf1.cast(weights, tf1.float32), values))
        with tf1.control_dependencies([values]):
            update = tf1.assign_add(total, number)
        value = private.aggregate_metric_variable(total, metrics_collections)
        return _collected(value, update, None, updates_collections)


def accuracy(predictions, labels, weights=None, name=None):
    """The fraction of predictions that equal their labels, in this batch alone.

    Args:
      predictions, labels: tensors of one bool, integer or string dtype and shape.
      weights: broadcastable to them, or None.
      name: name scope; 'accuracy' when None.

    Returns:
      Scalar float32 tensor.

    Raises:
      ValueError: another dtype, or dtypes that differ.
    """
    if not (labels.dtype.is_integer or labels.dtype in (tf1.bool, tf1.string)):
        raise ValueError(f"Labels should have bool, integer, or string dtype, not {labels.dtype!r}")
    if not labels.dtype.is_compatible_with(predictions.dtype):
        raise ValueError(
            "Dtypes of predictions and labels should match. "
            f"Given: predictions ({predictions.dtype!r}) and labels ({labels.dtype!r})"
        )
    with tf1.name_scope(name, "accuracy", values=[predictions, labels]):
        correct = tf1.cast(tf1.equal(predictions, labels), tf1.float32)
        if weights is None:
            return reduce_mean(correct)
        correct = tf1.multiply(correct, weights)
        number = tf1.multiply(weights, ones_like(correct))
        return tf1.div(reduce_sum(correct), reduce_sum(number))


def f1_score(
    labels,
    predictions,
    weights=None,
    num_thresholds=200,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """The best F1 score over thresholds: the harmonic mean of precision and recall.

    Args:
      labels: bool tensor.
      predictions: float tensor of the same shape, in [0, 1].
      weights: broadcastable to `labels`, or None.
      num_thresholds: how many thresholds are tried, evenly spaced.
      metrics_collections, updates_collections: collections for the two results.
      name: variable scope; 'f1' when None.

    Returns:
      `(value, update operation)`.
    """
    with tf1.variable_scope(name, "f1", (labels, predictions, weights)):
        predictions, labels, weights = private.remove_squeezable_dimensions_of_metrics(
            predictions=predictions, labels=labels, weights=weights
        )
        epsilon = 1e-7
        inner = [(i + 1) * 1.0 / (num_thresholds - 1) for i in range(num_thresholds - 2)]
        thresholds = [-epsilon, *inner, 1.0 + epsilon]
        values, updates = private.confusion_matrix_at_thresholds(
            labels, predictions, thresholds, weights, includes=("tp", "fp", "fn")
        )
        best = _best_f1(values, epsilon, "value")
        if metrics_collections:
            tf1.add_to_collections(metrics_collections, best)
        return _collected(best, _best_f1(updates, epsilon, "update"), None, updates_collections)


def _best_f1(counts: dict, epsilon: float, name: str):
    precision = tf1.div(counts["tp"], epsilon + counts["tp"] + counts["fp"], name="precision_" + name)
    recall = tf1.div(counts["tp"], epsilon + counts["tp"] + counts["fn"], name="recall_" + name)
    return reduce_max(2.0 * precision * recall / (precision + recall + epsilon))


def _rate(counts, predictions, labels, weights, metrics_collections, updates_collections):
    predictions, labels, weights = private.remove_squeezable_dimensions_of_metrics(
        predictions=tf1.cast(predictions, dtype=tf1.bool), labels=tf1.cast(labels, dtype=tf1.bool), weights=weights
    )
    (wrong, wrong_update), (right, right_update) = (count(labels, predictions, weights) for count in counts)
    value = _fraction(wrong, right, "value")
    update = _fraction(wrong_update, right_update, "update_op")
    return _collected(value, update, metrics_collections, updates_collections)


def _fraction(wrong, right, name: str):
    return tf1.where(tf1.greater(wrong + right, 0), tf1.div(wrong, wrong + right), 0, name)


def _collected(value, update, metrics_collections, updates_collections):
    if metrics_collections:
        tf1.add_to_collections(metrics_collections, value)
    if updates_collections:
        tf1.add_to_collections(updates_collections, update)
    return value, update

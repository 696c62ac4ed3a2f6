"""`streaming_*`: the metrics of `tf.metrics` under their first names, predictions before labels.

Each returns `(value, update operation)`; the state is in local variables. Arguments common to all: `predictions` and
`labels` are tensors of one shape, `weights` is broadcastable to them, `metrics_collections` and `updates_collections`
are lists of collections for the two results, `name` is the variable scope. Errors are those of `tf.metrics`.
"""

# Argument lists are what TF 1.15 had; all arguments are handed on under their names.
from __future__ import annotations

from tfgraph_dnn._backend import private, tf1


def streaming_true_positives(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.true_positives`."""
    return tf1.metrics.true_positives(**locals())


def streaming_true_negatives(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.true_negatives`."""
    return tf1.metrics.true_negatives(**locals())


def streaming_false_positives(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.false_positives`."""
    return tf1.metrics.false_positives(**locals())


def streaming_false_negatives(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.false_negatives`."""
    return tf1.metrics.false_negatives(**locals())


def streaming_mean(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    """`tf.metrics.mean`."""
    return tf1.metrics.mean(**locals())


def streaming_mean_tensor(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    """`tf.metrics.mean_tensor`."""
    return tf1.metrics.mean_tensor(**locals())


def streaming_accuracy(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.accuracy`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> value, update = tf.contrib.metrics.streaming_accuracy(tf.constant([1, 2, 3]), tf.constant([1, 2, 0]))
      >>> with tf.Session() as session:
      ...     session.run(tf.local_variables_initializer())
      ...     round(float(session.run(update)), 4)
      0.6667
    """
    return tf1.metrics.accuracy(**locals())


def streaming_precision(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.precision`."""
    return tf1.metrics.precision(**locals())


def streaming_recall(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None):
    """`tf.metrics.recall`."""
    return tf1.metrics.recall(**locals())


def streaming_auc(
    predictions,
    labels,
    weights=None,
    num_thresholds=200,
    metrics_collections=None,
    updates_collections=None,
    curve="ROC",
    name=None,
):
    """`tf.metrics.auc`."""
    return tf1.metrics.auc(**locals())


def streaming_specificity_at_sensitivity(
    predictions,
    labels,
    sensitivity,
    weights=None,
    num_thresholds=200,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.specificity_at_sensitivity`."""
    return tf1.metrics.specificity_at_sensitivity(**locals())


def streaming_sensitivity_at_specificity(
    predictions,
    labels,
    specificity,
    weights=None,
    num_thresholds=200,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.sensitivity_at_specificity`."""
    return tf1.metrics.sensitivity_at_specificity(**locals())


def streaming_precision_at_thresholds(
    predictions, labels, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.precision_at_thresholds`."""
    return tf1.metrics.precision_at_thresholds(**locals())


def streaming_recall_at_thresholds(
    predictions, labels, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.recall_at_thresholds`."""
    return tf1.metrics.recall_at_thresholds(**locals())


def streaming_recall_at_k(
    predictions, labels, k, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """The fraction of `[batch]` labels among the k best predictions of their rows."""
    hits = tf1.cast(tf1.nn.in_top_k(predictions, labels, k), tf1.float32)
    return streaming_mean(hits, weights, metrics_collections, updates_collections, name or f"recall_at_{k}")


def streaming_sparse_recall_at_k(
    predictions,
    labels,
    k,
    class_id=None,
    weights=None,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.recall_at_k`."""
    return tf1.metrics.recall_at_k(**locals())


def streaming_sparse_precision_at_k(
    predictions,
    labels,
    k,
    class_id=None,
    weights=None,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.precision_at_k`."""
    return tf1.metrics.precision_at_k(**locals())


def streaming_sparse_average_precision_at_k(
    predictions, labels, k, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.average_precision_at_k`."""
    return tf1.metrics.average_precision_at_k(**locals())


def streaming_sparse_precision_at_top_k(
    top_k_predictions,
    labels,
    class_id=None,
    weights=None,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.precision_at_top_k`; `top_k_predictions` are the indices of the best predictions."""
    default = "precision_at_k" + ("" if class_id is None else f"_class{class_id}")
    with tf1.name_scope(name, default, (top_k_predictions, labels, weights)) as scope:
        return tf1.metrics.precision_at_top_k(
            labels=labels,
            predictions_idx=top_k_predictions,
            class_id=class_id,
            weights=weights,
            metrics_collections=metrics_collections,
            updates_collections=updates_collections,
            name=scope,
        )


def streaming_sparse_average_precision_at_top_k(
    top_k_predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """The average precision at k, given the indices of the best predictions."""
    return private.average_precision_at_top_k(
        predictions_idx=top_k_predictions,
        labels=labels,
        weights=weights,
        metrics_collections=metrics_collections,
        updates_collections=updates_collections,
        name=name,
    )


def sparse_recall_at_top_k(
    labels,
    top_k_predictions,
    class_id=None,
    weights=None,
    metrics_collections=None,
    updates_collections=None,
    name=None,
):
    """`tf.metrics.recall_at_top_k`; `top_k_predictions` are the indices of the best predictions."""
    default = "recall_at_k" + ("" if class_id is None else f"_class{class_id}")
    with tf1.name_scope(name, default, (top_k_predictions, labels, weights)) as scope:
        return tf1.metrics.recall_at_top_k(
            labels=labels,
            predictions_idx=top_k_predictions,
            class_id=class_id,
            weights=weights,
            metrics_collections=metrics_collections,
            updates_collections=updates_collections,
            name=scope,
        )


def streaming_mean_absolute_error(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.mean_absolute_error`."""
    return tf1.metrics.mean_absolute_error(**locals())


def streaming_mean_relative_error(
    predictions, labels, normalizer, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.mean_relative_error`."""
    return tf1.metrics.mean_relative_error(**locals())


def streaming_mean_squared_error(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.mean_squared_error`."""
    return tf1.metrics.mean_squared_error(**locals())


def streaming_root_mean_squared_error(
    predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.root_mean_squared_error`."""
    return tf1.metrics.root_mean_squared_error(**locals())


def streaming_percentage_less(
    values, threshold, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.percentage_below`."""
    return tf1.metrics.percentage_below(**locals())


def streaming_mean_iou(
    predictions, labels, num_classes, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    """`tf.metrics.mean_iou`."""
    return tf1.metrics.mean_iou(**locals())

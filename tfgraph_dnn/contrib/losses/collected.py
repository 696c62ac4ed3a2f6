"""The losses of `tf.contrib.losses`, each a weighted mean that is added to the collection `LOSSES`.

Arguments common to all: `predictions` or `logits` and `labels` are tensors of one shape; `weights` is a number or a
tensor of the leading dimensions (zero weights do not count in the mean); `scope` is the name scope. All return a scalar
and raise ValueError for shapes that do not fit.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope
from tfgraph_dnn.ops import weighted_losses
from tfgraph_dnn.ops.cross_entropies import (
    sigmoid_cross_entropy_with_logits,
    softmax_cross_entropy_with_logits,
    sparse_softmax_cross_entropy_with_logits,
)
from tfgraph_dnn.ops.reductions import reduce_sum


def compute_weighted_loss(losses, weights=1.0, scope=None):
    """The weighted mean of `losses`, added to `LOSSES`; name scope 'weighted_loss' when `scope` is None.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> loss = tf.contrib.losses.compute_weighted_loss(tf.constant([1.0, 2.0, 9.0]), tf.constant([1.0, 1.0, 0.0]))
      >>> tf.Session().run(loss).item()
      1.5
    """
    with tf1.name_scope(scope, "weighted_loss", [losses, weights]):
        loss = weighted_losses.weighted_mean(losses, weights)
        add_loss(loss)
        return loss


@add_arg_scope
def add_loss(loss, loss_collection=tf1.GraphKeys.LOSSES) -> None:
    """Adds a loss to a collection, unless that is None."""
    if loss_collection:
        tf1.add_to_collection(loss_collection, loss)


def get_losses(scope=None, loss_collection=tf1.GraphKeys.LOSSES) -> list:
    """The losses collected so far, those whose name starts with `scope`."""
    return tf1.get_collection(loss_collection, scope)


def get_regularization_losses(scope=None) -> list:
    """The regularization losses collected so far, those whose name starts with `scope`."""
    return tf1.get_collection(tf1.GraphKeys.REGULARIZATION_LOSSES, scope)


def get_total_loss(add_regularization_losses=True, name="total_loss"):
    """The sum of all collected losses, with the regularization losses unless told otherwise; ValueError for none."""
    losses = get_losses()
    if add_regularization_losses:
        losses += get_regularization_losses()
    return tf1.add_n(losses, name=name)


def absolute_difference(predictions, labels=None, weights=1.0, scope=None):
    """The mean of `abs(predictions - labels)`."""
    with tf1.name_scope(scope, "absolute_difference", [predictions, labels, weights]) as scope:
        predictions, labels = _as_floats(predictions, labels)
        return compute_weighted_loss(tf1.abs(tf1.subtract(predictions, labels)), weights, scope=scope)


def sigmoid_cross_entropy(logits, multi_class_labels, weights=1.0, label_smoothing=0, scope=None):
    """The mean cross entropy of independent classes; `label_smoothing` moves the labels towards 1/2."""
    with tf1.name_scope(scope, "sigmoid_cross_entropy_loss", [logits, multi_class_labels, weights]) as scope:
        logits.get_shape().assert_is_compatible_with(multi_class_labels.get_shape())
        labels = tf1.cast(multi_class_labels, logits.dtype)
        labels = weighted_losses.smoothed_binary(labels, label_smoothing)
        losses = sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope=scope)


def softmax_cross_entropy(logits, onehot_labels, weights=1.0, label_smoothing=0, scope=None):
    """The mean cross entropy of exclusive classes; `label_smoothing` moves the labels towards 1 / classes."""
    with tf1.name_scope(scope, "softmax_cross_entropy_loss", [logits, onehot_labels, weights]) as scope:
        logits.get_shape().assert_is_compatible_with(onehot_labels.get_shape())
        labels = weighted_losses.smoothed_onehot(tf1.cast(onehot_labels, logits.dtype), label_smoothing)
        losses = softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope=scope)


def sparse_softmax_cross_entropy(logits, labels, weights=1.0, scope=None):
    """The mean cross entropy of exclusive classes, with labels as class numbers of shape `[batch]` or `[batch, 1]`."""
    with tf1.name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels, weights]) as scope:
        labels = tf1.reshape(labels, shape=[tf1.shape(labels)[0]])
        losses = sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope=scope)


def log_loss(predictions, labels=None, weights=1.0, epsilon=1e-7, scope=None):
    """The mean cross entropy of probabilities."""
    with tf1.name_scope(scope, "log_loss", [predictions, labels, weights]) as scope:
        predictions, labels = _as_floats(predictions, labels)
        losses = weighted_losses.log_losses(predictions, labels, epsilon)
        return compute_weighted_loss(losses, weights, scope=scope)


def hinge_loss(logits, labels=None, scope=None):
    """The hinge losses for labels 0 and 1, element by element: neither averaged nor collected."""
    with tf1.name_scope(scope, "hinge_loss", [logits, labels]) as scope:
        logits.get_shape().assert_is_compatible_with(labels.get_shape())
        return weighted_losses.hinge_losses(logits, tf1.cast(labels, tf1.float32))


def mean_squared_error(predictions, labels=None, weights=1.0, scope=None):
    """The mean of `(predictions - labels) ** 2`."""
    with tf1.name_scope(scope, "mean_squared_error", [predictions, labels, weights]) as scope:
        predictions, labels = _as_floats(predictions, labels)
        return compute_weighted_loss(tf1.squared_difference(predictions, labels), weights, scope=scope)


def mean_pairwise_squared_error(predictions, labels=None, weights=1.0, scope=None):
    """The mean squared difference between pairs of errors within each example: blind to a common offset."""
    with tf1.name_scope(scope, "mean_pairwise_squared_error", [predictions, labels, weights]) as scope:
        predictions, labels = _as_floats(predictions, labels)
        loss = weighted_losses.mean_pairwise_squared_error(predictions, labels, weights)
        add_loss(loss)
        return loss


def cosine_distance(predictions, labels=None, axis=None, weights=1.0, scope=None, dim=None):
    """The mean of `1 - sum(predictions * labels)` along `axis`, for unit vectors; `dim` is its old name.

    Raises:
      ValueError: no axis, or both `axis` and `dim`.
    """
    if dim is not None:
        if axis is not None:
            raise ValueError("Cannot specify both 'axis' and 'dim'")
        axis = dim
    if axis is None:
        raise ValueError("You must specify 'axis'.")
    with tf1.name_scope(scope, "cosine_distance_loss", [predictions, labels, weights]) as scope:
        predictions, labels = _as_floats(predictions, labels)
        losses = 1 - reduce_sum(tf1.multiply(predictions, labels), axis=[axis])
        return compute_weighted_loss(losses, weights, scope=scope)


def _as_floats(predictions, labels):
    predictions.get_shape().assert_is_compatible_with(labels.get_shape())
    return tf1.cast(predictions, tf1.float32), tf1.cast(labels, tf1.float32)

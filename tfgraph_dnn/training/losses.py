"""`tf.losses`: weighted losses that add themselves to a collection, node for node as in TF 1.15.

All functions share their last arguments. `weights` is a scalar or broadcasts against the loss of each element; a weight
of 0 leaves the element out. `scope` is the name scope, `loss_collection` the collection that the result is added to
(None: none) and `reduction` one of `tf.losses.Reduction`: by default the sum over elements is divided by the number of
elements whose weight is not 0.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_sum
from tfgraph_dnn.ops.squeezing import squeeze_if, squeeze_to_match
from tfgraph_dnn.ops.weight_broadcasting import assert_broadcastable, broadcast_weights

Reduction = tf1.losses.Reduction

_LOSSES = tf1.GraphKeys.LOSSES
_MEAN_OVER_PRESENT = Reduction.SUM_BY_NONZERO_WEIGHTS


def compute_weighted_loss(losses, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT):
    """Weighs and reduces the losses of the elements; as `tf.losses.compute_weighted_loss` of TF 1.15.

    Args:
      losses: tensor of the losses of the elements.
      weights, scope, loss_collection, reduction: see the module.

    Returns:
      A scalar of the dtype of `losses`, or for `Reduction.NONE` a tensor like `losses`.

    Raises:
      ValueError: the weights do not broadcast, or an unknown reduction.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> loss = tf.losses.compute_weighted_loss([1.0, 2.0, 9.0], [1.0, 1.0, 0.0])
      >>> with tf.Session() as session:
      ...     print(session.run(loss))
      1.5
    """
    Reduction.validate(reduction)
    with tf1.name_scope(scope, "weighted_loss", (losses, weights)):
        check = assert_broadcastable(weights, losses)
        with tf1.control_dependencies((check,)):
            losses = tf1.convert_to_tensor(losses)
            dtype = losses.dtype
            losses, weights = tf1.cast(losses, tf1.float32), tf1.cast(weights, tf1.float32)
            loss = tf1.cast(_reduced(losses, weights, reduction), dtype)
            tf1.losses.add_loss(loss, loss_collection)
            return loss


def _reduced(losses, weights, reduction):
    weighted = tf1.multiply(losses, weights)
    if reduction == Reduction.NONE:
        return weighted
    total = reduce_sum(weighted)
    if reduction == Reduction.MEAN:
        return _safe_mean(total, reduce_sum(ones_like(losses) * weights))
    if reduction in (Reduction.SUM_BY_NONZERO_WEIGHTS, Reduction.SUM_OVER_NONZERO_WEIGHTS):
        return _safe_mean(total, _number_present(losses, weights))
    if reduction == Reduction.SUM_OVER_BATCH_SIZE:
        return _safe_mean(total, _number_of_elements(losses))
    return total


def _safe_mean(total, number):
    # TF 1.15 sums the scalar once more.
    return tf1.div_no_nan(reduce_sum(total), number, name="value")


def _number_of_elements(losses):
    with tf1.name_scope(None, "num_elements", values=[losses]) as scope:
        return tf1.cast(tf1.size(losses, name=scope), dtype=losses.dtype)


def _number_present(losses, weights, per_batch: bool = False):
    with tf1.name_scope(None, "num_present", (losses, weights)) as scope:
        weights = tf1.cast(weights, dtype=tf1.float32)
        present = tf1.where(tf1.equal(weights, 0.0), tf1.zeros_like(weights), ones_like(weights))
        present = broadcast_weights(present, losses)
        if per_batch:
            axes = tf1.range(1, tf1.rank(present))
            return reduce_sum(present, axis=axes, keepdims=True, name=scope)
        return reduce_sum(present, name=scope)


def _require(**given) -> None:
    for name, value in given.items():
        if value is None:
            raise ValueError(f"{name} must not be None.")


def _as_floats(labels, predictions):
    predictions, labels = tf1.cast(predictions, tf1.float32), tf1.cast(labels, tf1.float32)
    predictions.shape.assert_is_compatible_with(labels.shape)
    return labels, predictions


def absolute_difference(
    labels, predictions, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT
):
    """|predictions - labels|.

    Raises:
      ValueError: labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "absolute_difference", (predictions, labels, weights)) as scope:
        labels, predictions = _as_floats(labels, predictions)
        losses = tf1.abs(tf1.subtract(predictions, labels))
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def mean_squared_error(
    labels, predictions, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT
):
    """(predictions - labels)**2.

    Raises:
      ValueError: labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "mean_squared_error", (predictions, labels, weights)) as scope:
        labels, predictions = _as_floats(labels, predictions)
        losses = tf1.squared_difference(predictions, labels)
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def cosine_distance(
    labels, predictions, axis=None, weights=1.0, scope=None, loss_collection=_LOSSES,
    reduction=_MEAN_OVER_PRESENT, dim=None,
):  # fmt: skip
    """1 - sum(labels * predictions) over `axis`; both are expected to be normalized. `dim` is the older name of `axis`.

    Raises:
      ValueError: no axis, labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    if dim is not None:
        if axis is not None:
            raise ValueError("Cannot specify both 'axis' and 'dim'")
        axis = dim
    if axis is None:
        raise ValueError("You must specify 'axis'.")
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "cosine_distance_loss", (predictions, labels, weights)) as scope:
        labels, predictions = _as_floats(labels, predictions)
        products = tf1.multiply(predictions, labels)
        losses = 1 - reduce_sum(products, axis=(axis,), keepdims=True)
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def hinge_loss(labels, logits, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT):
    """max(0, 1 - y * logits), y being -1 for label 0 and 1 for label 1.

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, logits=logits)
    with tf1.name_scope(scope, "hinge_loss", (logits, labels, weights)) as scope:
        labels, logits = _as_floats(labels, logits)
        ones = ones_like(labels)
        signs = tf1.subtract(2 * labels, ones)
        losses = tf1.nn.relu(tf1.subtract(ones, tf1.multiply(signs, logits)))
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def huber_loss(
    labels, predictions, weights=1.0, delta=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT
):
    """Half the squared error up to `delta`, linear beyond (Huber 1964).

    Raises:
      ValueError: labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "huber_loss", (predictions, labels, weights)) as scope:
        labels, predictions = _as_floats(labels, predictions)
        error = tf1.abs(tf1.subtract(predictions, labels))
        quadratic = tf1.minimum(error, delta)
        linear = tf1.subtract(error, quadratic)
        half = tf1.convert_to_tensor(0.5, dtype=quadratic.dtype)
        squared = tf1.multiply(half, tf1.multiply(quadratic, quadratic))
        losses = tf1.add(squared, tf1.multiply(delta, linear))
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def log_loss(
    labels, predictions, weights=1.0, epsilon=1e-7, scope=None, loss_collection=_LOSSES,
    reduction=_MEAN_OVER_PRESENT,
):  # fmt: skip
    """-labels log(predictions + epsilon) - (1 - labels) log(1 - predictions + epsilon).

    Raises:
      ValueError: labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "log_loss", (predictions, labels, weights)) as scope:
        labels, predictions = _as_floats(labels, predictions)
        positive = -tf1.multiply(labels, tf1.log(predictions + epsilon))
        losses = positive - tf1.multiply(1 - labels, tf1.log(1 - predictions + epsilon))
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def mean_pairwise_squared_error(labels, predictions, weights=1.0, scope=None, loss_collection=_LOSSES):
    """The mean over pairs of elements of one example of ((a_p - b_p) - (a_l - b_l))**2, summed over examples.

    Raises:
      ValueError: labels or predictions are None or of different shapes, or the weights do not broadcast.
    """
    _require(labels=labels, predictions=predictions)
    with tf1.name_scope(scope, "mean_pairwise_squared_error", (predictions, labels, weights)):
        weights, labels = tf1.cast(weights, tf1.float32), tf1.cast(labels, tf1.float32)
        with tf1.control_dependencies((assert_broadcastable(weights, labels),)):
            labels, predictions = _as_floats(labels, predictions)
            errors = tf1.subtract(predictions, labels)
            axes = tf1.range(1, tf1.rank(errors))
            squares = reduce_sum(tf1.square(errors), axis=axes, keepdims=True)
            present = _number_present(errors, weights, per_batch=True)
            term1 = 2.0 * tf1.div_no_nan(squares, tf1.maximum(present - 1, 0), name="value")
            sums = reduce_sum(errors, axis=axes, keepdims=True)
            squared_sums = tf1.square(sums)
            pairs = tf1.maximum(tf1.multiply(present, present - 1), 0)
            term2 = 2.0 * tf1.div_no_nan(squared_sums, pairs, name="value")
            loss = reduce_sum(tf1.multiply(term1 - term2, weights))
            any_present = reduce_sum(present) > 0
            loss = tf1.where(any_present, loss, tf1.zeros_like(loss), name="value")
            tf1.losses.add_loss(loss, loss_collection)
            return loss


def sigmoid_cross_entropy(
    multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=_LOSSES,
    reduction=_MEAN_OVER_PRESENT,
):  # fmt: skip
    """Cross entropy of independent classes; `label_smoothing` moves labels towards 1/2.

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not broadcast.
    """
    _require(multi_class_labels=multi_class_labels, logits=logits)
    with tf1.name_scope(scope, "sigmoid_cross_entropy_loss", (logits, multi_class_labels, weights)) as scope:
        logits = tf1.convert_to_tensor(logits)
        labels = tf1.cast(multi_class_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            labels = labels * (1 - label_smoothing) + 0.5 * label_smoothing
        losses = tf1.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def softmax_cross_entropy(
    onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=_LOSSES,
    reduction=_MEAN_OVER_PRESENT,
):  # fmt: skip
    """Cross entropy of exclusive classes; `label_smoothing` moves labels towards 1/classes. Labels get no gradient.

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not broadcast.
    """
    _require(onehot_labels=onehot_labels, logits=logits)
    with tf1.name_scope(scope, "softmax_cross_entropy_loss", (logits, onehot_labels, weights)) as scope:
        logits = tf1.convert_to_tensor(logits)
        labels = tf1.cast(onehot_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            classes = tf1.cast(tf1.shape(labels)[-1], logits.dtype)
            off = label_smoothing / classes
            labels = labels * (1.0 - label_smoothing) + off
        labels = tf1.stop_gradient(labels, name="labels_stop_gradient")
        losses = tf1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def sparse_softmax_cross_entropy(
    labels, logits, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN_OVER_PRESENT
):
    """Cross entropy of exclusive classes given by number; a last dimension of 1 of the labels is dropped.

    Raises:
      ValueError: labels or logits are None or of wrong ranks, or the weights do not broadcast.
    """
    _require(labels=labels, logits=logits)
    with tf1.name_scope(scope, "sparse_softmax_cross_entropy_loss", (logits, labels, weights)) as scope:
        labels, logits = squeeze_to_match(labels, logits, expected_rank_diff=1)
        weights = _squeezed_weights(labels, weights)
        losses = tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def _squeezed_weights(labels, weights):
    if weights is None:
        return None
    weights = tf1.convert_to_tensor(weights)
    if labels.shape.rank is not None and weights.shape.rank is not None:
        return tf1.squeeze(weights, [-1]) if weights.shape.rank - labels.shape.rank == 1 else weights
    if weights.shape.rank == 0:
        return weights
    return squeeze_if(weights, 1, tf1.rank(weights) - tf1.rank(labels))

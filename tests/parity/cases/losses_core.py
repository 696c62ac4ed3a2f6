"""tf.losses.*: nodes, values, collections, weights and reductions, errors."""
import numpy as np


def _pair(tf, static=(None, 3)):
    rng = np.random.RandomState(0)
    static = list(static) if static is not None else None
    labels = tf.placeholder_with_default(rng.rand(4, 3).astype(np.float32), static, name="labels")
    predictions = tf.placeholder_with_default(rng.rand(4, 3).astype(np.float32), static, name="predictions")
    return labels, predictions


def _reductions(tf):
    names = ("NONE", "SUM", "MEAN", "SUM_OVER_BATCH_SIZE", "SUM_BY_NONZERO_WEIGHTS", "SUM_OVER_NONZERO_WEIGHTS")
    return [(name, getattr(tf.losses.Reduction, name)) for name in names]


def _each(tf, fn, **options):
    labels, predictions = _pair(tf)
    known = _pair(tf, (4, 3))
    return {"unknown": fn(labels, predictions, **options), "known": fn(*known, **options)}


def mean_squared_error(tf):
    return _each(tf, tf.losses.mean_squared_error)


def absolute_difference(tf):
    return _each(tf, tf.losses.absolute_difference)


def huber(tf):
    return _each(tf, tf.losses.huber_loss, delta=0.3)


def log_loss(tf):
    return _each(tf, tf.losses.log_loss)


def hinge(tf):
    labels, predictions = _pair(tf)
    return {"loss": tf.losses.hinge_loss(tf.round(labels), predictions)}


def cosine_distance(tf):
    labels, predictions = _pair(tf)
    return {"loss": tf.losses.cosine_distance(labels, predictions, axis=1), "old": tf.losses.cosine_distance(labels, predictions, dim=1)}


def mean_pairwise_squared_error(tf):
    return _each(tf, tf.losses.mean_pairwise_squared_error)


def sigmoid_cross_entropy(tf):
    labels, logits = _pair(tf)
    return {"plain": tf.losses.sigmoid_cross_entropy(tf.round(labels), logits),
            "smooth": tf.losses.sigmoid_cross_entropy(tf.round(labels), logits, label_smoothing=0.1)}


def softmax_cross_entropy(tf):
    _, logits = _pair(tf)
    onehot = tf.one_hot([0, 1, 2, 0], 3)
    return {"plain": tf.losses.softmax_cross_entropy(onehot, logits),
            "smooth": tf.losses.softmax_cross_entropy(onehot, logits, label_smoothing=0.1),
            "weighted": tf.losses.softmax_cross_entropy(onehot, logits, weights=tf.constant([1.0, 0.0, 2.0, 1.0]))}


def sparse_softmax_cross_entropy(tf):
    _, logits = _pair(tf)
    labels = tf.placeholder_with_default(np.array([0, 1, 2, 0], np.int32), [None])
    column = tf.placeholder_with_default(np.array([[0], [1], [2], [0]], np.int64), [None, 1])
    return {"plain": tf.losses.sparse_softmax_cross_entropy(labels, logits),
            "column": tf.losses.sparse_softmax_cross_entropy(column, logits),
            "weighted": tf.losses.sparse_softmax_cross_entropy(labels, logits, weights=2.0),
            "per_item": tf.losses.sparse_softmax_cross_entropy(labels, logits, weights=tf.constant([1.0, 0.0, 2.0, 1.0]))}


def reductions(tf):
    labels, predictions = _pair(tf)
    return {name: tf.losses.mean_squared_error(labels, predictions, weights=0.5, reduction=reduction)
            for name, reduction in _reductions(tf)}


def weights_of_each_shape(tf):
    labels, predictions = _pair(tf)
    out = {}
    for number, weights in enumerate([2.0, 0.0, tf.constant(3.0), tf.ones([4, 1]), tf.ones([1, 3]), np.ones((4, 3), np.float32) * 2,
                                      tf.placeholder_with_default(np.ones((4, 1), np.float32), [None, 1]),
                                      tf.placeholder_with_default(np.float32(0.5), None)]):
        out["loss%d" % number] = tf.losses.absolute_difference(labels, predictions, weights=weights)
    return out


def weights_reductions(tf):
    labels, predictions = _pair(tf)
    weights = tf.constant([[1.0], [0.0], [2.0], [0.5]])
    return {name: tf.losses.absolute_difference(labels, predictions, weights=weights, reduction=reduction)
            for name, reduction in _reductions(tf)}


def compute_weighted_loss(tf):
    losses = tf.constant([1.0, 2.0, 3.0])
    return {"plain": tf.losses.compute_weighted_loss(losses), "named": tf.losses.compute_weighted_loss(losses, [1.0, 0.0, 1.0], scope="mine"),
            "int": tf.losses.compute_weighted_loss(tf.constant([1, 2, 3]))}


def scopes_and_collections(tf):
    labels, predictions = _pair(tf)
    with tf.name_scope("train"):
        a = tf.losses.mean_squared_error(labels, predictions, scope="mse")
    b = tf.losses.mean_squared_error(labels, predictions, loss_collection=None)
    c = tf.losses.mean_squared_error(labels, predictions, loss_collection="mine")
    tf.losses.add_loss(tf.constant(5.0, name="added"))
    tf.losses.add_loss(tf.constant(6.0, name="not_added"), loss_collection=None)
    tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(0.25, name="reg"))
    return {"a": a, "b": b, "c": c, "total": tf.losses.get_total_loss(), "without": tf.losses.get_total_loss(False, "no_reg"),
            "number": tf.constant(len(tf.losses.get_losses())), "scoped": tf.constant([l.name for l in tf.losses.get_losses("train")]),
            "reg": tf.losses.get_regularization_loss(), "regs": tf.constant([l.name for l in tf.losses.get_regularization_losses()])}


def total_loss_of_nothing(tf):
    return {"reg": tf.losses.get_regularization_loss(), "number": tf.constant(len(tf.losses.get_losses()))}


def total_loss_without_losses(tf):
    return {"x": tf.losses.get_total_loss()}


def grad_trained(tf):
    x = tf.placeholder_with_default(np.ones((4, 3), np.float32), [None, 3])
    w = tf.get_variable("w", [3, 3])
    loss = tf.losses.sparse_softmax_cross_entropy(labels=tf.constant([0, 1, 2, 0]), logits=tf.matmul(x, w))
    train = tf.train.AdamOptimizer(0.1).minimize(loss)
    return {"train": train, "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_trained_with_mse(tf):
    x = tf.placeholder_with_default(np.ones((4, 3), np.float32), [None, 3])
    w = tf.get_variable("w", [3, 1])
    loss = tf.losses.mean_squared_error(tf.ones([4, 1]), tf.matmul(x, w)) + tf.losses.huber_loss(tf.ones([4, 1]), tf.matmul(x, w))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    return {"train": train, "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def shapes_do_not_match(tf):
    return {"x": tf.losses.mean_squared_error(tf.ones([2, 3]), tf.ones([2, 4]))}


def labels_none(tf):
    return {"x": tf.losses.mean_squared_error(None, tf.ones([2, 4]))}


def predictions_none(tf):
    return {"x": tf.losses.log_loss(tf.ones([2, 4]), None)}


def weights_none(tf):
    return {"x": tf.losses.mean_squared_error(tf.ones([2, 4]), tf.ones([2, 4]), weights=None)}


def weights_do_not_broadcast(tf):
    return {"x": tf.losses.mean_squared_error(tf.ones([2, 4]), tf.ones([2, 4]), weights=tf.ones([3]))}


def weights_wrong_at_run_time(tf):
    weights = tf.placeholder_with_default(np.ones((3,), np.float32), None)
    return {"x": tf.losses.mean_squared_error(tf.ones([2, 4]), tf.ones([2, 4]), weights=weights)}


def reduction_unknown(tf):
    return {"x": tf.losses.mean_squared_error(tf.ones([2, 4]), tf.ones([2, 4]), reduction="sometimes")}


def cosine_without_axis(tf):
    return {"x": tf.losses.cosine_distance(tf.ones([2, 4]), tf.ones([2, 4]))}


def sparse_labels_of_other_rank(tf):
    return {"x": tf.losses.sparse_softmax_cross_entropy(tf.zeros([2, 3], tf.int32), tf.ones([2, 3]))}

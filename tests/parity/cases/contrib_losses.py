"""tf.contrib.losses: every loss with its weights, smoothing and collections."""


def _x(tf, shape=(4, 3), seed=0):
    import numpy as np

    return tf.constant(np.random.RandomState(seed).rand(*shape).astype("float32"))


def weighted(tf):
    losses = tf.contrib.losses
    x = _x(tf)
    return {
        "one": losses.compute_weighted_loss(x),
        "half": losses.compute_weighted_loss(x, 0.5, scope="half"),
        "zero": losses.compute_weighted_loss(x, 0.0),
        "examples": losses.compute_weighted_loss(x, [1.0, 0.0, 2.0, 1.0]),
        "column": losses.compute_weighted_loss(x, [[1.0], [0.0], [2.0], [1.0]]),
        "double": losses.compute_weighted_loss(tf.cast(x, tf.float64)),
        "total": losses.get_total_loss(),
    }


def weighted_each(tf):
    return {"all": tf.contrib.losses.compute_weighted_loss(_x(tf), _x(tf, seed=1))}


def weighted_unknown_rank(tf):
    tf.contrib.losses.compute_weighted_loss(tf.placeholder(tf.float32))


def weighted_unknown_weights(tf):
    tf.contrib.losses.compute_weighted_loss(_x(tf), tf.placeholder(tf.float32))


def all_losses(tf):
    losses = tf.contrib.losses
    p, q = _x(tf), _x(tf, seed=1)
    onehot = tf.constant([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
    w = tf.constant([1.0, 0.0, 2.0, 1.0])
    out = {
        "abs": losses.absolute_difference(p, q),
        "abs_w": losses.absolute_difference(p, q, w),
        "sigmoid": losses.sigmoid_cross_entropy(p, onehot),
        "sigmoid_s": losses.sigmoid_cross_entropy(p, onehot, weights=w, label_smoothing=0.1, scope="s"),
        "softmax": losses.softmax_cross_entropy(p, onehot),
        "softmax_s": losses.softmax_cross_entropy(p, onehot, weights=w, label_smoothing=0.1),
        "sparse": losses.sparse_softmax_cross_entropy(p, tf.constant([0, 1, 2, 0])),
        "sparse_c": losses.sparse_softmax_cross_entropy(p, tf.constant([[0], [1], [2], [0]]), w),
        "log": losses.log_loss(p, q),
        "log_w": losses.log_loss(p, q, w, epsilon=1e-3),
        "hinge": losses.hinge_loss(p, onehot),
        "square": losses.mean_squared_error(p, q),
        "square_w": losses.mean_squared_error(p, q, w, scope="sq"),
        "pairs": losses.mean_pairwise_squared_error(p, q),
        "pairs_w": losses.mean_pairwise_squared_error(p, q, w),
        "cosine": losses.cosine_distance(p, q, axis=1),
        "cosine_dim": losses.cosine_distance(p, q, dim=1, weights=w),
    }
    losses.add_loss(tf.constant(3.0), loss_collection=None)
    losses.add_loss(tf.constant(3.0))
    out["total"] = losses.get_total_loss()
    out["names"] = tf.constant([t.op.name for t in losses.get_losses() + losses.get_losses(scope="sq")])
    return out


def total_with_regularization(tf):
    losses = tf.contrib.losses
    tf.contrib.layers.fully_connected(_x(tf), 2, weights_regularizer=tf.contrib.layers.l2_regularizer(0.1))
    losses.mean_squared_error(_x(tf), _x(tf, seed=1))
    with_it = losses.get_total_loss()
    without = losses.get_total_loss(add_regularization_losses=False, name="plain")
    return {"with": with_it, "without": without, "r": losses.get_regularization_losses()}


def cosine_without_axis(tf):
    tf.contrib.losses.cosine_distance(_x(tf), _x(tf))


def shapes_differ(tf):
    tf.contrib.losses.mean_squared_error(_x(tf), _x(tf, (4, 2)))


def total_of_nothing(tf):
    tf.contrib.losses.get_total_loss()

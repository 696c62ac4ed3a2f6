"""tf.metrics.*: nodes, values after several updates, collections."""
import numpy as np


def _values(tf, static=(None,)):
    rng = np.random.RandomState(0)
    labels = tf.placeholder_with_default(rng.randint(0, 2, 6).astype(np.float32), list(static), name="labels")
    predictions = tf.placeholder_with_default(rng.rand(6).astype(np.float32), list(static), name="predictions")
    return labels, predictions


def _updated(tf, made, times=3):
    value, update = made
    with tf.control_dependencies([update]):
        out = {"update": update, "name": tf.constant(value.name)}
    return out, {}, times


def _plain(tf, name, **options):
    labels, predictions = _values(tf)
    return _updated(tf, getattr(tf.metrics, name)(labels, predictions, **options))


def _classes(tf, name, **options):
    labels, predictions = _values(tf)
    return _updated(tf, getattr(tf.metrics, name)(labels, tf.round(predictions), **options))


def accuracy(tf):
    return _classes(tf, "accuracy")


def accuracy_of_integers(tf):
    labels = tf.placeholder_with_default(np.array([[1], [2], [0]], np.int64), [None, 1])
    predictions = tf.placeholder_with_default(np.array([1, 1, 0], np.int64), [None])
    return _updated(tf, tf.metrics.accuracy(labels, predictions, weights=tf.constant([1.0, 2.0, 1.0]), name="acc",
                                            metrics_collections=["m"], updates_collections="u"))


def mean(tf):
    x = tf.placeholder_with_default(np.arange(6, dtype=np.float32), [None])
    return _updated(tf, tf.metrics.mean(x))


def mean_weighted(tf):
    x = tf.placeholder_with_default(np.arange(6, dtype=np.float32).reshape(2, 3), [None, 3])
    return _updated(tf, tf.metrics.mean(x, weights=tf.constant([[1.0], [0.0]])))


def mean_tensor(tf):
    return _updated(tf, tf.metrics.mean_tensor(tf.placeholder_with_default(np.arange(6, dtype=np.float32), [6])))


def precision(tf):
    return _classes(tf, "precision")


def recall(tf):
    return _classes(tf, "recall")


def recall_weighted(tf):
    return _classes(tf, "recall", weights=0.5)


def auc(tf):
    return _plain(tf, "auc", num_thresholds=5)


def auc_precision_recall(tf):
    return _plain(tf, "auc", num_thresholds=5, curve="PR", summation_method="careful_interpolation")


def true_positives(tf):
    return _classes(tf, "true_positives")


def false_positives(tf):
    return _classes(tf, "false_positives")


def true_negatives(tf):
    return _classes(tf, "true_negatives")


def false_negatives(tf):
    return _classes(tf, "false_negatives")


def false_negatives_at_thresholds(tf):
    return _plain(tf, "false_negatives_at_thresholds", thresholds=[0.3, 0.7])


def true_positives_at_thresholds(tf):
    return _plain(tf, "true_positives_at_thresholds", thresholds=[0.3, 0.7])


def precision_at_thresholds(tf):
    return _plain(tf, "precision_at_thresholds", thresholds=[0.3, 0.7])


def recall_at_thresholds(tf):
    return _plain(tf, "recall_at_thresholds", thresholds=[0.3, 0.7])


def sensitivity_at_specificity(tf):
    return _plain(tf, "sensitivity_at_specificity", specificity=0.5, num_thresholds=5)


def specificity_at_sensitivity(tf):
    return _plain(tf, "specificity_at_sensitivity", sensitivity=0.5, num_thresholds=5)


def mean_squared_error(tf):
    return _plain(tf, "mean_squared_error")


def root_mean_squared_error(tf):
    return _plain(tf, "root_mean_squared_error")


def mean_absolute_error(tf):
    return _plain(tf, "mean_absolute_error")


def mean_relative_error(tf):
    return _plain(tf, "mean_relative_error", normalizer=tf.constant([1.0, 2.0, 0.0, 1.0, 1.0, 1.0]))


def mean_cosine_distance(tf):
    labels, predictions = _values(tf)
    return _updated(tf, tf.metrics.mean_cosine_distance(tf.reshape(labels, [2, 3]), tf.reshape(predictions, [2, 3]), 1))


def mean_iou(tf):
    labels, predictions = _values(tf)
    return _updated(tf, tf.metrics.mean_iou(tf.cast(labels, tf.int64), tf.cast(tf.round(predictions), tf.int64), 2))


def mean_per_class_accuracy(tf):
    labels, predictions = _values(tf)
    return _updated(tf, tf.metrics.mean_per_class_accuracy(tf.cast(labels, tf.int64), tf.cast(tf.round(predictions), tf.int64), 2))


def percentage_below(tf):
    _, predictions = _values(tf)
    return _updated(tf, tf.metrics.percentage_below(predictions, 0.5))


def _ranked(tf, name, **options):
    labels = tf.constant([[0], [2], [1]], tf.int64)
    scores = tf.constant(np.random.RandomState(0).rand(3, 4).astype(np.float32))
    return _updated(tf, getattr(tf.metrics, name)(labels, scores, **options))


def recall_at_k(tf):
    return _ranked(tf, "recall_at_k", k=2)


def precision_at_k(tf):
    return _ranked(tf, "precision_at_k", k=2)


def average_precision_at_k(tf):
    return _ranked(tf, "average_precision_at_k", k=2)


def precision_at_k_of_class(tf):
    return _ranked(tf, "precision_at_k", k=2, class_id=1)


def confusion_matrix(tf):
    return {"m": tf.confusion_matrix([0, 1, 2, 1], [0, 2, 2, 1]), "w": tf.confusion_matrix([0, 1], [1, 1], num_classes=3, weights=[1, 2])}


def in_top_k(tf):
    scores = tf.constant(np.random.RandomState(0).rand(3, 4).astype(np.float32))
    return {"in": tf.nn.in_top_k(scores, [0, 1, 2], 2)}


def with_weights(tf):
    labels, predictions = _values(tf)
    weights = tf.placeholder_with_default(np.ones(6, np.float32), [None])
    a = tf.metrics.mean_squared_error(labels, predictions, weights=weights)
    b = tf.metrics.accuracy(labels, tf.round(predictions), weights=2.0)
    return {"a": a[1], "b": b[1]}


def two_then_noise(tf):
    labels, predictions = _values(tf)
    a = tf.metrics.accuracy(labels, tf.round(predictions))
    b = tf.metrics.accuracy(labels, tf.round(predictions))
    return {"a": a[1], "b": b[1], "noise_bits": tf.random_normal([2])}


def wrong_shapes(tf):
    return {"x": tf.metrics.mean_squared_error(tf.ones([2]), tf.ones([3]))[1]}


def wrong_curve(tf):
    labels, predictions = _values(tf)
    return {"x": tf.metrics.auc(labels, predictions, curve="X")[1]}


def weights_do_not_broadcast(tf):
    return {"x": tf.metrics.mean(tf.ones([2, 3]), weights=tf.ones([4]))[1]}

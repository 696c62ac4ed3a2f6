"""tf.contrib.metrics: the streaming metrics over two batches."""


def _data(tf):
    import numpy as np

    r = np.random.RandomState(0)
    predictions = tf.constant(r.rand(6).astype("float32"))
    labels = tf.constant(r.randint(0, 2, 6).astype("float32"))
    weights = tf.constant([1.0, 0.5, 2.0, 0.0, 1.0, 1.0])
    return predictions, labels, weights


def _run(tf, **pairs):
    """The values once all updates have run."""
    with tf.control_dependencies([pair[1] for pair in pairs.values()]):
        fetches = {name: tf.identity(pair[1]) for name, pair in pairs.items()}
    return fetches, {}, 2


def counts(tf):
    m = tf.contrib.metrics
    p, y, w = _data(tf)
    b = p > 0.5
    return _run(
        tf,
        tp=m.streaming_true_positives(b, y),
        tn=m.streaming_true_negatives(b, y, w),
        fp=m.streaming_false_positives(b, y, name="mine"),
        fn=m.streaming_false_negatives(b, y, metrics_collections=["m"], updates_collections=["u"]),
        fpr=m.streaming_false_positive_rate(b, y, w),
        fnr=m.streaming_false_negative_rate(b, y),
        count=m.count(p),
        count_w=m.count(p, w, updates_collections=["u"]),
    )


def means(tf):
    m = tf.contrib.metrics
    p, y, w = _data(tf)
    return _run(
        tf,
        mean=m.streaming_mean(p, w),
        tensor=m.streaming_mean_tensor(p),
        mae=m.streaming_mean_absolute_error(p, y),
        mse=m.streaming_mean_squared_error(p, y, w),
        rmse=m.streaming_root_mean_squared_error(p, y),
        rel=m.streaming_mean_relative_error(p, y, tf.ones([6])),
        less=m.streaming_percentage_less(p, 0.5),
        cosine=m.streaming_mean_cosine_distance(tf.reshape(p, [3, 2]), tf.reshape(y, [3, 2]), 1),
    )


def classification(tf):
    m = tf.contrib.metrics
    p, y, w = _data(tf)
    b = tf.cast(p > 0.5, tf.float32)
    ints = tf.cast(y, tf.int64)
    return _run(
        tf,
        acc=m.streaming_accuracy(b, y),
        prec=m.streaming_precision(b, y, w),
        rec=m.streaming_recall(b, y),
        auc=m.streaming_auc(p, y, num_thresholds=20, curve="PR"),
        spec=m.streaming_specificity_at_sensitivity(p, y, 0.5, num_thresholds=10),
        sens=m.streaming_sensitivity_at_specificity(p, y, 0.5, num_thresholds=10),
        prect=m.streaming_precision_at_thresholds(p, y, [0.3, 0.6]),
        rect=m.streaming_recall_at_thresholds(p, y, [0.3, 0.6], w),
        iou=m.streaming_mean_iou(tf.cast(b, tf.int64), ints, 2),
        f1=m.f1_score(y, p, num_thresholds=10),
        f1_w=m.f1_score(y, p, w, num_thresholds=5, metrics_collections=["m"], updates_collections=["u"], name="f"),
    )


def at_k(tf):
    m = tf.contrib.metrics
    import numpy as np

    p = tf.constant(np.random.RandomState(0).rand(4, 5).astype("float32"))
    y = tf.constant([[0], [1], [4], [2]], tf.int64)
    top = tf.nn.top_k(p, 2).indices
    top = tf.cast(top, tf.int64)
    return _run(
        tf,
        recall=m.streaming_recall_at_k(p, tf.squeeze(y, 1), 2),
        sparse_recall=m.streaming_sparse_recall_at_k(p, y, 2),
        precision=m.streaming_sparse_precision_at_k(p, y, 2, class_id=1),
        average=m.streaming_sparse_average_precision_at_k(p, y, 3),
        top_precision=m.streaming_sparse_precision_at_top_k(top, y),
        top_recall=m.sparse_recall_at_top_k(y, top, class_id=2),
        top_average=m.streaming_sparse_average_precision_at_top_k(top, y),
    )


def batch_accuracy(tf):
    m = tf.contrib.metrics
    a, b = tf.constant([1, 2, 3]), tf.constant([1, 0, 3])
    return {
        "plain": m.accuracy(a, b),
        "weighted": m.accuracy(a, b, weights=tf.constant([0.5, 1.0, 2.0]), name="w"),
        "matrix": m.confusion_matrix(b, a, num_classes=4),
        "set": m.set_size(m.set_union(tf.constant([[1, 2]]), tf.constant([[2, 3]]))),
    }


def batch_accuracy_of_floats(tf):
    tf.contrib.metrics.accuracy(tf.constant([1.0]), tf.constant([1.0]))


def batch_accuracy_of_other_types(tf):
    tf.contrib.metrics.accuracy(tf.constant([1], tf.int64), tf.constant([1], tf.int32))


def aggregated(tf):
    m = tf.contrib.metrics
    p, y, _ = _data(tf)
    values, updates = m.aggregate_metric_map({"acc": m.streaming_accuracy(p, y), "mean": m.streaming_mean(p)})
    lists = m.aggregate_metrics(m.streaming_mean(p), m.streaming_mean(y))
    return {"acc": updates["acc"], "mean": updates["mean"], "more": lists[1], "n": tf.constant(len(values) + len(lists[0]))}


def aggregated_nothing(tf):
    tf.contrib.metrics.aggregate_metrics()

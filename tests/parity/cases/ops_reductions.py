"""Reductions: with and without axes, keepdims under both names, lists and variables as input, known, unknown ranks."""

import numpy as np

_X = np.arange(1, 13, dtype=np.float32).reshape(3, 4) / 5.0


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def _reduced(tf, fn, value=_X):
    x = tf.constant(value, name="x")
    unknown = tf.placeholder(x.dtype, None, name="unknown")
    batch = tf.placeholder(x.dtype, [None, 4], name="batch")
    variable = tf.Variable(x, name="variable")
    return _out(
        fn(x),
        fn(x, 0),
        fn(x, axis=[0, 1]),
        fn(x, axis=-1, name="named"),
        fn(x, reduction_indices=[1]),
        fn(x, 1, keep_dims=True),
        fn(x, keepdims=True),
        fn(x, axis=[]),
        fn(x, axis=tf.constant(0)),
        fn(unknown),
        fn(unknown, 1),
        fn(batch),
        fn(batch, [0, 1]),
        fn(variable),
        fn(variable, 0),
        fn(value.tolist()),
        fn(value.tolist(), 0),
        fn(value),
        fn(value, axis=1),
    ), {unknown: value, batch: value}


def reduce_sum(tf):
    return _reduced(tf, tf.reduce_sum)


def reduce_mean(tf):
    return _reduced(tf, tf.reduce_mean)


def reduce_prod(tf):
    return _reduced(tf, tf.reduce_prod)


def reduce_max(tf):
    return _reduced(tf, tf.reduce_max)


def reduce_min(tf):
    return _reduced(tf, tf.reduce_min)


def reduce_all(tf):
    return _reduced(tf, tf.reduce_all, _X > 1.0)


def reduce_any(tf):
    return _reduced(tf, tf.reduce_any, _X > 1.0)


def reduce_logsumexp(tf):
    return _reduced(tf, tf.reduce_logsumexp)


def reduce_variance_and_std(tf):
    x = tf.constant(_X)
    return _out(
        tf.math.reduce_variance(x),
        tf.math.reduce_variance(x, axis=0, name="v"),
        tf.math.reduce_std(x, axis=1, keepdims=True),
        tf.math.reduce_std(x),
        tf.math.reduce_variance([1.0, 2.0]),
    )


def reduce_euclidean_norm(tf):
    x = tf.constant(_X)
    return _out(tf.math.reduce_euclidean_norm(x), tf.math.reduce_euclidean_norm(x, axis=0, keepdims=True))


def reduce_join(tf):
    x = tf.constant([["a", "b"], ["c", "d"]])
    return _out(
        tf.reduce_join(x, 0),
        tf.reduce_join(x),
        tf.reduce_join(x, axis=[0, 1], separator="."),
        tf.reduce_join(x, reduction_indices=1, keep_dims=True),
        tf.strings.reduce_join(x, 1, name="j"),
    )


def aliases(tf):
    x = tf.constant(_X)
    return _out(
        tf.math.reduce_sum(x),
        tf.math.reduce_mean(x, 0),
        tf.math.reduce_max(x),
        tf.math.reduce_logsumexp(x),
        tf.math.reduce_any(x > 1),
    )


def both_axis_names(tf):
    return _out(tf.reduce_sum(tf.constant(_X), axis=0, reduction_indices=1))


def both_keepdims_names(tf):
    return _out(tf.reduce_sum(tf.constant(_X), keepdims=True, keep_dims=True))


def axis_out_of_range(tf):
    return _out(tf.reduce_sum(tf.constant(_X), axis=3))


def dtypes(tf):
    return _out(
        tf.reduce_sum(tf.constant([1, 2, 3])),
        tf.reduce_mean(tf.constant([1, 2, 4])),
        tf.reduce_mean(tf.constant([1.0, 2.0], tf.float64)),
        tf.reduce_max(tf.constant([1, 2], tf.int64)),
        tf.reduce_sum(tf.constant([1 + 2j, 3j])),
        tf.reduce_mean(tf.cast(tf.equal([1, 2], [1, 3]), tf.float32)),
        tf.reduce_mean(tf.to_float(tf.constant([1, 2]))),
    )


def lists_of_tensors(tf):
    a, b = tf.constant(1.0), tf.constant(2.0)
    return _out(tf.reduce_mean([a, b]), tf.reduce_sum([a, b], 0), tf.reduce_max(tf.stack([a, b])))


def sparse(tf):
    x = tf.SparseTensor([[0, 1], [2, 3]], [1.0, 2.0], [3, 4])
    return _out(
        tf.sparse_reduce_sum(x),
        tf.sparse_reduce_sum(x, 0),
        tf.sparse_reduce_sum(x, axis=1, keep_dims=True),
        tf.sparse.reduce_sum(x, 1),
        tf.sparse_reduce_max(x, 0),
        tf.sparse_reduce_sum_sparse(x, 0).values,
    )


def arg_reductions(tf):
    x = tf.constant(_X)
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    return _out(
        tf.argmax(x, 1),
        tf.argmax(x, axis=0, name="a"),
        tf.argmax(x),
        tf.argmax(x, dimension=1),
        tf.argmax(x, 1, output_type=tf.int32),
        tf.argmin(x, 1),
        tf.argmin(x, axis=-1),
        tf.argmin(x, dimension=0),
        tf.arg_max(x, 1),
        tf.arg_min(x, dimension=1),
        tf.math.argmax(batch, 1),
        tf.argmax([1.0, 3.0, 2.0]),
        tf.argmax(x, tf.constant(1)),
    ), {batch: _X}


def arg_both_names(tf):
    return _out(tf.argmax(tf.constant(_X), axis=0, dimension=0))


def counts(tf):
    x = tf.constant([[0.0, 1.0, 2.0], [0.0, 0.0, 3.0]])
    return _out(
        tf.count_nonzero(x),
        tf.count_nonzero(x, 0),
        tf.count_nonzero(x, axis=1, keep_dims=True),
        tf.count_nonzero(x, keepdims=True, dtype=tf.int32, name="c"),
        tf.math.count_nonzero([True, False]),
        tf.count_nonzero(input_tensor=[1, 0, 3]),
        tf.count_nonzero(["a", ""]),
        tf.bincount([1, 2, 2, 5]),
        tf.bincount([1, 2], weights=[0.5, 1.0]),
        tf.bincount(tf.constant([1, 2]), minlength=5, maxlength=6),
        tf.math.bincount(tf.constant([1, 1]), dtype=tf.float32),
        tf.histogram_fixed_width([0.1, 0.5, 0.9], [0.0, 1.0], 5),
    )


def histogram_bins(tf):
    return _out(tf.histogram_fixed_width_bins([0.1, 0.5, 0.9], [0.0, 1.0], 5))


def segments(tf):
    x = tf.constant(_X)
    ids = tf.constant([0, 0, 1])
    return _out(
        tf.segment_sum(x, ids),
        tf.segment_mean(x, ids),
        tf.segment_max(x, ids, name="s"),
        tf.segment_min(x, ids),
        tf.segment_prod(x, ids),
        tf.unsorted_segment_sum(x, ids, 3),
        tf.unsorted_segment_mean(x, ids, 2),
        tf.unsorted_segment_mean(x, ids, tf.constant(2), name="u"),
        tf.unsorted_segment_sqrt_n(x, ids, num_segments=2),
        tf.unsorted_segment_max(x, ids, 2),
        tf.unsorted_segment_min(x, ids, 2),
        tf.unsorted_segment_prod(x, ids, 2),
        tf.sparse_segment_sum(x, [0, 1], [0, 0]),
        tf.sparse_segment_mean(x, [0, 1], [0, 0]),
        tf.sparse_segment_sqrt_n(x, [0, 1], [0, 1], num_segments=3),
        tf.sparse_segment_sum(x, [0, 1], [0, 1], num_segments=3),
    )


def cumulative(tf):
    x = tf.constant(_X)
    return _out(
        tf.cumsum(x),
        tf.cumsum(x, 1, exclusive=True),
        tf.cumsum(x, axis=0, reverse=True, name="c"),
        tf.cumprod(x, 1),
    )


def losses_by_hand(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    y = tf.placeholder(tf.float32, [None, 1], name="y")
    w = tf.Variable(tf.zeros([3, 1]), name="w")
    prediction = tf.matmul(x, w)
    loss = tf.reduce_mean(tf.square(prediction - y))
    l2 = tf.reduce_sum(tf.square(w))
    l1 = tf.reduce_sum(tf.abs(w))
    total = tf.add(loss, tf.add(tf.multiply(0.1, l2), 0.2 * l1))
    rms = tf.sqrt(tf.reduce_mean(tf.pow(prediction - y, 2)))
    cost = tf.reduce_sum(tf.pow(prediction - y, 2)) / (2 * 10)
    entropy = tf.reduce_mean(-tf.reduce_sum(y * tf.log(tf.nn.softmax(prediction)), reduction_indices=[1]))
    direct = tf.reduce_sum(w), tf.reduce_mean(w), tf.reduce_max(w)
    return _out(total, rms, cost, entropy, *direct), {x: np.ones((2, 3)), y: np.ones((2, 1))}

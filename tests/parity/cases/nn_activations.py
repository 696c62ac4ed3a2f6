"""tf.nn's activations, dropout, softmaxes, cross entropies, normalizations and moments."""

import numpy as np


def _x(tf, *shape):
    size = int(np.prod(shape))
    return tf.constant((np.arange(size) * 0.37 % 3 - 1.4).reshape(shape).astype(np.float32), name="x")


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def dropout(tf):
    x = tf.ones([4, 5])
    keep = tf.placeholder_with_default(0.7, [], name="keep")
    return {
        "bits0": tf.nn.dropout(x, 0.5),
        "bits1": tf.nn.dropout(x, keep_prob=0.8),
        "bits2": tf.nn.dropout(x, rate=0.3),
        "bits3": tf.nn.dropout(x, keep),
        "bits4": tf.nn.dropout(x, rate=1 - keep, name="d"),
        "bits5": tf.nn.dropout(x, 0.5, noise_shape=[4, 1]),
        "bits6": tf.nn.dropout(x, 0.5, noise_shape=[None, 1], seed=3),
        "bits7": tf.nn.dropout(x, 1.0),
        "bits8": tf.nn.dropout(x, 1),
        "bits9": tf.nn.dropout([[1.0, 2.0]], 0.9),
    }


def dropout_keep_prob_zero(tf):
    return _out(tf.nn.dropout(tf.ones([2]), 0.0))


def dropout_integers(tf):
    return _out(tf.nn.dropout(tf.constant([1, 2]), 0.5))


def relu_family(tf):
    x = _x(tf, 3, 4)
    return _out(
        tf.nn.relu(x),
        tf.nn.relu6(x),
        tf.nn.leaky_relu(x),
        tf.nn.leaky_relu(x, 0.01),
        tf.nn.leaky_relu(x, alpha=0.1, name="leaky"),
        tf.nn.leaky_relu([1, -2]),
        tf.nn.elu(x),
        tf.nn.selu(x),
        tf.nn.crelu(x),
        tf.nn.crelu(x, axis=0, name="c"),
        tf.nn.softplus(x),
        tf.nn.softsign(x),
        tf.nn.sigmoid(x),
        tf.sigmoid(x, name="s"),
        tf.nn.tanh(x),
        tf.tanh(x),
        tf.nn.relu([1.0, -1.0]),
    )


def swish(tf):
    x = _x(tf, 3, 4)
    return _out(tf.nn.swish(x), tf.nn.swish(x), tf.nn.relu(tf.nn.swish(x)))


def softmaxes(tf):
    x = _x(tf, 2, 3, 4)
    unknown = tf.placeholder(tf.float32, [None, 3], name="unknown")
    return _out(
        tf.nn.softmax(x),
        tf.nn.softmax(x, dim=1),
        tf.nn.softmax(x, axis=0, name="s"),
        tf.nn.softmax(x, -2),
        tf.nn.log_softmax(x),
        tf.nn.log_softmax(x, dim=1),
        tf.nn.log_softmax(x, axis=0),
        tf.nn.softmax(unknown),
        tf.nn.softmax(unknown, axis=0),
        tf.nn.softmax([1.0, 2.0]),
        tf.nn.softmax([[1.0, 2.0]], axis=0),
        tf.nn.softmax(x, axis=2),
    ), {unknown: np.ones((2, 3))}


def softmax_bad_axis(tf):
    return _out(tf.nn.softmax(_x(tf, 2, 3), axis=5))


def softmax_cross_entropy(tf):
    logits = tf.placeholder(tf.float32, [None, 3], name="logits")
    labels = tf.placeholder(tf.float32, [None, 3], name="labels")
    return _out(
        tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits),
        tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="named"),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels, logits, name="v2"),
        tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=0),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.zeros([2, 3, 4]), logits=_x(tf, 2, 3, 4)),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.zeros([2, 3, 4]), logits=_x(tf, 2, 3, 4), axis=1),
        tf.nn.softmax_cross_entropy_with_logits(labels=[[0.0, 1.0]], logits=[[1.0, 2.0]]),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.constant([[0, 1]]), logits=[[1.0, 2.0]]),
    ), {logits: [[1.0, 2.0, 3.0]], labels: [[0.0, 0.0, 1.0]]}


def softmax_cross_entropy_positional(tf):
    return _out(tf.nn.softmax_cross_entropy_with_logits(tf.zeros([2, 3]), tf.zeros([2, 3])))


def softmax_cross_entropy_missing(tf):
    return _out(tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros([2, 3])))


def sparse_softmax_cross_entropy(tf):
    logits = tf.placeholder(tf.float32, [None, 3], name="logits")
    labels = tf.placeholder(tf.int32, [None], name="labels")
    return _out(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits),
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy"),
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([[1, 0]]), logits=_x(tf, 1, 2, 3)),
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 0], logits=[[1.0, 2.0], [3.0, 4.0]]),
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([1], tf.int64), logits=_x(tf, 1, 3)),
    ), {logits: [[1.0, 2.0, 3.0]], labels: [2]}


def sparse_softmax_positional(tf):
    return _out(tf.nn.sparse_softmax_cross_entropy_with_logits(tf.zeros([2], tf.int32), tf.zeros([2, 3])))


def sparse_softmax_rank_mismatch(tf):
    labels = tf.zeros([2, 3], tf.int32)
    return _out(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.zeros([2, 3])))


def sparse_softmax_shape_mismatch(tf):
    return _out(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([3], tf.int32), logits=tf.zeros([2, 3])))


def sparse_softmax_scalar_logits(tf):
    return _out(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant(0), logits=tf.constant(1.0)))


def sigmoid_cross_entropy(tf):
    x = _x(tf, 2, 3)
    return _out(
        tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones([2, 3]), logits=x),
        tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros_like(x), logits=x, name="named"),
        tf.nn.sigmoid_cross_entropy_with_logits(labels=[1.0], logits=[0.5]),
        tf.nn.weighted_cross_entropy_with_logits(tf.ones([2, 3]), x, 2.0),
        tf.nn.weighted_cross_entropy_with_logits(targets=tf.ones([2, 3]), logits=x, pos_weight=0.5, name="w"),
        tf.nn.weighted_cross_entropy_with_logits(labels=tf.ones([2, 3]), logits=x, pos_weight=0.5),
    )


def sigmoid_positional(tf):
    return _out(tf.nn.sigmoid_cross_entropy_with_logits(tf.zeros([2, 3]), tf.zeros([2, 3])))


def sigmoid_shapes(tf):
    return _out(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros([2, 3]), logits=tf.zeros([2, 4])))


def sigmoid_missing(tf):
    return _out(tf.nn.sigmoid_cross_entropy_with_logits(logits=tf.zeros([2, 4])))


def log_poisson_loss(tf):
    x = _x(tf, 2, 3)
    return _out(
        tf.nn.log_poisson_loss(tf.ones([2, 3]), x),
        tf.nn.log_poisson_loss(targets=tf.ones([2, 3]) * 3.0, log_input=x, compute_full_loss=True, name="full"),
    )


def moments(tf):
    x = _x(tf, 4, 3, 2)
    unknown = tf.placeholder(tf.float32, [None, 3], name="unknown")
    return _out(
        *(
            tf.nn.moments(x, [0])
            + tf.nn.moments(x, axes=[0, 1], name="m")
            + tf.nn.moments(x, [0, 1], keep_dims=True)
            + tf.nn.moments(x, [1], keepdims=True)
            + tf.nn.moments(unknown, [0])
            + tf.nn.moments(tf.cast(x, tf.float16), [0])
            + tf.nn.moments(x, 0)
        )
    ), {unknown: np.arange(6).reshape(2, 3)}


def weighted_moments(tf):
    x = _x(tf, 4, 3)
    w = tf.constant([[1.0], [0.0], [2.0], [1.0]])
    return _out(
        *(
            tf.nn.weighted_moments(x, [0], w)
            + tf.nn.weighted_moments(x, [0], w, name="m", keep_dims=True)
            + tf.nn.weighted_moments(tf.cast(x, tf.float16), [0, 1], tf.cast(w, tf.float16))
        )
    )


def statistics(tf):
    x = _x(tf, 4, 3)
    unknown = tf.placeholder(tf.float32, [None, 3], name="unknown")
    count, mean, variance, shift = tf.nn.sufficient_statistics(x, [0], shift=0.5)
    stats = tf.nn.sufficient_statistics(unknown, [0], name="s")
    normal = tf.nn.normalize_moments(count, mean, variance, shift)
    normal2 = tf.nn.normalize_moments(stats[0], stats[1], stats[2], None, name="n")
    other = tf.nn.sufficient_statistics(unknown, [-1], keep_dims=True)
    return _out(count, mean, variance, *(stats[:3] + normal + normal2 + other[:3])), {unknown: np.ones((2, 3))}


def batch_normalization(tf):
    x = _x(tf, 4, 3)
    mean, variance = tf.nn.moments(x, [0])
    return _out(
        tf.nn.batch_normalization(x, mean, variance, tf.zeros([3]), tf.ones([3]), 0.001),
        tf.nn.batch_normalization(x, mean, variance, None, None, 1e-5),
        tf.nn.batch_normalization(x, mean, variance, tf.zeros([3]), None, 1e-5, name="bn"),
        tf.nn.batch_norm_with_global_normalization(
            tf.reshape(x, [1, 2, 2, 3]), mean, variance, tf.zeros([3]), tf.ones([3]), 0.001, True
        ),
    )


def fused_batch_norm(tf):
    x = _x(tf, 2, 3, 3, 2)
    scale, offset = tf.ones([2]), tf.zeros([2])
    outs = list(tf.nn.fused_batch_norm(x, scale, offset))
    outs += tf.nn.fused_batch_norm(x, scale, offset, epsilon=1e-8, name="f")
    outs += tf.nn.fused_batch_norm(x, scale, offset, tf.zeros([2]), tf.ones([2]), is_training=False)[:1]
    outs += tf.nn.fused_batch_norm(tf.cast(x, tf.float16), scale, offset)
    return _out(*outs)


def fused_batch_norm_with_mean(tf):
    x = _x(tf, 2, 3, 3, 2)
    return _out(*tf.nn.fused_batch_norm(x, tf.ones([2]), tf.zeros([2]), mean=tf.zeros([2]), variance=tf.ones([2])))


def l2(tf):
    x = _x(tf, 2, 3)
    return _out(
        tf.nn.l2_loss(x),
        tf.nn.l2_normalize(x, 1),
        tf.nn.l2_normalize(x, dim=0, name="n"),
        tf.nn.l2_normalize(x, axis=[0, 1], epsilon=1e-3),
        tf.math.l2_normalize(x, 0),
        tf.nn.l2_normalize([1.0, 2.0], 0),
    )


def local_response_normalization(tf):
    x = _x(tf, 1, 2, 2, 6)
    return _out(
        tf.nn.local_response_normalization(x),
        tf.nn.lrn(x, 4, bias=1.0, alpha=0.001 / 9.0, beta=0.75, name="norm1"),
    )


def bias_and_layers(tf):
    x = _x(tf, 4, 3)
    w, b = _x(tf, 3, 2), tf.ones([2])
    return _out(
        tf.nn.bias_add(x, tf.ones([3])),
        tf.nn.bias_add(_x(tf, 1, 2, 2, 3), tf.ones([3]), data_format="NHWC", name="b"),
        tf.nn.bias_add(_x(tf, 1, 3, 2, 2), tf.ones([3]), data_format="NCHW"),
        tf.nn.xw_plus_b(x, w, b),
        tf.nn.xw_plus_b(x, w, b, name="xw"),
        tf.nn.relu_layer(x, w, b),
        tf.nn.relu_layer(x, w, b, name="hidden1"),
    )


def zero_fraction(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    return _out(
        tf.nn.zero_fraction(tf.nn.relu(x)),
        tf.nn.zero_fraction(x, name="sparsity"),
        tf.nn.zero_fraction(tf.constant([0, 1])),
    ), {x: [[1, 0, -1]]}


def top_k(tf):
    x = _x(tf, 3, 4)
    top = tf.nn.top_k(x, 2)
    return _out(
        top.values,
        top.indices,
        tf.nn.top_k(x)[1],
        tf.math.top_k(x, k=3, sorted=False, name="t")[0],
        tf.nn.in_top_k(x, [0, 1, 2], 1),
        tf.nn.in_top_k(predictions=x, targets=[0, 1, 2], k=2, name="in"),
        tf.math.in_top_k(x, tf.constant([0, 1, 2], tf.int64), 2),
    )


def pools(tf):
    x = _x(tf, 1, 6, 6, 2)
    return _out(
        tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        tf.nn.max_pool(x, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding="VALID", name="pool1"),
        tf.nn.max_pool(x, ksize=2, strides=2, padding="SAME"),
        tf.nn.max_pool2d(x, 2, 2, "SAME"),
        tf.nn.max_pool1d(_x(tf, 1, 6, 2), 2, 2, "VALID"),
        tf.nn.max_pool3d(_x(tf, 1, 4, 4, 4, 2), [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"),
        tf.nn.avg_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        tf.nn.avg_pool(x, ksize=[1, 3, 3, 1], strides=[1, 1, 1, 1], padding="VALID", name="avg"),
        tf.nn.avg_pool_v2(x, 2, 2, "SAME"),
        tf.nn.avg_pool1d(_x(tf, 1, 6, 2), 2, 2, "VALID"),
        tf.nn.avg_pool2d(x, 2, 2, "SAME"),
        tf.nn.avg_pool3d(_x(tf, 1, 4, 4, 4, 2), [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"),
        tf.nn.pool(x, [2, 2], "MAX", "VALID"),
        tf.nn.pool(x, [2, 2], "AVG", "SAME", strides=[2, 2], name="p"),
        tf.nn.pool(x, [2, 2], "MAX", "VALID", dilation_rate=[2, 2]),
        tf.nn.pool(_x(tf, 1, 6, 2), [2], "MAX", "VALID"),
        tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")[1],
        tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME", name="arg")[0],
    )


def max_pool_of_any_rank(tf):
    return _out(tf.nn.max_pool_v2(_x(tf, 1, 6, 6, 2), 2, 2, "SAME"), tf.nn.max_pool_v2(_x(tf, 1, 6, 2), 2, 2, "SAME"))


def pool_zero_size(tf):
    return _out(tf.nn.max_pool(_x(tf, 1, 4, 4, 1), [1, 0, 2, 1], [1, 2, 2, 1], "SAME"))


def pool_bad_padding(tf):
    return _out(tf.nn.max_pool(_x(tf, 1, 4, 4, 1), [1, 2, 2, 1], [1, 2, 2, 1], "FULL"))


def pool_numpy_padding_name(tf):
    return _out(tf.nn.avg_pool([[[[1.0], [2.0]], [[3.0], [4.0]]]], [1, 2, 2, 1], [1, 2, 2, 1], "VALID"))


def fractional_pools(tf):
    x = _x(tf, 1, 6, 6, 2)
    return _out(
        tf.nn.fractional_max_pool(x, [1.0, 1.44, 1.73, 1.0], seed=3, seed2=5, deterministic=True)[0],
        tf.nn.fractional_avg_pool(x, [1.0, 1.44, 1.73, 1.0], seed=3, seed2=5, deterministic=True)[0],
    )


def morphology(tf):
    x = _x(tf, 1, 6, 6, 2)
    kernel = _x(tf, 2, 2, 2)
    return _out(
        tf.nn.dilation2d(x, kernel, [1, 1, 1, 1], [1, 1, 1, 1], "SAME"),
        tf.nn.dilation2d(x, filter=kernel, strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding="VALID", name="d"),
        tf.nn.erosion2d(x, kernel, [1, 1, 1, 1], [1, 1, 1, 1], "SAME"),
    )

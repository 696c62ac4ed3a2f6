"""Random operations: every argument, seeds of the graph and of the op, dtypes, errors. Values are held to the bit."""

import numpy as np


def _bits(*tensors):
    return {f"bits{i}": t for i, t in enumerate(tensors)}


def uniform_default(tf):
    return _bits(tf.random_uniform([3]), tf.random_uniform([2, 3], name="noise"))


def uniform_bounds(tf):
    return _bits(
        tf.random_uniform([3], 0, 1),
        tf.random_uniform([3], 0.0, 1.0),
        tf.random_uniform([3], -1.0, 1.0),
        tf.random_uniform([3], 5),
        tf.random_uniform([3], maxval=7.0),
        tf.random_uniform([3], tf.constant(1.0), tf.constant(4.0)),
        tf.random_uniform([2, 3], [0.0, 1.0, 2.0], [1.0, 2.0, 3.0]),
        tf.random_uniform([3], 0.0, tf.constant(1.0)),
    )


def uniform_dtypes(tf):
    return _bits(
        tf.random_uniform([3], dtype=tf.float64),
        tf.random_uniform([3], dtype=tf.float16),
        tf.random_uniform([3], maxval=10, dtype=tf.int32),
        tf.random_uniform([3], -5, 10, dtype=tf.int64),
        tf.cast(tf.random_uniform([], dtype=tf.bfloat16), tf.float32),
    )


def uniform_shapes(tf):
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    return _bits(
        tf.random_uniform(tf.shape(x)),
        tf.random_uniform((2, tf.shape(x)[0])),
        tf.random_uniform([]),
        tf.random_uniform(()),
        tf.random_uniform(tf.TensorShape([2, 2])),
        tf.random_uniform([tf.Dimension(2), 3]),
        tf.random_uniform(np.array([2, 2])),
        tf.random_uniform(np.array([2, 2], np.int64)),
    ), {x: np.ones((4, 2))}


def uniform_aliases(tf):
    return _bits(tf.random.uniform([3]), tf.random.uniform([3], name="u", seed=3))


def uniform_seeds(tf):
    first = tf.random_uniform([3], seed=1)
    again = tf.random_uniform([3], seed=1)
    tf.set_random_seed(0)
    zero = tf.random_uniform([3], seed=0)
    tf.set_random_seed(7)
    return _bits(first, again, zero, tf.random_uniform([3]), tf.random_uniform([3], seed=-3))


def uniform_int_without_maxval(tf):
    return tf.random_uniform([3], dtype=tf.int32)


def uniform_bad_dtype(tf):
    return tf.random_uniform([3], dtype=tf.bool)


def uniform_repeated_runs(tf):
    return _bits(tf.random_uniform([3]), tf.random_normal([3])), {}, 3


def normal(tf):
    return _bits(
        tf.random_normal([3]),
        tf.random_normal([3], 1.0, 2.0),
        tf.random_normal([3], mean=2, stddev=3, name="n"),
        tf.random_normal([3], dtype=tf.float64),
        tf.random_normal([3], dtype=tf.float16, seed=9),
        tf.random_normal([2, 3], [0.0, 1.0, 2.0], tf.constant([1.0, 2.0, 3.0])),
        tf.random.normal([]),
    )


def normal_mean_tensor(tf):
    mean = tf.placeholder(tf.float32, [None], name="mean")
    return _bits(tf.random_normal(tf.shape(mean), mean=mean, stddev=tf.exp(mean))), {mean: [0.0, 1.0]}


def truncated(tf):
    return _bits(
        tf.truncated_normal([3]),
        tf.truncated_normal([3, 2], stddev=0.1),
        tf.truncated_normal([3], 1, 2, name="t"),
        tf.truncated_normal([3], dtype=tf.float64),
        tf.truncated_normal([3], dtype=tf.float16),
        tf.random.truncated_normal([3], seed=4),
    )


def shuffle(tf):
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    return _bits(
        tf.random_shuffle(tf.range(10)),
        tf.random_shuffle([1, 2, 3, 4], seed=5),
        tf.random_shuffle(x, name="rows"),
        tf.random.shuffle(x),
    ), {x: np.arange(8).reshape(4, 2)}


def crop(tf):
    x = tf.constant(np.arange(60, dtype=np.float32).reshape(5, 4, 3))
    dynamic = tf.placeholder(tf.float32, None, name="x")
    return _bits(
        tf.random_crop(x, [3, 2, 3]),
        tf.random_crop(x, (2, 2, 3), seed=2, name="crop"),
        tf.image.random_crop(x, [1, 1, 1]),
        tf.random_crop(x, tf.constant([2, 3, 3])),
        tf.random_crop(dynamic, [2, 2]),
    ), {dynamic: np.arange(16).reshape(4, 4)}


def crop_too_large(tf):
    x = tf.placeholder(tf.float32, [3, 3], name="x")
    return {"x": tf.random_crop(x, [4, 2])}, {x: np.ones((3, 3))}


def multinomial(tf):
    logits = tf.log([[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]])
    return _bits(
        tf.multinomial(logits, 5),
        tf.multinomial(logits, 5, seed=3, name="m", output_dtype=tf.int32),
        tf.random.multinomial(logits, num_samples=2),
        tf.random.categorical(logits, 4),
        tf.random.categorical(logits, 4, dtype=tf.int32, seed=1, name="c"),
        tf.multinomial(logits, tf.constant(3)),
    )


def gamma(tf):
    return _bits(
        tf.random_gamma([3], 2.0),
        tf.random_gamma([3], [0.5, 1.5], 3.0),
        tf.random_gamma([], alpha=[0.5, 1.5], beta=[[1.0], [2.0]], name="g"),
        tf.random_gamma([2], 1.0, dtype=tf.float64, seed=3),
        tf.random.gamma([4], tf.constant([1.0])),
    )


def poisson(tf):
    return _bits(
        tf.random_poisson(2.0, [3]),
        tf.random_poisson([0.5, 20.0], [3], name="p"),
        tf.random_poisson(lam=[1.0], shape=[2], dtype=tf.float64, seed=3),
        tf.random_poisson(2.0, shape=[2], dtype=tf.int32),
        tf.random.poisson(4.0, [3]),
    )


def stateless(tf):
    return _bits(
        tf.random.stateless_uniform([3], seed=[1, 2]),
        tf.random.stateless_uniform([3], [1, 2], -1.0, 2.0),
        tf.random.stateless_uniform([3], [1, 2], 0, 10, tf.int32),
        tf.random.stateless_normal([3], seed=[1, 2], mean=1.0, stddev=2.0),
        tf.random.stateless_truncated_normal([3], seed=[1, 2]),
        tf.random.stateless_multinomial(tf.log([[0.3, 0.7]]), 4, [1, 2]),
        tf.random.stateless_categorical(tf.log([[0.3, 0.7]]), 4, [1, 2]),
    )


def no_graph_seed(tf):
    tf.set_random_seed(None)
    return _bits(tf.random_uniform([3], seed=5), tf.random_normal([3], seed=0), tf.truncated_normal([2], seed=42))


def graph_seed_none_names_only(tf):
    tf.set_random_seed(None)
    x = tf.random_uniform([3]) + tf.random_normal([3])
    return {"shape": tf.shape(x)}


def get_seed(tf):
    pairs = [tf.get_seed(None), tf.get_seed(3), tf.random.get_seed(None)]
    tf.constant(1)
    pairs.append(tf.get_seed(None))
    tf.set_random_seed(None)
    pairs += [tf.get_seed(None), tf.get_seed(3)]
    tf.set_random_seed(0)
    pairs.append(tf.get_seed(0))
    return {"pairs": tf.constant([str(p) for p in pairs])}


def large_seeds(tf):
    tf.set_random_seed(2**31 + 5)
    return _bits(tf.random_uniform([3]), tf.random_uniform([3], seed=2**40))


def seed_after_ops(tf):
    x = tf.constant(1.0)
    for _ in range(5):
        x = x * 2.0
    tf.set_random_seed(1)
    return _bits(tf.random_normal([2]), tf.random_uniform([2]), tf.random_normal([2]))


def in_scopes(tf):
    with tf.name_scope("outer"):
        a = tf.random_uniform([2])
        with tf.name_scope("inner"):
            b = tf.random_normal([2])
    with tf.variable_scope("vs"):
        c = tf.truncated_normal([2])
    with tf.variable_scope("vs"):
        d = tf.truncated_normal([2])
    return _bits(a, b, c, d)


def in_cond_and_while(tf):
    p = tf.placeholder(tf.bool, [], name="p")
    a = tf.cond(p, lambda: tf.random_uniform([2]), lambda: tf.random_normal([2]))
    _, b = tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x + tf.random_uniform([2])), [0, tf.zeros([2])])
    return _bits(a, b), {p: True}


def variables_of_random_values(tf):
    tf.Variable(tf.random_normal([3, 2], stddev=0.35), name="weights")
    tf.Variable(tf.random_uniform([3], -1.0, 1.0))
    tf.Variable(tf.truncated_normal([3], stddev=1.0 / np.sqrt(3.0)))
    tf.Variable(tf.random_uniform([4]), name="u", dtype=tf.float32)
    tf.Variable(lambda: tf.random_uniform([4]), name="callable")

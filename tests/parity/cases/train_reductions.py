"""tf.reduce_*: the axes that TF 1.15 writes for tensors, variables, scalars, arrays and unknown ranks."""
import numpy as np


def _each(tf, fn, dtype=np.float32):
    value = np.arange(6).reshape(2, 3).astype(dtype)
    v = tf.get_variable("v", initializer=tf.constant(value))
    x = tf.placeholder_with_default(value, [None, 3])
    u = tf.placeholder_with_default(value, None)
    out = {"scalar": fn(tf.constant(value[1, 1])), "variable": fn(v), "tensor": fn(v.read_value()), "array": fn(value), "unknown": fn(u)}
    out.update(rank=fn(x), axis=fn(x, 1), axes=fn(x, [0, 1]), kept=fn(x, axis=0, keepdims=True), old=fn(x, reduction_indices=[1]),
               oldkept=fn(x, 1, keep_dims=True), nothing=fn(x, []), named=fn(u, name="mine"), allkept=fn(u, keepdims=True), list=fn([value[0, 0].item(), value[0, 1].item()]),
               shape=tf.constant(str(fn(u).shape)), noise_bits=tf.random_normal([2]))
    return out


def reduce_sum(tf):
    return _each(tf, tf.reduce_sum)


def reduce_mean(tf):
    return _each(tf, tf.reduce_mean)


def reduce_prod(tf):
    return _each(tf, tf.reduce_prod)


def reduce_max(tf):
    return _each(tf, tf.reduce_max)


def reduce_min(tf):
    return _each(tf, tf.math.reduce_min)


def reduce_all(tf):
    return _each(tf, tf.reduce_all, np.bool_)


def reduce_any(tf):
    return _each(tf, tf.reduce_any, np.bool_)


def reduce_std_and_variance(tf):
    x = tf.placeholder_with_default(np.arange(6, dtype=np.float32).reshape(2, 3), [None, 3])
    return {"s": tf.math.reduce_std(x), "v": tf.math.reduce_variance(x, 1), "k": tf.math.reduce_std(x, 0, keepdims=True, name="n")}


def resource_variable(tf):
    v = tf.get_variable("v", [2], use_resource=True)
    return {"s": tf.reduce_sum(v), "m": tf.reduce_mean(v, 0)}


def both_names(tf):
    return {"x": tf.reduce_sum(tf.ones([2]), axis=0, reduction_indices=0)}


def summaries_of_a_variable(tf):
    w = tf.Variable(tf.truncated_normal([3, 2], stddev=0.1))
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(w)
        tf.summary.scalar("mean", mean)
        with tf.name_scope("stddev"):
            stddev = tf.sqrt(tf.reduce_mean(tf.square(w - mean)))
        tf.summary.scalar("stddev", stddev)
        tf.summary.scalar("max", tf.reduce_max(w))
        tf.summary.scalar("min", tf.reduce_min(w))
        tf.summary.histogram("histogram", w)
    return {"noise_bits": tf.random_normal([2])}

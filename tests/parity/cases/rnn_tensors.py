"""What sequence programs do around the cells: split, fill, one-hot, TensorArrays, assertions, log-sum-exp."""
import numpy as np


def split(tf):
    x = tf.reshape(tf.range(24.0), [2, 12])
    pieces = tf.split(x, 4, 1)
    uneven = tf.split(x, [3, 9], axis=1, name="uneven")
    by_tensor = tf.split(x, tf.constant([4, 8]), 1)
    old = tf.split(value=x, num_or_size_splits=2, axis=0)
    return {"pieces": pieces, "uneven": uneven, "tensor": by_tensor, "old": old}


def split_unknown(tf):
    tf.split(tf.zeros([4]), tf.placeholder(tf.int32, [None]))


def split_scalar_tensor(tf):
    tf.split(tf.zeros([4]), tf.constant(2))


def zeros_and_ones(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    n = tf.shape(x)[0]
    return {
        "a": tf.zeros([n, 2]), "b": tf.zeros([n]), "c": tf.zeros([2, n, 3], tf.int32, name="mine"), "d": tf.ones([n, n]),
        "e": tf.zeros((n, 2), dtype=tf.bool), "f": tf.ones([2, 3]), "g": tf.zeros(n), "h": tf.zeros([40, 50]),
        "i": tf.ones(tf.shape(x)), "j": tf.zeros([], tf.int64), "k": tf.ones(tf.stack([n, 1])), "l": tf.zeros([n], tf.string),
        "m": tf.zeros([x.get_shape()[1], 2]), "n": tf.zeros_like(x), "o": tf.ones([n, 2], tf.bool),
    }, {x: np.ones((2, 3))}


def one_hots(tf):
    ids = tf.placeholder(tf.int32, [None], name="ids")
    return {
        "plain": tf.one_hot(ids, 4), "typed": tf.one_hot(ids, depth=4, dtype=tf.int64), "values": tf.one_hot(ids, 4, 5.0, -1.0),
        "bools": tf.one_hot(ids, 4, on_value=True, off_value=False, dtype=tf.bool), "axis": tf.one_hot(ids, 4, axis=0),
        "on": tf.one_hot(ids, 4, on_value=3.0, name="mine"), "depth": tf.one_hot(ids, tf.size(ids)),
        "tensors": tf.one_hot(ids, 4, tf.constant(2), tf.constant(1)),
    }, {ids: [0, 3, 1]}


def one_hot_wrong_dtype(tf):
    tf.one_hot([1], 3, on_value=1.0, dtype=tf.int32)


def one_hot_two_dtypes(tf):
    tf.one_hot([1], 3, on_value=1.0, off_value=0)


def tensor_array(tf):
    array = tf.TensorArray(tf.float32, size=3, clear_after_read=False)
    array = array.write(0, [1.0, 2.0]).write(1, [3.0, 4.0]).write(2, [5.0, 6.0])
    more = tf.TensorArray(dtype=tf.int32, size=0, dynamic_size=True, name="more")
    _, more = tf.while_loop(lambda i, _: i < 4, lambda i, ta: (i + 1, ta.write(i, i * i)), [0, more])
    told = [isinstance(array, tf.TensorArray), isinstance(more, tf.TensorArray), isinstance(3, tf.TensorArray)]
    return {
        "stack": array.stack(), "read": array.read(1), "size": array.size(), "more": more.stack(),
        "gather": array.gather([0, 2]), "told": tf.constant([str(one) for one in told]),
    }


def tensor_array_concat(tf):
    array = tf.TensorArray(tf.float32, size=2).write(0, [1.0, 2.0]).write(1, [3.0, 4.0])
    return {"concat": array.concat()}


def tensor_array_in_a_loop(tf):
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    steps = tf.shape(x)[0]
    inputs = tf.TensorArray(tf.float32, size=steps).unstack(x)

    def body(i, total, outputs):
        total = total + inputs.read(i)
        return i + 1, total, outputs.write(i, total)

    _, total, outputs = tf.while_loop(
        lambda i, *_: i < steps, body, [tf.constant(0), tf.zeros([2]), tf.TensorArray(tf.float32, size=steps)]
    )
    return {"total": total, "outputs": outputs.stack()}, {x: np.ones((3, 2))}


def tensor_array_without_size(tf):
    tf.TensorArray(tf.float32)


def assertions(tf):
    x = tf.placeholder(tf.float32, [None], name="x")
    n = tf.placeholder(tf.int32, [], name="n")
    checks = [
        tf.assert_equal(x, x), tf.assert_equal(n, 3), tf.assert_equal(n, 3, message="three", name="mine"),
        tf.assert_none_equal(x, 5.0), tf.assert_less(x, 4.0), tf.assert_less_equal(x, tf.constant([4.0])),
        tf.assert_greater(n, 1), tf.assert_greater_equal(n, 1, data=[x], summarize=2), tf.assert_positive(x),
        tf.assert_negative(-x, message="below"), tf.assert_non_negative(n), tf.assert_non_positive(-n),
        tf.assert_equal(2, 2), tf.assert_positive([1, 2]),
    ]
    with tf.control_dependencies(checks):
        return {"y": tf.identity(x)}, {x: [1.0, 2.0, 3.0], n: 3}


def assertion_fails(tf):
    x = tf.placeholder(tf.float32, [None], name="x")
    with tf.control_dependencies([tf.assert_less(x, 2.0, message="too much")]):
        return {"y": tf.identity(x)}, {x: [1.0, 2.0, 3.0]}


def assertion_fails_statically(tf):
    tf.assert_equal(tf.constant([1, 2]), [1, 3])


def log_sum_exp(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    return {
        "all": tf.reduce_logsumexp(x), "axis": tf.reduce_logsumexp(x, 1), "keep": tf.reduce_logsumexp(x, axis=[0], keepdims=True),
        "old": tf.reduce_logsumexp(x, reduction_indices=[1], keep_dims=True, name="mine"),
        "constant": tf.reduce_logsumexp([0.0, 1.0]),
    }, {x: [[1000.0, 1000.0, 0.0], [-np.inf, -np.inf, -np.inf]]}

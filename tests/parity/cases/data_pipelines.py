"""tf.data under TF 1.x: iterators, their nodes, seeds of what is built after them, and the order of elements."""
import numpy as np

X = np.arange(24, dtype=np.float32).reshape(12, 2)
Y = np.arange(12, dtype=np.int64)


def _pipeline(tf):
    return tf.data.Dataset.from_tensor_slices((X, Y))


def _weights_after(tf, x):
    w = tf.get_variable("w", [2, 3])
    return {"y": tf.matmul(x, w), "noise_bits": tf.random_normal([2])}


def one_shot(tf):
    x, y = _pipeline(tf).repeat().batch(4).make_one_shot_iterator().get_next()
    return _weights_after(tf, x), {}, 3


def one_shot_function(tf):
    x, y = tf.data.make_one_shot_iterator(_pipeline(tf).shuffle(12, seed=3).repeat().batch(5)).get_next()
    made = _weights_after(tf, x)
    made["labels"] = y
    return made, {}, 6


def initializable(tf):
    iterator = _pipeline(tf).shuffle(5, seed=1).batch(4).make_initializable_iterator()
    x, y = iterator.get_next()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    made = _weights_after(tf, x)
    made["labels"] = y
    return made, {}, 3


def initializable_function(tf):
    iterator = tf.data.make_initializable_iterator(_pipeline(tf).map(lambda a, b: (a * 2.0, b)).prefetch(2).batch(3))
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return _weights_after(tf, iterator.get_next()[0])


def reinitializable(tf):
    train, valid = _pipeline(tf).shuffle(12).batch(4), _pipeline(tf).batch(12)
    iterator = tf.data.Iterator.from_structure(train.output_types, train.output_shapes)
    x, y = iterator.get_next()
    start = iterator.make_initializer(train, name="start")
    iterator.make_initializer(valid)
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, start)
    made = _weights_after(tf, x)
    made["labels"] = y
    return made


def feedable(tf):
    handle = tf.placeholder(tf.string, [])
    one = _pipeline(tf).repeat().batch(2).make_one_shot_iterator()
    iterator = tf.data.Iterator.from_string_handle(handle, one.output_types, one.output_shapes)
    x, _ = iterator.get_next()
    return {"string": one.string_handle(), "w": tf.get_variable("w", [2, 2])}


def seeded_by_the_graph(tf):
    iterator = _pipeline(tf).shuffle(12).repeat(2).batch(6).make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return {"labels_bits": iterator.get_next()[1]}, {}, 4


def random_in_map(tf):
    data = _pipeline(tf).map(lambda a, b: (a + tf.random_normal([2]), b)).repeat().batch(4)
    return {"x_bits": data.make_one_shot_iterator().get_next()[0]}, {}, 2


def random_uniform_and_flip_in_map(tf):
    def augment(a, b):
        picture = tf.image.random_flip_left_right(tf.reshape(a, [1, 2, 1]))
        return picture + tf.random_uniform([], maxval=0.5), b

    iterator = _pipeline(tf).map(augment).batch(12).make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return {"x_bits": iterator.get_next()[0]}


def generators_zip_and_filter(tf):
    numbers = tf.data.Dataset.from_generator(lambda: iter(range(9)), tf.int64, [])
    zipped = tf.data.Dataset.zip((numbers, tf.data.Dataset.range(100, 109))).filter(lambda a, b: tf.equal(a % 2, 0))
    iterator = zipped.padded_batch(5, ([], [])).make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    a, b = iterator.get_next()
    return {"a": a, "b": b}


def flat_map_and_interleave(tf):
    data = tf.data.Dataset.range(3).flat_map(lambda i: tf.data.Dataset.from_tensors(i).repeat(2))
    data = data.interleave(lambda i: tf.data.Dataset.range(i, i + 2), cycle_length=2).batch(12)
    return {"x": data.make_one_shot_iterator().get_next()}

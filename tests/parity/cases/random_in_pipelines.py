"""Random operations inside tf.data's functions: seeds counted from the function's first operation."""

import numpy as np

_X = np.arange(24, dtype=np.float32).reshape(12, 2)


def _first(tf, data):
    iterator = data.make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return iterator.get_next()


def _data(tf):
    return tf.data.Dataset.from_tensor_slices(_X)


def seeds_of_the_op(tf):
    return {"bits": _first(tf, _data(tf).map(lambda x: x + tf.random_uniform([2], seed=5)).batch(12))}


def captured_tensors(tf):
    scale = tf.constant(2.0) * 3.0
    return {"bits": _first(tf, _data(tf).map(lambda x: scale * x + tf.random_normal([2])).batch(12))}


def several_steps(tf):
    data = _data(tf).map(lambda x: (x, tf.random_uniform([]))).filter(lambda x, u: u < 0.8)
    data = data.map(lambda x, u: x + tf.truncated_normal([2]) * u).batch(4)
    return {"bits": _first(tf, data)}, {}, 2


def nested_datasets(tf):
    def noisy(i):
        noise = tf.random_uniform([3])
        return tf.data.Dataset.from_tensor_slices(noise).map(lambda x: x + tf.random_uniform([]))

    flat = tf.data.Dataset.range(3).flat_map(noisy).batch(9)
    mixed = tf.data.Dataset.range(3).interleave(noisy, cycle_length=2).batch(9)
    return {"flat_bits": _first(tf, flat), "mixed_bits": _first(tf, mixed)}


def map_and_batch(tf):
    data = _data(tf).apply(tf.data.experimental.map_and_batch(lambda x: x + tf.random_uniform([2]), 6))
    return {"shape": tf.shape(_first(tf, data))}  # its calls run in any order, and so draw


def augmented_pictures(tf):
    def augmented(x):
        picture = tf.reshape(x, [1, 2, 1])
        picture = tf.random_crop(tf.pad(picture, [[1, 1], [1, 1], [0, 0]]), [2, 2, 1])
        picture = tf.image.random_flip_up_down(picture)
        picture = tf.image.random_brightness(picture, 0.3)
        return tf.image.random_contrast(picture, 0.5, 1.5)

    return {"out": _first(tf, _data(tf).map(augmented).batch(12))}


def keyword_arguments(tf):
    data = _data(tf).map(map_func=lambda x: x + tf.random_uniform([2])).prefetch(1)
    data = data.padded_batch(4, padded_shapes=[2]).take(2)
    kinds = [isinstance(data, tf.data.Dataset), isinstance(data, tf.data.TFRecordDataset)]
    return {"bits": _first(tf, data), "kinds": tf.constant(kinds)}


def shuffled_with_the_graph_seed(tf):
    return {"bits": _first(tf, _data(tf).shuffle(12).batch(4))}, {}, 3


def shuffled_batches_repeated(tf):
    return {"bits": _first(tf, _data(tf).shuffle(5, seed=1).batch(4).repeat(2))}, {}, 6


def repeated_then_shuffled(tf):
    return {"bits": _first(tf, _data(tf).repeat(2).shuffle(8).batch(4))}, {}, 6


def with_strings_and_lines(tf):
    lines = tf.data.Dataset.from_tensor_slices(["1,2.5", "3,4.5"]).map(lambda s: tf.decode_csv(s, [[0], [0.0]]))
    return {"a": _first(tf, lines.batch(2))[0]}


def from_generator(tf):
    def generate():
        yield from ((i, [float(i)] * 2) for i in range(4))

    data = tf.data.Dataset.from_generator(generate, (tf.int32, tf.float32), ([], [2]))
    data = data.map(lambda i, x: x + tf.random_uniform([2])).batch(4)
    return {"bits": _first(tf, data)}


def dictionaries(tf):
    data = tf.data.Dataset.from_tensor_slices({"x": _X, "y": np.arange(12)})
    data = data.map(lambda d: {"x": d["x"] + tf.random_normal([2]), "y": d["y"]}).batch(3)
    row = _first(tf, data)
    return {"bits": row["x"], "y": row["y"]}


def one_shot(tf):
    data = _data(tf).map(lambda x: x + tf.random_uniform([2])).batch(4)
    return {"bits": data.make_one_shot_iterator().get_next(), "w": tf.get_variable("w", [2])}, {}, 2


def reduce(tf):
    total = _data(tf).reduce(tf.zeros([2]), lambda a, x: a + x + tf.random_uniform([2]))
    return {"total": total}


def parallel_map(tf):
    return {"x": _first(tf, _data(tf).map(lambda x: x * 2.0, num_parallel_calls=2).batch(12))}

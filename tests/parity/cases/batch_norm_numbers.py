"""Batch normalization over several steps: what the moving averages hold after each, by every path."""

import numpy as np

BATCHES = [np.random.RandomState(seed).normal(1.0 + seed, 2.0, [6, 3, 4, 2]).astype("float32") for seed in range(3)]


def _steps(tf, build, update, shape=(6, 3, 4, 2)):
    """Every variable after each of three batches; `update(y)` says what to run."""
    x = tf.placeholder(tf.float32, shape)
    y = build(x)
    seen = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for batch in BATCHES:
            session.run(update(y), {x: batch.reshape(shape)})
            seen.append(session.run({v.op.name: v for v in tf.global_variables()}))
        last = session.run(y, {x: BATCHES[0].reshape(shape)})
    fetches = {"%s after %d" % (name, step): tf.constant(values[name]) for step, values in enumerate(seen) for name in values}
    fetches["y"] = tf.constant(last)
    fetches["kept"] = tf.constant(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
    return fetches


def _collected(tf):
    return lambda y: tf.get_collection(tf.GraphKeys.UPDATE_OPS)


def fused(tf):
    return _steps(tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5, scale=True), _collected(tf))


def not_fused(tf):
    return _steps(tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5, fused=False), _collected(tf))


def rank_two(tf):
    return _steps(tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5), _collected(tf), (6, 24))


def channels_first(tf):
    return _steps(
        tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5, fused=False, data_format="NCHW"), _collected(tf)
    )


def updated_in_place(tf):
    """The output alone is run, and the averages move: `updates_collections=None`."""
    return _steps(tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5, updates_collections=None), lambda y: y)


def updated_in_place_not_fused(tf):
    return _steps(
        tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5, updates_collections=None), lambda y: y, (6, 24)
    )


def output_alone_updates_nothing(tf):
    return _steps(tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.5), lambda y: y)


def zero_debiased(tf):
    """The moving mean is exact after one update."""
    return _steps(
        tf, lambda x: tf.contrib.layers.batch_norm(x, decay=0.9, zero_debias_moving_mean=True), _collected(tf)
    )


def zero_debiased_not_fused(tf):
    return _steps(
        tf,
        lambda x: tf.contrib.layers.batch_norm(x, decay=0.9, zero_debias_moving_mean=True, fused=False, center=False),
        _collected(tf),
    )


def zero_debiased_channels_first(tf):
    return _steps(
        tf,
        lambda x: tf.contrib.layers.batch_norm(
            x, decay=0.9, zero_debias_moving_mean=True, fused=False, data_format="NCHW"
        ),
        _collected(tf),
    )


def zero_debiased_twice(tf):
    def build(x):
        tf.contrib.layers.batch_norm(x, decay=0.9, zero_debias_moving_mean=True, scope="bn")
        return tf.contrib.layers.batch_norm(x * 2, decay=0.9, zero_debias_moving_mean=True, scope="bn", reuse=True)

    return _steps(tf, build, lambda y: tf.get_collection(tf.GraphKeys.UPDATE_OPS)[2:])


def zero_debiased_in_place(tf):
    return _steps(
        tf,
        lambda x: tf.contrib.layers.batch_norm(x, decay=0.9, zero_debias_moving_mean=True, updates_collections=None),
        lambda y: y,
        (6, 24),
    )


def of_tf_layers(tf):
    return _steps(tf, lambda x: tf.layers.batch_normalization(x, momentum=0.5, training=True), _collected(tf))


def of_tf_layers_rank_two(tf):
    return _steps(tf, lambda x: tf.layers.batch_normalization(x, momentum=0.5, training=True), _collected(tf), (6, 24))


def of_tf_layers_axes(tf):
    return _steps(
        tf, lambda x: tf.layers.batch_normalization(x, axis=[-3, -1], momentum=0.5, training=True), _collected(tf)
    )


def of_tf_layers_negative_axis(tf):
    return _steps(
        tf, lambda x: tf.layers.batch_normalization(x, axis=-2, momentum=0.5, training=True), _collected(tf)
    )


def of_tf_layers_renormed(tf):
    clipping = {"rmax": 1.5, "rmin": 0.7, "dmax": 0.3}
    return _steps(
        tf,
        lambda x: tf.layers.batch_normalization(
            x, momentum=0.5, training=True, renorm=True, renorm_clipping=clipping, renorm_momentum=0.8
        ),
        _collected(tf),
    )


def of_tf_layers_ghosts(tf):
    return _steps(
        tf,
        lambda x: tf.layers.batch_normalization(x, momentum=0.5, training=True, virtual_batch_size=3, axis=-1),
        _collected(tf),
    )


def of_tf_layers_adjusted(tf):
    def adjustment(shape):
        return tf.fill([1, 1, 1, 2], 1.5), tf.fill([1, 1, 1, 2], 0.25)

    return _steps(
        tf,
        lambda x: tf.layers.batch_normalization(x, momentum=0.5, training=True, adjustment=adjustment),
        _collected(tf),
    )


def updates_of_the_layer(tf):
    layer = tf.layers.BatchNormalization()
    x = tf.constant(BATCHES[0])
    layer(x, training=True)
    collected = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    layer(x, training=False)
    return {
        "same": tf.constant([collected == layer.updates, tf.get_collection(tf.GraphKeys.UPDATE_OPS) == collected]),
        "settings": tf.constant([layer.momentum, layer.epsilon]),
        "both": tf.constant([layer.center, layer.scale]),
        "names": tf.constant([update.name for update in collected]),
    }


def switched_at_run_time(tf):
    """One graph, `is_training` fed, of three kinds; output and averages follow what is fed."""
    flag = tf.placeholder(tf.bool, [], name="flag")
    variable = tf.Variable(False, trainable=False, name="variable_flag")
    x = tf.constant(BATCHES[0])
    layers = tf.contrib.layers
    outputs = [
        layers.batch_norm(x, decay=0.5, is_training=flag, scope="a"),
        layers.batch_norm(x, decay=0.5, is_training=variable, scope="b"),
        layers.batch_norm(x, decay=0.5, is_training=flag, updates_collections=None, scope="c"),
        tf.layers.batch_normalization(x, momentum=0.5, training=flag, name="d"),
    ]
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    fetches = {}
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step, training in enumerate([False, True, False, True]):
            got = session.run([outputs, updates], {flag: training, variable: training})[0]
            averages = session.run([v for v in tf.global_variables() if "moving" in v.name])
            fetches["outputs %d" % step] = [tf.constant(value) for value in got]
            fetches["averages %d" % step] = [tf.constant(value) for value in averages]
    return fetches

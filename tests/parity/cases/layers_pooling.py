"""tf.layers: maximum and average pools."""
import numpy as np


def _x(tf, *shape):
    return tf.placeholder(tf.float32, list(shape), name="x")


def _ramp(*shape):
    return np.cos(np.arange(int(np.prod(shape)), dtype=np.float64)).reshape(shape).astype(np.float32)


def _fact(tf, fact):
    return {"fact": tf.constant(repr(fact))}


def pool2d_all(tf):
    x = _x(tf, None, 7, 8, 3)
    outs = [
        tf.layers.max_pooling2d(x, 2, 2),
        tf.layers.max_pooling2d(x, [2, 3], [2, 1], padding="same"),
        tf.layers.average_pooling2d(x, (3, 3), 2, "SAME"),
        tf.layers.average_pooling2d(x, pool_size=2, strides=1, name="avg"),
        tf.layers.max_pooling2d(inputs=x, pool_size=[2, 2], strides=2, padding="valid", data_format="channels_last", name="pool1"),
    ]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 7, 8, 3)}


def pool2d_unknown_size(tf):
    x = _x(tf, None, None, None, 3)
    y = tf.layers.max_pooling2d(x, 2, 2)
    return {"y": y, "fact": tf.constant(repr(y.shape.as_list()))}, {x: _ramp(2, 7, 8, 3)}


def pool2d_channels_first(tf):
    x = _x(tf, None, 3, 7, 8)
    return _fact(tf, [f(x, 2, 2, data_format="channels_first").shape.as_list() for f in (tf.layers.max_pooling2d, tf.layers.average_pooling2d)])


def pool2d_in_scopes(tf):
    x = _x(tf, None, 7, 8, 3)
    with tf.variable_scope("vs"):
        tf.layers.max_pooling2d(x, 2, 2)
        tf.layers.max_pooling2d(x, 2, 2)
        tf.layers.max_pooling2d(x, 2, 2, name="p")
        with tf.name_scope("ns"):
            tf.layers.average_pooling2d(x, 2, 2)
    tf.layers.max_pooling2d(x, 2, 2, name="p")
    tf.layers.max_pooling2d(x, 2, 2, name="p")


def pool2d_object(tf):
    layer = tf.layers.MaxPooling2D(2, 2)
    x = _x(tf, None, 7, 8, 3)
    layer(x)
    layer.apply(x)
    return _fact(tf, (layer.name, layer.scope_name, layer.pool_size, layer.strides, layer.padding, layer.variables, layer.data_format))


def pool2d_bad_rank(tf):
    tf.layers.max_pooling2d(_x(tf, None, 7, 3), 2, 2)


def pool2d_bad_format(tf):
    tf.layers.max_pooling2d(_x(tf, None, 7, 8, 3), 2, 2, data_format="invalid")


def pool2d_bad_strides(tf):
    tf.layers.max_pooling2d(_x(tf, None, 7, 8, 3), 2, (1, 2, 3))


def pool2d_strides_none(tf):
    tf.layers.max_pooling2d(_x(tf, None, 7, 8, 3), 2, None)


def pool2d_strides_missing(tf):
    tf.layers.max_pooling2d(_x(tf, None, 7, 8, 3), 2)


def pool2d_bad_size(tf):
    tf.layers.average_pooling2d(_x(tf, None, 7, 8, 3), (1, 2, 3), 2)


def pool2d_bad_padding(tf):
    tf.layers.average_pooling2d(_x(tf, None, 7, 8, 3), 2, 2, padding="nosuch")


def pool1d_all(tf):
    x = _x(tf, None, 7, 3)
    outs = [tf.layers.max_pooling1d(x, 2, 2), tf.layers.max_pooling1d(x, 3, 1, padding="same"), tf.layers.average_pooling1d(x, [2], [2]), tf.layers.average_pooling1d(x, 3, 2, "same", name="a")]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 7, 3)}


def pool1d_channels_first(tf):
    x = _x(tf, None, 3, 7)
    outs = {"m": tf.layers.max_pooling1d(x, 2, 2, data_format="channels_first"), "a": tf.layers.average_pooling1d(x, 2, 2, data_format="channels_first")}
    outs["fact"] = tf.constant(repr([outs["m"].shape.as_list(), outs["a"].shape.as_list()]))
    return outs, {x: _ramp(2, 3, 7)}


def pool3d_all(tf):
    x = _x(tf, None, 4, 5, 6, 2)
    outs = [tf.layers.max_pooling3d(x, 2, 2), tf.layers.max_pooling3d(x, (2, 1, 3), 1, padding="same"), tf.layers.average_pooling3d(x, 2, [2, 1, 2]), tf.layers.average_pooling3d(x, 3, 2, "same", name="a")]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 4, 5, 6, 2)}


def pool3d_channels_first(tf):
    x = _x(tf, None, 2, 4, 5, 6)
    outs = {"m": tf.layers.max_pooling3d(x, 2, 2, data_format="channels_first"), "a": tf.layers.average_pooling3d(x, 2, 2, data_format="channels_first")}
    outs["fact"] = tf.constant(repr([outs["m"].shape.as_list(), outs["a"].shape.as_list()]))
    return outs, {x: _ramp(2, 2, 4, 5, 6)}


def pool_output_shapes(tf):
    made = [
        tf.layers.MaxPooling1D(2, 2).compute_output_shape((None, 7, 3)),
        tf.layers.AveragePooling1D(2, 2, data_format="channels_first").compute_output_shape((None, 3, 7)),
        tf.layers.MaxPooling2D(2, 2, padding="same").compute_output_shape((None, 7, None, 3)),
        tf.layers.AveragePooling2D(2, 2, data_format="channels_first").compute_output_shape((None, 3, 7, 8)),
        tf.layers.MaxPooling3D(2, 2).compute_output_shape((None, 7, 8, 9, 3)),
    ]
    return _fact(tf, [shape.as_list() for shape in made])


def train_pools(tf):
    x = _x(tf, None, 8, 8, 2)
    w = tf.get_variable("w", [1, 1, 2, 3])
    net = tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME")
    net = tf.layers.average_pooling2d(tf.layers.max_pooling2d(net, 3, 2, "same"), 2, 2)
    loss = tf.reduce_mean(tf.square(net - 1.0))
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    with tf.control_dependencies([step]):
        after = w.read_value()
    return {"after": after}, {x: _ramp(2, 8, 8, 2)}, 3

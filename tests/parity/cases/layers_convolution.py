"""tf.layers: convolutions in one, two and three dimensions, dilated, separable, transposed."""
import numpy as np


def _x(tf, *shape, **options):
    return tf.placeholder(options.get("dtype", tf.float32), list(shape), name="x")


def _ramp(*shape):
    return np.linspace(-1.0, 1.0, int(np.prod(shape))).reshape(shape).astype(np.float32)


def _l2(tf, scale=0.1):
    return lambda w: tf.multiply(scale, tf.nn.l2_loss(w), name="l2")


def _fact(tf, fact):
    return {"fact": tf.constant(repr(fact))}


def conv2d_defaults(tf):
    x = _x(tf, None, 8, 9, 3)
    y = tf.layers.conv2d(x, 4, 3)
    y = tf.layers.conv2d(y, 2, [2, 3], activation=tf.nn.relu)
    return {"y": y}, {x: _ramp(2, 8, 9, 3)}


def conv2d_arguments(tf):
    x = _x(tf, None, 8, 9, 3)
    outs = [
        tf.layers.conv2d(x, 4, (3, 2), strides=2, padding="SAME", name="a"),
        tf.layers.conv2d(x, 4, [3, 2], strides=[2, 1], padding="Valid", use_bias=False, name="b"),
        tf.layers.conv2d(x, 4, 1, (1, 1), "same", "channels_last", 1, tf.nn.elu, name="c"),
        tf.layers.conv2d(x, 4, tf.TensorShape([3, 3]).as_list(), kernel_initializer=tf.ones_initializer(), bias_initializer=tf.ones_initializer(), name="d"),
    ]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 8, 9, 3)}


def conv2d_regularizers(tf):
    x = _x(tf, None, 8, 9, 3)
    tf.layers.conv2d(x, 4, 3, kernel_regularizer=_l2(tf), bias_regularizer=_l2(tf, 0.2), activity_regularizer=_l2(tf, 0.3), name="a")
    tf.layers.conv2d(x, 4, 3, kernel_regularizer=_l2(tf), name="a", reuse=True)
    return {"losses": tf.losses.get_regularization_losses()}, {x: _ramp(2, 8, 9, 3)}


def conv2d_channels_first_static(tf):
    x = _x(tf, None, 3, 8, 9)
    y = tf.layers.conv2d(x, 4, 3, data_format="channels_first", padding="same")
    return _fact(tf, y.shape.as_list())


def conv2d_dilated(tf):
    x = _x(tf, None, 10, 11, 3)
    outs = [tf.layers.conv2d(x, 4, 3, dilation_rate=2, padding=p) for p in ("same", "valid")]
    outs.append(tf.layers.conv2d(x, 4, [3, 2], dilation_rate=(2, 3), padding="same"))
    outs.append(tf.layers.conv2d(x, 4, 2, dilation_rate=(1, 3), padding="same"))
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 10, 11, 3)}


def conv2d_dilated_unknown_size(tf):
    x = _x(tf, None, None, None, 3)
    y = tf.layers.conv2d(x, 4, 3, dilation_rate=2, padding="same")
    return {"y": y}, {x: _ramp(2, 7, 6, 3)}


def conv2d_dilated_object_twice(tf):
    x = _x(tf, None, 10, 11, 3)
    layer = tf.layers.Conv2D(4, 3, dilation_rate=2, padding="same")
    return {"d": layer(x) - layer(x)}, {x: _ramp(2, 10, 11, 3)}


def conv2d_dilated_channels_first(tf):
    x = _x(tf, None, 3, 10, 11)
    y = tf.layers.conv2d(x, 4, 3, dilation_rate=2, padding="same", data_format="channels_first")
    return _fact(tf, y.shape.as_list())


def conv2d_dilated_and_strided(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 4, 3, strides=2, dilation_rate=2)


def conv2d_unknown_size(tf):
    x = _x(tf, None, None, None, 3)
    return {"y": tf.layers.conv2d(x, 4, 3, strides=2)}, {x: _ramp(2, 7, 6, 3)}


def conv2d_object_twice(tf):
    x = _x(tf, None, 8, 8, 3)
    layer = tf.layers.Conv2D(4, 3, name="c")
    y, z = layer(x), layer.apply(x)
    return {"d": y - z, "fact": tf.constant(repr([layer.name, layer.scope_name, [v.name for v in layer.variables]]))}, {x: _ramp(2, 8, 8, 3)}


def conv2d_scopes(tf):
    x = _x(tf, None, 8, 8, 3)
    with tf.variable_scope("vs", initializer=tf.constant_initializer(0.5)):
        tf.layers.conv2d(x, 2, 3)
        tf.layers.conv2d(x, 2, 3)
        tf.layers.conv2d(x, 2, 3, name="n")
    with tf.variable_scope("vs", reuse=True):
        tf.layers.conv2d(x, 2, 3)
        tf.layers.conv2d(x, 2, 3, name="n")
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(3)):
        tf.layers.conv2d(x, 2, 3, bias_regularizer=_l2(tf), kernel_regularizer=_l2(tf), bias_initializer=None, padding="same", use_bias=False)


def conv2d_dtypes(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3, dtype=tf.float64), 2, 3)
    tf.layers.conv2d(_x(tf, None, 8, 8, 3, dtype=tf.float16), 2, 3)


def conv2d_integers(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3, dtype=tf.int32), 2, 3)


def conv2d_constraints(tf):
    layer = tf.layers.Conv2D(2, 3, kernel_constraint=tf.nn.relu, bias_constraint=tf.nn.relu)
    layer(_x(tf, None, 8, 8, 3))
    return _fact(tf, (layer.kernel.constraint is tf.nn.relu, layer.bias.constraint is tf.nn.relu))


def conv2d_custom_getter(tf):
    def rename(getter, name, *args, **kwargs):
        return getter(name.replace("kernel", "weights").replace("bias", "biases"), *args, **kwargs)

    with tf.variable_scope("Conv", custom_getter=rename) as scope:
        layer = tf.layers.Conv2D(2, 3, _scope=scope, _reuse=None, name=scope.name, kernel_regularizer=_l2(tf), padding="same")
        y = layer.apply(_x(tf, None, 8, 8, 3))
    return _fact(tf, (y.name, [v.name for v in layer.variables], [t.name for t in tf.losses.get_regularization_losses()]))


def conv2d_bad_rank(tf):
    tf.layers.conv2d(_x(tf, None, 8, 3), 2, 3)


def conv2d_unknown_rank(tf):
    tf.layers.conv2d(tf.placeholder(tf.float32), 2, 3)


def conv2d_unknown_channels(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, None), 2, 3)


def conv2d_bad_format(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, 3, data_format="invalid")


def conv2d_bad_strides(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, 3, strides=(1, 2, 3))


def conv2d_strides_none(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, 3, strides=None)


def conv2d_bad_kernel_size(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, (1, 2, 3))


def conv2d_kernel_size_none(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, None)


def conv2d_kernel_size_words(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, ("a", "b"))


def conv2d_bad_padding(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, 3, padding="full")


def conv2d_causal(tf):
    tf.layers.conv2d(_x(tf, None, 8, 8, 3), 2, 3, padding="causal")


def conv2d_other_channels_second_time(tf):
    layer = tf.layers.Conv2D(2, 3)
    layer(_x(tf, None, 8, 8, 3))
    layer(_x(tf, None, 8, 8, 4))


def conv2d_too_small(tf):
    tf.layers.conv2d(_x(tf, None, 2, 2, 3), 2, 3)


def conv1d_all(tf):
    x = _x(tf, None, 10, 3)
    outs = [
        tf.layers.conv1d(x, 4, 3),
        tf.layers.conv1d(x, 4, [3], strides=2, padding="same", activation=tf.nn.relu),
        tf.layers.conv1d(x, 4, 3, dilation_rate=2),
        tf.layers.conv1d(x, 4, 3, dilation_rate=2, padding="same"),
        tf.layers.conv1d(x, 4, 3, padding="causal"),
        tf.layers.conv1d(x, 4, 3, padding="causal", dilation_rate=2, use_bias=False),
    ]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 10, 3)}


def conv1d_channels_first(tf):
    x = _x(tf, None, 3, 10)
    y = tf.layers.conv1d(x, 4, 3, data_format="channels_first")
    return _fact(tf, y.shape.as_list())


def conv1d_unknown_length(tf):
    x = _x(tf, None, None, 3)
    return {"y": tf.layers.conv1d(x, 4, 3, padding="same"), "d": tf.layers.conv1d(x, 4, 3, dilation_rate=2, padding="same")}, {x: _ramp(2, 10, 3)}


def conv1d_errors(tf):
    tf.layers.conv1d(_x(tf, None, 10), 4, 3)


def conv1d_bad_kernel(tf):
    tf.layers.conv1d(_x(tf, None, 10, 3), 4, (3, 3))


def conv3d_all(tf):
    x = _x(tf, None, 5, 6, 7, 2)
    outs = [tf.layers.conv3d(x, 4, 3), tf.layers.conv3d(x, 4, (3, 2, 1), strides=2, padding="same", activation=tf.nn.relu)]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 5, 6, 7, 2)}


def conv3d_dilated(tf):
    x = _x(tf, None, 5, 6, 7, 2)
    y = tf.layers.conv3d(x, 4, 2, dilation_rate=2, padding="same")
    return {"y": y}, {x: _ramp(2, 5, 6, 7, 2)}


def conv3d_channels_first(tf):
    x = _x(tf, None, 2, 5, 6, 7)
    return _fact(tf, tf.layers.conv3d(x, 4, 3, data_format="channels_first").shape.as_list())


def conv3d_bad_rank(tf):
    tf.layers.conv3d(_x(tf, None, 5, 6, 2), 4, 3)


def separable2d_all(tf):
    x = _x(tf, None, 8, 9, 3)
    outs = [
        tf.layers.separable_conv2d(x, 4, 3),
        tf.layers.separable_conv2d(x, 4, [3, 2], strides=2, padding="same", depth_multiplier=2, activation=tf.nn.relu),
        tf.layers.separable_conv2d(x, 4, 3, dilation_rate=2, padding="same", use_bias=False),
        tf.layers.separable_conv2d(x, 4, 3, dilation_rate=2, padding="valid"),
    ]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 8, 9, 3)}


def separable2d_options(tf):
    x = _x(tf, None, 8, 9, 3)
    layer = tf.layers.SeparableConv2D(
        4, 3, depthwise_initializer=tf.ones_initializer(), pointwise_initializer=tf.zeros_initializer(), bias_initializer=tf.ones_initializer(),
        depthwise_regularizer=_l2(tf), pointwise_regularizer=_l2(tf, 0.2), bias_regularizer=_l2(tf, 0.3), activity_regularizer=_l2(tf, 0.4),
        depthwise_constraint=tf.nn.relu, pointwise_constraint=tf.nn.elu, bias_constraint=tf.nn.selu, name="sep")
    y = layer(x)
    facts = ([v.name for v in layer.variables], layer.depthwise_kernel.constraint is tf.nn.relu, layer.bias.constraint is tf.nn.selu)
    return {"y": y, "losses": tf.losses.get_regularization_losses(), "fact": tf.constant(repr(facts))}, {x: _ramp(2, 8, 9, 3)}


def separable2d_reuse(tf):
    x = _x(tf, None, 8, 9, 3)
    a = tf.layers.separable_conv2d(x, 4, 3, name="s")
    b = tf.layers.separable_conv2d(x, 4, 3, name="s", reuse=True)
    return {"d": a - b}, {x: _ramp(2, 8, 9, 3)}


def separable2d_channels_first(tf):
    x = _x(tf, None, 3, 8, 9)
    return _fact(tf, tf.layers.separable_conv2d(x, 4, 3, data_format="channels_first").shape.as_list())


def separable2d_unknown_size(tf):
    x = _x(tf, None, None, None, 3)
    return {"y": tf.layers.separable_conv2d(x, 4, 3), "d": tf.layers.separable_conv2d(x, 4, 3, dilation_rate=2)}, {x: _ramp(2, 8, 9, 3)}


def separable2d_unequal_strides(tf):
    tf.layers.separable_conv2d(_x(tf, None, 8, 9, 3), 4, 3, strides=(1, 2))


def separable2d_unknown_channels(tf):
    tf.layers.separable_conv2d(_x(tf, None, 8, 9, None), 4, 3)


def separable2d_bad_format(tf):
    tf.layers.separable_conv2d(_x(tf, None, 8, 9, 3), 4, 3, data_format="invalid")


def separable1d_all(tf):
    x = _x(tf, None, 10, 3)
    outs = [
        tf.layers.separable_conv1d(x, 4, 3),
        tf.layers.separable_conv1d(x, 4, 3, strides=2, padding="same", depth_multiplier=2, activation=tf.nn.relu),
        tf.layers.separable_conv1d(x, 4, 3, padding="causal"),
        tf.layers.separable_conv1d(x, 4, 3, dilation_rate=2, use_bias=False),
    ]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 10, 3)}


def separable1d_channels_first(tf):
    x = _x(tf, None, 3, 10)
    return _fact(tf, tf.layers.separable_conv1d(x, 4, 3, data_format="channels_first").shape.as_list())


def transpose2d_all(tf):
    x = _x(tf, None, 4, 5, 3)
    outs = [
        tf.layers.conv2d_transpose(x, 4, 3),
        tf.layers.conv2d_transpose(x, 4, [3, 2], strides=2, padding="same", activation=tf.nn.relu),
        tf.layers.conv2d_transpose(x, 4, 2, strides=(3, 2), use_bias=False),
        tf.layers.conv2d_transpose(x, 4, 5, 2, "SAME", name="up"),
    ]
    shapes = [o.shape.as_list() for o in outs]
    outs.append(tf.constant(repr(shapes)))
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 4, 5, 3)}


def transpose2d_static_batch(tf):
    return {"y": tf.layers.conv2d_transpose(tf.ones([2, 4, 5, 3]), 4, 3, strides=2, padding="same")}


def transpose2d_unknown_size(tf):
    x = _x(tf, None, None, None, 3)
    y = tf.layers.conv2d_transpose(x, 4, 3, strides=2)
    return {"y": y, "fact": tf.constant(repr(y.shape.as_list()))}, {x: _ramp(2, 4, 5, 3)}


def transpose2d_channels_first(tf):
    with tf.Graph().as_default():  # the first one of a TF 1.15 process asks a session of Keras' for its devices
        tf.layers.conv2d_transpose(_x(tf, None, 3, 4, 5), 4, 3, data_format="channels_first")
    x = _x(tf, None, 3, 4, 5)
    y = tf.layers.conv2d_transpose(x, 4, 3, strides=2, data_format="channels_first", use_bias=False)
    z = tf.layers.conv2d_transpose(x, 4, 3, strides=2, data_format="channels_first")
    return {"y": y, "fact": tf.constant(repr((y.shape.as_list(), z.shape.as_list())))}, {x: _ramp(2, 3, 4, 5)}


def transpose2d_dilated(tf):
    x = _x(tf, None, 4, 5, 3)
    y = tf.layers.Conv2DTranspose(4, 3, dilation_rate=2, padding="same")(x)
    return {"y": y}, {x: _ramp(2, 4, 5, 3)}


def transpose2d_output_padding(tf):
    x = _x(tf, None, 4, 5, 3)
    y = tf.layers.Conv2DTranspose(4, 3, strides=2, padding="same", output_padding=1)(x)
    return {"y": y}, {x: _ramp(2, 4, 5, 3)}


def transpose2d_bad_output_padding(tf):
    tf.layers.Conv2DTranspose(4, 3, strides=2, output_padding=2)


def transpose2d_regularizers(tf):
    x = _x(tf, None, 4, 5, 3)
    tf.layers.conv2d_transpose(x, 4, 3, kernel_regularizer=_l2(tf), bias_regularizer=_l2(tf, 0.2), activity_regularizer=_l2(tf, 0.3), name="a")
    tf.layers.conv2d_transpose(x, 4, 3, kernel_regularizer=_l2(tf), name="a", reuse=True)
    return {"losses": tf.losses.get_regularization_losses()}, {x: _ramp(2, 4, 5, 3)}


def transpose2d_bad_rank(tf):
    tf.layers.conv2d_transpose(_x(tf, None, 4, 3), 4, 3)


def transpose2d_unknown_channels(tf):
    tf.layers.conv2d_transpose(_x(tf, None, 4, 4, None), 4, 3)


def transpose2d_build_bad_rank(tf):
    tf.layers.Conv2DTranspose(4, 3).build((None, 4, 3))


def transpose3d_all(tf):
    x = _x(tf, None, 2, 3, 4, 3)
    outs = [tf.layers.conv3d_transpose(x, 4, 3), tf.layers.conv3d_transpose(x, 4, (3, 2, 1), strides=2, padding="same", activation=tf.nn.relu)]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(2, 2, 3, 4, 3)}


def transpose3d_channels_first(tf):
    x = _x(tf, None, 3, 2, 3, 4)
    return _fact(tf, tf.layers.conv3d_transpose(x, 4, 3, data_format="channels_first").shape.as_list())


def transpose3d_bad_rank(tf):
    tf.layers.conv3d_transpose(_x(tf, None, 4, 4, 3), 4, 3)


def output_shapes(tf):
    made = [
        tf.layers.Conv2D(4, 3, strides=2, padding="same").compute_output_shape((None, 9, 8, 3)),
        tf.layers.Conv2D(4, 3, dilation_rate=2).compute_output_shape((2, 9, None, 3)),
        tf.layers.Conv2D(4, 3, data_format="channels_first").compute_output_shape((2, 3, 9, 9)),
        tf.layers.Conv1D(4, 3, padding="causal").compute_output_shape((None, 9, 3)),
        tf.layers.Conv3D(4, 3).compute_output_shape((None, 9, 9, 9, 3)),
        tf.layers.Conv2DTranspose(4, 3, strides=2).compute_output_shape((None, 9, None, 3)),
        tf.layers.Conv3DTranspose(4, 3, strides=2, padding="same", data_format="channels_first").compute_output_shape((None, 3, 9, 8, 7)),
        tf.layers.SeparableConv2D(4, 3, strides=2).compute_output_shape((None, 9, 8, 3)),
    ]
    return _fact(tf, [shape.as_list() for shape in made])


def lenet(tf):
    x = tf.placeholder(tf.float32, [None, 784], name="x")
    images = tf.reshape(x, [-1, 28, 28, 1])
    net = tf.layers.conv2d(images, 6, 5, padding="same", activation=tf.nn.relu, name="conv1")
    net = tf.layers.max_pooling2d(net, [2, 2], strides=2, name="pool1")
    net = tf.layers.conv2d(net, 8, [5, 5], activation=tf.nn.relu)
    net = tf.layers.average_pooling2d(net, 2, 2)
    net = tf.layers.flatten(net)
    net = tf.layers.dropout(tf.layers.dense(net, 20, activation=tf.nn.relu), 0.4, training=True)
    logits = tf.layers.dense(net, 10, name="logits")
    return {"logits": logits}, {x: _ramp(3, 784)}


def train_convolutions(tf):
    x = _x(tf, None, 8, 8, 2)
    net = tf.layers.conv2d(x, 3, 3, strides=2, padding="same", activation=tf.nn.relu, name="down")
    net = tf.layers.conv2d(net, 3, 2, dilation_rate=2, padding="same", activation=tf.nn.elu, name="wide")
    net = tf.layers.separable_conv2d(net, 4, 3, padding="same", activation=tf.nn.relu, name="sep")
    net = tf.layers.conv2d_transpose(net, 2, 3, strides=2, padding="same", name="up")
    loss = tf.reduce_mean(tf.square(net - x))
    step = tf.train.AdamOptimizer(0.05).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"loss": loss, "after": after}, {x: _ramp(2, 8, 8, 2)}, 3


def train_sequences_and_volumes(tf):
    x, z = _x(tf, None, 10, 2), _x(tf, None, 4, 4, 4, 2)
    a = tf.layers.conv1d(x, 3, 3, padding="causal", activation=tf.nn.tanh)
    a = tf.layers.separable_conv1d(a, 3, 3)
    b = tf.layers.conv3d_transpose(tf.layers.conv3d(z, 3, 3, activation=tf.nn.relu), 2, 3)
    loss = tf.reduce_mean(tf.square(a)) + tf.reduce_mean(tf.square(b - 0.5))
    step = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"loss": loss, "after": after}, {x: _ramp(2, 10, 2), z: _ramp(2, 4, 4, 4, 2)}, 3

"""tf.contrib.layers' convolutions and pooling: names, shapes, formats, errors."""

from tests.parity.asking import private_module


def _x(tf, shape=(2, 5, 6, 3)):
    import numpy as np

    return tf.constant(np.random.RandomState(0).randn(*shape).astype("float32"))


def conv2d(tf):
    layers = tf.contrib.layers
    a = layers.conv2d(_x(tf), 4, 3)
    b = layers.conv2d(a, 4, [3, 2], stride=2, padding="VALID", activation_fn=None)
    c = layers.convolution2d(b, 2, (1, 2), stride=(2, 1), scope="c", outputs_collections="o")
    return {"a": a, "b": b, "c": c}


def convolution_ranks(tf):
    layers = tf.contrib.layers
    out = {
        "1": layers.convolution(_x(tf, (2, 5, 3)), 4, 3),
        "2": layers.convolution(_x(tf), 4, 3),
        "3": layers.convolution(_x(tf, (1, 3, 4, 5, 2)), 4, 3),
        "c1": layers.conv1d(_x(tf, (2, 5, 3)), 4, 3, stride=2),
        "c3": layers.conv3d(_x(tf, (1, 3, 4, 5, 2)), 4, [1, 2, 3], stride=[1, 2, 1], padding="VALID"),
    }
    return out


def conv2d_arguments(tf):
    layers = tf.contrib.layers
    y = layers.conv2d(
        _x(tf),
        4,
        3,
        rate=2,
        activation_fn=tf.nn.elu,
        weights_initializer=tf.truncated_normal_initializer(stddev=0.3),
        weights_regularizer=layers.l2_regularizer(0.1),
        biases_initializer=tf.constant_initializer(0.5),
        biases_regularizer=layers.l1_regularizer(0.2),
        variables_collections={"weights": ["w"], "biases": ["b"]},
        outputs_collections="outs",
        trainable=False,
        scope="fc",
    )
    return {"y": y, "loss": tf.losses.get_regularization_loss()}


def conv2d_rates(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, None, None, 3])
    import numpy as np

    out = {
        "int": layers.conv2d(_x(tf), 4, 3, rate=2),
        "list": layers.conv2d(_x(tf), 4, 3, rate=[2, 3], padding="VALID" if False else "SAME"),
        "dynamic": layers.conv2d(x, 4, 3, rate=2),
        "one": layers.conv1d(_x(tf, (2, 8, 3)), 4, 3, rate=2),
    }
    return out, {x: np.ones([1, 5, 5, 3])}


def conv2d_rate_and_stride(tf):
    tf.contrib.layers.conv2d(_x(tf), 4, 3, rate=2, stride=2)


def conv2d_shapes_as_arguments(tf):
    x = _x(tf)
    return {"y": tf.contrib.layers.conv2d(x, 4, tf.TensorShape([3, 3]), stride=tf.TensorShape([1, 2]))}


def conv2d_reuse(tf):
    layers = tf.contrib.layers
    reg = layers.l2_regularizer(0.1)
    a = layers.conv2d(_x(tf), 3, 3, scope="c", weights_regularizer=reg)
    b = layers.conv2d(a, 3, 3, scope="c", reuse=True, weights_regularizer=reg)
    with tf.variable_scope("vs"):
        c = layers.conv2d(a, 3, 3)
    with tf.variable_scope("vs", reuse=True):
        d = layers.conv2d(a, 3, 3, scope="Conv")
    return {"a": a, "b": b, "c": c, "d": d}


def conv2d_reuse_without_scope(tf):
    tf.contrib.layers.conv2d(_x(tf), 3, 3, reuse=True)


def conv2d_normalizer(tf):
    layers = tf.contrib.layers
    arg_scope = tf.contrib.framework.arg_scope
    with arg_scope([layers.conv2d], normalizer_fn=layers.batch_norm, normalizer_params={"decay": 0.9}):
        a = layers.conv2d(_x(tf), 4, 3)
        b = layers.conv2d(a, 4, 3, scope="c", normalizer_params={"is_training": False, "scale": True})
    return {"a": a, "b": b, "updates": tf.get_collection(tf.GraphKeys.UPDATE_OPS)}


def conv2d_unknown_sizes(tf):
    x = tf.placeholder(tf.float32, [None, None, None, 3])
    a = tf.contrib.layers.conv2d(x, 4, 3, stride=2)
    import numpy as np

    return {"a": a, "shape": tf.constant(str(a.shape))}, {x: np.ones([1, 4, 5, 3])}


def conv2d_unknown_channels(tf):
    tf.contrib.layers.conv2d(tf.placeholder(tf.float32, [None, 4, 4, None]), 4, 3)


def conv2d_rank5(tf):
    tf.contrib.layers.conv2d(_x(tf, (1, 2, 3, 4, 5)), 4, 3)


def conv1d_rank4(tf):
    tf.contrib.layers.conv1d(_x(tf), 4, 3)


def convolution_rank2(tf):
    tf.contrib.layers.convolution(_x(tf, (2, 3)), 4, 3)


def convolution_unknown_rank(tf):
    tf.contrib.layers.convolution(tf.placeholder(tf.float32), 4, 3)


def conv2d_bad_format(tf):
    tf.contrib.layers.conv2d(_x(tf), 4, 3, data_format="CHWN")


def conv2d_bad_padding(tf):
    tf.contrib.layers.conv2d(_x(tf), 4, 3, padding="FULL")


def conv2d_bad_kernel(tf):
    tf.contrib.layers.conv2d(_x(tf), 4, [3, 3, 3])


def conv2d_bad_stride(tf):
    tf.contrib.layers.conv2d(_x(tf), 4, 3, stride=[1, 2, 3])


def conv2d_lower_case_padding(tf):
    return {"a": tf.contrib.layers.conv2d(_x(tf), 4, 3, padding="valid")}


def conv2d_nchw_graph_only(tf):
    a = tf.contrib.layers.conv2d(_x(tf, (1, 3, 4, 4)), 2, 3, data_format="NCHW")
    return {"shape": tf.constant(str(a.shape))}


def conv2d_scope_settings(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s", initializer=tf.ones_initializer(), partitioner=tf.fixed_size_partitioner(3)):
        a = layers.conv2d(_x(tf), 6, 3, weights_initializer=None, weights_regularizer=layers.l2_regularizer(0.1))
        b = layers.conv2d(a, 6, 3, normalizer_fn=layers.batch_norm)
    return {"a": a, "b": b}


def repeat(tf):
    layers = tf.contrib.layers
    a = layers.repeat(_x(tf), 3, layers.conv2d, 4, 3)
    b = layers.repeat(a, 2, layers.conv2d, 4, 3, scope="conv1", stride=2)
    c = layers.repeat(_x(tf, (2, 3)), 2, layers.relu, 4)
    d = layers.repeat(_x(tf, (2, 3)), 0, layers.relu, 4, scope="none")
    return {"a": a, "b": b, "c": c, "d": d, "names": tf.constant([t.op.name for t in (a, b, c)])}


def stack_of_convolutions(tf):
    layers = tf.contrib.layers
    a = layers.stack(_x(tf), layers.convolution2d, [(4, [3, 3]), (5, [1, 1], 2)], padding="SAME")
    b = layers.stack(_x(tf), layers.conv2d, [[4, 3]], scope="st")
    return {"a": a, "b": b, "name": tf.constant([a.op.name, b.op.name])}


def conv2d_transpose(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, None, 3, 3])
    import numpy as np

    a = layers.conv2d_transpose(_x(tf), 4, 3)
    b = layers.conv2d_transpose(_x(tf), 4, [2, 3], stride=2, padding="VALID", scope="t", activation_fn=None)
    c = layers.convolution2d_transpose(x, 4, 2, stride=[2, 3], normalizer_fn=layers.batch_norm)
    d = layers.conv2d_transpose(_x(tf), 4, [2, 3], stride=2, scope="t", reuse=True, outputs_collections="o")
    e = layers.conv2d_transpose(
        _x(tf), 2, 3, biases_initializer=None, weights_regularizer=layers.l2_regularizer(0.1), trainable=False
    )
    shapes = tf.constant(str([str(t.shape) for t in (a, b, c, d, e)]))
    return dict(a=a, b=b, c=c, d=d, e=e, shapes=shapes), {x: np.ones([1, 2, 3, 3])}


def conv2d_transpose_nchw_graph_only(tf):
    layers = tf.contrib.layers
    a = layers.conv2d_transpose(_x(tf, (1, 3, 4, 4)), 2, 3, stride=2, data_format="NCHW", padding="VALID")
    return {"shape": tf.constant(str(a.shape))}


def conv2d_transpose_bad_format(tf):
    tf.contrib.layers.conv2d_transpose(_x(tf), 4, 3, data_format="CHWN")


def conv3d_transpose(tf):
    layers = tf.contrib.layers
    a = layers.conv3d_transpose(_x(tf, (1, 2, 3, 2, 2)), 3, 3, stride=2)
    b = layers.convolution3d_transpose(_x(tf, (1, 2, 3, 2, 2)), 3, [1, 2, 3], padding="VALID", activation_fn=None)
    return {"a": a, "b": b}


def conv3d_transpose_bad_format(tf):
    tf.contrib.layers.conv3d_transpose(_x(tf, (1, 2, 3, 2, 2)), 4, 3, data_format="NHWC")


def separable_conv2d(tf):
    layers = tf.contrib.layers
    a = layers.separable_conv2d(_x(tf), 4, 3, 2)
    b = layers.separable_conv2d(_x(tf), None, 3, depth_multiplier=2, stride=2, activation_fn=None, scope="d")
    c = layers.separable_convolution2d(_x(tf), 5, [3, 2], 1, stride=2, padding="VALID", normalizer_fn=layers.batch_norm)
    d = layers.separable_conv2d(_x(tf), None, [3, 2], 1, normalizer_fn=layers.batch_norm)
    e = layers.separable_conv2d(_x(tf), 4, 3, rate=2, biases_initializer=None)
    f = layers.separable_conv2d(_x(tf), None, 3, rate=[2, 2], biases_initializer=None)
    return dict(a=a, b=b, c=c, d=d, e=e, f=f)


def separable_conv2d_arguments(tf):
    layers = tf.contrib.layers
    arguments = {
        "weights_regularizer": layers.l2_regularizer(0.1),
        "biases_regularizer": layers.l1_regularizer(0.1),
        "variables_collections": {"weights": ["W"], "biases": ["B"]},
        "outputs_collections": "o",
        "weights_initializer": tf.random_normal_initializer(stddev=0.1),
    }
    a = layers.separable_conv2d(_x(tf), 4, 3, 1, pointwise_initializer=tf.ones_initializer(), scope="s", **arguments)
    b = layers.separable_conv2d(_x(tf), 4, 3, 1, scope="s", reuse=True, **arguments)
    c = layers.separable_conv2d(_x(tf), None, 3, 1, scope="n", trainable=False, **arguments)
    d = layers.separable_conv2d(_x(tf), None, 3, 1, scope="n", reuse=True, **arguments)
    return {"a": a, "b": b, "c": c, "d": d, "loss": tf.losses.get_regularization_loss()}


def separable_conv2d_ints(tf):
    tf.contrib.layers.separable_conv2d(tf.ones([1, 4, 4, 3], tf.int32), 4, 3, 1)


def separable_conv2d_bad_format(tf):
    tf.contrib.layers.separable_conv2d(_x(tf), 4, 3, 1, data_format="CHWN")


def separable_conv2d_nchw_graph_only(tf):
    layers = tf.contrib.layers
    a = layers.separable_conv2d(_x(tf, (1, 3, 4, 4)), 2, 3, 1, data_format="NCHW")
    b = layers.separable_conv2d(_x(tf, (1, 3, 4, 4)), None, 3, 1, stride=2, data_format="NCHW")
    return {"shape": tf.constant(str(a.shape) + str(b.shape))}


def conv2d_in_plane(tf):
    layers = tf.contrib.layers
    a = layers.conv2d_in_plane(_x(tf), [1, 2])
    b = layers.convolution2d_in_plane(
        _x(tf), 3, 2, "VALID", None, scope="p", weights_regularizer=layers.l2_regularizer(0.1), outputs_collections="o"
    )
    c = layers.conv2d_in_plane(_x(tf), 3, 2, normalizer_fn=layers.batch_norm, trainable=False)
    d = layers.conv2d_in_plane(_x(tf), 3, scope="p", reuse=True)
    e = layers.conv2d_in_plane(_x(tf), 3, biases_initializer=None, variables_collections={"weights": ["W"]})
    return dict(a=a, b=b, c=c, d=d, e=e)


def conv2d_in_plane_rank3(tf):
    tf.contrib.layers.conv2d_in_plane(_x(tf, (2, 3, 4)), 3)


def pooling(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, None, None, 3])
    import numpy as np

    out = {
        "max2": layers.max_pool2d(_x(tf), [3, 2], outputs_collections="o"),
        "avg2": layers.avg_pool2d(_x(tf), 2, stride=1, padding="SAME", scope="p"),
        "max3": layers.max_pool3d(_x(tf, (1, 4, 4, 4, 2)), 2),
        "avg3": layers.avg_pool3d(_x(tf, (1, 4, 4, 4, 2)), [2, 1, 2], stride=[1, 2, 1], outputs_collections="o"),
        "dynamic": layers.max_pool2d(x, 2),
        "again": layers.max_pool2d(_x(tf), [3, 3], 1),
    }
    out["aliases"] = tf.constant(out["max2"].aliases + out["avg3"].aliases)
    out["shape"] = tf.constant(str(out["dynamic"].shape))
    return out, {x: np.ones([1, 5, 5, 3])}


def pooling_nchw_graph_only(tf):
    layers = tf.contrib.layers
    made = [
        layers.max_pool2d(_x(tf, (1, 3, 4, 4)), 2, data_format="NCHW"),
        layers.avg_pool2d(_x(tf, (1, 3, 4, 4)), 2, data_format="NCHW"),
        layers.max_pool3d(_x(tf, (1, 3, 4, 4, 4)), 2, data_format="NCDHW"),
        layers.avg_pool3d(_x(tf, (1, 3, 4, 4, 4)), 2, data_format="NCDHW"),
    ]
    return {"shapes": tf.constant([str(t.shape) for t in made])}


def pooling_ncdhw(tf):
    layers = tf.contrib.layers
    return {
        "max": layers.max_pool3d(_x(tf, (1, 3, 4, 4, 4)), 2, data_format="NCDHW"),
        "avg": layers.avg_pool3d(_x(tf, (1, 3, 4, 4, 4)), 2, data_format="NCDHW"),
    }


def max_pool2d_bad_format(tf):
    tf.contrib.layers.max_pool2d(_x(tf), 2, data_format="CHWN")


def avg_pool2d_bad_format(tf):
    tf.contrib.layers.avg_pool2d(_x(tf), 2, data_format="CHWN")


def max_pool3d_bad_format(tf):
    tf.contrib.layers.max_pool3d(_x(tf), 2, data_format="NHWC")


def avg_pool3d_bad_format(tf):
    tf.contrib.layers.avg_pool3d(_x(tf), 2, data_format="NHWC")


def max_pool2d_rank3(tf):
    tf.contrib.layers.max_pool2d(_x(tf, (2, 3, 4)), 2)


def max_pool2d_bad_kernel(tf):
    tf.contrib.layers.max_pool2d(_x(tf), [2, 2, 2])


def pool(tf):
    layers = private_module(tf, "tensorflow.contrib.layers.python.layers.layers")
    out = {
        "max": layers.pool(_x(tf), 2, "MAX", outputs_collections="o"),
        "avg": layers.pool(_x(tf), [2, 3], "AVG", padding="SAME", stride=2, scope="p"),
        "one": layers.pool(_x(tf, (2, 6, 3)), 2, "MAX", dilation_rate=2),
        "three": layers.pool(_x(tf, (1, 3, 4, 3, 2)), [1, 2, 2], "AVG"),
        "dilated": layers.pool(_x(tf), 2, "AVG", dilation_rate=[2, 1]),
    }
    return out


def pool_rank2(tf):
    private_module(tf, "tensorflow.contrib.layers.python.layers.layers").pool(_x(tf, (2, 3)), 2, "MAX")


def pool_unknown_rank(tf):
    private_module(tf, "tensorflow.contrib.layers.python.layers.layers").pool(tf.placeholder(tf.float32), 2, "MAX")


def pool_bad_window(tf):
    private_module(tf, "tensorflow.contrib.layers.python.layers.layers").pool(_x(tf), [2, 2, 2], "MAX")


def pool_bad_stride(tf):
    private_module(tf, "tensorflow.contrib.layers.python.layers.layers").pool(_x(tf), 2, "MAX", stride=0)


def pool_bad_type(tf):
    private_module(tf, "tensorflow.contrib.layers.python.layers.layers").pool(_x(tf), 2, "MEDIAN")


def small_network(tf):
    """LeNet on slim, trained with dropout."""
    slim = tf.contrib.slim
    x = tf.placeholder(tf.float32, [None, 12, 12, 1])
    y = tf.placeholder(tf.int64, [None])
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        weights_initializer=slim.variance_scaling_initializer(),
        weights_regularizer=slim.l2_regularizer(0.0005),
    ):
        net = slim.conv2d(x, 4, [3, 3], scope="conv1")
        net = slim.max_pool2d(net, [2, 2], scope="pool1")
        net = slim.repeat(net, 2, slim.conv2d, 4, [3, 3], scope="conv2")
        net = slim.flatten(net)
        net = slim.fully_connected(net, 8, scope="fc1")
        net = slim.dropout(net, 0.6, scope="drop")
        logits = slim.fully_connected(net, 3, activation_fn=None, scope="fc2")
    slim.losses.sparse_softmax_cross_entropy(logits, y)
    loss = slim.losses.get_total_loss()
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    import numpy as np

    r = np.random.RandomState(0)
    with tf.control_dependencies([train]):
        after = tf.identity(tf.global_variables()[0].read_value())
    return {"loss": loss, "after": after}, {x: r.rand(4, 12, 12, 1), y: [0, 1, 2, 0]}, 3

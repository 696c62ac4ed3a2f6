"""tf.contrib.layers without convolutions: dense layers, dropout, encodings, regularizers, initializers, collections."""

from tests.parity.asking import private_module


def _x(tf, shape=(5, 3)):
    import numpy as np

    return tf.constant(np.random.RandomState(0).randn(*shape).astype("float32"))


def fully_connected(tf):
    layers = tf.contrib.layers
    a = layers.fully_connected(_x(tf), 4)
    b = layers.fully_connected(a, 3, activation_fn=None)
    c = layers.fully_connected(b, 2, scope="out", activation_fn=tf.nn.softmax)
    return {"a": a, "b": b, "c": c}


def fully_connected_rank3(tf):
    return {"y": tf.contrib.layers.fully_connected(_x(tf, (2, 3, 4)), 5)}


def fully_connected_unknown_batch(tf):
    x = tf.placeholder(tf.float32, [None, 3])
    y = tf.contrib.layers.fully_connected(x, 5)
    z = tf.contrib.layers.fully_connected(tf.placeholder_with_default(_x(tf, (2, 3, 4)), [None, None, 4]), 5)
    return {"y": y, "z": z, "shape": tf.constant(str(y.shape) + str(z.shape))}, {x: [[1.0, 2.0, 3.0]]}


def fully_connected_unknown_depth(tf):
    tf.contrib.layers.fully_connected(tf.placeholder(tf.float32, [3, None]), 5)


def fully_connected_unknown_rank(tf):
    tf.contrib.layers.fully_connected(tf.placeholder(tf.float32), 5)


def fully_connected_rank1(tf):
    tf.contrib.layers.fully_connected(tf.ones([3]), 5)


def fully_connected_float_units(tf):
    tf.contrib.layers.fully_connected(_x(tf), 4.0)


def fully_connected_dimension_units(tf):
    tf.contrib.layers.fully_connected(_x(tf), _x(tf).shape[0])


def fully_connected_ints(tf):
    tf.contrib.layers.fully_connected(tf.constant([[1, 2]]), 3)


def fully_connected_float64(tf):
    return {"y": tf.contrib.layers.fully_connected(tf.ones([2, 3], tf.float64), 4)}


def fully_connected_of_an_array(tf):
    import numpy as np

    return {"y": tf.contrib.layers.fully_connected(np.ones([2, 3], np.float32), 4)}


def fully_connected_arguments(tf):
    layers = tf.contrib.layers
    y = layers.fully_connected(
        _x(tf),
        4,
        activation_fn=tf.nn.elu,
        weights_initializer=tf.truncated_normal_initializer(stddev=0.3),
        weights_regularizer=layers.l2_regularizer(0.1),
        biases_initializer=tf.constant_initializer(0.5),
        biases_regularizer=layers.l1_regularizer(0.2),
        variables_collections=["vars"],
        outputs_collections="outs",
        trainable=False,
        scope="fc",
    )
    return {"y": y, "loss": tf.losses.get_regularization_loss()}


def fully_connected_collections_by_name(tf):
    tf.contrib.layers.fully_connected(_x(tf), 4, variables_collections={"weights": ["w"], "biases": ["b", "w"]})
    return {}


def fully_connected_no_biases(tf):
    return {"y": tf.contrib.layers.fully_connected(_x(tf), 4, biases_initializer=None)}


def fully_connected_reuse(tf):
    layers = tf.contrib.layers
    reg = layers.l2_regularizer(0.1)
    a = layers.fully_connected(_x(tf), 3, scope="fc1", weights_regularizer=reg)
    b = layers.fully_connected(a, 3, scope="fc1", reuse=True, weights_regularizer=reg)
    return {"a": a, "b": b}


def fully_connected_reuse_by_scope_object(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("fc1") as sc:
        a = layers.fully_connected(_x(tf), 3, scope=sc)
    b = layers.fully_connected(a, 3, scope=sc, reuse=True)
    return {"a": a, "b": b}


def fully_connected_reuse_by_vs(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s") as vs:
        a = layers.fully_connected(_x(tf), 3, scope="fc1")
        vs.reuse_variables()
        b = layers.fully_connected(a, 3, scope="fc1")
    return {"a": a, "b": b}


def fully_connected_auto_reuse(tf):
    layers = tf.contrib.layers
    a = layers.fully_connected(_x(tf), 3, scope="fc1", reuse=tf.AUTO_REUSE)
    b = layers.fully_connected(a, 3, scope="fc1", reuse=tf.AUTO_REUSE)
    return {"a": a, "b": b}


def fully_connected_reuse_without_scope(tf):
    tf.contrib.layers.fully_connected(_x(tf), 3, reuse=True)


def fully_connected_reuse_missing(tf):
    tf.contrib.layers.fully_connected(_x(tf), 3, reuse=True, scope="nothing")


def fully_connected_twice_one_scope(tf):
    tf.contrib.layers.fully_connected(_x(tf), 3, scope="fc")
    tf.contrib.layers.fully_connected(_x(tf), 3, scope="fc")


def fully_connected_in_scopes(tf):
    layers = tf.contrib.layers
    with tf.name_scope("ns"):
        a = layers.fully_connected(_x(tf), 3, outputs_collections="o")
        with tf.variable_scope("vs"):
            b = layers.fully_connected(a, 3, outputs_collections="o")
            c = layers.fully_connected(b, 3, outputs_collections="o", scope="x")
    return {"aliases": tf.constant([" ".join(t.aliases) for t in (a, b, c)])}


def fully_connected_scope_settings(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s", initializer=tf.ones_initializer(), regularizer=layers.l2_regularizer(0.5)):
        a = layers.fully_connected(_x(tf), 3, weights_initializer=None)
        b = layers.fully_connected(a, 3, weights_regularizer=layers.l1_regularizer(0.5))
    return {"a": a, "b": b, "loss": tf.losses.get_regularization_loss()}


def fully_connected_partitioned(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
        a = layers.fully_connected(_x(tf, (5, 4)), 4, weights_regularizer=layers.l2_regularizer(0.5))
        b = layers.fully_connected(a, 4, variables_collections=["mine"], normalizer_fn=layers.batch_norm)
    return {"a": a, "b": b}


def fully_connected_custom_getter(tf):
    seen = []

    def getter(getter, name, *args, **kwargs):
        seen.append(name)
        return getter(name, *args, **kwargs)

    with tf.variable_scope("s", custom_getter=getter):
        tf.contrib.layers.fully_connected(_x(tf), 3)
    return {"seen": tf.constant(seen)}


def fully_connected_normalizer(tf):
    layers = tf.contrib.layers
    params = {"decay": 0.5, "scale": True}
    scope = tf.contrib.framework.arg_scope
    with scope([layers.fully_connected], normalizer_fn=layers.batch_norm, normalizer_params=params):
        a = layers.fully_connected(_x(tf), 3)
        b = layers.fully_connected(a, 3, scope="fc2", normalizer_params={"center": False, "is_training": False})
        c = layers.fully_connected(b, 3, normalizer_fn=layers.dropout, normalizer_params={"keep_prob": 0.8}, biases_initializer=None)
        d = layers.fully_connected(c, 3, normalizer_fn=layers.layer_norm, normalizer_params={}, activation_fn=None)
    return {"a": a, "b": b, "c_bits": c, "d": d}




def slide_network(tf):
    """The batch normalization network of the slides, trained a few steps."""
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 6], name="X")
    y = tf.placeholder(tf.int64, [None], name="y")
    is_training = tf.placeholder(tf.bool, (), name="is_training")
    params = {"is_training": is_training, "decay": 0.9, "updates_collections": None, "scale": True}
    with tf.contrib.framework.arg_scope(
        [layers.fully_connected],
        activation_fn=tf.nn.elu,
        weights_initializer=layers.variance_scaling_initializer(),
        normalizer_fn=layers.batch_norm,
        normalizer_params=params,
        weights_regularizer=layers.l1_regularizer(0.01),
    ):
        hidden1 = layers.fully_connected(x, 8, scope="hidden1")
        hidden2 = layers.fully_connected(layers.dropout(hidden1, 0.7, is_training=is_training), 7, scope="hidden2")
        logits = layers.fully_connected(hidden2, 3, activation_fn=None, scope="outputs")
    with tf.name_scope("loss"):
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.add_n([tf.reduce_mean(xentropy)] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    with tf.name_scope("train"):
        step = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
    import numpy as np

    r = np.random.RandomState(1)
    with tf.control_dependencies([step]):
        after = [tf.identity(v.read_value()) for v in tf.global_variables() if "hidden1" in v.op.name]
    feeds = {x: r.randn(10, 6), y: r.randint(0, 3, 10), is_training: True}
    return {"loss": loss, "after": after, "hidden1": hidden1}, feeds, 4


def slide_network_update_ops(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 6], name="X")
    is_training = tf.placeholder_with_default(True, (), name="is_training")
    params = {"is_training": is_training, "decay": 0.9}
    hidden = layers.fully_connected(x, 5, normalizer_fn=layers.batch_norm, normalizer_params=params)
    loss = tf.reduce_mean(tf.square(hidden - 1.0))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    import numpy as np

    with tf.control_dependencies([step]):
        after = [tf.identity(v.read_value()) for v in tf.global_variables()]
    return {"after": after, "loss": loss}, {x: np.random.RandomState(1).randn(10, 6)}, 3


def partials(tf):
    layers = tf.contrib.layers
    return {"relu": layers.relu(_x(tf), 3), "relu6": layers.relu6(_x(tf), 3), "elu": layers.elu(_x(tf), 3), "l": layers.linear(_x(tf), 3)}


def legacy(tf):
    layers = tf.contrib.layers
    a = layers.legacy_fully_connected(_x(tf), 3)
    b = layers.legacy_relu(a, 4, weight_init=tf.ones_initializer(), bias_init=None, name="r")
    c = layers.legacy_linear(
        _x(tf, (2, 3, 4)), 2, weight_regularizer=layers.l2_regularizer(0.1), bias_regularizer=layers.l1_regularizer(0.1)
    )
    d = layers.legacy_fully_connected(
        b, 2, activation_fn=tf.nn.tanh, weight_collections=["W"], bias_collections=None, output_collections=["O"], trainable=False
    )
    return {"a": a, "b": b, "c": c, "d": d, "loss": tf.losses.get_regularization_loss()}


def legacy_unknown_batch(tf):
    x = tf.placeholder(tf.float32, [None, None, 3])
    y = tf.contrib.layers.legacy_fully_connected(x, 2)
    return {"y": y, "shape": tf.constant(str(y.shape))}, {x: [[[1.0, 2.0, 3.0]]]}


def legacy_unknown_rank(tf):
    tf.contrib.layers.legacy_fully_connected(tf.placeholder(tf.float32), 3)


def legacy_rank1(tf):
    tf.contrib.layers.legacy_fully_connected(tf.ones([3]), 3)


def legacy_unknown_depth(tf):
    tf.contrib.layers.legacy_fully_connected(tf.placeholder(tf.float32, [3, None]), 3)


def dropout(tf):
    layers = tf.contrib.layers
    a = layers.dropout(_x(tf))
    b = layers.dropout(_x(tf), 0.8, scope="d", seed=3, noise_shape=[None, 1])
    c = layers.dropout(_x(tf), is_training=False, outputs_collections="o")
    return {"a_bits": a, "b_bits": b, "c": c}, {}, 2


def dropout_tensors(tf):
    layers = tf.contrib.layers
    keep = tf.placeholder(tf.float32, [])
    training = tf.placeholder(tf.bool, [])
    a = layers.dropout(_x(tf), keep, is_training=training, outputs_collections="o")
    b = layers.dropout(_x(tf), keep, is_training=tf.constant(True))
    return {"a_bits": a, "b_bits": b, "alias": tf.constant(a.aliases)}, {keep: 0.6, training: True}, 2


def dropout_not_training(tf):
    training = tf.placeholder(tf.bool, [])
    a = tf.contrib.layers.dropout(_x(tf), 0.6, is_training=training)
    return {"a_bits": a}, {training: False}


def dropout_keep_one(tf):
    return {"a_bits": tf.contrib.layers.dropout(_x(tf), 1.0), "b": tf.contrib.layers.dropout(_x(tf), 1)}


def dropout_bad_keep(tf):
    tf.contrib.layers.dropout(_x(tf), 1.5)


def flatten(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 2, 3])
    u = tf.placeholder(tf.float32, [None, None, 3])
    with tf.name_scope("fe"):
        a = layers.flatten(_x(tf, (2, 3, 4)), outputs_collections="o")
    b, c, d = layers.flatten(x), layers.flatten(tf.ones([3])), layers.flatten(u, scope="f")
    shapes = tf.constant(str([str(t.shape) for t in (a, b, c, d)]) + str(a.aliases))
    import numpy as np

    return dict(a=a, b=b, c=c, d=d, shapes=shapes), {x: np.ones([2, 2, 3]), u: np.ones([2, 1, 3])}


def flatten_scalar(tf):
    tf.contrib.layers.flatten(tf.constant(1.0))


def flatten_unknown_rank(tf):
    x = tf.placeholder(tf.float32)
    return {"y": tf.contrib.layers.flatten(x)}, {x: [[[1.0]]]}


def bias_add(tf):
    layers = tf.contrib.layers
    a = layers.bias_add(_x(tf), tf.nn.relu, tf.ones_initializer(), layers.l2_regularizer(0.1), outputs_collections="o")
    b = layers.bias_add(_x(tf, (1, 3, 2, 2)), data_format="NCHW", scope="b", variables_collections={"biases": ["B"]})
    c = layers.bias_add(_x(tf), scope="c", trainable=False)
    d = layers.bias_add(_x(tf), scope="c", reuse=True)
    return {"a": a, "b": b, "c": c, "d": d}


def bias_add_bad_format(tf):
    tf.contrib.layers.bias_add(_x(tf), data_format="CHWN")


def bias_add_nchw_rank2(tf):
    tf.contrib.layers.bias_add(_x(tf), data_format="NCHW")


def bias_add_unknown_rank(tf):
    tf.contrib.layers.bias_add(tf.placeholder(tf.float32))


def bias_add_unknown_depth(tf):
    tf.contrib.layers.bias_add(tf.placeholder(tf.float32, [3, None]))


def one_hot_encoding(tf):
    layers = tf.contrib.layers
    a = layers.one_hot_encoding(tf.constant([2, 0, 1]), 3, outputs_collections="o")
    b = layers.one_hot_encoding(tf.constant([2, 0], tf.int64), 4, on_value=5, off_value=1, scope="s")
    return {"a": a, "b": b, "alias": tf.constant(a.aliases)}


def stacking(tf):
    layers = tf.contrib.layers
    a = layers.stack(_x(tf), layers.fully_connected, [10, 20, 30])
    b = layers.stack(a, layers.relu, [4, 3], scope="deep")
    c = layers.stack(b, layers.fully_connected, [[3, tf.nn.tanh], (2, None)], scope="mixed")
    d = layers.stack(c, lambda x, n, scope: layers.fully_connected(x, n, scope=scope), [2], scope="l")
    return {"a": a, "b": b, "c": c, "d": d, "names": tf.constant([t.op.name for t in (a, b, c, d)])}


def stacking_without_list(tf):
    tf.contrib.layers.stack(_x(tf), tf.contrib.layers.fully_connected, 3)


def stacking_reuse_nothing(tf):
    with tf.variable_scope("s", reuse=True):
        tf.contrib.layers.stack(_x(tf), tf.contrib.layers.fully_connected, [3])


def stacking_reuse(tf):
    layers = tf.contrib.layers
    a = layers.stack(_x(tf), layers.fully_connected, [3, 3], scope="s")
    b = layers.stack(_x(tf), layers.fully_connected, [3, 3], scope="s", reuse=True)
    return {"a": a, "b": b}


def softmax(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 2, 3])
    import numpy as np

    return {"a": layers.softmax(_x(tf)), "b": layers.softmax(x, scope="s")}, {x: np.ones([1, 2, 3])}


def softmax_rank1(tf):
    tf.contrib.layers.softmax(tf.ones([3]))


def unit_norm(tf):
    layers = tf.contrib.layers
    x = _x(tf, (2, 3, 4))
    out = {"d%d" % d: layers.unit_norm(x, d) for d in range(3)}
    out["e"] = layers.unit_norm(x, 1, epsilon=0.1, scope="u")
    return out


def unit_norm_bad_dim(tf):
    tf.contrib.layers.unit_norm(_x(tf), 2)


def unit_norm_unknown_rank(tf):
    tf.contrib.layers.unit_norm(tf.placeholder(tf.float32), 1)


def maxout(tf):
    x = tf.placeholder(tf.float32, [None, 6])
    import numpy as np

    layers = tf.contrib.layers
    return {"a": layers.maxout(x, 3), "b": layers.maxout(_x(tf, (2, 4, 3)), 2, axis=1, scope="m")}, {x: np.ones([2, 6])}


def maxout_indivisible(tf):
    tf.contrib.layers.maxout(_x(tf), 2)


def poincare_normalize(tf):
    layers = private_module(tf, "tensorflow.contrib.layers.python.layers.layers")

    x = _x(tf)
    return {"a": layers.poincare_normalize(x), "b": layers.poincare_normalize(x, [0, 1], 1e-3, name="p")}


def dense_to_sparse(tf):
    s = tf.contrib.layers.dense_to_sparse(tf.constant([[0, 2], [1, 0]]))
    t = tf.contrib.layers.dense_to_sparse([[0, 2], [1, 0]], eos_token=1, scope="t")
    return {"i": s.indices, "v": s.values, "s": s.dense_shape, "t": t.values}


def images_and_sequences(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 2, 3, 4])
    import numpy as np

    a = layers.images_to_sequence(x, outputs_collections="o")
    b = layers.images_to_sequence(_x(tf, (1, 4, 2, 3)), data_format="NCHW")
    c = layers.sequence_to_images(a, 2)
    d = layers.sequence_to_images(_x(tf, (3, 4, 2)), 2, output_data_format="channels_first", scope="s")
    return {"a": a, "b": b, "c": c, "d": d}, {x: np.arange(24.0).reshape([1, 2, 3, 4])}


def images_to_sequence_bad_format(tf):
    tf.contrib.layers.images_to_sequence(_x(tf, (1, 4, 2, 3)), data_format="CHWN")


def layer_norm(tf):
    layers = tf.contrib.layers
    a = layers.layer_norm(_x(tf))
    b = layers.layer_norm(_x(tf, (2, 3, 4)), begin_norm_axis=-1, activation_fn=tf.nn.relu, outputs_collections="o")
    c = layers.layer_norm(_x(tf, (2, 3, 4)), center=False, begin_params_axis=1, scope="c", trainable=False)
    d = layers.layer_norm(_x(tf, (2, 3, 4)), scale=False, scope="d", variables_collections={"beta": ["B"]})
    e = layers.layer_norm(tf.cast(_x(tf), tf.float16))
    f = layers.layer_norm(_x(tf, (2, 3, 4)), center=False, begin_params_axis=1, scope="c", reuse=True)
    return dict(a=a, b=b, c=c, d=d, e=tf.cast(e, tf.float32), f=f)


def layer_norm_unknown_rank(tf):
    tf.contrib.layers.layer_norm(tf.placeholder(tf.float32))


def layer_norm_unknown_depth(tf):
    tf.contrib.layers.layer_norm(tf.placeholder(tf.float32, [3, None]))


def layer_norm_bad_axis(tf):
    tf.contrib.layers.layer_norm(_x(tf), begin_norm_axis=2)


def instance_norm(tf):
    layers = tf.contrib.layers
    a = layers.instance_norm(_x(tf, (2, 3, 4, 5)))
    b = layers.instance_norm(_x(tf, (2, 3, 4, 5)), data_format="NCHW", epsilon=0.1, activation_fn=tf.nn.relu)
    c = layers.instance_norm(
        _x(tf, (2, 3, 4)), center=False, param_initializers={"gamma": tf.constant_initializer(2.0)}, scope="c"
    )
    d = layers.instance_norm(_x(tf, (2, 3, 4)), scale=False, trainable=False, outputs_collections="o")
    return dict(a=a, b=b, c=c, d=d)


def instance_norm_bad_format(tf):
    tf.contrib.layers.instance_norm(_x(tf), data_format="NHCW")


def instance_norm_unknown_rank(tf):
    tf.contrib.layers.instance_norm(tf.placeholder(tf.float32))


def instance_norm_unknown_depth(tf):
    tf.contrib.layers.instance_norm(tf.placeholder(tf.float32, [1, 2, 2, None]))


def group_norm(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 3, 2, 4])
    import numpy as np

    a = layers.group_norm(_x(tf, (2, 3, 4, 64)))
    b = layers.group_norm(_x(tf, (2, 6, 3, 4)), 3, 1, (-2, -1), epsilon=0.1, scope="b")
    c = layers.group_norm(x, 2, mean_close_to_zero=True, center=False, activation_fn=tf.nn.relu, outputs_collections="o")
    d = layers.group_norm(x, 4, scale=False, trainable=False)
    e = layers.group_norm(_x(tf, (2, 4)), 2, reduction_axes=[], param_initializers={"beta": tf.ones_initializer()})
    return dict(a=a, b=b, c=c, d=d, e=e), {x: np.random.RandomState(3).randn(2, 3, 2, 4)}


def group_norm_too_many_groups(tf):
    tf.contrib.layers.group_norm(_x(tf, (2, 3, 4, 5)))


def group_norm_indivisible(tf):
    tf.contrib.layers.group_norm(_x(tf, (2, 3, 4, 5)), 2)


def group_norm_axes_overlap(tf):
    tf.contrib.layers.group_norm(_x(tf, (2, 3, 4, 4)), 2, channels_axis=-2)


def group_norm_axis_outside(tf):
    tf.contrib.layers.group_norm(_x(tf, (2, 3, 4, 4)), 2, channels_axis=4)


def group_norm_unknown(tf):
    tf.contrib.layers.group_norm(tf.placeholder(tf.float32, [2, None, 3, 4]), 2)


def spatial_softmax(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, None, None, 2])
    import numpy as np

    a = layers.spatial_softmax(_x(tf, (2, 3, 4, 2)))
    b = layers.spatial_softmax(x, temperature=0.5, name="s", trainable=False)
    c = layers.spatial_softmax(_x(tf, (2, 2, 3, 4)), data_format="NCHW", variables_collections={"temperature": ["T"]})
    shape = tf.constant(str(b.shape))
    return dict(a=a, b=b, c=c, shape=shape), {x: np.random.RandomState(3).randn(1, 3, 3, 2)}


def spatial_softmax_bad_format(tf):
    tf.contrib.layers.spatial_softmax(_x(tf, (2, 3, 4, 2)), data_format="CHWN")


def spatial_softmax_unknown_channels(tf):
    tf.contrib.layers.spatial_softmax(tf.placeholder(tf.float32, [1, 2, 3, None]))


def scale_gradient(tf):
    x = _x(tf)
    y = tf.contrib.layers.scale_gradient(x, tf.constant(-0.5))
    return {"y": y, "g": tf.gradients(tf.square(y), x)[0], "shape": tf.constant(str(y.shape))}


def gdn(tf):
    layers = tf.contrib.layers
    a = layers.gdn(_x(tf, (2, 3, 4)))
    b = layers.gdn(_x(tf, (1, 2, 2, 3)), inverse=True, beta_min=0.01, gamma_init=0.2, name="g")
    c = layers.gdn(_x(tf, (1, 2, 2, 3)), name="g", reuse=True)
    return {"a": a, "b": b, "c": c, "grad": tf.gradients(a, tf.trainable_variables()[:2])}


def gdn_bad_format(tf):
    tf.contrib.layers.gdn(_x(tf, (2, 3, 4)), data_format="NHWC")


def gdn_rank2(tf):
    tf.contrib.layers.gdn(_x(tf))


def gdn_unknown_channels(tf):
    tf.contrib.layers.gdn(tf.placeholder(tf.float32, [1, 2, 2, None]))


def embed_sequence(tf):
    layers = tf.contrib.layers
    ids = tf.constant([[1, 2, 0], [2, 2, 3]])
    a = layers.embed_sequence(ids, vocab_size=4, embed_dim=3)
    b = layers.embed_sequence(ids, 4, 3, unique=True, scope="e", initializer=tf.ones_initializer())
    c = layers.embed_sequence(ids, scope="e", reuse=True)
    d = layers.embed_sequence(ids, 4, 3, regularizer=layers.l2_regularizer(0.1), trainable=False)
    return {"a": a, "b": b, "c": c, "d": d}


def embed_sequence_sizes_missing(tf):
    tf.contrib.layers.embed_sequence([[1]], vocab_size=4)


def bow_encoder(tf):
    layers = tf.contrib.layers
    ids = tf.constant([[1, 2, 0], [0, 0, 0]])
    sparse = tf.SparseTensor([[0, 0], [1, 1]], [1, 2], [3, 2])
    a = layers.bow_encoder(ids, 4, 3)
    b = layers.bow_encoder(ids, 4, 3, sparse_lookup=False, scope="b", initializer=tf.ones_initializer())
    c = layers.bow_encoder(sparse, 4, 3, scope="b", reuse=True)
    return {"a": a, "b": b, "c": c}


def bow_encoder_sparse_dense(tf):
    tf.contrib.layers.bow_encoder(tf.SparseTensor([[0, 0]], [1], [3, 2]), 4, 3, sparse_lookup=False)


def bow_encoder_no_sizes(tf):
    tf.contrib.layers.bow_encoder([[1]], None, 3)


def embedding_lookups(tf):
    layers = tf.contrib.layers
    params = _x(tf, (5, 2))
    a = layers.embedding_lookup_unique(params, [[1, 1], [4, 0]])
    ids = tf.SparseTensor([[0, 0], [0, 1], [2, 0], [2, 1]], tf.constant([1, 4, -1, 2], tf.int64), [4, 2])
    weights = tf.SparseTensor(ids.indices, [1.0, 2.0, 3.0, -1.0], [4, 2])
    out = {"unique": a, "plain": layers.safe_embedding_lookup_sparse(params, ids)}
    for combiner in ("mean", "sqrtn", "sum"):
        out[combiner] = layers.safe_embedding_lookup_sparse([params], ids, weights, combiner=combiner)
    out["default"] = layers.safe_embedding_lookup_sparse(params, ids, default_id=3, name="d", max_norm=0.5)
    return out


def embedding_lookup_missing(tf):
    tf.contrib.layers.safe_embedding_lookup_sparse(None, None)


def regularizers(tf):
    layers = tf.contrib.layers
    w = tf.get_variable("w", [2, 3])
    regs = {
        "l1": layers.l1_regularizer(0.5),
        "l1_scope": layers.l1_regularizer(0.5, scope="s"),
        "l2": layers.l2_regularizer(0.3),
        "l2_tensor": layers.l2_regularizer(tf.constant(0.3)),
        "both": layers.l1_l2_regularizer(),
        "both_scope": layers.l1_l2_regularizer(0.1, 0.2, scope="both"),
        "only1": layers.l1_l2_regularizer(0.1, 0.0),
        "only2": layers.l1_l2_regularizer(0.0, 0.2),
        "sum": layers.sum_regularizer([layers.l1_regularizer(0.1), None, layers.l2_regularizer(0.2)], scope="s"),
        "zeros": layers.sum_regularizer([layers.l1_regularizer(0.0), layers.l2_regularizer(0.2)]),
    }
    out = {name: reg(w) for name, reg in sorted(regs.items())}
    nothing = [
        layers.l1_regularizer(0.0)(w),
        layers.l2_regularizer(0.0)(w),
        layers.sum_regularizer([None]),
        layers.sum_regularizer([layers.l1_regularizer(0.0)])(w),
        layers.l1_l2_regularizer(0.0, 0.0)(w),
    ]
    out["nothing"] = tf.constant(str(nothing))
    return out


def l1_negative(tf):
    tf.contrib.layers.l1_regularizer(-0.1)


def l1_integer(tf):
    tf.contrib.layers.l1_regularizer(1)


def l2_negative(tf):
    tf.contrib.layers.l2_regularizer(-0.1)


def l2_integer(tf):
    tf.contrib.layers.l2_regularizer(0)


def l1_l2_integer(tf):
    tf.contrib.layers.l1_l2_regularizer(0.5, 1)


def apply_regularization(tf):
    layers = tf.contrib.layers
    a = tf.get_variable("a", [2], collections=[tf.GraphKeys.WEIGHTS, tf.GraphKeys.GLOBAL_VARIABLES])
    b = tf.get_variable("b", [3])
    one = layers.apply_regularization(layers.l2_regularizer(0.1))
    two = layers.apply_regularization(layers.l1_regularizer(0.1), [a, b])
    none = layers.apply_regularization(lambda _: None, [a, b])
    return {"one": one, "two": two, "none": none}


def apply_regularization_no_weights(tf):
    tf.contrib.layers.apply_regularization(tf.contrib.layers.l2_regularizer(0.1))


def apply_regularization_no_scalar(tf):
    tf.contrib.layers.apply_regularization(lambda w: w, [tf.ones([2])])


def initializers(tf):
    layers = tf.contrib.layers
    made = [
        layers.xavier_initializer(),
        layers.xavier_initializer(uniform=False),
        layers.xavier_initializer_conv2d(seed=3),
        layers.variance_scaling_initializer(),
        layers.variance_scaling_initializer(factor=1.0, mode="FAN_OUT", uniform=True),
        layers.variance_scaling_initializer(mode="FAN_AVG", seed=7),
    ]
    for number, initializer in enumerate(made):
        tf.get_variable("m%d" % number, [4, 5], initializer=initializer)
        tf.get_variable("c%d" % number, [3, 3, 2, 4], initializer=initializer)
        tf.get_variable("v%d" % number, [6], initializer=initializer)
        tf.get_variable("s%d" % number, [], initializer=initializer)
    return {"direct_bits": made[0]([2, 3]), "f64_bits": made[3]([2, 3], tf.float64)}


def initializer_of_ints(tf):
    tf.contrib.layers.xavier_initializer(dtype=tf.int32)


def initializer_called_for_ints(tf):
    tf.contrib.layers.variance_scaling_initializer()([2, 3], dtype=tf.int32)


def initializer_bad_mode(tf):
    tf.contrib.layers.variance_scaling_initializer(mode="FAN")


def stacking_lambda(tf):
    layers = tf.contrib.layers
    layers.stack(_x(tf), lambda x, n, scope: layers.fully_connected(x, n, scope=scope), [2])


def summaries(tf):
    layers = private_module(tf, "tensorflow.contrib.layers.python.layers.summaries")

    x = _x(tf)
    for op in (tf.nn.relu(x), tf.nn.relu6(x), tf.nn.softplus(x), tf.nn.tanh(x)):
        tf.add_to_collection(tf.GraphKeys.ACTIVATIONS, op)
    w = tf.get_variable("weights", [2])
    tf.add_to_collection(tf.GraphKeys.WEIGHTS, w)
    tf.add_to_collection(tf.GraphKeys.BIASES, tf.get_variable("biases", []))
    made = layers.summarize_activations() + layers.summarize_activations("Relu", layers.summarize_tensor)
    made += layers.summarize_weights() + layers.summarize_biases() + layers.summarize_variables(name_filter="w")
    made += layers.summarize_tensors([x, tf.constant(1.0), tf.constant("s"), tf.constant(True)])
    made.append(layers.summarize_tensor(x, tag="mine"))
    made += layers.summarize_collection(tf.GraphKeys.BIASES)
    return {"names": tf.constant([m.op.name if m is not None else "none" for m in made])}


def inner_flatten(tf):
    layers = private_module(tf, "tensorflow.contrib.layers.python.layers.layers")

    x = tf.placeholder(tf.float32, [None, 2, 3, None])
    import numpy as np

    a = layers._inner_flatten(_x(tf, (2, 3, 4)), 2)
    b = layers._inner_flatten(x, 3, output_collections="o")
    s = layers._inner_flatten(tf.SparseTensor([[0, 1, 0], [1, 0, 2]], [1, 2], [2, 2, 3]), 2)
    return {"a": a, "b": b, "i": s.indices, "s": s.dense_shape}, {x: np.ones([1, 2, 3, 2])}


def utils(tf):
    utils = private_module(tf, "tensorflow.contrib.layers.python.layers.utils")

    x, y = tf.constant(1.0, name="x"), tf.constant(2.0, name="y")
    utils.collect_named_outputs("o", "a1", x)
    utils.collect_named_outputs("o", "a2/", x)
    utils.collect_named_outputs("o", "b", y)
    tf.add_to_collection("o", tf.constant(3.0, name="z"))
    pred = tf.placeholder(tf.bool, [])
    got = [
        list(utils.convert_collection_to_dict("o")),
        list(utils.convert_collection_to_dict("o", clear_collection=True)),
        tf.get_collection("o"),
        utils.gather_tensors_aliases([x, y]),
        utils.get_tensor_aliases(tf.split(tf.ones([2]), 2, name="sp")[1]),
        utils.constant_value(3),
        utils.constant_value(tf.constant(4)),
        utils.constant_value(pred),
        utils.constant_value(tf.get_variable("v", [])),
        utils.two_element_tuple([1, 2]),
        utils.two_element_tuple(3),
        utils.n_positive_integers(3, 2),
        utils.n_positive_integers(2, [1, 2]),
        utils.last_dimension(tf.TensorShape([1, 2, 3])),
        utils.channel_dimension(tf.TensorShape([1, 2, 3]), "channels_first"),
        utils.get_variable_collections({"a": ["b"]}, "a"),
        utils.get_variable_collections({"a": ["b"]}, "c"),
        utils.get_variable_collections(["b"], "c"),
        utils.static_cond(False, lambda: 1, lambda: 2),
    ]
    out = utils.smart_cond(pred, lambda: tf.constant(1), lambda: tf.constant(2))
    return {"got": tf.constant(str(got)), "out": out}, {pred: True}

"""tf.contrib.layers.batch_norm: its three code paths, every argument, updates over several runs."""


def _x(tf, shape=(6, 2, 3, 4)):
    import numpy as np

    return tf.constant((np.random.RandomState(0).randn(*shape) * 2 + 1).astype("float32"))


def _after(tf, fetches, ops):
    """`fetches`, and every variable once `ops` have run."""
    with tf.control_dependencies(ops):
        fetches["after"] = [tf.identity(v.read_value()) for v in tf.global_variables()]
    return fetches, {}, 3


def _updated(tf, **outputs):
    return _after(tf, outputs, tf.get_collection(tf.GraphKeys.UPDATE_OPS))


def defaults(tf):
    return _updated(tf, y=tf.contrib.layers.batch_norm(_x(tf)))


def rank2(tf):
    return _updated(tf, y=tf.contrib.layers.batch_norm(_x(tf, (6, 3))))


def rank3(tf):
    return _updated(tf, y=tf.contrib.layers.batch_norm(_x(tf, (6, 2, 3))))


def rank5(tf):
    return _updated(tf, y=tf.contrib.layers.batch_norm(_x(tf, (3, 2, 3, 2, 2))))


def not_fused(tf):
    layers = tf.contrib.layers
    return _updated(
        tf,
        four=layers.batch_norm(_x(tf), fused=False),
        two=layers.batch_norm(_x(tf, (6, 3)), fused=False, scope="two"),
    )


def arguments(tf):
    layers = tf.contrib.layers
    shared = {
        "decay": 0.9,
        "center": True,
        "scale": True,
        "epsilon": 0.1,
        "activation_fn": tf.nn.relu,
        "param_initializers": {
            "beta": tf.constant_initializer(0.3),
            "gamma": tf.constant_initializer(1.5),
            "moving_mean": tf.constant_initializer(0.2),
            "moving_variance": tf.constant_initializer(2.0),
        },
        "param_regularizers": {"beta": layers.l1_regularizer(0.1), "gamma": layers.l2_regularizer(0.1)},
        "variables_collections": {"beta": ["B"], "gamma": ["G"], "moving_mean": ["M"], "moving_variance": ["V"]},
        "outputs_collections": "outs",
    }
    out = {
        "layer": layers.batch_norm(_x(tf), scope="layer", **shared),
        "fused": layers.batch_norm(_x(tf, (6, 3)), scope="fused", **shared),
        "plain": layers.batch_norm(_x(tf, (6, 2, 3)), scope="plain", updates_collections="mine", **shared),
    }
    out["losses"] = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    return _after(tf, out, tf.get_collection(tf.GraphKeys.UPDATE_OPS) + tf.get_collection("mine"))


def variables_in_one_collection(tf):
    layers = tf.contrib.layers
    layers.batch_norm(_x(tf), variables_collections=["a", "b"])
    layers.batch_norm(_x(tf, (6, 3)), variables_collections=["a"])
    layers.batch_norm(_x(tf, (6, 2, 3)), variables_collections=["a"], updates_collections=None)
    return {}


def no_center(tf):
    layers = tf.contrib.layers
    return _updated(
        tf,
        layer=layers.batch_norm(_x(tf), center=False),
        fused=layers.batch_norm(_x(tf, (6, 3)), center=False, scale=True),
        plain=layers.batch_norm(_x(tf, (6, 2, 3)), center=False, updates_collections=None),
    )


def not_trainable(tf):
    layers = tf.contrib.layers
    return _updated(
        tf,
        layer=layers.batch_norm(_x(tf), trainable=False, scale=True),
        fused=layers.batch_norm(_x(tf, (6, 3)), trainable=False, scale=True),
        plain=layers.batch_norm(_x(tf, (6, 2, 3)), trainable=False, scale=True, updates_collections=None),
    )


def forced_updates(tf):
    layers = tf.contrib.layers
    y = layers.batch_norm(_x(tf), updates_collections=None, decay=0.5)
    z = layers.batch_norm(_x(tf, (6, 3)), updates_collections=None, decay=0.5)
    w = layers.batch_norm(_x(tf, (6, 2, 3)), updates_collections=None, decay=0.5)
    v = layers.batch_norm(_x(tf), updates_collections=None, decay=0.5, fused=False)
    return _after(tf, {"y": y, "z": z, "w": w, "v": v}, [y, z, w, v])


def other_updates_collection(tf):
    layers = tf.contrib.layers
    y = layers.batch_norm(_x(tf), updates_collections="mine", decay=0.5)
    z = layers.batch_norm(_x(tf, (6, 3)), updates_collections=["mine", "other"], decay=0.5)
    w = layers.batch_norm(_x(tf, (6, 2, 3)), updates_collections="mine", decay=0.5)
    return _after(tf, {"y": y, "z": z, "w": w}, tf.get_collection("mine"))


def not_training(tf):
    layers = tf.contrib.layers
    out = {
        "layer": layers.batch_norm(_x(tf), is_training=False),
        "fused": layers.batch_norm(_x(tf, (6, 3)), is_training=False),
        "plain": layers.batch_norm(_x(tf, (6, 2, 3)), is_training=False),
        "forced": layers.batch_norm(_x(tf, (6, 2, 3)), is_training=False, updates_collections=None),
        "unfused": layers.batch_norm(_x(tf), is_training=False, fused=False, updates_collections="mine"),
    }
    return _updated(tf, **out)


def _training_as(tf, is_training, feeds):
    layers = tf.contrib.layers
    shared = {"is_training": is_training, "decay": 0.5, "scale": True}
    out = {
        "layer": layers.batch_norm(_x(tf), **shared),
        "two": layers.batch_norm(_x(tf, (6, 3)), **shared),
        "three": layers.batch_norm(_x(tf, (6, 2, 3)), **shared),
        "forced4": layers.batch_norm(_x(tf), updates_collections=None, **shared),
        "forced3": layers.batch_norm(_x(tf, (6, 2, 3)), updates_collections=None, **shared),
        "mine3": layers.batch_norm(_x(tf, (6, 2, 3)), updates_collections="update_ops_2", **shared),
    }
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS) + tf.get_collection("update_ops_2")
    fetches, _, times = _after(tf, out, updates + [out["forced4"], out["forced3"]])
    return fetches, feeds, times


def training_fed_true(tf):
    is_training = tf.placeholder(tf.bool, name="is_training")
    return _training_as(tf, is_training, {is_training: True})


def training_fed_false(tf):
    is_training = tf.placeholder(tf.bool, name="is_training")
    return _training_as(tf, is_training, {is_training: False})


def training_default(tf):
    return _training_as(tf, tf.placeholder_with_default(False, shape=(), name="training"), {})


def training_constant(tf):
    return _training_as(tf, tf.constant(True), {})


def training_variable(tf):
    return _training_as(tf, tf.Variable(True, trainable=False, name="is_training"), {})


def training_variable_fed(tf):
    variable = tf.Variable(True, trainable=False, name="is_training")
    return _training_as(tf, variable, {variable: False})


def zero_debias(tf):
    layers = tf.contrib.layers
    shared = {"zero_debias_moving_mean": True, "decay": 0.5}
    out = {
        "fused4": layers.batch_norm(_x(tf), **shared),
        "fused2": layers.batch_norm(_x(tf, (6, 3)), scope="two", **shared),
        "plain": layers.batch_norm(_x(tf), fused=False, scope="plain", **shared),
        "three": layers.batch_norm(_x(tf, (6, 2, 3)), center=False, **shared),
        "forced": layers.batch_norm(_x(tf, (6, 2, 3)), updates_collections=None, **shared),
    }
    return _updated(tf, **out)


def zero_debias_in_scopes(tf):
    layers = tf.contrib.layers
    is_training = tf.placeholder_with_default(True, shape=())
    with tf.variable_scope("outer"):
        with tf.name_scope("inner"):
            a = layers.batch_norm(_x(tf), zero_debias_moving_mean=True, is_training=is_training)
    return _updated(tf, a=a)


def zero_debias_reuse(tf):
    layers = tf.contrib.layers
    a = layers.batch_norm(_x(tf), zero_debias_moving_mean=True, scope="bn")
    b = layers.batch_norm(_x(tf), zero_debias_moving_mean=True, scope="bn", reuse=True)
    return _updated(tf, a=a, b=b)


def reuse(tf):
    layers = tf.contrib.layers
    out = {}
    for name, shape in (("four", (6, 2, 3, 4)), ("two", (6, 3)), ("three", (6, 2, 3))):
        out[name] = layers.batch_norm(_x(tf, shape), scope=name, decay=0.5)
        out[name + "_again"] = layers.batch_norm(_x(tf, shape), scope=name, decay=0.5, reuse=True)
    return _updated(tf, **out)


def reuse_by_scope(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s"):
        a = layers.batch_norm(_x(tf), scope="bn", scale=True)
    with tf.variable_scope("s", reuse=True):
        b = layers.batch_norm(_x(tf), scope="bn", scale=True, is_training=False)
    return {"a": a, "b": b}


def reuse_without_scope(tf):
    tf.contrib.layers.batch_norm(_x(tf), reuse=True)


def reuse_fused_by_unfused(tf):
    layers = tf.contrib.layers
    a = layers.batch_norm(_x(tf), scope="bn")
    b = layers.batch_norm(_x(tf), scope="bn", reuse=True, fused=False)
    c = layers.batch_norm(_x(tf), scope="bn", reuse=True, updates_collections=None)
    return _updated(tf, a=a, b=b, c=c)


def nchw(tf):
    layers = tf.contrib.layers
    shape = (3, 2, 4, 4)
    out = {
        "unfused": layers.batch_norm(_x(tf, shape), data_format="NCHW", fused=False, scale=True),
        "three": layers.batch_norm(_x(tf, (6, 2, 3)), data_format="NCHW"),
        "forced": layers.batch_norm(
            _x(tf, shape), data_format="NCHW", fused=False, updates_collections=None, scale=True
        ),
        "moving": layers.batch_norm(
            _x(tf, shape), data_format="NCHW", fused=False, updates_collections=None, is_training=False
        ),
        "weighted": layers.batch_norm(_x(tf, shape), data_format="NCHW", batch_weights=[1.0, 2.0, 0.5]),
    }
    return _updated(tf, **out)


def nchw_fused_graph_only(tf):
    layers = tf.contrib.layers
    a = layers.batch_norm(_x(tf, (3, 2, 4, 4)), data_format="NCHW")
    b = layers.batch_norm(_x(tf, (3, 2, 4, 4)), data_format="NCHW", updates_collections=None)
    return {"shape": tf.constant(str(a.shape) + str(b.shape))}


def batch_weights(tf):
    layers = tf.contrib.layers
    is_training = tf.placeholder_with_default(True, shape=())
    weights = [1.0, 2.0, 0.5, 0.0, 1.0, 1.0]
    out = {
        "two": layers.batch_norm(_x(tf, (6, 3)), batch_weights=tf.constant(weights), decay=0.5),
        "four": layers.batch_norm(_x(tf), batch_weights=weights, scale=True, is_training=is_training),
        "forced": layers.batch_norm(_x(tf), batch_weights=weights, updates_collections=None),
    }
    return _updated(tf, **out)


def batch_weights_of_another_batch(tf):
    tf.contrib.layers.batch_norm(_x(tf), batch_weights=[1.0, 2.0])


def renorm(tf):
    layers = tf.contrib.layers
    clipping = {"rmax": tf.constant(2.0), "rmin": tf.constant(0.5), "dmax": tf.constant(1.0)}
    is_training = tf.placeholder_with_default(True, shape=())
    out = {
        "a": layers.batch_norm(_x(tf), renorm=True, decay=0.5),
        "b": layers.batch_norm(
            _x(tf, (6, 3)), renorm=True, renorm_clipping=clipping, renorm_decay=0.9, is_training=is_training
        ),
    }
    return _updated(tf, **out)


def renorm_with_weights(tf):
    tf.contrib.layers.batch_norm(_x(tf), renorm=True, batch_weights=[1.0] * 6)


def renorm_forced(tf):
    tf.contrib.layers.batch_norm(_x(tf), renorm=True, updates_collections=None)


def adjustment(tf):
    layers = tf.contrib.layers

    def adjust(shape):
        ones = tf.ones([1, 1, 1, shape[-1]])
        return ones * 2.0, ones * 0.5

    return _updated(tf, a=layers.batch_norm(_x(tf), adjustment=adjust))


def float16(tf):
    layers = tf.contrib.layers
    y = layers.batch_norm(tf.cast(_x(tf), tf.float16), fused=True)
    z = layers.batch_norm(tf.cast(_x(tf, (6, 3)), tf.float16))
    return {"y": tf.cast(y, tf.float32), "z": tf.cast(z, tf.float32)}


def unknown_batch(tf):
    layers = tf.contrib.layers
    x = tf.placeholder(tf.float32, [None, 3])
    u = tf.placeholder(tf.float32, [None, None, None, 3])
    y, z = layers.batch_norm(x), layers.batch_norm(u, updates_collections=None)
    import numpy as np

    r = np.random.RandomState(0)
    out = {"y": y, "z": z, "shape": tf.constant(str(y.shape) + str(z.shape))}
    return out, {x: r.randn(4, 3), u: r.randn(2, 3, 4, 3)}


def unknown_rank(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32))


def unknown_rank_forced(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32), updates_collections=None)


def unknown_channels(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32, [3, 2, 2, None]))


def unknown_channels_rank2(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32, [3, None]))


def unknown_channels_fused(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32, [3, 2, 2, None]), updates_collections=None)


def unknown_channels_plain(tf):
    tf.contrib.layers.batch_norm(tf.placeholder(tf.float32, [3, 2, None]), updates_collections=None)


def bad_format(tf):
    tf.contrib.layers.batch_norm(_x(tf), data_format="CHWN")


def bad_format_fused(tf):
    tf.contrib.layers.batch_norm(_x(tf), data_format="CHWN", updates_collections=None)


def partitioned(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
        a = layers.batch_norm(_x(tf, (6, 4)))
        b = layers.batch_norm(_x(tf, (6, 2, 4)), updates_collections=None)
        c = layers.batch_norm(_x(tf), scale=True)
    return _updated(tf, a=a, b=b, c=c)


def names_in_scopes(tf):
    layers = tf.contrib.layers
    with tf.name_scope("ns"), tf.variable_scope("vs"):
        a = layers.batch_norm(_x(tf), outputs_collections="o")
        b = layers.batch_norm(_x(tf, (6, 3)), outputs_collections="o")
        c = layers.batch_norm(_x(tf, (6, 3)), outputs_collections="o", scope="mine")
    return {"aliases": tf.constant([" ".join(t.aliases) for t in (a, b, c)]), "names": tf.constant([a.name, b.name])}


def by_scope_regularizer(tf):
    layers = tf.contrib.layers
    with tf.variable_scope("s", regularizer=layers.l2_regularizer(0.1), initializer=tf.ones_initializer()):
        a = layers.batch_norm(_x(tf, (6, 4)), scale=True)
        b = layers.batch_norm(_x(tf), scale=True)
    return {"a": a, "b": b, "loss": tf.losses.get_regularization_loss()}

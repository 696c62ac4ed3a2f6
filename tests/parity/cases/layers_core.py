"""tf.layers: dense, dropout, flatten; names, scopes, reuse, regularizers, errors."""
import numpy as np


def _x(tf, *shape, **options):
    return tf.placeholder(options.get("dtype", tf.float32), list(shape), name="x")


def _l2(tf, scale=0.1):
    return lambda w: tf.multiply(scale, tf.nn.l2_loss(w), name="l2")


def _ramp(*shape):
    return np.linspace(-1.0, 1.0, int(np.prod(shape))).reshape(shape).astype(np.float32)


def _layer_facts(layer):
    return [layer.name, layer.scope_name, [v.name for v in layer.variables], layer.dtype, layer.built]


def _fact(tf, fact):
    """What Python sees, made comparable as a string fetched."""
    return {"fact": tf.constant(repr(fact))}


def dense_defaults(tf):
    x = _x(tf, None, 3)
    y = tf.layers.dense(x, 4)
    z = tf.layers.dense(y, 2)
    return {"z": z}, {x: _ramp(5, 3)}


def dense_activations(tf):
    x = _x(tf, None, 3)
    outs = [tf.layers.dense(x, 2, activation=f) for f in (tf.nn.relu, tf.nn.elu, tf.nn.selu, tf.tanh, tf.sigmoid, tf.nn.softmax)]
    outs += [tf.layers.dense(x, 2, tf.nn.leaky_relu, False)]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(4, 3)}


def dense_activation_names(tf):
    x = _x(tf, None, 3)
    names = ["relu", "elu", "selu", "tanh", "sigmoid", "softmax", "softplus", "softsign", "hard_sigmoid", "exponential", "linear"]
    outs = [tf.layers.dense(x, 2, activation=n, kernel_initializer="ones") for n in names]
    return {str(i): o for i, o in enumerate(outs)}, {x: _ramp(4, 3)}


def dense_softmax_name_rank3(tf):
    x = _x(tf, 2, 5, 3)
    return {"y": tf.layers.dense(x, 2, activation="softmax")}, {x: _ramp(2, 5, 3)}


def dense_unknown_activation_name(tf):
    tf.layers.dense(_x(tf, None, 3), 2, activation="nosuch")


def dense_bad_activation(tf):
    tf.layers.dense(_x(tf, None, 3), 2, activation=3)


def dense_initializer_names(tf):
    x = _x(tf, None, 3)
    names = ["zeros", "ones", "glorot_uniform", "glorot_normal", "he_normal", "he_uniform", "lecun_normal", "lecun_uniform",
             "orthogonal", "random_uniform", "random_normal", "truncated_normal", "uniform", "normal", "VarianceScaling",
             "RandomNormal", "Zeros", "GlorotUniform"]
    for n in names:
        tf.layers.dense(x, 3, kernel_initializer=n)


def dense_initializer_identity(tf):
    tf.layers.dense(_x(tf, None, 3), 3, kernel_initializer="identity")


def dense_initializer_config(tf):
    tf.layers.dense(_x(tf, None, 3), 3, kernel_initializer={"class_name": "RandomUniform", "config": {"minval": -1.0, "maxval": 1.0}})


def dense_initializers(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 3, kernel_initializer=tf.random_normal_initializer(stddev=0.1), bias_initializer=tf.constant_initializer(0.5))
    tf.layers.dense(x, 3, kernel_initializer=tf.variance_scaling_initializer())
    tf.layers.dense(x, 3, kernel_initializer=tf.truncated_normal_initializer(stddev=0.1, seed=3), bias_initializer=tf.ones_initializer())
    tf.layers.dense(x, 3, kernel_initializer=tf.random_uniform_initializer(-1, 1), bias_initializer=None)
    tf.layers.dense(x, 3, kernel_initializer=tf.zeros_initializer)
    tf.layers.dense(x, 3, kernel_initializer=lambda shape, dtype=None, partition_info=None: tf.fill(shape, tf.cast(0.3, dtype)))
    tf.layers.dense(x, 3, kernel_initializer=tf.initializers.he_normal())


def dense_initializer_tensor(tf):
    tf.layers.dense(_x(tf, None, 3), 3, kernel_initializer=tf.zeros([3, 3]))


def dense_initializer_unknown(tf):
    tf.layers.dense(_x(tf, None, 3), 3, kernel_initializer="nosuch")


def dense_names_and_scopes(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2, name="a")
    with tf.variable_scope("vs"):
        tf.layers.dense(x, 2, name="a")
        tf.layers.dense(x, 2)
        with tf.name_scope("ns"):
            tf.layers.dense(x, 2)
            tf.layers.dense(x, 2, name="b")
    with tf.name_scope("ns"):
        tf.layers.dense(x, 2)
        tf.layers.dense(x, 2, name="c")
    with tf.variable_scope("vs2") as scope:
        pass
    tf.layers.dense(x, 2, name=scope)
    with tf.variable_scope("outer"):
        tf.layers.dense(x, 2, name="in/ner")


def dense_same_name_twice(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2, name="a")
    tf.layers.dense(x, 2, name="a")


def dense_reuse(tf):
    x = _x(tf, None, 3)
    a = tf.layers.dense(x, 2, name="a", kernel_regularizer=_l2(tf))
    b = tf.layers.dense(x, 2, name="a", reuse=True, kernel_regularizer=_l2(tf))
    with tf.variable_scope("s"):
        tf.layers.dense(x, 2, kernel_regularizer=_l2(tf))
    with tf.variable_scope("s", reuse=True):
        tf.layers.dense(x, 2, kernel_regularizer=_l2(tf))
    with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
        tf.layers.dense(x, 2, name="n", kernel_regularizer=_l2(tf))
        tf.layers.dense(x, 2, name="n", kernel_regularizer=_l2(tf))
        tf.layers.dense(x, 2)
        tf.layers.dense(x, 2)
    return {"d": a - b}, {x: _ramp(5, 3)}


def dense_reuse_auto(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2, name="a", reuse=tf.AUTO_REUSE)
    tf.layers.dense(x, 2, name="a", reuse=tf.AUTO_REUSE)


def dense_reuse_missing(tf):
    tf.layers.dense(_x(tf, None, 3), 2, name="a", reuse=True)


def dense_reuse_without_name(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2)
    tf.layers.dense(x, 2, reuse=True)


def dense_reuse_other_shape(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2, name="a")
    tf.layers.dense(x, 4, name="a", reuse=True)


def dense_regularizers(tf):
    x = _x(tf, None, 3)
    y = tf.layers.dense(x, 2, kernel_regularizer=_l2(tf), bias_regularizer=_l2(tf, 0.2), activity_regularizer=_l2(tf, 0.3), activation=tf.nn.relu)
    return {"losses": tf.losses.get_regularization_losses(), "total": tf.losses.get_regularization_loss()}, {x: _ramp(5, 3)}


def dense_regularizer_none(tf):
    tf.layers.dense(_x(tf, None, 3), 2, kernel_regularizer=lambda w: None)


def dense_regularizer_names(tf):
    x = _x(tf, None, 3)
    tf.layers.dense(x, 2, kernel_regularizer="l2", bias_regularizer="l1")
    tf.layers.dense(x, 2, kernel_regularizer="l1_l2", activity_regularizer="l2")
    return {"losses": tf.losses.get_regularization_losses()}, {x: _ramp(5, 3)}


def dense_keras_objects(tf):
    x = _x(tf, None, 3)
    k = tf.keras
    y = tf.layers.dense(x, 2, kernel_regularizer=k.regularizers.l2(0.1), bias_regularizer=k.regularizers.l1_l2(0.1, 0.2),
                        kernel_initializer=k.initializers.he_normal(), bias_initializer=k.initializers.RandomNormal(stddev=0.3), activation=k.activations.relu)
    z = tf.layers.dense(x, 2, kernel_initializer=k.initializers.RandomUniform(seed=3), kernel_constraint=k.constraints.max_norm(2.0),
                        bias_constraint=k.constraints.non_neg(), activation=k.activations.selu, kernel_regularizer=k.regularizers.L1L2(l1=0.5))
    w = tf.layers.dense(x, 2, kernel_initializer=k.initializers.glorot_uniform(), bias_initializer=k.initializers.Constant(0.5), activation=k.activations.softmax)
    return {"y": y, "z": z, "w": w, "losses": tf.losses.get_regularization_losses()}, {x: _ramp(5, 3)}


def dense_scope_regularizer(tf):
    x = _x(tf, None, 3)
    with tf.variable_scope("s", regularizer=_l2(tf)):
        tf.layers.dense(x, 2)
        tf.layers.dense(x, 2, kernel_regularizer=_l2(tf, 0.5))
    return {"losses": tf.losses.get_regularization_losses()}, {}


def dense_scope_initializer(tf):
    with tf.variable_scope("s", initializer=tf.constant_initializer(2.0)):
        tf.layers.dense(_x(tf, None, 3), 2)
        tf.layers.dense(_x(tf, None, 3), 2, bias_initializer=None)


def dense_scope_custom_getter(tf):
    calls = []

    def custom(getter, name, *args, **kwargs):
        calls.append(name)
        return tf.identity(getter(name, *args, **kwargs), name="got")

    with tf.variable_scope("s", custom_getter=custom):
        layer = tf.layers.Dense(2)
        layer(_x(tf, None, 3))
    return _fact(tf, (calls, [v.name for v in layer.trainable_weights], [v.name for v in layer.non_trainable_weights]))


def dense_getter_not_trainable(tf):
    def custom(getter, name, *args, **kwargs):
        kwargs["trainable"] = False
        return getter(name, *args, **kwargs)

    with tf.variable_scope("s", custom_getter=custom):
        layer = tf.layers.Dense(2)
        layer(_x(tf, None, 3))
    return _fact(tf, ([v.name for v in layer.trainable_weights], [v.name for v in layer.non_trainable_weights]))


def dense_partitioner(tf):
    x = _x(tf, None, 4)
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
        y = tf.layers.dense(x, 6, kernel_regularizer=_l2(tf), bias_regularizer=_l2(tf, 0.2))
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2), reuse=True):
        z = tf.layers.dense(x, 6, kernel_regularizer=_l2(tf), bias_regularizer=_l2(tf, 0.2))
    return {"y": y - z}, {x: _ramp(5, 4)}


def dense_scope_dtype(tf):
    with tf.variable_scope("s", dtype=tf.float64):
        y = tf.layers.dense(_x(tf, None, 4), 2)
    with tf.variable_scope("t", use_resource=True):
        y = tf.layers.dense(y, 2)
    return {}


def dense_float64(tf):
    x = _x(tf, None, 4, dtype=tf.float64)
    return {"y": tf.layers.dense(x, 2)}, {x: _ramp(5, 4).astype(np.float64)}


def dense_float16(tf):
    x = _x(tf, None, 4, dtype=tf.float16)
    tf.layers.dense(x, 2)


def dense_integer(tf):
    tf.layers.dense(_x(tf, None, 4, dtype=tf.int32), 2)


def dense_dtype_given_casts(tf):
    layer = tf.layers.Dense(2, dtype=tf.float64)
    x = _x(tf, None, 4)
    return {"y": layer(x)}, {x: _ramp(5, 4)}


def dense_complex(tf):
    x = _x(tf, None, 2, dtype=tf.complex64)
    y = tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(1.0), bias_initializer=tf.zeros_initializer())
    return {"y": y}, {x: np.ones((2, 2), np.complex64)}


def dense_rank3_static(tf):
    x = _x(tf, 2, 5, 3)
    y = tf.layers.dense(x, 4, activation=tf.nn.relu)
    return {"y": y}, {x: _ramp(2, 5, 3)}


def dense_rank3_dynamic(tf):
    x = _x(tf, None, None, 3)
    y = tf.layers.dense(x, 4)
    return {"y": y}, {x: _ramp(2, 5, 3)}


def dense_rank4(tf):
    x = _x(tf, None, 2, 5, 3)
    y = tf.layers.dense(x, 4, use_bias=False)
    return {"y": y}, {x: _ramp(2, 2, 5, 3)}


def dense_sparse(tf):
    x = tf.SparseTensor([[0, 0], [1, 2]], [1.0, 2.0], [2, 3])
    layer = tf.layers.Dense(2)
    return {"y": layer(x)}


def dense_numpy_input(tf):
    return {"y": tf.layers.dense(_ramp(2, 3), 2, name="d")}


def dense_list_input(tf):
    return {"y": tf.layers.dense([[1.0, 2.0], [3.0, 4.0]], 2)}


def dense_rank1(tf):
    tf.layers.dense(_x(tf, 3), 2)


def dense_rank_unknown(tf):
    tf.layers.dense(tf.placeholder(tf.float32), 2)


def dense_depth_unknown(tf):
    tf.layers.dense(_x(tf, None, None), 2)


def dense_trainable_false(tf):
    layer = tf.layers.Dense(2, trainable=False)
    layer(_x(tf, None, 3))
    return _fact(tf, ([v.name for v in layer.trainable_weights], [v.name for v in layer.weights]))


def dense_no_bias(tf):
    layer = tf.layers.Dense(2, use_bias=False)
    layer(_x(tf, None, 3))
    return _fact(tf, (layer.bias, _layer_facts(layer)))


def dense_object_reused(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.Dense(2, kernel_regularizer=_l2(tf))
    a = layer(x)
    b = layer.apply(x)
    with tf.variable_scope("elsewhere"):
        layer(x)
    with tf.name_scope("ns"):
        layer(x)
    return {"d": a - b, "losses": layer.losses}, {x: _ramp(2, 3)}


def dense_objects_named(tf):
    x = _x(tf, None, 3)
    a, b = tf.layers.Dense(2, name="my"), tf.layers.Dense(2, name="my")
    before = [a.name, b.name]
    a(x)
    b(x)
    return _fact(tf, (before, _layer_facts(a), _layer_facts(b)))


def dense_objects_unnamed(tf):
    x = _x(tf, None, 3)
    a, b, c = tf.layers.Dense(2), tf.layers.Dense(2), tf.layers.Flatten()
    b(x)
    a(x)
    return _fact(tf, (a.name, b.name, c.name, a.scope_name, b.scope_name))


def dense_call_scope(tf):
    layer = tf.layers.Dense(2)
    layer(_x(tf, None, 3), scope="here")
    return _fact(tf, _layer_facts(layer))


def dense_scope_argument(tf):
    x = _x(tf, None, 3)
    with tf.variable_scope("given") as scope:
        pass
    layer = tf.layers.Dense(2, _scope=scope)
    layer(x)
    other = tf.layers.Dense(2, _scope="given", _reuse=True)
    other(x)
    return _fact(tf, (_layer_facts(layer), _layer_facts(other)))


def dense_scope_name_before_call(tf):
    tf.layers.Dense(2).scope_name


def dense_count_params(tf):
    layer = tf.layers.Dense(2)
    layer.build(tf.TensorShape([None, 3]))
    return _fact(tf, layer.count_params())


def dense_count_params_unbuilt(tf):
    tf.layers.Dense(2).count_params()


def dense_build_then_call(tf):
    layer = tf.layers.Dense(2, name="fc", kernel_regularizer=_l2(tf))
    layer.build((None, 3))
    layer(_x(tf, None, 3))
    return _fact(tf, _layer_facts(layer))


def dense_wrong_depth_second_time(tf):
    layer = tf.layers.Dense(2)
    layer(_x(tf, None, 3))
    layer(_x(tf, None, 4))


def dense_unknown_keyword(tf):
    tf.layers.Dense(2, nosuch=3)


def dense_template(tf):
    def make(x):
        return tf.layers.dense(x, 2, name="fc", kernel_regularizer=_l2(tf))

    def unnamed(x):
        return tf.layers.dense(tf.layers.dense(x, 4), 2)

    x = _x(tf, None, 3)
    t, u = tf.make_template("t", make), tf.make_template("u", unnamed)
    return {"d": t(x) - t(x), "e": u(x) - u(x)}, {x: _ramp(2, 3)}


def dense_make_template_shared(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.Dense(2)
    t = tf.make_template("t", layer.apply)
    return {"d": t(x) - t(x)}, {x: _ramp(2, 3)}


def dense_output_shapes(tf):
    layer = tf.layers.Dense(7)
    return _fact(tf, [layer.compute_output_shape(s).as_list() for s in ((None, 3), (4, 3), (None, 2, 3), tf.TensorShape([None, None, 5]))])


def dense_output_shape_unknown(tf):
    tf.layers.Dense(7).compute_output_shape((None, None))


def dense_attributes(tf):
    layer = tf.layers.Dense(2, activation=tf.nn.relu, name="fc")
    facts = [layer.units, layer.activation is tf.nn.relu, layer.use_bias, layer.kernel_regularizer, layer.trainable, layer.built, layer.dtype,
             layer.name, layer.losses, layer.updates, layer.variables, layer.graph, hasattr(layer, "kernel"), hasattr(layer, "output"),
             repr(layer.input_spec), tf.layers.Dense(1).activation.__name__]
    return _fact(tf, facts)


def dense_get_losses_for(tf):
    x, y = _x(tf, None, 3), _x(tf, None, 3)
    layer = tf.layers.Dense(2, kernel_regularizer=_l2(tf), activity_regularizer=_l2(tf, 0.5))
    layer(x)
    layer(y)
    return _fact(tf, ([t.name for t in layer.get_losses_for(None)], [t.name for t in layer.get_losses_for(x)],
                      [t.name for t in layer.get_losses_for([y])], [t.name for t in layer.losses], layer.get_updates_for(x)))


def dense_constraint_kept(tf):
    layer = tf.layers.Dense(2, kernel_constraint=lambda w: w / tf.reduce_sum(w), bias_constraint=tf.nn.relu)
    layer(_x(tf, None, 3))
    return _fact(tf, (layer.kernel.constraint is layer.kernel_constraint, layer.bias.constraint is tf.nn.relu))


def dense_constraint_names(tf):
    x = _x(tf, None, 3)
    for name in ("non_neg", "max_norm", "unit_norm", "min_max_norm", "MaxNorm"):
        layer = tf.layers.Dense(2, kernel_constraint=name)
        layer(x)
        layer.kernel.constraint(layer.kernel)


def dense_fully_connected_network(tf):
    x = tf.placeholder(tf.float32, [None, 20], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    init = tf.variance_scaling_initializer()
    with tf.name_scope("dnn"):
        h1 = tf.layers.dense(x, 12, activation=tf.nn.elu, name="hidden1", kernel_initializer=init, kernel_regularizer=_l2(tf))
        h2 = tf.layers.dense(h1, 8, activation=tf.nn.elu, name="hidden2", kernel_initializer=init)
        logits = tf.layers.dense(h2, 5, name="outputs", kernel_initializer=init)
    with tf.name_scope("loss"):
        xent = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.add_n([tf.reduce_mean(xent, name="loss")] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"loss": loss, "after": after}, {x: _ramp(6, 20), y: np.array([0, 1, 2, 3, 4, 0])}, 3


def train_constraints(tf):
    x = tf.placeholder(tf.float32, [None, 4], name="X")
    clip = lambda w: 0.9 * w
    y = tf.layers.dense(x, 3, kernel_constraint=clip, bias_constraint=tf.nn.relu, name="fc")
    step = tf.train.MomentumOptimizer(0.5, 0.9).minimize(tf.reduce_mean(tf.square(y - 1.0)))
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"after": after}, {x: _ramp(6, 4)}, 3


def train_constraints_adam(tf):
    x = tf.placeholder(tf.float32, [None, 4], name="X")
    y = tf.layers.dense(x, 3, kernel_constraint="max_norm", bias_constraint="non_neg", name="fc")
    step = tf.train.AdamOptimizer(0.5).minimize(tf.reduce_mean(tf.square(y - 1.0)))
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"after": after}, {x: _ramp(6, 4)}, 3


def train_tensordot(tf):
    x = tf.placeholder(tf.float32, [None, 5, 4], name="X")
    y = tf.layers.dense(x, 3, activation=tf.nn.relu, name="fc")
    step = tf.train.AdamOptimizer(0.05).minimize(tf.reduce_mean(tf.square(y - 1.0)))
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"after": after}, {x: _ramp(6, 5, 4)}, 3


def dropout_default_is_inference(tf):
    x = _x(tf, None, 3)
    return {"bits": tf.layers.dropout(x)}, {x: _ramp(2, 3)}


def dropout_training(tf):
    x = _x(tf, None, 3)
    return {"bits": tf.layers.dropout(x, training=True), "bits2": tf.layers.dropout(x, 0.2, training=True)}, {x: _ramp(20, 3)}


def dropout_static_shape(tf):
    return {"bits": tf.layers.dropout(tf.ones([4, 5]), 0.3, training=True, name="drop")}


def dropout_seed(tf):
    return {"bits": tf.layers.dropout(tf.ones([4, 5]), 0.3, seed=5, training=True)}


def dropout_placeholder(tf):
    x, t = _x(tf, None, 3), tf.placeholder_with_default(False, [], name="training")
    y = tf.layers.dropout(x, 0.5, training=t)
    return {"bits": y}, {x: _ramp(20, 3), t: True}


def dropout_placeholder_off(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, name="training")
    y = tf.layers.dropout(x, 0.5, training=t)
    return {"bits": y}, {x: _ramp(20, 3), t: False}


def dropout_variable_training(tf):
    t = tf.Variable(True, name="training", trainable=False)
    return {"bits": tf.layers.dropout(tf.ones([6, 3]), 0.5, training=t)}


def dropout_constant_training(tf):
    return {"bits": tf.layers.dropout(tf.ones([6, 3]), 0.5, training=tf.constant(True))}


def dropout_computed_constant_training(tf):
    t = tf.logical_not(tf.constant(False))
    return {"bits": tf.layers.dropout(tf.ones([6, 3]), 0.5, training=t)}


def dropout_integer_training(tf):
    return {"bits": tf.layers.dropout(tf.ones([6, 3]), 0.5, training=1), "off": tf.layers.dropout(tf.ones([6, 3]), 0.5, training=0)}


def dropout_noise_shape(tf):
    x = _x(tf, None, 3, 2)
    return {"bits": tf.layers.dropout(x, 0.5, noise_shape=[None, 1, None], training=True),
            "static_bits": tf.layers.dropout(tf.ones([4, 3]), 0.5, noise_shape=[4, 1], training=True)}, {x: _ramp(4, 3, 2)}


def dropout_tensor_rate(tf):
    r = tf.placeholder_with_default(0.4, [], name="rate")
    x = _x(tf, None, 3)
    return {"bits": tf.layers.dropout(x, rate=r, training=True)}, {x: _ramp(20, 3)}


def dropout_rate_zero(tf):
    x = tf.ones([3, 2])
    return {"y": tf.layers.dropout(x, 0.0, training=True), "z": tf.layers.dropout(x, rate=tf.constant(0.0), training=True)}


def dropout_rate_one(tf):
    tf.layers.dropout(tf.ones([3, 2]), 1.0, training=True)


def dropout_integers(tf):
    tf.layers.dropout(tf.ones([3, 2], tf.int32), 0.5, training=True)


def dropout_bad_training(tf):
    tf.layers.dropout(tf.ones([3, 2]), 0.5, training="yes")


def dropout_float64_and_16(tf):
    return {"bits64": tf.layers.dropout(tf.ones([6, 3], tf.float64), 0.5, training=True), "bits16": tf.layers.dropout(tf.ones([6, 3], tf.float16), 0.5, training=True)}


def dropout_object(tf):
    layer = tf.layers.Dropout(0.5, name="dp")
    x = tf.ones([4, 3])
    return {"bits": layer(x, training=True), "off": layer(x), "apply": layer.apply(x, training=False)}


def dropout_between_layers(tf):
    x = _x(tf, None, 4)
    t = tf.placeholder_with_default(False, shape=(), name="training")
    h = tf.layers.dense(tf.layers.dropout(x, 0.5, training=t), 5, activation=tf.nn.relu, name="hidden1")
    h = tf.layers.dense(tf.layers.dropout(h, 0.5, training=t), 5, activation=tf.nn.relu, name="hidden2")
    y = tf.layers.dense(tf.layers.dropout(h, 0.5, training=t), 2, name="outputs")
    return {"y": y}, {x: _ramp(8, 4), t: True}


def train_dropout(tf):
    x = _x(tf, None, 4)
    t = tf.placeholder_with_default(False, shape=(), name="training")
    h = tf.layers.dense(tf.layers.dropout(x, 0.5, training=t), 5, activation=tf.nn.relu, name="hidden1")
    y = tf.layers.dense(tf.layers.dropout(h, 0.3, training=t), 2, name="outputs")
    step = tf.train.MomentumOptimizer(0.05, 0.9).minimize(tf.reduce_mean(tf.square(y - 1.0)))
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.trainable_variables()]
    return {"after": after}, {x: _ramp(8, 4), t: True}, 4


def flatten_ranks(tf):
    a, b, c = _x(tf, None, 4, 3), _x(tf, 5), _x(tf, None, None, 2)
    outs = {"a": tf.layers.flatten(a), "b": tf.layers.flatten(b), "c": tf.layers.flatten(c), "d": tf.layers.flatten(tf.ones([2, 3, 4]), name="fl")}
    tf.constant(str([o.shape.as_list() for o in outs.values()]))
    return outs, {a: _ramp(2, 4, 3), b: _ramp(5), c: _ramp(2, 3, 2)}


def flatten_shapes(tf):
    shapes = [[None, 4, 3], [5], [None, None, 2], [2, 3, 4], [None], [7, None], [0, 3]]
    return _fact(tf, [tf.layers.flatten(tf.placeholder(tf.float32, s)).shape.as_list() for s in shapes])


def flatten_channels_first(tf):
    x = _x(tf, None, 2, 3, 4)
    y = tf.layers.Flatten(data_format="channels_first")
    return {"y": y(x), "z": tf.layers.flatten(tf.ones([3, 1]), data_format="channels_first")}, {x: _ramp(2, 2, 3, 4)}


def flatten_rank0(tf):
    tf.layers.flatten(tf.constant(1.0))


def flatten_rank_unknown(tf):
    tf.layers.flatten(tf.placeholder(tf.float32))


def flatten_bad_format(tf):
    tf.layers.flatten(tf.ones([2, 2]), data_format="nosuch")

"""tf.layers.batch_normalization: fused, not fused, renorm, ghost batches, adjustment; training as everything it may be."""
import numpy as np


def _x(tf, *shape, **options):
    return tf.placeholder(options.get("dtype", tf.float32), list(shape), name="x")


def _ramp(*shape):
    return (3.0 + np.cos(np.arange(int(np.prod(shape)), dtype=np.float64))).reshape(shape).astype(np.float32)


def _noise(*shape):
    return np.random.RandomState(3).normal(1.0, 2.0, shape).astype(np.float32)


def _l2(tf, scale=0.1):
    return lambda w: tf.multiply(scale, tf.nn.l2_loss(w), name="l2")


def _fact(tf, fact):
    return {"fact": tf.constant(repr(fact))}


def _updated(tf, outputs):
    """The outputs, then the variables after the updates."""
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(list(updates) + [outputs]):
        after = [v.read_value() for v in tf.global_variables()]
    return {"y": outputs, "after": after}


def inference_rank2(tf):
    x = _x(tf, None, 3)
    return {"y": tf.layers.batch_normalization(x)}, {x: _ramp(5, 3)}


def training_rank2(tf):
    x = _x(tf, None, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, momentum=0.9)), {x: _ramp(5, 3)}, 3


def placeholder_rank2(tf):
    x, t = _x(tf, None, 3), tf.placeholder_with_default(False, shape=(), name="training")
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.9)), {x: _ramp(5, 3), t: True}, 3


def placeholder_rank2_off(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, name="training")
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.9)), {x: _ramp(5, 3), t: False}, 2


def variable_rank2(tf):
    x, t = _x(tf, None, 3), tf.Variable(True, name="training", trainable=False)
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.9)), {x: _ramp(5, 3)}, 2


def variable_rank4(tf):
    x, t = _x(tf, None, 2, 2, 3), tf.Variable(True, name="training", trainable=False)
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.9)), {x: _ramp(5, 2, 2, 3)}, 2


def variable_fed(tf):
    x, t = _x(tf, None, 3), tf.Variable(True, name="training", trainable=False)
    return {"y": tf.layers.batch_normalization(x, training=t)}, {x: _ramp(5, 3), t: False}


def constant_tensor_training(tf):
    x = _x(tf, None, 3)
    a = tf.layers.batch_normalization(x, training=tf.constant(True))
    return _updated(tf, tf.layers.batch_normalization(a, training=tf.constant(False))), {x: _ramp(5, 3)}


def integer_training(tf):
    x = _x(tf, None, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=1)), {x: _ramp(5, 3)}


def fused_inference(tf):
    x = _x(tf, None, 4, 5, 3)
    return {"y": tf.layers.batch_normalization(x)}, {x: _ramp(2, 4, 5, 3)}


def fused_training(tf):
    x = _x(tf, None, 4, 5, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, momentum=0.8)), {x: _ramp(2, 4, 5, 3)}, 3


def fused_placeholder(tf):
    x, t = _x(tf, None, 4, 5, 3), tf.placeholder_with_default(False, shape=(), name="training")
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.8)), {x: _ramp(2, 4, 5, 3), t: True}, 3


def fused_placeholder_off(tf):
    x, t = _x(tf, None, 4, 5, 3), tf.placeholder_with_default(True, shape=(), name="training")
    return _updated(tf, tf.layers.batch_normalization(x, training=t, momentum=0.8)), {x: _ramp(2, 4, 5, 3), t: False}, 2


def fused_no_center_no_scale(tf):
    x = _x(tf, None, 4, 5, 3)
    a = tf.layers.batch_normalization(x, training=True, center=False)
    b = tf.layers.batch_normalization(a, training=True, scale=False)
    return _updated(tf, tf.layers.batch_normalization(b, training=True, scale=False, center=False)), {x: _ramp(2, 4, 5, 3)}


def fused_channels_first(tf):
    x = _x(tf, None, 3, 4, 5)
    layer = tf.layers.BatchNormalization(axis=1)
    y = layer(x, training=True)
    return _fact(tf, (y.shape.as_list(), layer.fused, layer.axis, [u.name for u in layer.updates]))


def fused_small_epsilon(tf):
    x = _x(tf, None, 2, 2, 3)
    y = tf.layers.batch_normalization(x, training=True, epsilon=1e-8)
    return {"y": y, "fact": tf.constant(repr(round(y.op.get_attr("epsilon"), 9)))}, {x: _ramp(2, 2, 2, 3)}


def fused_false_rank4(tf):
    x = _x(tf, None, 4, 5, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, momentum=0.8, fused=False)), {x: _ramp(2, 4, 5, 3)}, 2


def fused_true_rank2(tf):
    x = _x(tf, None, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, fused=True)), {x: _ramp(5, 3)}


def fused_true_renorm(tf):
    x = _x(tf, None, 2, 2, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, fused=True, renorm=True)), {x: _ramp(2, 2, 2, 3)}


def fused_float16(tf):
    layer = tf.layers.BatchNormalization()
    layer(_x(tf, None, 2, 2, 3, dtype=tf.float16), training=True)
    return _fact(tf, [(v.name, v.dtype.base_dtype.name) for v in layer.variables])


def plain_float16(tf):
    layer = tf.layers.BatchNormalization()
    y = layer(_x(tf, None, 3, dtype=tf.float16), training=True)
    return _fact(tf, ([(v.name, v.dtype.base_dtype.name) for v in layer.variables], y.dtype.name))


def plain_float64(tf):
    x = _x(tf, None, 3, dtype=tf.float64)
    return _updated(tf, tf.layers.batch_normalization(x, training=True)), {x: _ramp(5, 3).astype(np.float64)}


def rank3(tf):
    x = _x(tf, None, 4, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True)), {x: _ramp(2, 4, 3)}


def rank5(tf):
    x = _x(tf, None, 2, 2, 2, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True)), {x: _ramp(2, 2, 2, 2, 3)}


def axis_1_rank3(tf):
    x = _x(tf, None, 4, 3)
    return _updated(tf, tf.layers.batch_normalization(x, axis=1, training=True)), {x: _ramp(2, 4, 3)}


def axis_1_rank3_inference(tf):
    x = _x(tf, None, 4, 3)
    return {"y": tf.layers.batch_normalization(x, axis=1)}, {x: _ramp(2, 4, 3)}


def axis_1_rank3_placeholder(tf):
    x, t = _x(tf, None, 4, 3), tf.placeholder(tf.bool, [])
    return _updated(tf, tf.layers.batch_normalization(x, axis=-2, training=t)), {x: _ramp(2, 4, 3), t: True}


def axis_2_rank4(tf):
    x = _x(tf, None, 4, 5, 3)
    return _updated(tf, tf.layers.batch_normalization(x, axis=2, training=True)), {x: _ramp(2, 4, 5, 3)}


def axis_1_rank4_not_fused(tf):
    x = _x(tf, None, 4, 5, 3)
    return _updated(tf, tf.layers.batch_normalization(x, axis=1, training=True, fused=False)), {x: _ramp(2, 4, 5, 3)}


def axes_several(tf):
    x = _x(tf, None, 4, 5, 3)
    a = tf.layers.batch_normalization(x, axis=[1, 2, 3], training=True)
    return _updated(tf, tf.layers.batch_normalization(a, axis=[-1, -3], training=True)), {x: _ramp(2, 4, 5, 3)}


def axes_several_inference(tf):
    x = _x(tf, None, 4, 5, 3)
    return {"y": tf.layers.batch_normalization(x, axis=[1, 3])}, {x: _ramp(2, 4, 5, 3)}


def axes_several_placeholder(tf):
    x, t = _x(tf, None, 4, 5, 3), tf.placeholder(tf.bool, [])
    return _updated(tf, tf.layers.batch_normalization(x, axis=[1, 3], training=t)), {x: _ramp(2, 4, 5, 3), t: True}


def axis_out_of_range(tf):
    tf.layers.batch_normalization(_x(tf, None, 3), axis=2)


def axis_duplicate(tf):
    tf.layers.batch_normalization(_x(tf, None, 3, 3), axis=[1, -2])


def axis_tuple(tf):
    tf.layers.batch_normalization(_x(tf, None, 3, 3), axis=(1, 2))


def axis_size_unknown(tf):
    tf.layers.batch_normalization(_x(tf, None, None))


def rank_unknown(tf):
    tf.layers.batch_normalization(tf.placeholder(tf.float32))


def no_center(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.BatchNormalization(center=False)
    y = layer(x, training=True)
    return {"y": y, "fact": tf.constant(repr(([v.name for v in layer.variables], layer.beta)))}, {x: _ramp(5, 3)}


def no_scale(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.BatchNormalization(scale=False)
    y = layer(x, training=True)
    return {"y": y, "fact": tf.constant(repr(([v.name for v in layer.variables], layer.gamma)))}, {x: _ramp(5, 3)}


def neither(tf):
    x = _x(tf, None, 3)
    return {"y": tf.layers.batch_normalization(x, training=True, center=False, scale=False), "z": tf.layers.batch_normalization(x, center=False, scale=False)}, {x: _ramp(5, 3)}


def initializers(tf):
    x = _x(tf, None, 3)
    y = tf.layers.batch_normalization(
        x, beta_initializer=tf.constant_initializer(0.1), gamma_initializer=tf.random_uniform_initializer(), moving_mean_initializer=tf.constant_initializer(0.3),
        moving_variance_initializer=tf.random_uniform_initializer(1.0, 2.0), training=False)
    tf.layers.batch_normalization(x, gamma_initializer="he_normal" if False else "zeros", beta_initializer="ones")
    return {"y": y}, {x: _ramp(5, 3)}


def regularizers_and_constraints(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.BatchNormalization(beta_regularizer=_l2(tf), gamma_regularizer=_l2(tf, 0.2), beta_constraint=tf.nn.relu, gamma_constraint=tf.nn.elu, name="bn")
    layer(x, training=True)
    layer(x, training=True)
    facts = (layer.beta.constraint is tf.nn.relu, layer.gamma.constraint is tf.nn.elu, [t.name for t in tf.losses.get_regularization_losses()], len(layer.losses))
    return _fact(tf, facts)


def not_trainable(tf):
    x = _x(tf, None, 3)
    layer = tf.layers.BatchNormalization(trainable=False)
    layer(x, training=True)
    first = (layer.updates, [v.name for v in layer.trainable_weights], [v.name for v in layer.non_trainable_weights], tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    layer.trainable = True
    return _fact(tf, (first, [u.name for u in layer.updates], [v.name for v in layer.trainable_weights]))


def reuse(tf):
    x = _x(tf, None, 3)
    tf.layers.batch_normalization(x, training=True, name="bn")
    y = tf.layers.batch_normalization(x + 1.0, training=True, name="bn", reuse=True)
    tf.layers.batch_normalization(x, training=False, name="bn", reuse=True)
    return _updated(tf, y), {x: _ramp(5, 3)}


def reuse_missing(tf):
    tf.layers.batch_normalization(_x(tf, None, 3), name="bn", reuse=True)


def names_and_scopes(tf):
    x = _x(tf, None, 3)
    tf.layers.batch_normalization(x, training=True)
    tf.layers.batch_normalization(x, training=True)
    with tf.variable_scope("vs"):
        tf.layers.batch_normalization(x, training=True)
        tf.layers.batch_normalization(x, training=True, name="n")
        with tf.name_scope("ns"):
            tf.layers.batch_normalization(x, training=True)
    with tf.variable_scope("vs", reuse=True):
        tf.layers.batch_normalization(x, training=True)


def object_twice(tf):
    x, z = _x(tf, None, 3), _x(tf, None, 3)
    layer = tf.layers.BatchNormalization(momentum=0.9, name="bn")
    layer(x, training=True)
    layer.apply(z, training=True)
    y = layer(x)
    facts = ([u.name for u in layer.updates], [u.name for u in layer.get_updates_for(x)], [u.name for u in layer.get_updates_for(z)],
             layer.get_updates_for(None), [u.name for u in tf.get_collection(tf.GraphKeys.UPDATE_OPS)], [v.name for v in layer.variables])
    return {"y": y, "fact": tf.constant(repr(facts))}, {x: _ramp(5, 3), z: _ramp(5, 3)}


def partitioned(tf):
    x = _x(tf, None, 4)
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        y = tf.layers.batch_normalization(x, training=True)
    return _updated(tf, y), {x: _ramp(5, 4)}


def partitioned_named(tf):
    x = _x(tf, None, 4)
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        tf.layers.batch_normalization(x, training=True, name="bn")
        tf.layers.dense(x, 4, name="after")


def custom_getter_and_scope(tf):
    seen = []

    def note(getter, name, *args, **kwargs):
        seen.append(name)
        return getter(name, *args, **kwargs)

    with tf.variable_scope("s", custom_getter=note, initializer=tf.constant_initializer(7.0)):
        tf.layers.batch_normalization(_x(tf, None, 3), beta_initializer=None)
    return _fact(tf, seen)


def renorm_training(tf):
    x = _x(tf, None, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, renorm=True, renorm_momentum=0.8, momentum=0.9)), {x: _ramp(5, 3)}, 3


def renorm_inference(tf):
    x = _x(tf, None, 3)
    return {"y": tf.layers.batch_normalization(x, renorm=True)}, {x: _ramp(5, 3)}


def renorm_placeholder(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, [])
    y = tf.layers.batch_normalization(x, training=t, renorm=True, renorm_clipping={"rmax": 1.1, "rmin": 0.9, "dmax": 0.1}, renorm_momentum=0.8)
    return _updated(tf, y), {x: _ramp(5, 3), t: True}, 3


def renorm_placeholder_off(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, [])
    return _updated(tf, tf.layers.batch_normalization(x, training=t, renorm=True)), {x: _ramp(5, 3), t: False}, 2


def renorm_no_scale_no_center(tf):
    x = _x(tf, None, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, renorm=True, scale=False, center=False)), {x: _ramp(5, 3)}, 2


def renorm_axis_1(tf):
    x = _x(tf, None, 4, 3)
    return _updated(tf, tf.layers.batch_normalization(x, axis=1, training=True, renorm=True)), {x: _ramp(5, 4, 3)}, 2


def renorm_bad_clipping(tf):
    tf.layers.batch_normalization(_x(tf, None, 3), renorm=True, renorm_clipping={"nosuch": 1.0})


def renorm_clipping_tensors(tf):
    x, r = _x(tf, None, 3), tf.placeholder_with_default(1.5, [], name="rmax")
    y = tf.layers.batch_normalization(x, training=True, renorm=True, renorm_clipping={"rmax": r, "dmax": r})
    return _updated(tf, y), {x: _ramp(5, 3)}, 2


def ghost_training(tf):
    x = _x(tf, 6, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, virtual_batch_size=2)), {x: _ramp(6, 3)}, 2


def ghost_rank4(tf):
    x = _x(tf, None, 2, 2, 3)
    return _updated(tf, tf.layers.batch_normalization(x, training=True, virtual_batch_size=2)), {x: _ramp(4, 2, 2, 3)}, 2


def ghost_axis_1_inference(tf):
    x = _x(tf, None, 2, 2, 3)
    return {"y": tf.layers.batch_normalization(x, axis=1, virtual_batch_size=2)}, {x: _ramp(4, 2, 2, 3)}


def ghost_placeholder(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, [])
    return _updated(tf, tf.layers.batch_normalization(x, training=t, virtual_batch_size=2)), {x: _ramp(4, 3), t: True}, 2


def ghost_several_axes(tf):
    x = _x(tf, None, 2, 2, 3)
    return _updated(tf, tf.layers.batch_normalization(x, axis=[1, 3], training=True, virtual_batch_size=2)), {x: _ramp(4, 2, 2, 3)}, 2


def ghost_does_not_divide(tf):
    tf.layers.batch_normalization(_x(tf, 5, 3), training=True, virtual_batch_size=2)


def ghost_negative(tf):
    tf.layers.batch_normalization(_x(tf, 5, 3), training=True, virtual_batch_size=-1)


def ghost_axis_0(tf):
    tf.layers.batch_normalization(_x(tf, 4, 3), axis=0, training=True, virtual_batch_size=2)


def ghost_and_adjustment(tf):
    tf.layers.batch_normalization(_x(tf, 4, 3), training=True, virtual_batch_size=2, adjustment=lambda s: (1.0, 0.0))


def adjustment_training(tf):
    x = _x(tf, None, 3)
    y = tf.layers.batch_normalization(x, training=True, adjustment=lambda s: (tf.random_uniform(s, 0.9, 1.1), tf.random_uniform(s, -0.1, 0.1)))
    return _updated(tf, y), {x: _ramp(5, 3)}, 2


def adjustment_placeholder(tf):
    x, t = _x(tf, None, 3), tf.placeholder(tf.bool, [])
    y = tf.layers.batch_normalization(x, training=t, scale=False, adjustment=lambda s: (tf.random_uniform(s[-1:], 0.9, 1.1), tf.random_uniform(s[-1:], -0.1, 0.1)))
    return _updated(tf, y), {x: _ramp(5, 3), t: True}, 2


def bad_training(tf):
    tf.layers.batch_normalization(_x(tf, None, 3), training="yes")


def network_of_the_course(tf):
    x = tf.placeholder(tf.float32, shape=(None, 12), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    training = tf.placeholder_with_default(False, shape=(), name="training")
    h1 = tf.layers.dense(x, 8, name="hidden1")
    b1 = tf.layers.batch_normalization(h1, training=training, momentum=0.9)
    a1 = tf.nn.elu(b1)
    h2 = tf.layers.dense(a1, 6, name="hidden2")
    b2 = tf.layers.batch_normalization(h2, training=training, momentum=0.9)
    logits = tf.layers.batch_normalization(tf.layers.dense(tf.nn.elu(b2), 4, name="outputs"), training=training, momentum=0.9)
    with tf.name_scope("loss"):
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits), name="loss")
    return {"loss": loss, "logits": logits}, {x: _ramp(6, 12), y: np.arange(6) % 4, training: True}


def train_with_updates(tf):
    x = tf.placeholder(tf.float32, shape=(None, 12), name="X")
    training = tf.placeholder_with_default(False, shape=(), name="training")
    h = tf.layers.dense(x, 8, name="hidden1", use_bias=False)
    h = tf.nn.elu(tf.layers.batch_normalization(h, training=training, momentum=0.9))
    loss = tf.reduce_mean(tf.square(tf.layers.dense(h, 2, name="outputs") - 1.0))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.global_variables()]
    return {"loss": loss, "after": after}, {x: _noise(6, 12), training: True}, 4


def train_fused(tf):
    x = _x(tf, None, 6, 6, 2)
    training = tf.placeholder_with_default(False, shape=(), name="training")
    net = tf.layers.conv2d(x, 3, 3, use_bias=False)
    net = tf.nn.relu(tf.layers.batch_normalization(net, training=training, momentum=0.9))
    loss = tf.reduce_mean(tf.square(tf.layers.conv2d(net, 2, 3) - 1.0))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.AdamOptimizer(0.05).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.global_variables()]
    return {"loss": loss, "after": after}, {x: _noise(4, 6, 6, 2), training: True}, 4


def train_renorm_and_ghosts(tf):
    x = tf.placeholder(tf.float32, shape=(None, 6), name="X")
    h = tf.layers.dense(x, 5, name="hidden1")
    h = tf.layers.batch_normalization(h, training=True, renorm=True, renorm_clipping={"rmax": 1.5, "dmax": 0.5}, renorm_momentum=0.8)
    h = tf.layers.batch_normalization(h, training=True, virtual_batch_size=2)
    loss = tf.reduce_mean(tf.square(h - 1.0))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.control_dependencies([step]):
        after = [v.read_value() for v in tf.global_variables()]
    return {"loss": loss, "after": after}, {x: _noise(6, 6)}, 4

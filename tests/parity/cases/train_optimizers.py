"""tf.train.*Optimizer: nodes of minimize and apply_gradients, slots, values after some steps, and what comes after."""
import numpy as np


def _loss(tf, use_resource=False):
    x = tf.placeholder_with_default(np.arange(8, dtype=np.float32).reshape(2, 4) / 8, [None, 4])
    with tf.variable_scope("net", use_resource=use_resource):
        w = tf.get_variable("w", [4, 3])
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
    with tf.variable_scope("net"):
        table = tf.get_variable("table", [5, 3])
    y = tf.nn.elu(tf.matmul(x, w) + b)
    rows = tf.gather(table, tf.constant([1, 3, 1]))
    return tf.reduce_mean(tf.square(y), name="loss") + tf.reduce_mean(tf.square(rows))


def _trained(tf, optimizer, use_resource=False, **options):
    loss = _loss(tf, use_resource)
    with tf.control_dependencies([optimizer.minimize(loss, **options)]):
        after = {v.op.name: tf.identity(v) for v in tf.global_variables()}
    after["noise_bits"] = tf.random_normal([3])
    after["slots"] = tf.constant(optimizer.get_slot_names())
    return after, {}, 3


def grad_sgd(tf):
    return _trained(tf, tf.train.GradientDescentOptimizer(0.1))


def grad_sgd_resource(tf):
    return _trained(tf, tf.train.GradientDescentOptimizer(0.1), True)


def _rows(tf, optimizer):
    with tf.variable_scope("r", use_resource=True):
        table = tf.get_variable("table", [5, 3])
    loss = tf.reduce_mean(tf.square(tf.nn.embedding_lookup(table, tf.constant([1, 3, 1]))))
    with tf.control_dependencies([optimizer.minimize(loss)]):
        return {"table": table.read_value(), "noise_bits": tf.random_normal([2])}, {}, 2


def grad_resource_rows_sgd(tf):
    return _rows(tf, tf.train.GradientDescentOptimizer(0.1))


def grad_resource_rows_momentum(tf):
    return _rows(tf, tf.train.MomentumOptimizer(0.1, 0.9))


def grad_resource_rows_adam(tf):
    return _rows(tf, tf.train.AdamOptimizer())


def grad_resource_rows_adagrad(tf):
    return _rows(tf, tf.train.AdagradOptimizer(0.1))


def grad_resource_rows_rmsprop(tf):
    return _rows(tf, tf.train.RMSPropOptimizer(0.1))


def grad_resource_rows_ftrl(tf):
    return _rows(tf, tf.train.FtrlOptimizer(0.1))


def grad_resource_rows_adadelta(tf):
    return _rows(tf, tf.train.AdadeltaOptimizer(0.1))


def grad_sgd_tensor_rate(tf):
    rate = tf.placeholder_with_default(0.1, [])
    return _trained(tf, tf.train.GradientDescentOptimizer(rate))


def grad_sgd_callable_rate(tf):
    return _trained(tf, tf.train.GradientDescentOptimizer(lambda: 0.1))


def grad_sgd_locking_named(tf):
    return _trained(tf, tf.train.GradientDescentOptimizer(0.1, use_locking=True, name="sgd"), name="step")


def grad_momentum(tf):
    return _trained(tf, tf.train.MomentumOptimizer(0.1, 0.9))


def grad_nesterov(tf):
    return _trained(tf, tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9, use_nesterov=True))


def grad_momentum_resource(tf):
    return _trained(tf, tf.train.MomentumOptimizer(0.1, tf.constant(0.9)), True)


def grad_adagrad(tf):
    return _trained(tf, tf.train.AdagradOptimizer(0.1))


def grad_adagrad_initial(tf):
    return _trained(tf, tf.train.AdagradOptimizer(0.1, initial_accumulator_value=0.5), True)


def grad_adagrad_da(tf):
    step = tf.train.get_or_create_global_step()
    return _trained(tf, tf.train.AdagradDAOptimizer(0.1, step, l1_regularization_strength=0.01), global_step=step)


def grad_adadelta(tf):
    return _trained(tf, tf.train.AdadeltaOptimizer(1.0))


def grad_rmsprop(tf):
    return _trained(tf, tf.train.RMSPropOptimizer(0.01, decay=0.9, momentum=0.9, epsilon=1e-10))


def grad_rmsprop_centered(tf):
    return _trained(tf, tf.train.RMSPropOptimizer(0.01, centered=True))


def grad_rmsprop_resource(tf):
    return _trained(tf, tf.train.RMSPropOptimizer(0.01), True)


def grad_adam(tf):
    return _trained(tf, tf.train.AdamOptimizer(0.01))


def grad_adam_defaults(tf):
    return _trained(tf, tf.train.AdamOptimizer())


def grad_adam_resource(tf):
    return _trained(tf, tf.train.AdamOptimizer(0.01, beta1=0.8, epsilon=0.1), True)


def grad_adam_tensors(tf):
    return _trained(tf, tf.train.AdamOptimizer(tf.constant(0.01), beta1=lambda: 0.8, beta2=tf.constant(0.99)))


def grad_ftrl(tf):
    return _trained(tf, tf.train.FtrlOptimizer(0.1))


def grad_ftrl_regularized(tf):
    return _trained(tf, tf.train.FtrlOptimizer(0.1, learning_rate_power=-0.4, l1_regularization_strength=0.01,
                                               l2_regularization_strength=0.02))


def grad_ftrl_shrinkage(tf):
    return _trained(tf, tf.train.FtrlOptimizer(0.1, l2_shrinkage_regularization_strength=0.03), True)


def grad_proximal_sgd(tf):
    return _trained(tf, tf.train.ProximalGradientDescentOptimizer(0.1, 0.01, 0.02))


def grad_proximal_adagrad(tf):
    return _trained(tf, tf.train.ProximalAdagradOptimizer(0.1, l1_regularization_strength=0.01))


def grad_global_step(tf):
    step = tf.train.get_or_create_global_step()
    out = _trained(tf, tf.train.AdamOptimizer(0.01), global_step=step)
    return out


def grad_global_step_variable(tf):
    step = tf.Variable(0, trainable=False, name="step")
    return _trained(tf, tf.train.GradientDescentOptimizer(0.1), global_step=step)


def grad_var_list_and_scope(tf):
    loss = _loss(tf)
    with tf.name_scope("train"):
        train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, var_list=tf.trainable_variables()[:1])
    with tf.variable_scope("other"):
        again = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, var_list=tf.trainable_variables("net/b"))
    return {"train": train, "again": again, "noise_bits": tf.random_normal([2])}


def grad_clipped_by_value(tf):
    loss = _loss(tf)
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    grads_and_vars = optimizer.compute_gradients(loss, var_list=tf.trainable_variables()[:2])
    capped = [(tf.clip_by_value(g, -0.01, 0.01), v) for g, v in grads_and_vars]
    train = optimizer.apply_gradients(capped)
    return {"train": train, "noise_bits": tf.random_normal([2])}, {}, 2


def grad_clipped_by_global_norm(tf):
    loss = _loss(tf)
    optimizer = tf.train.AdamOptimizer(0.1)
    grads, variables = zip(*optimizer.compute_gradients(loss))
    capped, norm = tf.clip_by_global_norm(grads, 0.05)
    train = optimizer.apply_gradients(zip(capped, variables))
    return {"train": train, "norm": norm, "noise_bits": tf.random_normal([2])}, {}, 2


def grad_by_tf_gradients(tf):
    loss = _loss(tf)
    variables = tf.trainable_variables()
    grads = tf.gradients(loss, variables)
    train = tf.train.RMSPropOptimizer(0.1).apply_gradients(zip(grads, variables), global_step=None, name="go")
    return {"train": train, "noise_bits": tf.random_normal([2])}


def grad_gates(tf):
    loss = _loss(tf)
    out = {}
    for gate in (tf.train.Optimizer.GATE_NONE, tf.train.Optimizer.GATE_OP, tf.train.Optimizer.GATE_GRAPH):
        out["train%d" % gate] = tf.train.GradientDescentOptimizer(0.1).minimize(loss, gate_gradients=gate)
    return out


def grad_loss_and_aggregation(tf):
    loss = _loss(tf)
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    train = optimizer.minimize(loss, aggregation_method=tf.AggregationMethod.EXPERIMENTAL_TREE, grad_loss=tf.constant(2.0),
                               colocate_gradients_with_ops=True)
    return {"train": train}


def grad_constraint(tf):
    x = tf.ones([2, 3])
    w = tf.get_variable("w", [3, 2], initializer=tf.ones_initializer(), constraint=lambda v: tf.clip_by_value(v, -0.5, 0.9))
    r = tf.get_variable("r", [3, 2], initializer=tf.ones_initializer(), use_resource=True, constraint=tf.nn.relu)
    train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.reduce_sum(tf.matmul(x, w) + tf.matmul(x, r)))
    with tf.control_dependencies([train]):
        return {"w": tf.identity(w), "r": r.read_value()}


def grad_two_optimizers(tf):
    loss = _loss(tf)
    one = tf.train.AdamOptimizer(0.1).minimize(loss)
    two = tf.train.AdamOptimizer(0.1).minimize(loss)
    three = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
    return {"one": one, "two": two, "three": three}


def grad_slots(tf):
    loss = _loss(tf)
    optimizer = tf.train.AdamOptimizer(0.1)
    optimizer.minimize(loss)
    w = tf.trainable_variables()[0]
    names = [v.name for v in optimizer.variables()] + optimizer.get_slot_names() + [optimizer.get_slot(w, "m").name]
    return {"names": tf.constant(names), "none": tf.constant(optimizer.get_slot(w, "nothing") is None)}


def grad_subclass(tf):
    class Halving(tf.train.Optimizer):
        def __init__(self):
            super(Halving, self).__init__(False, "Halving")

        def _apply_dense(self, grad, var):
            return tf.assign(var, var * 0.5 + 0.0 * grad).op

        def _apply_sparse(self, grad, var):
            return tf.assign(var, var * 0.25).op

    return _trained(tf, Halving())


def grad_float64_and_16(tf):
    a = tf.get_variable("a", [3], tf.float64, tf.ones_initializer())
    b = tf.get_variable("b", [3], tf.float16, tf.ones_initializer())
    loss = tf.reduce_sum(a * a) + tf.cast(tf.reduce_sum(b * b), tf.float64)
    train = tf.train.AdamOptimizer(0.1).minimize(loss)
    with tf.control_dependencies([train]):
        return {"a": tf.identity(a), "b": tf.identity(b)}


def grad_tower(tf):
    x = tf.placeholder_with_default(np.ones((4, 3), np.float32), [None, 3])
    h = x
    for number in range(3):
        h = tf.nn.relu(tf.matmul(h, tf.get_variable("w%d" % number, [3, 3])) + tf.get_variable("b%d" % number, [3]))
    logits = tf.nn.softmax_cross_entropy_with_logits_v2(logits=h, labels=tf.one_hot([0, 1, 2, 0], 3))
    loss = tf.reduce_mean(logits, name="loss") + 0.01 * tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()])
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return {"train": train, "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_recurrent(tf):
    x = tf.placeholder_with_default(np.ones((2, 4, 3), np.float32), [None, 4, 3])
    w = tf.get_variable("w", [6, 3])
    h = x[:, 0] * 0.0
    for step in range(4):
        h = tf.tanh(tf.matmul(tf.concat([x[:, step], h], 1), w))
    loss = tf.reduce_mean(tf.square(h))
    return {"train": tf.train.RMSPropOptimizer(0.01).minimize(loss), "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_convolutional(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(2, 8, 8, 1).astype(np.float32), [None, 8, 8, 1])
    w = tf.Variable(tf.truncated_normal([3, 3, 1, 4], stddev=0.1))
    b = tf.Variable(tf.constant(0.1, shape=[4]))
    h = tf.nn.max_pool(tf.nn.relu(tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME") + b), [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
    flat = tf.reshape(h, [-1, 4 * 4 * 4])
    out = tf.matmul(flat, tf.Variable(tf.truncated_normal([64, 3], stddev=0.1)))
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 2], logits=out))
    train = tf.train.AdamOptimizer(1e-2).minimize(loss)
    return {"train": train, "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_normalized_by_hand(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(5, 4).astype(np.float32), [None, 4])
    z = tf.matmul(x, tf.get_variable("w", [4, 3]))
    mean, variance = tf.nn.moments(z, [0])
    scale, beta = tf.Variable(tf.ones([3])), tf.Variable(tf.zeros([3]))
    h = tf.nn.relu(tf.nn.batch_normalization(z, mean, variance, beta, scale, 1e-3))
    loss = tf.reduce_mean(tf.square(h - 0.5))
    return {"train": tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss), "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_weights_of_lasso(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(5, 4).astype(np.float32), [None, 4])
    w, b = tf.Variable(tf.random_normal([4, 1])), tf.Variable(tf.random_normal([1, 1]))
    out = tf.matmul(x, w) + b
    loss = tf.reduce_mean(tf.square(out - 1.0)) + 0.1 * tf.reduce_sum(tf.abs(w))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    return {"train": train, "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def grad_adversarial(tf):
    z = tf.placeholder_with_default(np.random.RandomState(0).rand(5, 4).astype(np.float32), [None, 4])
    real = tf.placeholder_with_default(np.random.RandomState(1).rand(5, 3).astype(np.float32), [None, 3])
    with tf.variable_scope("g"):
        fake = tf.nn.sigmoid(tf.matmul(z, tf.get_variable("w", [4, 3])))

    def judge(v, reuse):
        with tf.variable_scope("d", reuse=reuse):
            return tf.matmul(v, tf.get_variable("w", [3, 1]))

    on_real, on_fake = judge(real, False), judge(fake, True)
    d_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=on_real, labels=tf.ones_like(on_real) * 0.9)) + \
        tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=on_fake, labels=tf.zeros_like(on_fake)))
    g_loss = -tf.reduce_mean(tf.log(tf.nn.sigmoid(on_fake) + 1e-8))
    d = tf.train.AdamOptimizer(0.01).minimize(d_loss, var_list=tf.trainable_variables("d"))
    g = tf.train.AdamOptimizer(0.01).minimize(g_loss, var_list=tf.trainable_variables("g"))
    return {"d": d, "g": g, "noise_bits": tf.random_normal([2])}, {}, 2


def grad_in_a_while_loop(tf):
    x, w = tf.ones([2, 3]), tf.get_variable("w", [3, 3])
    _, h = tf.while_loop(lambda i, h: i < 4, lambda i, h: (i + 1, tf.tanh(tf.matmul(h, w))), [0, x])
    loss = tf.reduce_mean(h)
    return {"train": tf.train.AdamOptimizer().minimize(loss), "loss": loss, "noise_bits": tf.random_normal([2])}, {}, 3


def no_gradients(tf):
    tf.get_variable("w", [2])
    return tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0))


def no_variables(tf):
    return tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0))


def nothing_to_apply(tf):
    return tf.train.GradientDescentOptimizer(0.1).apply_gradients([])


def only_nones_to_apply(tf):
    return tf.train.GradientDescentOptimizer(0.1).apply_gradients([(None, tf.get_variable("w", [2]))])


def gradient_of_wrong_type(tf):
    return tf.train.GradientDescentOptimizer(0.1).apply_gradients([("a", tf.get_variable("w", [2]))])


def integer_loss(tf):
    v = tf.get_variable("w", [2], tf.int32, tf.zeros_initializer())
    return tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(v))


def wrong_gate(tf):
    return tf.train.GradientDescentOptimizer(0.1).minimize(_loss(tf), gate_gradients=7)


def optimizer_without_name(tf):
    return tf.train.GradientDescentOptimizer(0.1, name="")


def variable_of_wrong_kind(tf):
    return tf.train.GradientDescentOptimizer(0.1).minimize(_loss(tf), var_list=[3])


def ftrl_wrong(tf):
    return tf.train.FtrlOptimizer(0.1, initial_accumulator_value=-1.0)


def ftrl_wrong_power(tf):
    return tf.train.FtrlOptimizer(0.1, learning_rate_power=1.0)


def adagrad_wrong(tf):
    return tf.train.AdagradOptimizer(0.1, initial_accumulator_value=0.0)


def wrong_global_step_kind(tf):
    return tf.train.GradientDescentOptimizer(0.1).minimize(_loss(tf), global_step="step")

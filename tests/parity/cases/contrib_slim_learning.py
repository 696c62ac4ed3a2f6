"""tf.contrib.slim.learning: training operations, clipped and multiplied gradients, and what is refused."""


def _model(tf, normalized=False):
    import numpy as np

    slim = tf.contrib.slim
    r = np.random.RandomState(0)
    x = tf.constant(r.randn(16, 4).astype("float32"))
    y = tf.constant(r.randint(0, 2, (16, 1)).astype("float32"))
    net = slim.batch_norm(x, decay=0.5) if normalized else x
    out = slim.fully_connected(net, 1, activation_fn=tf.nn.sigmoid)
    tf.losses.log_loss(y, out)
    return tf.losses.get_total_loss()


def _after(tf, train_op, *more):
    with tf.control_dependencies([train_op]):
        after = [tf.identity(v.read_value()) for v in tf.global_variables()]
    return {"after": after}, {}, 3


def defaults(tf):
    loss = _model(tf)
    return _after(tf, tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0)))


def with_updates(tf):
    loss = _model(tf, normalized=True)
    return _after(tf, tf.contrib.slim.learning.create_train_op(loss, tf.train.AdamOptimizer(0.1)))


def without_updates(tf):
    loss = _model(tf, normalized=True)
    op = tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0), update_ops=[])
    return _after(tf, op)


def without_global_step(tf):
    loss = _model(tf)
    op = tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0), global_step=None)
    return _after(tf, op)


def own_global_step(tf):
    loss = _model(tf)
    step = tf.train.get_or_create_global_step()
    op = tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0), global_step=step)
    return _after(tf, op)


def everything(tf):
    loss = _model(tf)
    weights = tf.trainable_variables()[0]
    op = tf.contrib.slim.learning.create_train_op(
        loss,
        tf.train.MomentumOptimizer(0.5, 0.9),
        variables_to_train=[weights],
        clip_gradient_norm=0.1,
        summarize_gradients=True,
        gradient_multipliers={weights: 2.0},
        colocate_gradients_with_ops=True,
        check_numerics=False,
    )
    return _after(tf, op)


def multipliers_by_name(tf):
    loss = _model(tf)
    name = tf.trainable_variables()[0].op.name
    op = tf.contrib.slim.learning.create_train_op(
        loss, tf.train.GradientDescentOptimizer(1.0), gradient_multipliers={name: tf.constant(0.5)}
    )
    return _after(tf, op)


def not_trainable(tf):
    v = tf.get_variable("v", [], trainable=False)
    tf.contrib.slim.learning.create_train_op(v * 1.0, tf.train.GradientDescentOptimizer(1.0), variables_to_train=[v])


def nothing_to_train(tf):
    tf.contrib.slim.learning.create_train_op(tf.constant(1.0), tf.train.GradientDescentOptimizer(1.0))


def gradients(tf):
    learning = tf.contrib.slim.learning
    w = tf.get_variable("w", [4, 2], initializer=tf.ones_initializer())
    u = tf.get_variable("u", [2], initializer=tf.ones_initializer())
    slices = tf.IndexedSlices(tf.ones([2, 2]) * 3.0, tf.constant([0, 2]), tf.constant([4, 2]))
    pairs = [(slices, w), (tf.constant([3.0, 4.0]), u), (None, u)]
    clipped = learning.clip_gradient_norms(pairs, 1.0)
    multiplied = learning.multiply_gradients(pairs[:2], {w: 2.0, "u": tf.constant(0.5)})
    summaries = learning.add_gradients_summaries(pairs)
    return {
        "c0": clipped[0][0].values,
        "c1": clipped[1][0],
        "none": tf.constant(str(clipped[2][0])),
        "m0": multiplied[0][0].values,
        "m1": multiplied[1][0],
        "names": tf.constant([s.op.name for s in summaries]),
    }


def multiply_no_list(tf):
    tf.contrib.slim.learning.multiply_gradients((), {"a": 1.0})


def multiply_by_nothing(tf):
    tf.contrib.slim.learning.multiply_gradients([], {})


def multiply_by_a_list(tf):
    tf.contrib.slim.learning.multiply_gradients([], [1.0])


def multiply_none(tf):
    v = tf.get_variable("v", [])
    tf.contrib.slim.learning.multiply_gradients([(None, v)], {v: 1.0})


def train_without_op(tf):
    tf.contrib.slim.learning.train(None, "/nowhere")


def train_no_logdir_with_summaries(tf):
    tf.contrib.slim.learning.train(tf.constant(1.0), None, summary_op=tf.constant("s"))


def train_no_logdir_with_trace(tf):
    tf.contrib.slim.learning.train(tf.constant(1.0), None, trace_every_n_steps=3)


def train_no_logdir_with_saver(tf):
    tf.get_variable("v", [])
    tf.contrib.slim.learning.train(tf.constant(1.0), None, saver=tf.train.Saver())


def train_no_steps(tf):
    tf.contrib.slim.learning.train(tf.constant(1.0), None, number_of_steps=0)


def train_few_steps(tf):
    """The graph that `train` leaves behind, and the loss it returns."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(0)
        loss = _model(tf, normalized=True)
        op = tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0))
        final = tf.contrib.slim.learning.train(op, None, number_of_steps=5, log_every_n_steps=2)
        names = [n.name for n in graph.get_operations() if "save" not in n.name]
    return {"loss": tf.constant(final), "names": tf.constant(names)}


def train_with_init_fn(tf):
    with tf.Graph().as_default():
        tf.set_random_seed(0)
        loss = _model(tf)
        op = tf.contrib.slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0))
        w = tf.trainable_variables()[0]
        assign = tf.assign(w, tf.ones([4, 1]))
        final = tf.contrib.slim.learning.train(
            op, None, number_of_steps=1, log_every_n_steps=0, init_fn=lambda session: session.run(assign)
        )
    return {"loss": tf.constant(final)}

"""tf.contrib.layers.optimize_loss: optimizers, clipping, noise, multipliers, summaries, errors."""


def _model(tf):
    x = tf.placeholder_with_default(tf.constant(5.0), [], name="x")
    var = tf.get_variable("test", [], initializer=tf.constant_initializer(10.0))
    loss = tf.abs(var * x)
    step = tf.get_variable(
        "global_step", [], trainable=False, dtype=tf.int64, initializer=tf.constant_initializer(0, dtype=tf.int64)
    )
    return x, var, loss, step


def _after(tf, train, *variables, **fetches):
    with tf.control_dependencies([train]):
        fetches["after"] = [tf.identity(v.read_value()) for v in variables]
    # the value of `train` is not fetched: whether a reference variable is read before the update is left open
    return fetches, {}, 3


def _named(name):
    def case(tf):
        _, var, loss, step = _model(tf)
        train = tf.contrib.layers.optimize_loss(loss, step, learning_rate=0.1, optimizer=name)
        return _after(tf, train, var, step)

    return case


def sgd(tf):
    return _named("SGD")(tf)


def adam(tf):
    return _named("Adam")(tf)


def momentum(tf):
    return _named("Momentum")(tf)


def adagrad(tf):
    return _named("Adagrad")(tf)


def ftrl(tf):
    return _named("Ftrl")(tf)


def rmsprop(tf):
    return _named("RMSProp")(tf)


def by_class(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, tf.train.GradientDescentOptimizer)
    return _after(tf, train, var, step)


def by_instance(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, None, tf.train.GradientDescentOptimizer(0.1), name="mine")
    return _after(tf, train, var, step)


def by_function(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, lambda lr: tf.train.GradientDescentOptimizer(lr))
    return _after(tf, train, var, step)


def by_function_of_nothing(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, None, lambda: tf.train.GradientDescentOptimizer(0.1))
    return _after(tf, train, var, step)


def rate_tensor(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, tf.constant(0.1), "SGD")
    return _after(tf, train, var)


def no_global_step(tf):
    x = tf.constant(5.0)
    var = tf.get_variable("test", [], initializer=tf.constant_initializer(10.0))
    train = tf.contrib.layers.optimize_loss(var * x, None, 0.1, "SGD")
    return _after(tf, train, var)


def graph_global_step(tf):
    var = tf.get_variable("test", [], initializer=tf.constant_initializer(10.0))
    step = tf.train.get_or_create_global_step()
    train = tf.contrib.layers.optimize_loss(var * 2.0, None, 0.1, "SGD", increment_global_step=False)
    return _after(tf, train, var, step)


def everything(tf):
    layers = tf.contrib.layers
    _, var, loss, step = _model(tf)
    train = layers.optimize_loss(
        loss,
        step,
        learning_rate=0.1,
        optimizer="SGD",
        gradient_noise_scale=0.0,
        gradient_multipliers={var: 0.5},
        clip_gradients=0.1,
        learning_rate_decay_fn=lambda rate, s: tf.train.exponential_decay(rate, s, decay_steps=10, decay_rate=0.5),
        summaries=["learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm"],
        colocate_gradients_with_ops=True,
    )
    return _after(tf, train, var, step)


def noise(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", gradient_noise_scale=10.0)
    return _after(tf, train, var, step)


def noise_and_clipping(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", gradient_noise_scale=10.0, clip_gradients=10.0)
    return _after(tf, train, var, step)


def adaptive_clipping(tf):
    layers = tf.contrib.layers
    _, var, loss, step = _model(tf)
    clip = tf.contrib.slim.adaptive_clipping_fn(global_step=step, report_summary=True, static_max_norm=2.0)
    train = layers.optimize_loss(loss, step, 0.1, "SGD", clip_gradients=clip)
    return _after(tf, train, var, step)


def adaptive_clipping_defaults(tf):
    _, var, loss, step = _model(tf)
    clip = tf.contrib.slim.adaptive_clipping_fn(name="clip", decay=0.5, std_factor=1.0, epsilon=1e-3)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", clip_gradients=clip, summaries=[])
    return _after(tf, train, var, step)


def multipliers_by_name(tf):
    _, var, loss, step = _model(tf)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", gradient_multipliers={var.name: tf.constant(2.0)})
    return _after(tf, train, var, step)


def sparse_gradients(tf):
    table = tf.get_variable("table", [4, 2], initializer=tf.ones_initializer())
    loss = tf.reduce_sum(tf.nn.embedding_lookup(table, [1, 1, 3]) ** 2)
    train = tf.contrib.layers.optimize_loss(
        loss, None, 0.1, "SGD", gradient_multipliers={table: 0.5}, clip_gradients=1.0, summaries=["gradients", "gradient_norm"]
    )
    return _after(tf, train, table)


def update_ops(tf):
    _, var, loss, step = _model(tf)
    count = tf.get_variable("count", [], initializer=tf.zeros_initializer(), trainable=False)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign_add(count, 1.0))
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD")
    return _after(tf, train, var, count)


def update_ops_given(tf):
    _, var, loss, step = _model(tf)
    count = tf.get_variable("count", [], initializer=tf.zeros_initializer(), trainable=False)
    train = tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", update_ops=[tf.assign_add(count, 1.0)])
    return _after(tf, train, var, count)


def variables_given(tf):
    _, var, loss, step = _model(tf)
    other = tf.get_variable("other", [], initializer=tf.ones_initializer())
    train = tf.contrib.layers.optimize_loss(loss * other, step, 0.1, "SGD", variables=[other])
    return _after(tf, train, var, other)


def batch_norm_training(tf):
    layers = tf.contrib.layers
    import numpy as np

    x = tf.constant(np.random.RandomState(0).randn(6, 3).astype("float32"))
    y = layers.fully_connected(x, 4, normalizer_fn=layers.batch_norm)
    step = tf.train.get_or_create_global_step()
    train = layers.optimize_loss(tf.reduce_mean(tf.square(y - 1.0)), step, 0.1, "Adam", clip_gradients=1.0)
    return _after(tf, train, *tf.global_variables()[:4])


def bad_summary(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", summaries=["loss", "bad"])


def bad_optimizer_name(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 0.1, "blah")


def bad_optimizer(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 0.1, 3)


def bad_optimizer_function(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 0.1, lambda lr: None)


def bad_rate(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, "rate", "SGD")


def negative_rate(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, -0.1, "SGD")


def integer_rate(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 1, "SGD")


def no_rate_by_name(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, None, "SGD")


def no_rate_by_class(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, None, tf.train.AdamOptimizer)


def bad_loss(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(None, step, 0.1, "SGD")


def vector_loss(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss([[1.0]], step, 0.1, "SGD")


def bad_step(tf):
    _, var, loss, _ = _model(tf)
    tf.contrib.layers.optimize_loss(loss, tf.constant(1.0), 0.1, "SGD")


def bad_step_object(tf):
    _, var, loss, _ = _model(tf)
    tf.contrib.layers.optimize_loss(loss, {}, 0.1, "SGD")


def decay_without_step(tf):
    var = tf.get_variable("test", [], initializer=tf.constant_initializer(10.0))
    tf.contrib.layers.optimize_loss(var * 2.0, None, 0.1, "SGD", learning_rate_decay_fn=lambda r, s: r)


def bad_clipping(tf):
    _, var, loss, step = _model(tf)
    tf.contrib.layers.optimize_loss(loss, step, 0.1, "SGD", clip_gradients="much")

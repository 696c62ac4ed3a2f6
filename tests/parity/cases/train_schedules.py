"""Learning-rate schedules: nodes, values at and around boundaries, errors."""
import numpy as np


def _at(tf, schedule, steps):
    out = {}
    for number, step in enumerate(steps):
        value = schedule(tf.constant(step))
        value = value() if callable(value) else value
        out["at_%d_%s" % (number, step)] = value
    variable = tf.Variable(steps[0], trainable=False, name="step")
    out["variable"] = schedule(variable)
    return out


def piecewise_constant(tf):
    return _at(tf, lambda step: tf.train.piecewise_constant(step, [10, 20], [1.0, 0.5, 0.1]), [0, 10, 11, 20, 21, 1000])


def piecewise_constant_named(tf):
    step = tf.Variable(0, trainable=False)
    return {"rate": tf.train.piecewise_constant(step, boundaries=[100], values=[0.1, 0.01], name="rate")}


def piecewise_constant_float_step(tf):
    return _at(tf, lambda step: tf.train.piecewise_constant(tf.cast(step, tf.float32), [1.5, 2.5], [1.0, 0.5, 0.1]), [1, 2, 3])


def piecewise_constant_int64_step(tf):
    step = tf.train.get_or_create_global_step()
    return {"rate": tf.train.piecewise_constant(step, [1, 2], [1.0, 0.5, 0.1])}


def piecewise_constant_tensor_values(tf):
    return _at(tf, lambda step: tf.train.piecewise_constant(step, [1], [tf.constant(1.0), tf.constant(2.0)]), [1, 2])


def piecewise_constant_float_boundary(tf):
    return {"rate": tf.train.piecewise_constant(tf.constant(3), [1.5], [1.0, 0.5])}


def piecewise_constant_mixed_values(tf):
    return {"rate": tf.train.piecewise_constant(tf.constant(3), [1], [1, 0.5])}


def piecewise_constant_lengths(tf):
    return {"rate": tf.train.piecewise_constant(tf.constant(3), [1, 2], [1.0, 0.5])}


def exponential(tf):
    return _at(tf, lambda step: tf.train.exponential_decay(0.1, step, 10, 0.5), [0, 5, 10, 25])


def exponential_staircase(tf):
    return _at(tf, lambda step: tf.train.exponential_decay(0.1, step, 10, 0.5, staircase=True), [0, 9, 10, 11, 25])


def exponential_named_tensors(tf):
    rate = tf.placeholder_with_default(0.1, [])
    return {"rate": tf.train.exponential_decay(rate, tf.constant(3), tf.constant(2.0), tf.constant(0.5), name="mine")}


def exponential_without_step(tf):
    return {"rate": tf.train.exponential_decay(0.1, None, 10, 0.5)}


def natural_exp(tf):
    out = _at(tf, lambda step: tf.train.natural_exp_decay(0.1, step, 10, 0.5), [0, 5, 10])
    out.update(stair=tf.train.natural_exp_decay(0.1, tf.constant(15), 10, 0.5, staircase=True))
    return out


def inverse_time(tf):
    out = _at(tf, lambda step: tf.train.inverse_time_decay(0.1, step, 10, 0.5), [0, 5, 10])
    out.update(stair=tf.train.inverse_time_decay(0.1, tf.constant(15), 10, 0.5, staircase=True))
    return out


def polynomial(tf):
    return _at(tf, lambda step: tf.train.polynomial_decay(0.1, step, 10, 0.01, power=2.0), [0, 5, 10, 11])


def polynomial_cycle(tf):
    return _at(tf, lambda step: tf.train.polynomial_decay(0.1, step, 10, 0.01, cycle=True), [0, 5, 10, 11, 20, 21])


def cosine(tf):
    return _at(tf, lambda step: tf.train.cosine_decay(0.1, step, 10, alpha=0.1), [0, 5, 10, 11])


def cosine_restarts(tf):
    return _at(tf, lambda step: tf.train.cosine_decay_restarts(0.1, step, 10), [0, 9, 10, 29, 30, 71])


def cosine_restarts_factors(tf):
    return _at(tf, lambda step: tf.train.cosine_decay_restarts(0.1, step, 10, t_mul=1.0, m_mul=0.9, alpha=0.01), [0, 10, 25, 40])


def linear_cosine(tf):
    return _at(tf, lambda step: tf.train.linear_cosine_decay(0.1, step, 10, num_periods=0.5, alpha=0.1, beta=0.01), [0, 5, 10, 12])


def noisy_linear_cosine(tf):
    step = tf.constant(5)
    return {"noisy_bits": tf.train.noisy_linear_cosine_decay(0.1, step, 10),
            "other_bits": tf.train.noisy_linear_cosine_decay(0.1, step, 10, initial_variance=2.0, variance_decay=0.6, name="n")}


def in_an_optimizer(tf):
    w = tf.get_variable("w", [3], initializer=tf.ones_initializer())
    step = tf.Variable(0, trainable=False, name="global_step")
    rate = tf.train.exponential_decay(0.1, step, 2, 0.5)
    train = tf.train.MomentumOptimizer(rate, 0.9).minimize(tf.nn.l2_loss(w), global_step=step)
    with tf.control_dependencies([train]):
        return {"w": tf.identity(w), "noise_bits": tf.random_normal([2])}, {}, 4


def global_steps(tf):
    none = tf.train.get_global_step()
    step = tf.train.create_global_step()
    same = tf.train.get_or_create_global_step()
    return {"none": tf.constant(none is None), "same": tf.constant(step is same), "dtype": tf.constant(step.dtype.name),
            "up": tf.assign_add(step, 1)}


def global_step_twice(tf):
    tf.train.create_global_step()
    tf.train.create_global_step()


def global_step_float(tf):
    tf.get_variable("global_step", [], tf.float32)
    return {"x": tf.train.get_global_step()}


def global_step_vector(tf):
    tf.get_variable("global_step", [2], tf.int64, tf.zeros_initializer())
    return {"x": tf.train.get_global_step()}


def global_step_by_name(tf):
    tf.Variable(0, name="global_step", trainable=False)
    return {"x": tf.train.get_global_step() + 0}


def global_step_assert(tf):
    tf.train.assert_global_step(tf.Variable(0.5, trainable=False))


def global_step_value(tf):
    step = tf.Variable(3, trainable=False)
    with tf.Session() as session:
        session.run(step.initializer)
        return {"v": tf.constant(tf.train.global_step(session, step))}


def moving_average(tf):
    w = tf.get_variable("w", [2], initializer=tf.ones_initializer())
    b = tf.Variable([3.0], name="b")
    ema = tf.train.ExponentialMovingAverage(0.9)
    with tf.control_dependencies([tf.assign_add(w, [1.0, 2.0])]):
        update = ema.apply([w, b])
    with tf.control_dependencies([update]):
        average = tf.identity(ema.average(w).read_value())
    return {"w": average, "names": tf.constant([ema.average_name(w), ema.average_name(b)])}, {}, 3


def moving_average_of_all(tf):
    with tf.variable_scope("net"):
        w = tf.get_variable("w", [2], initializer=tf.ones_initializer())
    step = tf.train.get_or_create_global_step()
    ema = tf.train.ExponentialMovingAverage(0.99, step)
    update = ema.apply()
    restore = sorted(ema.variables_to_restore())
    return {"update": update, "average": ema.average(w), "restore": tf.constant(restore), "noise_bits": tf.random_normal([2])}


def moving_average_of_tensors(tf):
    x = tf.placeholder_with_default(np.array([1.0, 2.0], np.float32), [2])
    ema = tf.train.ExponentialMovingAverage(0.9, zero_debias=True, name="Smooth")
    y = x * 2
    update = ema.apply([y])
    with tf.control_dependencies([update]):
        return {"average": tf.identity(ema.average(y))}, {}, 3


def moving_average_of_a_loss(tf):
    x = tf.placeholder_with_default(np.array([1.0, 2.0], np.float32), [None])
    loss = tf.reduce_mean(x, name="loss")
    ema = tf.train.ExponentialMovingAverage(0.9, name="avg")
    update = ema.apply([loss])
    return {"update": update, "name": tf.constant(ema.average(loss).op.name)}


def moving_average_resource(tf):
    w = tf.get_variable("w", [2], initializer=tf.ones_initializer(), use_resource=True)
    ema = tf.train.ExponentialMovingAverage(0.9, zero_debias=True)
    return {"update": ema.apply([w]), "average": ema.average(w)}


def moving_average_of_integers(tf):
    return {"x": tf.train.ExponentialMovingAverage(0.9).apply([tf.Variable(3, name="i")])}


def moving_average_after_training(tf):
    w = tf.get_variable("w", [2], initializer=tf.ones_initializer())
    step = tf.train.get_or_create_global_step()
    train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.nn.l2_loss(w), step)
    ema = tf.train.ExponentialMovingAverage(0.99, step)
    with tf.control_dependencies([train]):
        both = ema.apply(tf.trainable_variables())
    names = sorted(v for v in ema.variables_to_restore(tf.moving_average_variables()))
    return {"both": both, "restored": tf.constant(names)}, {}, 2

"""Rarer optimizers of tf.contrib.opt, and tf.contrib.training's sampling."""
import numpy as np


def _net(tf):
    x = tf.placeholder_with_default(np.arange(8, dtype=np.float32).reshape(2, 4) / 8, [None, 4])
    w = tf.get_variable("w", [4, 3])
    return tf.reduce_mean(tf.square(tf.nn.relu(tf.matmul(x, w))), name="loss")


def _rows(tf):
    table = tf.get_variable("table", [5, 2])
    return tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])))


def _stepped(tf, train, times=3):
    with tf.control_dependencies([train]):
        out = {v.op.name: tf.identity(v) for v in tf.global_variables()}
    out["noise_bits"] = tf.random_normal([2])
    return out, {}, times


def _by_step(tf, kind, loss):
    step = tf.train.get_or_create_global_step()
    return _stepped(tf, getattr(tf.contrib.opt, kind)(step, 0.1).minimize(loss, global_step=step))


def grad_adam_gs(tf):
    return _by_step(tf, "AdamGSOptimizer", _net(tf))


def grad_adam_gs_rows(tf):
    return _by_step(tf, "AdamGSOptimizer", _rows(tf))


def grad_lazy_adam_gs(tf):
    return _by_step(tf, "LazyAdamGSOptimizer", _net(tf))


def grad_lazy_adam_gs_rows(tf):
    return _by_step(tf, "LazyAdamGSOptimizer", _rows(tf))


def grad_lazy_adam_gs_resource_rows(tf):
    with tf.variable_scope("", use_resource=True):
        return _by_step(tf, "LazyAdamGSOptimizer", _rows(tf))


def _regularized(tf, loss):
    opt = tf.contrib.opt.RegAdagradOptimizer(0.1)
    first = opt.minimize(loss)
    with tf.control_dependencies([first]), opt.avoid_updating_slots():
        second = opt.minimize(0.1 * tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()]))
    return _stepped(tf, second)


def grad_reg_adagrad(tf):
    return _regularized(tf, _net(tf))


def grad_reg_adagrad_rows(tf):
    return _regularized(tf, _rows(tf))


def grad_reg_adagrad_resource(tf):
    with tf.variable_scope("", use_resource=True):
        return _regularized(tf, _rows(tf) + _net(tf))


def _batches(tf, fetch, times=3):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = [session.run(fetch) for _ in range(times)]
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=5)
    return found


def rejection(tf):
    x = tf.random_uniform([])
    batch, = tf.contrib.training.rejection_sample([x], lambda parts: tf.cast(parts[0] > 0.5, tf.float32), 4)
    found = np.array(_batches(tf, batch))
    return {"shape": tf.constant(found.shape), "all": tf.constant(bool((found > 0.5).all())), "noise_bits": tf.random_normal([2])}


def rejection_of_many(tf):
    x, y = tf.range(6), tf.reshape(tf.range(12), [6, 2])
    keep = lambda parts: tf.cast(tf.equal(parts[0] % 2, 0), tf.float32)
    batch = tf.contrib.training.rejection_sample([x, y], keep, 3, enqueue_many=True, runtime_checks=True, name="mine")
    found = _batches(tf, batch)
    return {"rows": tf.constant(repr([[part.tolist() for part in each] for each in found])), "noise_bits": tf.random_normal([2])}


def rejection_of_unlike_sizes(tf):
    tf.contrib.training.rejection_sample([tf.ones([3]), tf.ones([4, 2])], lambda parts: 1.0, 2, enqueue_many=True)


def stratified(tf):
    labels = tf.constant([0, 0, 0, 1])
    x = tf.cast(tf.reshape(labels * 10, [4, 1]), tf.float32)
    (batch,), drawn = tf.contrib.training.stratified_sample(
        [x], labels, [0.0, 1.0], 4, init_probs=[0.75, 0.25], enqueue_many=True)
    found = _batches(tf, [batch, drawn])
    return {"rows": tf.constant(repr([[part.tolist() for part in each] for each in found])), "noise_bits": tf.random_normal([2])}


def stratified_by_counting(tf):
    label = tf.cast(tf.random_uniform([]) < 0.5, tf.int32)
    (batch,), drawn = tf.contrib.training.stratified_sample([tf.ones([2]) * tf.cast(label, tf.float32)], label, [0.5, 0.5], 4)
    found = _batches(tf, [batch, drawn], times=1)
    return {"shapes": tf.constant(repr([part.shape for part in found[0]])), "noise_bits": tf.random_normal([2])}


def stratified_of_other_lengths(tf):
    tf.contrib.training.stratified_sample([tf.ones([2])], tf.constant(1), [0.5, 0.5], 2, init_probs=[0.2, 0.2, 0.6])


def resampled(tf):
    x, y = tf.range(5), tf.reshape(tf.range(10), [5, 2])
    rows = tf.contrib.training.resample_at_rate([x, y], tf.constant([0.5, 2.0, 1.0, 0.0, 3.0]), seed=3)
    with tf.name_scope("again"):
        none, = tf.contrib.training.resample_at_rate([x], tf.zeros([5]))
    return {"x": rows[0], "y": rows[1], "none": none, "noise_bits": tf.random_normal([2])}, {}, 2


def resampled_by_weight(tf):
    weights = tf.constant([1.0, 2.0, 3.0, 0.0])
    (x,), rates = tf.contrib.training.weighted_resample([tf.range(4)], weights, 1.5, seed=4)
    return {"x": x, "rates": rates, "noise_bits": tf.random_normal([2])}, {}, 2


def grad_through_resampling(tf):
    v = tf.get_variable("v", [4, 2])
    rows, = tf.contrib.training.resample_at_rate([v], tf.constant([1.0, 2.0, 0.5, 1.0]), seed=1, back_prop=True)
    return {"g": tf.convert_to_tensor(tf.gradients(rows, v)[0])}


def grad_lazy_adam_resource_rows(tf):
    with tf.variable_scope("", use_resource=True):
        return _stepped(tf, tf.contrib.opt.LazyAdamOptimizer(0.1).minimize(_rows(tf)))


def grad_nadam_resource_rows(tf):
    with tf.variable_scope("", use_resource=True):
        return _stepped(tf, tf.contrib.opt.NadamOptimizer(0.1).minimize(_rows(tf)))


def grad_adamax_resource_rows(tf):
    with tf.variable_scope("", use_resource=True):
        return _stepped(tf, tf.contrib.opt.AdaMaxOptimizer(0.1).minimize(_rows(tf)))

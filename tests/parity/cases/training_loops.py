"""slim's and contrib's training: loops that resume, wrap and trace; clipping, averages and decay as programs use them."""

import os
import tempfile

import numpy as np

from tests.parity.asking import is_refused, one_thread, private_module


def _loss(tf, normalized=False):
    random = np.random.RandomState(0)
    x, y = tf.constant(random.rand(16, 4).astype("float32")), tf.constant(random.randint(0, 2, [16, 1]).astype("float32"))
    if normalized:
        x = tf.contrib.layers.batch_norm(x, decay=0.5)
    logits = tf.contrib.layers.fully_connected(
        x, 1, activation_fn=tf.sigmoid, weights_initializer=tf.constant_initializer(0.5)
    )
    tf.losses.log_loss(y, logits)
    return tf.losses.get_total_loss()


def _train_op(tf, **options):
    return tf.contrib.slim.learning.create_train_op(_loss(tf), tf.train.GradientDescentOptimizer(0.5), **options)


def _kept(tf, directory):
    """What the last checkpoint in `directory` holds."""
    path = tf.train.latest_checkpoint(directory)
    names = [name for name, _ in tf.train.list_variables(path)]
    return {
        "path": tf.constant(os.path.basename(path)),
        "names": tf.constant(names),
        "values": [tf.constant(tf.train.load_variable(path, name)) for name in names],
    }


def resumed(tf):
    """number_of_steps counts from the global step: three, two more from what logdir holds, none when there."""
    directory = tempfile.mkdtemp()
    losses = []
    for steps in (3, 5, 5):
        with tf.Graph().as_default():
            tf.set_random_seed(1)
            losses.append(
                tf.contrib.slim.learning.train(
                    _train_op(tf), directory, number_of_steps=steps, log_every_n_steps=1,
                    save_interval_secs=0, save_summaries_secs=0, session_config=one_thread(tf)
                )
            )
    out = _kept(tf, directory)
    out["losses"] = tf.constant([float(loss or -1) for loss in losses])
    out["files"] = tf.constant(sorted(name for name in os.listdir(directory) if "tfevents" not in name))
    return out


def initialized_and_wrapped(tf):
    """init_fn runs after the init op; a wrapper stands for the session in it and in every step; local variables."""
    told = []

    class Wrapped(object):
        def __init__(self, session):
            self._session = session

        def __getattr__(self, name):
            return getattr(self._session, name)

        def run(self, *args, **kwargs):
            told.append("run")
            return self._session.run(*args, **kwargs)

    with tf.Graph().as_default():
        tf.set_random_seed(1)
        local = tf.Variable(2.0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES], name="local")
        train_op = tf.contrib.slim.learning.create_train_op(_loss(tf) * local, tf.train.GradientDescentOptimizer(0.5))
        weights = tf.trainable_variables()[0]
        assign = tf.assign(weights, tf.ones([4, 1]))

        def init_fn(session):
            told.append("init")
            session.run(assign)

        loss = tf.contrib.slim.learning.train(
            train_op, None, number_of_steps=2, init_fn=init_fn, log_every_n_steps=0, session_wrapper=Wrapped,
            save_interval_secs=0, save_summaries_secs=0, session_config=one_thread(tf)
        )
    return {"loss": tf.constant(float(loss)), "told": tf.constant(told)}


def traced(tf):
    directory = tempfile.mkdtemp()
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        tf.summary.scalar("rate", 0.5)
        tf.contrib.slim.learning.train(
            _train_op(tf), directory, number_of_steps=4, log_every_n_steps=0, trace_every_n_steps=2
        )
    files = sorted(os.listdir(directory))
    return {"traces": tf.constant([name for name in files if name.startswith("tf_trace")])}


def own_step_function(tf):
    """train_step_fn may stop, and gets train_step_kwargs."""
    told = []

    def step(session, train_op, global_step, kwargs):
        loss, stop = tf.contrib.slim.learning.train_step(session, train_op, global_step, kwargs)
        told.append("%d %s %s" % (len(told), sorted(kwargs), bool(stop)))
        return loss, len(told) == 3

    with tf.Graph().as_default():
        tf.set_random_seed(1)
        loss = tf.contrib.slim.learning.train(
            _train_op(tf), None, train_step_fn=step, train_step_kwargs={"mine": 1}, number_of_steps=20
        )
    return {"told": tf.constant(told), "loss": tf.constant(float(loss))}


def updates_first(tf):
    """UPDATE_OPS before the step, a warning for the omitted, TRAIN_OP, numbers checked."""
    loss = _loss(tf, normalized=True)
    optimizer = tf.train.GradientDescentOptimizer(0.5)
    train_op = tf.contrib.training.create_train_op(loss, optimizer)
    without = tf.contrib.training.create_train_op(loss, optimizer, update_ops=[], global_step=None)
    listed = [op.name for op in tf.get_collection(tf.GraphKeys.TRAIN_OP)]
    moving = [v for v in tf.global_variables() if "moving" in v.name]
    with tf.Session(config=one_thread(tf)) as session:
        session.run(tf.global_variables_initializer())
        losses = [session.run(without)]
        before = session.run(moving)
        losses.append(session.run(train_op))
        after = session.run(moving)
        step = session.run(tf.train.get_global_step())
    return {
        "listed": tf.constant(listed),
        "moving": [tf.constant(value) for value in before + after],
        "losses": tf.constant(losses),
        "step": tf.constant(step),
    }


def not_a_number(tf):
    v = tf.get_variable("v", initializer=0.0)
    train_op = tf.contrib.slim.learning.create_train_op(tf.log(v), tf.train.GradientDescentOptimizer(0.5))
    return {"loss": train_op}


def refused(tf):
    v = tf.get_variable("v", initializer=1.0)
    summary = tf.summary.scalar("v", v)
    train = tf.contrib.slim.learning.train
    step = tf.train.get_or_create_global_step()
    create = tf.contrib.slim.learning.create_train_op
    train_op = create(v * v, tf.train.GradientDescentOptimizer(0.1))
    multiply = tf.contrib.training.multiply_gradients
    optimize = tf.contrib.layers.optimize_loss
    with tf.Graph().as_default():
        u = tf.get_variable("u", initializer=1.0)
        no_step = is_refused(
            ValueError,
            "global_step is required for learning_rate_decay_fn",
            lambda: optimize(u * u, None, 0.1, "SGD", learning_rate_decay_fn=lambda rate, step: rate),
        )
    said = [
        no_step,
        is_refused(ValueError, "logdir", lambda: train(train_op, None, summary_op=summary)),
        is_refused(ValueError, "logdir", lambda: train(train_op, None, trace_every_n_steps=1)),
        is_refused(ValueError, "logdir", lambda: train(train_op, None, saver=tf.train.Saver())),
        is_refused(ValueError, "train_op", lambda: train(None, None)),
        is_refused(ValueError, "", lambda: train(train_op, None, number_of_steps=0)),
        is_refused(ValueError, "empty", lambda: multiply([(v * 1.0, v)], {})),
        is_refused(ValueError, "dict", lambda: multiply([(v * 1.0, v)], [1.0])),
        is_refused(ValueError, "", lambda: multiply([(None, v)], {v: 2.0})),
        is_refused(ValueError, "", lambda: optimize(v * v, step, "no rate", "SGD")),
        is_refused(ValueError, "", lambda: optimize(v * v, step, 0.1, "Nothing")),
        is_refused(ValueError, "", lambda: optimize(v * v, step, 0.1, "SGD", summaries=["nothing"])),
        is_refused(ValueError, "", lambda: optimize(None, step, 0.1, "SGD")),
        is_refused(ValueError, "", lambda: optimize(v * v, step, None, "SGD")),
        is_refused((TypeError, AttributeError), "", lambda: optimize(v * v, {}, 0.1, "SGD")),
        is_refused(ValueError, "No gradients provided for any variable", lambda: _no_gradients(tf)),
        is_refused(ValueError, "already exists", lambda: tf.train.create_global_step()),
        is_refused(TypeError, "not scalar", lambda: tf.train.assert_global_step(tf.Variable([0], name="many"))),
        is_refused(TypeError, "does not have integer type", lambda: tf.train.assert_global_step(tf.Variable(0.0, name="real"))),
    ]
    return {"refused": tf.constant(said)}


def _no_gradients(tf):
    v = tf.get_variable("alone", initializer=1.0)
    tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0), var_list=[v])


def one_optimizer_in_two_graphs(tf):
    optimizer = tf.train.AdamOptimizer(0.1)
    values, names = [], []
    for start in (1.0, 2.0):
        with tf.Graph().as_default(), tf.Session(config=one_thread(tf)) as session:
            v = tf.get_variable("v", initializer=start)
            train = optimizer.minimize(v * v)
            session.run(tf.global_variables_initializer())
            for _ in range(3):
                session.run(train)
            values.append(session.run(tf.global_variables()))
            names.append(",".join(one.op.name for one in tf.global_variables()))
    return {"values": tf.constant(np.array(values)), "names": tf.constant(names)}


def repeated_rows(tf):
    """A row that a batch holds twice: gradients are added first, by each optimizer with slots."""
    fetches = {}
    for name, optimizer in [
        ("momentum", tf.train.MomentumOptimizer(0.5, 0.9)),
        ("adagrad", tf.train.AdagradOptimizer(0.5)),
        ("adam", tf.train.AdamOptimizer(0.5)),
        ("rmsprop", tf.train.RMSPropOptimizer(0.5)),
        ("ftrl", tf.train.FtrlOptimizer(0.5)),
        ("lazy", tf.contrib.opt.LazyAdamOptimizer(0.5)),
    ]:
        table = tf.get_variable(name, initializer=np.ones([4, 2], "float32"))
        train = optimizer.minimize(tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])) * [[1.0, 2.0]]), var_list=[table])
        with tf.Session(config=one_thread(tf)) as session:
            session.run(tf.global_variables_initializer())
            for _ in range(3):
                session.run(train)
            fetches[name] = tf.constant(session.run(table))
    return fetches


def clipped_variables(tf):
    """Norms over the dimensions named, whole or by the rows that a sparse gradient touches."""
    opt = tf.contrib.opt
    dense = tf.get_variable("dense", initializer=np.float32([[0.0, 1.0], [2.0, 3.0]]))
    rows = tf.get_variable("rows", initializer=np.float32([[0.0, 3.0], [4.0, 6.0], [8.0, 1.0], [0.1, 0.1]]))
    wrap = opt.VariableClippingOptimizer
    one = wrap(tf.train.GradientDescentOptimizer(3.0), {dense: [1]}, 2.0)
    two = wrap(tf.train.GradientDescentOptimizer(1.0), {rows: [1]}, 2.0)
    three = wrap(tf.train.GradientDescentOptimizer(0.1), {dense: [0, 1]}, 1.0)
    train = [
        one.apply_gradients([(tf.constant([[0.1, 0.1], [0.1, 0.1]]), dense)]),
        two.apply_gradients([(tf.IndexedSlices(tf.constant([[0.1, 0.1], [0.5, 0.5]]), tf.constant([1, 3]), [4, 2]), rows)]),
        three.minimize(tf.nn.l2_loss(dense), var_list=[dense]),
    ]
    fetches = {}
    with tf.Session(config=one_thread(tf)) as session:
        session.run(tf.global_variables_initializer())
        for number, step in enumerate(train * 2):
            session.run(step)
            fetches["after %d" % number] = [tf.constant(value) for value in session.run([dense, rows])]
    return fetches


def averaged_and_swapped(tf):
    """The saver writes averages under the variables' names, and restores them so; sequential updates or not."""
    fetches = {}
    for sequential in (True, False):
        with tf.Graph().as_default(), tf.Session(config=one_thread(tf)) as session:
            v = tf.get_variable("v", initializer=np.float32([1.0, 2.0]))
            w = tf.get_variable("w", initializer=3.0)
            optimizer = tf.contrib.opt.MovingAverageOptimizer(
                tf.train.MomentumOptimizer(0.5, 0.9), average_decay=0.5, sequential_update=sequential
            )
            train = optimizer.minimize(tf.reduce_sum(v * v) * w)
            saver = optimizer.swapping_saver()
            session.run(tf.global_variables_initializer())
            for _ in range(2):
                session.run(train)
            path = saver.save(session, os.path.join(tempfile.mkdtemp(), "m"))
            live = session.run([v, w])
            saver.restore(session, path)
            back = session.run(tf.global_variables())
            names = [name for name, _ in tf.train.list_variables(path)]
            stored = [tf.train.load_variable(path, name) for name in names]
            order = [one.op.name for one in tf.global_variables()]
        key = "sequential" if sequential else "at once"
        fetches[key + " names"] = tf.constant(names + order)
        if sequential:  # otherwise it is open whether the old value or the new one is averaged
            fetches[key] = [tf.constant(value) for value in live + back + stored]
    return fetches


def decayed(tf):
    opt = tf.contrib.opt
    fetches = {}
    for name, make in [
        ("AdamW", lambda: opt.AdamWOptimizer(0.1, learning_rate=0.2)),
        ("MomentumW", lambda: opt.MomentumWOptimizer(0.1, learning_rate=0.2, momentum=0.9)),
        ("Nadam", lambda: opt.NadamOptimizer(0.2)),
        ("chosen", lambda: opt.extend_with_decoupled_weight_decay(tf.train.AdamOptimizer)(weight_decay=0.1, learning_rate=0.2)),
    ]:
        v = tf.get_variable("v_" + name, initializer=np.float32([1.0, -2.0]))
        w = tf.get_variable("w_" + name, initializer=np.float32([3.0]))
        optimizer = make()
        loss = tf.reduce_sum(v * v) + tf.reduce_sum(w)
        if name == "chosen":
            train = optimizer.minimize(loss, var_list=[v, w], decay_var_list=[w])
        else:
            train = optimizer.minimize(loss, var_list=[v, w])
        with tf.Session(config=one_thread(tf)) as session:
            session.run(tf.global_variables_initializer())
            for _ in range(3):
                session.run(train)
            fetches[name] = [tf.constant(value) for value in session.run([v, w])]
    return fetches


def debiased_averages(tf):
    """zero_debias of ExponentialMovingAverage: of tensors only; assign_moving_average does so by default."""
    x = tf.placeholder(tf.float32, [2])
    tensor = tf.identity(x, name="tensor")
    v = tf.get_variable("v", initializer=np.float32([1.0, 2.0]))
    average = tf.train.ExponentialMovingAverage(0.5, zero_debias=True)
    apply = average.apply([v, tensor])
    from_tf = tf.get_variable("mine", initializer=np.float32([0.0, 0.0]))
    module = private_module(tf, "tensorflow.python.training.moving_averages")
    debiased = module.assign_moving_average(from_tf, x, 0.9)
    plain = module.assign_moving_average(from_tf, x, 0.9, zero_debias=False)
    fetches = {}
    with tf.Session(config=one_thread(tf)) as session:
        session.run(tf.global_variables_initializer())
        for step, value in enumerate([[4.0, 8.0], [6.0, 2.0]]):
            session.run([apply, debiased], {x: value})
            got = session.run([average.average(v), average.average(tensor), from_tf])
            fetches["after %d" % step] = [tf.constant(one) for one in got]
        session.run(plain, {x: [1.0, 1.0]})
        fetches["plain"] = tf.constant(session.run(from_tf))
    fetches["names"] = tf.constant([one.op.name for one in tf.global_variables()])
    fetches["averages"] = tf.constant([average.average_name(v), average.average_name(tensor)])
    return fetches

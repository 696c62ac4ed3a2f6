"""tf.contrib.training and tf.contrib.opt."""
import os
import tempfile

import numpy as np


def _net(tf):
    x = tf.placeholder_with_default(np.arange(8, dtype=np.float32).reshape(2, 4) / 8, [None, 4])
    w = tf.get_variable("w", [4, 3])
    b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
    return tf.reduce_mean(tf.square(tf.nn.relu(tf.matmul(x, w) + b)), name="loss")


def _stepped(tf, train, times=3):
    with tf.control_dependencies([train]):
        out = {v.op.name: tf.identity(v) for v in tf.global_variables()}
    out["noise_bits"] = tf.random_normal([2])
    return out, {}, times


def grad_create_train_op(tf):
    train = tf.contrib.training.create_train_op(_net(tf), tf.train.GradientDescentOptimizer(0.1))
    out, feeds, times = _stepped(tf, train)
    out["loss"] = train
    return out, feeds, 1


def grad_create_train_op_with_updates(tf):
    loss = _net(tf)
    count = tf.get_variable("count", [], initializer=tf.zeros_initializer(), trainable=False)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign_add(count, 1.0))
    train = tf.contrib.training.create_train_op(loss, tf.train.AdamOptimizer(0.1), summarize_gradients=True,
                                                transform_grads_fn=tf.contrib.training.clip_gradient_norms_fn(0.1))
    return _stepped(tf, train)


def create_train_op_options(tf):
    loss = _net(tf)
    train = tf.contrib.training.create_train_op(loss, tf.train.MomentumOptimizer(0.1, 0.9), global_step=None, check_numerics=False,
                                                variables_to_train=tf.trainable_variables()[:1])
    return {"name": tf.constant(train.name), "in": tf.constant(len(tf.get_collection(tf.GraphKeys.TRAIN_OP)))}


def clip_and_multiply(tf):
    w, b = tf.get_variable("w", [2]), tf.get_variable("b", [1])
    pairs = [(tf.constant([3.0, 4.0]), w), (None, b)]
    slices = tf.IndexedSlices(tf.constant([[3.0, 4.0]]), tf.constant([0]), tf.constant([5, 2]))
    clipped = tf.contrib.training.clip_gradient_norms(pairs + [(slices, w)], 1.0)
    scaled = tf.contrib.training.multiply_gradients(pairs, {w: 2.0})
    named = tf.contrib.training.multiply_gradients([(slices, w)], {"w": tf.constant(3.0)})
    tf.contrib.training.add_gradients_summaries(pairs + [(slices, b)])
    return {"c": clipped[0][0], "s": clipped[2][0].values, "m": scaled[0][0], "n": named[0][0].values,
            "none": tf.constant(clipped[1][0] is None)}


def multiply_no_list(tf):
    tf.contrib.training.multiply_gradients((), {"a": 1.0})


def multiply_nothing(tf):
    tf.contrib.training.multiply_gradients([], {})


def multiply_no_dict(tf):
    tf.contrib.training.multiply_gradients([], ["a"])


def multiply_none(tf):
    w = tf.get_variable("w", [2])
    tf.contrib.training.multiply_gradients([(None, w)], {w: 2.0})


def trained_by_loop(tf):
    loss = _net(tf)
    train = tf.contrib.training.create_train_op(loss, tf.train.GradientDescentOptimizer(0.1))
    logdir = tempfile.mkdtemp()
    last = tf.contrib.training.train(train, logdir, hooks=[tf.train.StopAtStepHook(num_steps=5)], save_summaries_steps=None,
                                     save_checkpoint_secs=600)
    return {"last": tf.constant(last), "latest": tf.constant(os.path.basename(tf.train.latest_checkpoint(logdir)))}


def train_without_logdir(tf):
    tf.contrib.training.train(tf.constant(1.0), None)


def evaluated_once(tf):
    w = tf.get_variable("w", [2])
    tf.train.get_or_create_global_step()
    path = os.path.join(tempfile.mkdtemp(), "m")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        wanted = session.run(w)
        saved = tf.train.Saver().save(session, path)
    names, got = [op.name for op in tf.get_default_graph().get_operations()], tf.contrib.training.evaluate_once(
        saved, eval_ops=[tf.no_op()], final_ops=w * 2.0, hooks=[tf.contrib.training.StopAfterNEvalsHook(2)])
    return {"same": tf.constant(np.array_equal(got, wanted * 2)), "names": tf.constant(names)}


def evaluated_repeatedly(tf):
    w = tf.get_variable("w", [2])
    tf.train.get_or_create_global_step()
    directory = tempfile.mkdtemp()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        wanted = session.run(w)
        tf.train.Saver().save(session, os.path.join(directory, "m"))
    got = tf.contrib.training.evaluate_repeatedly(directory, eval_ops=tf.no_op(), final_ops={"w": w}, max_number_of_evaluations=1,
                                                  hooks=[tf.contrib.training.StopAfterNEvalsHook(1)])
    return {"same": tf.constant(np.array_equal(got["w"], wanted))}


def checkpoints_time_out(tf):
    none = tf.contrib.training.wait_for_new_checkpoint(tempfile.mkdtemp(), timeout=0)
    return {"none": tf.constant(none is None), "all": tf.constant(len(list(tf.contrib.training.checkpoints_iterator("/nowhere", timeout=0))))}


def hparams(tf):
    h = tf.contrib.training.HParams(rate=0.1, layers=[3, 4], name="x", flag=True, count=3)
    h.parse("rate=2,layers=[5],flag=false,name=y z")
    h.override_from_dict({"count": 7})
    h.add_hparam("late", 1.5)
    h.set_hparam("late", 2)
    return {"json": tf.constant(h.to_json(sort_keys=True)), "text": tf.constant([repr(h)]), "in": tf.constant("rate" in h),
            "get": tf.constant([h.get("rate"), h.get("no", 5.0), h.late]), "old": tf.constant(sorted(h.parse_json('{"count": 9}').values()))}


def hparams_values(tf):
    made = tf.contrib.training.parse_values("a=1,b=[1 2,3],c[1]=5,c[0]=6,d=True,e=x=y", {"a": int, "b": int, "c": int, "d": bool, "e": str})
    return {"made": tf.constant(str(sorted(made.items())))}


def hparams_unknown(tf):
    tf.contrib.training.HParams(a=1).parse("b=2")


def hparams_wrong_type(tf):
    tf.contrib.training.HParams(a=1).parse("a=x")


def hparams_float_for_int(tf):
    tf.contrib.training.HParams(a=1).set_hparam("a", 1.5)


def hparams_twice(tf):
    tf.contrib.training.HParams(a=1).parse("a=1,a=2")


def hparams_malformed(tf):
    tf.contrib.training.HParams(a=1).parse("a:1")


def hparams_reserved(tf):
    tf.contrib.training.HParams(a=1).add_hparam("parse", 3)


def hparams_empty_list(tf):
    tf.contrib.training.HParams(a=[])


def hparams_list_for_one(tf):
    tf.contrib.training.HParams(a=1).set_hparam("a", [1])


def hparams_bool_for_int(tf):
    tf.contrib.training.HParams(a=True).set_hparam("a", 3)


def hparams_default_of_other_type(tf):
    tf.contrib.training.HParams(a=1).get("a", "x")


def hparams_missing(tf):
    tf.contrib.training.HParams(a=1).set_hparam("b", 1)


def buckets_by_length(tf):
    length = tf.train.range_input_producer(12, shuffle=False).dequeue() + 1
    lengths, sequences = tf.contrib.training.bucket_by_sequence_length(
        length, [tf.range(length)], 2, [4, 8], dynamic_pad=True, capacity=4)
    return {"shapes": tf.constant([str(lengths.shape), str(sequences[0].shape)]), "noise_bits": tf.random_normal([2])}


def buckets(tf):
    x = tf.constant([1.0, 2.0])
    which, batch = tf.contrib.training.bucket({"x": x, "y": x[0]}, tf.constant(1), [2, 3], 2, name="b", keep_input=tf.constant(True))
    return {"shapes": tf.constant([str(which.shape), str(batch["x"].shape)]), "noise_bits": tf.random_normal([2])}


def buckets_wrong_boundaries(tf):
    tf.contrib.training.bucket_by_sequence_length(tf.constant(1), [tf.constant(1)], 2, [4, 3])


def buckets_wrong_sizes(tf):
    tf.contrib.training.bucket([tf.constant(1)], tf.constant(1), [2], 2)


def _built(tf, train):
    # Nothing orders the decay and the gradient within a step, so values may differ from run to run.
    return {"noise_bits": tf.random_normal([2]), "name": tf.constant(train.name)}


def _optimized(tf, make):
    return _stepped(tf, make(tf.contrib.opt).minimize(_net(tf)))


def grad_adamw(tf):
    return _built(tf, tf.contrib.opt.AdamWOptimizer(0.01, learning_rate=0.1).minimize(_net(tf)))


def grad_momentumw(tf):
    return _built(tf, tf.contrib.opt.MomentumWOptimizer(weight_decay=0.01, learning_rate=0.1, momentum=0.9).minimize(_net(tf)))


def grad_decay_some(tf):
    loss = _net(tf)
    optimizer = tf.contrib.opt.AdamWOptimizer(0.01, 0.1)
    return _built(tf, optimizer.minimize(loss, decay_var_list=tf.trainable_variables()[:1]))


def grad_extended_decay(tf):
    SGDW = tf.contrib.opt.extend_with_decoupled_weight_decay(tf.train.GradientDescentOptimizer)
    return _built(tf, SGDW(weight_decay=0.01, learning_rate=0.1).minimize(_net(tf)))


def grad_nadam(tf):
    return _optimized(tf, lambda opt: opt.NadamOptimizer(0.1))


def grad_adamax(tf):
    return _optimized(tf, lambda opt: opt.AdaMaxOptimizer(0.1))


def grad_powersign(tf):
    return _optimized(tf, lambda opt: opt.PowerSignOptimizer(0.1))


def grad_addsign(tf):
    return _optimized(tf, lambda opt: opt.AddSignOptimizer(0.1))


def grad_lazy_adam(tf):
    table = tf.get_variable("table", [5, 2])
    loss = tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])))
    return _stepped(tf, tf.contrib.opt.LazyAdamOptimizer(0.1).minimize(loss))


def grad_nadam_rows(tf):
    table = tf.get_variable("table", [5, 2])
    loss = tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])))
    return _stepped(tf, tf.contrib.opt.NadamOptimizer(0.1).minimize(loss))


def grad_adamax_rows(tf):
    table = tf.get_variable("table", [5, 2])
    loss = tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])))
    return _stepped(tf, tf.contrib.opt.AdaMaxOptimizer(0.1).minimize(loss))


def grad_clipped_variables(tf):
    loss = _net(tf)
    w = tf.trainable_variables()[0]
    optimizer = tf.contrib.opt.VariableClippingOptimizer(tf.train.GradientDescentOptimizer(0.1), {w: [0]}, 0.5)
    return _stepped(tf, optimizer.minimize(loss))


def grad_clipped_rows(tf):
    table = tf.get_variable("table", [5, 2], initializer=tf.ones_initializer())
    loss = tf.reduce_sum(tf.square(tf.gather(table, [1, 3, 1])))
    optimizer = tf.contrib.opt.VariableClippingOptimizer(tf.train.GradientDescentOptimizer(0.1), {table: [1]}, 0.5)
    return _stepped(tf, optimizer.minimize(loss))


def grad_moving_average(tf):
    loss = _net(tf)
    optimizer = tf.contrib.opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.1), average_decay=0.9)
    train = optimizer.minimize(loss)
    saver = optimizer.swapping_saver()
    path = os.path.join(tempfile.mkdtemp(), "m")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(3):
            session.run(train)
        saved = saver.save(session, path)
        names = [name for name, _ in tf.train.list_variables(saved)]
        w = tf.train.load_variable(saved, "w")
    out, feeds, times = _stepped(tf, train)
    out.update(names=tf.constant(names), averaged=tf.constant(w))
    return out, feeds, times


def grad_multitask(tf):
    loss = _net(tf)
    optimizer = tf.contrib.opt.MultitaskOptimizerWrapper(tf.train.MomentumOptimizer(0.1, 0.9))
    return _stepped(tf, optimizer.minimize(loss))


def clip_by_global_norm_of_pairs(tf):
    w = tf.get_variable("w", [2])
    capped, norm = tf.contrib.opt.clip_gradients_by_global_norm([(tf.constant([3.0, 4.0]), w)], 1.0)
    return {"c": capped[0][0], "n": norm}


def grad_lars(tf):
    return _optimized(tf, lambda opt: opt.LARSOptimizer(0.1))


def variable_clipping_wrong(tf):
    tf.contrib.opt.VariableClippingOptimizer(tf.train.GradientDescentOptimizer(0.1), {"w": [0]}, 0.5)


def moving_average_swap_too_early(tf):
    tf.contrib.opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.1)).swapping_saver()

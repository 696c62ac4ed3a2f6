"""What the doctor must not take for a mistake, and what it must not disturb."""

import doctest
import threading

import numpy as np
import pytest

from tfgraph_dnn.doctor import Doctor, channels
from tfgraph_dnn.doctor.values import is_sampled


@pytest.fixture
def tf():
    import tfgraph_dnn.v1 as tf

    with tf.Graph().as_default():
        tf.set_random_seed(42)
        yield tf


def net(tf, *, dropout=True):
    x = tf.placeholder(tf.float32, [None, 4], name="x")
    h = tf.layers.dense(x, 6, tf.nn.relu, name="h")
    h = tf.layers.dropout(h, 0.5, training=True) if dropout else h
    loss = tf.reduce_mean(tf.square(tf.layers.dense(h, 1, name="out") - 1.0), name="loss")
    return x, loss, tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, name="train")


def trained(tf, doctor=None):
    """The variables after some steps; random state and order of operations count."""
    x, loss, train = net(tf)
    results = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(12):
            results.append(session.run({"l": loss, "t": [train]}, {x: np.random.RandomState(step).randn(8, 4)}))
        return results, session.run(tf.global_variables())


@pytest.mark.parametrize("values", [False, True])
def test_the_numbers_are_the_same(tf, values):
    plain, variables = trained(tf)
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        with Doctor(values=values).watching():
            seen, watched = trained(tf)
        count = graph.num_operations()
    assert [sorted(result) for result in seen] == [["l", "t"]] * 12
    np.testing.assert_allclose([r["l"] for r in seen], [r["l"] for r in plain], rtol=1e-5)
    for one, other in zip(variables, watched, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-7)
    assert count == tf.get_default_graph().num_operations(), "nothing is added to the graph"


def test_threads_and_errors(tf):
    x, loss, train = net(tf)
    bad = tf.reciprocal(tf.placeholder(tf.float32, name="never"))
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(tf.errors.InvalidArgumentError):
            session.run(bad)
        with pytest.raises(TypeError):
            session.run(3.5)
        with pytest.raises(ValueError, match="nowhere"):
            session.run("nowhere:0")
        work = [threading.Thread(target=lambda: [session.run(loss, {x: np.ones([2, 4])}) for _ in range(50)])] * 1
        for thread in work:
            thread.start()
        for _ in range(50):
            session.run(train, {x: np.ones([2, 4])})
        for thread in work:
            thread.join()
    counts = {run.fetches: len(run.seconds) for run in doctor.distinct}
    assert counts[("loss:0",)] == counts[("train",)] == 50
    assert not doctor.findings()


def test_a_variable_that_was_asked_about_on_purpose(tf):
    v = tf.get_variable("v", initializer=1.0)
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        with pytest.raises(tf.errors.FailedPreconditionError):
            session.run(v)
        session.run(v.initializer)
        session.run(v)
    assert not doctor.findings()


@pytest.mark.parametrize("resource", [False, True])
def test_a_resource_variable_without_a_value(tf, resource):
    tf.get_variable("ready", initializer=1.0, use_resource=resource)
    init = tf.global_variables_initializer()
    late = tf.get_variable("late", initializer=1.0, use_resource=resource)
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        session.run(init)
        with pytest.raises(tf.errors.FailedPreconditionError):
            session.run(late)
    (finding,) = doctor.findings()
    assert finding.code == "TD019" and "init was run, and is older than this variable" in finding.message


def test_several_nets_built_one_after_the_other_are_no_growth(tf):
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        for trial in range(8):
            with tf.variable_scope(f"trial{trial}"):
                x, _, train = net(tf, dropout=False)
            session.run(tf.global_variables_initializer())
            session.run(train, {x: np.ones([2, 4])})
    assert not doctor.findings()


def test_layers_frozen_by_a_list_of_variables(tf):
    x = tf.placeholder(tf.float32, [None, 4])
    loss = tf.reduce_mean(tf.layers.dense(tf.layers.dense(x, 3, name="frozen"), 1, name="top"))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=tf.trainable_variables("top"))
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train, {x: np.ones([2, 4])})
    assert not doctor.findings()


@pytest.mark.parametrize("resource", [False, True])
def test_nan_is_followed_to_its_origin_in_the_gradient(tf, resource):
    # The loss is a number; the gradient of what `where` leaves out is 0 times infinity.
    v = tf.get_variable("v", initializer=[4.0, 1.0], use_resource=resource)
    loss = tf.reduce_sum(tf.where(v > 1.0, tf.log(v - 1.0), tf.zeros_like(v)), name="loss")
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    told = []
    doctor = Doctor(values=True, tell=told.append)
    with doctor.watching(), tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        session.run(train)
    assert [finding.code for finding in told] == ["TD052"] and "training run 1" in told[0].message
    assert "gradients/Log_grad/mul, a Mul" in told[0].message and "Log_grad/Reciprocal:0" in told[0].message


@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
@pytest.mark.parametrize("normalized", [False, True])
def test_dead_channels_are_counted_along_the_axis_of_channels(tf, layout, normalized):
    # Of 8 channels 6 are dead; of 4 columns none is.
    x = tf.placeholder(tf.float32, [None, 4, 4, 3])
    maps = tf.nn.conv2d(x, tf.get_variable("kernel", [3, 3, 3, 8]), [1, 1, 1, 1], "SAME")
    if layout == "NCHW":  # convolutions of this layout need a GPU
        maps = tf.transpose(maps, [0, 3, 1, 2])
    maps = tf.nn.bias_add(maps, tf.get_variable("bias", initializer=[-99.0] * 6 + [0.0] * 2), data_format=layout)
    if normalized:
        maps = tf.identity(maps * 2.0 + 0.5) - 0.5
    loss = tf.reduce_mean(tf.nn.relu(maps, name="relu"))
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    doctor = Doctor(values=True)
    with doctor.watching(), tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(6):
            session.run(train, {x: np.random.RandomState(step).randn(8, 4, 4, 3)})
    found = [finding.message for finding in doctor.findings() if finding.code == "TD050"]
    assert len(found) == 1 and "6 of the 8 units of relu gave 0" in found[0]


def test_example_of_channels(tf):
    assert doctest.testmod(channels) == (0, 3)


def test_which_steps_are_sampled():
    assert [step for step in range(1, 301) if is_sampled(step)] == [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 100, 200, 300]


@pytest.mark.parametrize("fed", [False, np.bool_(False), np.array(False)])
def test_a_training_flag_that_is_fed_false(tf, fed):
    flag = tf.placeholder(tf.bool, [], name="is_training")
    loss = tf.reduce_mean(tf.layers.dropout(tf.get_variable("v", [4]), training=flag))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    doctor = Doctor()
    with doctor.watching(), tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train, {flag: fed})
        (finding,) = doctor.findings()
        assert finding.code == "TD012" and "is fed False in all runs that train" in finding.message
        session.run(train, {"is_training:0": not fed})
    assert not doctor.findings()


def test_monitored_sessions_are_seen(tf, tmp_path):
    x, loss, train = net(tf)
    step = tf.train.get_or_create_global_step()
    doctor = Doctor(values=True)
    with doctor.watching():
        hooks = [tf.train.NanTensorHook(loss), tf.train.LoggingTensorHook({"loss": loss}, every_n_iter=100)]
        with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), hooks=hooks) as session:
            for _ in range(4):
                value = session.run({"train": train, "more": [loss, step]}, {x: np.ones([2, 4])})["more"]
    assert len(value) == 2 and not doctor.findings()
    assert sum(len(run.seconds) for run in doctor.distinct if run.trains) == 4

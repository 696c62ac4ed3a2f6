"""The small helpers for what slides write by hand, each against its formula."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn import training
from tfgraph_dnn.ops import activations, initialization
from tfgraph_dnn.ops.constraints import max_norm_regularizer


def run(fetches, feeds=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches, feeds)


def step_from(w0, train):
    """The variable `w` after one step from w0."""
    (w,) = tf.trainable_variables()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        return session.run(w)


# clipping ------------------------------------------------------------------------------------------------------------

W0 = np.array([3.0, -4.0, 0.5], np.float32)


def variable_and_loss():
    w = tf.get_variable("w", initializer=W0)
    return tf.nn.l2_loss(w)  # gradient: w itself


def test_minimize_clipped_by_value():
    train = training.minimize_clipped(tf.train.GradientDescentOptimizer(1.0), variable_and_loss(), 1.0)
    np.testing.assert_allclose(step_from(W0, train), W0 - np.clip(W0, -1, 1))


@pytest.mark.parametrize("by", ["norm", "global_norm"])
def test_minimize_clipped_by_norm(by):
    train = training.minimize_clipped(tf.train.GradientDescentOptimizer(1.0), variable_and_loss(), 2.0, by=by)
    np.testing.assert_allclose(step_from(W0, train), W0 - W0 * 2 / np.linalg.norm(W0), rtol=1e-6)


def test_minimize_clipped_keeps_slices_and_counts_steps():
    table = tf.get_variable("table", initializer=np.full((4, 1), 10.0, np.float32))
    steps = tf.train.get_or_create_global_step()
    loss = tf.reduce_sum(tf.square(tf.gather(table, [1, 1])))
    train = training.minimize_clipped(tf.train.GradientDescentOptimizer(1.0), loss, 0.5, global_step=steps)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        assert session.run(table).ravel().tolist() == [10, 9, 10, 10]
        assert session.run(steps) == 1


def test_minimize_clipped_refuses_other_ways():
    with pytest.raises(ValueError, match="'value', 'norm' or 'global_norm'; got 'angle'"):
        training.minimize_clipped(tf.train.GradientDescentOptimizer(1.0), variable_and_loss(), 1.0, by="angle")


# freezing ------------------------------------------------------------------------------------------------------------


def four_layers():
    for scope in ("hidden1", "hidden2", "hidden3", "outputs"):
        with tf.variable_scope(scope):
            tf.get_variable("kernel", [1])
            tf.get_variable("bias", [1])


def names(variables):
    return [variable.op.name for variable in variables]


def test_freeze_and_trainable_split_the_variables():
    four_layers()
    frozen, left = training.trainable("hidden[12]"), training.freeze("hidden[12]")
    assert names(left) == ["hidden3/kernel", "hidden3/bias", "outputs/kernel", "outputs/bias"]
    assert sorted(names(frozen + left)) == sorted(names(tf.trainable_variables()))


def test_freeze_names_the_nearest_when_nothing_matches():
    four_layers()
    with pytest.raises(ValueError, match="no trainable variable of 8 matches 'hiden1'") as caught:
        training.freeze("hiden1")
    assert "Nearest: hidden1" in str(caught.value)


def test_freezing_everything_is_an_error():
    four_layers()
    with pytest.raises(ValueError, match="nothing is left to train"):
        training.freeze("")


# schedules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("power", [1.0, 0.5, 2.0])
@pytest.mark.parametrize("step", [0, 10, 37])
def test_power_decay(step, power):
    got = run(training.power_decay(0.1, tf.constant(step), 10, power))
    assert got == pytest.approx(0.1 / (1 + step / 10) ** power, rel=1e-5)


def test_power_decay_needs_a_step():
    with pytest.raises(ValueError, match="global_step is required"):
        training.power_decay(0.1, None, 10)


def test_performance_schedule_lowers_after_patience_and_not_below_the_minimum():
    schedule = training.PerformanceSchedule(0.8, factor=0.5, patience=2, min_rate=0.15)
    rates = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for error in (5, 4, 4, 6, 3, float("nan"), 3, 9, 9, 9, 9):
            schedule.observe(error, session)
            rates.append(float(session.run(schedule.rate)))
    assert rates == pytest.approx([0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.15, 0.15, 0.15])
    assert schedule.best == 3
    assert schedule.rate not in tf.trainable_variables()


@pytest.mark.parametrize("wrong", [{"factor": 1.0}, {"factor": 0.0}, {"patience": 0}])
def test_performance_schedule_refuses(wrong):
    with pytest.raises(ValueError):
        training.PerformanceSchedule(0.1, **wrong)


def test_performance_schedule_needs_a_session():
    with pytest.raises(ValueError, match="session"):
        training.PerformanceSchedule(0.1).observe(1.0)


# early stopping ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("use_resource", [False, True])
def test_early_stopping_restores_the_winner_without_growing_the_graph(graph, use_resource):
    w = tf.get_variable("w", initializer=0.0, use_resource=use_resource)
    grow = tf.assign_add(w, 1.0)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = len(graph.get_operations())
        stopping = training.EarlyStopping(patience=2)
        stopped_after = []
        for number, loss in enumerate([3.0, 1.0, 2.0, 1.0, 0.0]):
            session.run(grow)
            if stopping.observe(loss, session):
                stopped_after.append(number)
                break
        stopping.restore(session)
        assert session.run(w) == 2.0
        assert len(graph.get_operations()) <= before + 1  # reading a resource variable makes one operation, once
    assert stopped_after == [3]
    assert stopping.best == 1.0


def test_early_stopping_on_accuracy():
    stopping = training.EarlyStopping(patience=1, higher_is_better=True, variables=[tf.get_variable("a", [1])])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert [stopping.observe(v, session) for v in (0.5, 0.6, 0.6)] == [False, False, True]


def test_early_stopping_without_observation():
    with tf.Session() as session, pytest.raises(RuntimeError, match="call observe first"):
        training.EarlyStopping(1).restore(session)


def test_snapshot_of_an_optimizers_state():
    w = tf.get_variable("w", initializer=[1.0, 2.0])
    train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.nn.l2_loss(w))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        kept = training.snapshot(session)
        session.run(train)
        training.restore_snapshot(session, kept)
        again = training.snapshot(session)
    assert sorted(kept) == ["w", "w/Momentum"]
    for name, value in kept.items():
        np.testing.assert_array_equal(again[name], value)


# max norm ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("axes", [0, 1])
def test_max_norm_regularizer_clips_and_leaves_no_loss(axes):
    start = np.array([[3.0, 0.1], [4.0, 0.2]], np.float32)
    w = tf.get_variable("w", initializer=start, regularizer=max_norm_regularizer(1.0, axes=axes, collection="mine"))
    assert tf.losses.get_regularization_losses() == []
    (clip,) = tf.get_collection("mine")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(clip)
        got = session.run(w)
    norms = np.linalg.norm(start, axis=axes, keepdims=True)
    np.testing.assert_allclose(got, start / np.maximum(norms, 1.0), rtol=1e-6)


# activations ---------------------------------------------------------------------------------------------------------

Z = np.array([[-2.0, -0.5, 0.0, 0.5, 3.0]], np.float32)


def elu_of(z, alpha=1.0):
    return np.where(z >= 0, z, alpha * np.expm1(z))


@pytest.mark.parametrize(
    ("ours", "formula"),
    [
        (lambda z: activations.leaky_relu(z), np.maximum(0.01 * Z, Z)),
        (lambda z: activations.leaky_relu(z, 0.2), np.maximum(0.2 * Z, Z)),
        (lambda z: activations.elu(z), elu_of(Z)),
        (lambda z: activations.elu(z, 0.3), elu_of(Z, 0.3)),
        (lambda z: activations.selu(z), 1.05070098735548 * elu_of(Z, 1.67326324235437)),
        (lambda z: activations.rrelu(z, training=False), np.maximum(11 / 48 * Z, Z)),
        (lambda z: activations.rrelu(z, tf.constant(False), 0.1, 0.2), np.maximum(0.15 * Z, Z)),
        (lambda z: activations.prelu(z), np.maximum(0, Z) + 0.25 * np.minimum(0, Z)),
    ],
)
def test_activation_formulas(ours, formula):
    np.testing.assert_allclose(run(ours(tf.constant(Z))), formula, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("training_flag", [True, "tensor"])
def test_rrelu_draws_a_slope_for_each_element_and_step(training_flag):
    flag = tf.constant(True) if training_flag == "tensor" else True
    y = activations.rrelu(-tf.ones([1000]), flag, 0.1, 0.3, seed=1)
    with tf.Session() as session:
        first, second = session.run(y), session.run(y)
    assert first.min() >= -0.3 and first.max() <= -0.1
    assert np.unique(first).size > 900
    assert not np.array_equal(first, second)
    assert first.mean() == pytest.approx(-0.2, abs=0.01)


def test_rrelu_refuses_a_wrong_range():
    with pytest.raises(ValueError, match="lower=0.5 and upper=0.2"):
        activations.rrelu(tf.constant(Z), True, 0.5, 0.2)


def test_prelu_learns_and_shares():
    images = tf.placeholder(tf.float32, [None, None, None, 3])
    y = activations.prelu(images, shared_axes=(1, 2), name="act")
    (alpha,) = tf.trainable_variables()
    assert (alpha.op.name, alpha.shape.as_list()) == ("act/alpha", [1, 1, 3])
    (slope,) = tf.gradients(y, alpha)
    got = run(slope, {images: -np.ones((2, 2, 2, 3))})
    np.testing.assert_allclose(got, -8 * np.ones((1, 1, 3)))
    with pytest.raises(ValueError, match="shared_axes"):
        activations.prelu(images)


# initialization ------------------------------------------------------------------------------------------------------

TABLE = {
    ("logistic", "uniform"): np.sqrt(6 / 700),
    ("logistic", "normal"): np.sqrt(2 / 700),
    ("tanh", "uniform"): 4 * np.sqrt(6 / 700),
    ("tanh", "normal"): 4 * np.sqrt(2 / 700),
    ("relu", "uniform"): np.sqrt(2) * np.sqrt(6 / 700),
    ("relu", "normal"): np.sqrt(2) * np.sqrt(2 / 700),
}


@pytest.mark.parametrize(("activation", "distribution"), list(TABLE))
def test_the_six_cells(activation, distribution):
    wanted = TABLE[activation, distribution]
    assert initialization.spread([500, 200], activation, distribution) == pytest.approx(wanted, rel=1e-12)
    w = run(tf.get_variable("w", [500, 200], initializer=initialization.initializer(activation, distribution)))
    if distribution == "uniform":
        assert wanted * 0.999 < np.abs(w).max() <= wanted
        wanted /= np.sqrt(3)  # standard deviation of the uniform distribution
    assert w.std() == pytest.approx(wanted, rel=0.01)
    assert abs(w.mean()) < wanted / 50


def test_initializer_of_a_partitioned_variable_uses_the_whole_shape():
    split = tf.fixed_size_partitioner(2)
    parts = tf.get_variable("w", [800, 100], initializer=initialization.initializer("tanh"), partitioner=split)
    w = np.concatenate(run(list(parts)))
    assert w.std() == pytest.approx(4 * np.sqrt(2 / 900), rel=0.02)


def test_initialization_of_filters_counts_the_window():
    assert initialization.fans([3, 5, 2, 4]) == (30, 60)


@pytest.mark.parametrize(
    "call",
    [
        lambda: initialization.initializer("sine"),
        lambda: initialization.initializer("relu", "cauchy"),
        lambda: initialization.fans([3]),
    ],
)
def test_initialization_refuses(call):
    with pytest.raises(ValueError):
        call()

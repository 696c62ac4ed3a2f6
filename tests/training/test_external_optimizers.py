"""Optimizers outside of the graph."""

import sys

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf


class Newton(tf.contrib.opt.ExternalOptimizerInterface):
    """Exact for x**2: one step of the gradient halved."""

    def _minimize(self, initial_val, loss_grad_func, step_callback, packed_bounds, **_):
        _, gradient = loss_grad_func(initial_val)
        found = initial_val - gradient / 2
        step_callback(found)
        low, high = np.array(packed_bounds).T
        return np.clip(found, low, high)


def test_own_optimizer_gets_flat_vectors_and_sets_the_variables():
    a, b = tf.Variable([[1.0, 2.0]]), tf.Variable(3.0)
    loss = tf.reduce_sum(tf.square(a - 5.0)) + tf.square(b + 1.0)
    optimizer = Newton(loss, var_to_bounds={a: (0.0, [4.0, np.inf])})
    losses, vectors = [], []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        optimizer.minimize(session, fetches=[loss], loss_callback=losses.append, step_callback=vectors.append)
        assert session.run(a).tolist() == [[4.0, 5.0]]
        assert session.run(b) == -1.0
    assert losses == [16 + 9 + 16]
    np.testing.assert_allclose(vectors, [[5, 5, -1]])


def test_base_class_says_what_is_missing():
    v = tf.Variable(1.0)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(NotImplementedError, match="_minimize"):
            tf.contrib.opt.ExternalOptimizerInterface(v * v).minimize(session)


def test_scipy_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    v = tf.Variable(1.0)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(ImportError, match="pip install scipy"):
            tf.contrib.opt.ScipyOptimizerInterface(v * v).minimize(session)


@pytest.mark.parametrize("constrained", [False, True])
def test_scipy(constrained):
    pytest.importorskip("scipy.optimize")
    v = tf.Variable([7.0, 7.0])
    extra = {"equalities": [v[1] - 1.0], "inequalities": [v[0] - 2.0], "method": "SLSQP"} if constrained else {}
    optimizer = tf.contrib.opt.ScipyOptimizerInterface(tf.reduce_sum(tf.square(v)), options={"maxiter": 100}, **extra)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        optimizer.minimize(session)
        np.testing.assert_allclose(session.run(v), [2, 1] if constrained else [0, 0], atol=1e-3)

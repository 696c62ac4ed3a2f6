"""Decoupled weight decay against its formula, the gradient held apart from the weights so that the order is fixed."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf

W0 = np.array([[2.0, -4.0], [1.0, 3.0]], np.float32)
G = np.array([[0.5, 0.5], [-1.0, 0.0]], np.float32)


def after_one_step(optimizer, use_resource, gradient=None, **options):
    w = tf.get_variable("w", initializer=W0, use_resource=use_resource)
    train = optimizer.apply_gradients([(tf.constant(G) if gradient is None else gradient, w)], **options)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        return session.run(w)


@pytest.mark.parametrize("use_resource", [False, True])
def test_momentumw_decays_then_steps(use_resource):
    optimizer = tf.contrib.opt.MomentumWOptimizer(0.1, learning_rate=0.5, momentum=0.9)
    np.testing.assert_allclose(after_one_step(optimizer, use_resource), 0.9 * W0 - 0.5 * G, rtol=1e-6)


def test_decay_of_chosen_variables_only():
    other = tf.get_variable("other", [1])
    optimizer = tf.contrib.opt.MomentumWOptimizer(0.1, learning_rate=0.5, momentum=0.9)
    got = after_one_step(optimizer, False, decay_var_list=[other])
    np.testing.assert_allclose(got, W0 - 0.5 * G, rtol=1e-6)


@pytest.mark.parametrize("use_resource", [False, True])
def test_sparse_gradients_decay_their_rows(use_resource):
    AdagradW = tf.contrib.opt.extend_with_decoupled_weight_decay(tf.train.AdagradOptimizer)
    rows = tf.IndexedSlices(tf.constant(G[:1]), tf.constant([1]), tf.constant([2, 2]))
    optimizer = AdagradW(weight_decay=0.1, learning_rate=0.5, initial_accumulator_value=0.75)
    got = after_one_step(optimizer, use_resource, rows)
    np.testing.assert_allclose(got, [W0[0], 0.9 * W0[1] - 0.5 * G[0] / np.sqrt(0.75 + G[0] ** 2)], rtol=1e-6)


def test_minimize_decays_all_as_tf_1_15_did():
    w = tf.get_variable("w", initializer=W0)
    other = tf.get_variable("other", [1])
    train = tf.contrib.opt.AdamWOptimizer(0.1, 0.0).minimize(tf.reduce_sum(w), var_list=[w], decay_var_list=[other])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        np.testing.assert_allclose(session.run(w), 0.9 * W0, rtol=1e-6)

"""What the parity cases do not reach of `tf.gradients`: where it hands over to TensorFlow, and its refusals."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn._backend import tf1


def value_of(tensor):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(tensor)


def test_through_a_function_call():
    square = tf1.function(lambda v: v * v, autograph=False)
    x = tf.constant([1.0, 3.0])
    (gradient,) = tf.gradients(square(x), x)
    assert value_of(gradient).tolist() == [2.0, 6.0]


def test_in_a_function_body():
    data = tf.data.Dataset.from_tensor_slices([1.0, 3.0]).map(lambda v: tf.gradients(v * v, v)[0])
    item = tf.data.make_one_shot_iterator(data).get_next()
    with tf.Session() as session:
        assert [session.run(item), session.run(item)] == [2.0, 6.0]


def test_beside_a_dataset_the_subgraph_is_ours():
    data = tf.data.Dataset.from_tensor_slices(np.eye(2, dtype=np.float32)).map(lambda v: v * 2.0).batch(2)
    x = tf.data.make_one_shot_iterator(data).get_next()
    w = tf.get_variable("w", [2, 1], initializer=tf.ones_initializer())
    (gradient,) = tf.gradients(tf.reduce_mean(tf.matmul(x, w)), w)
    names = {op.name for op in tf.get_default_graph().get_operations()}
    assert "gradients/grad_ys_0" in names
    assert value_of(gradient).ravel().tolist() == [1.0, 1.0]


def test_a_loop_variable_has_no_gradient_inside_its_loop():
    def body(i, v):
        return i + 1, v + tf.gradients(v * v, start)[0]

    start = tf.constant(2.0)
    with pytest.raises(ValueError, match="Cannot compute gradient inside while loop"):
        tf.while_loop(lambda i, v: i < 2, body, [0, start])


def test_a_gradient_function_of_ones_own_wins_over_ours():
    name = "TestTenfoldSum"
    tf.RegisterGradient(name)(lambda op, grad: [10.0 * tf.ones_like(op.inputs[0]), None])
    x = tf.constant([1.0, 2.0])
    with tf.get_default_graph().gradient_override_map({"Sum": name}):
        y = tf.reduce_sum(x)
    assert value_of(tf.gradients(y, x)[0]).tolist() == [10.0, 10.0]
    assert value_of(tf.gradients(tf.reduce_sum(x), x)[0]).tolist() == [1.0, 1.0]


def test_a_gradient_function_must_answer_for_every_input():
    name = "TestTooFew"
    tf.RegisterGradient(name)(lambda op, grad: [grad])
    x = tf.constant([1.0])
    with tf.get_default_graph().gradient_override_map({"Add": name, "AddV2": name}):
        y = x + x
    with pytest.raises(ValueError, match="Num gradients 1 .* do not match num inputs 2"):
        tf.gradients(y, x)


def test_a_gradient_of_another_shape_is_refused():
    name = "TestWrongShape"
    tf.RegisterGradient(name)(lambda op, grad: tf.ones([7]))
    x = tf.constant([1.0, 2.0])
    with tf.get_default_graph().gradient_override_map({"Identity": name}):
        y = tf.identity(x)
    with pytest.raises(ValueError, match="Incompatible shapes between op input and calculated input gradient"):
        tf.gradients(y, x)


def test_no_gradient_names_the_operation():
    x = tf.constant([1.0])
    with pytest.raises(LookupError, match=r"No gradient defined for operation 'Bitcast' \(op type: Bitcast\)"):
        tf.gradients(tf.bitcast(x, tf.float32), x)


def test_unknown_value_for_unconnected_gradients():
    x = tf.constant([1.0])
    with pytest.raises(ValueError, match="Unknown value for unconnected_gradients: 'one'"):
        tf.gradients(x, x, unconnected_gradients="one")


def test_second_derivative_of_sparse_cross_entropy_is_refused():
    z = tf.constant([[1.0, 2.0]])
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=z)
    (first,) = tf.gradients(loss, z)
    with pytest.raises(LookupError, match="Gradient explicitly disabled"):
        tf.gradients(first, z)


@pytest.mark.parametrize("shape", [(2, 3), (3,), (), (1, 3), (2, 1)])
def test_broadcasting_gradients_against_finite_differences(shape):
    rng = np.random.RandomState(0)
    a0, b0 = rng.uniform(0.5, 2, (2, 3)), rng.uniform(0.5, 2, shape)
    a, b = tf.placeholder(tf.float64, [None, 3]), tf.placeholder(tf.float64, shape)
    y = tf.reduce_sum(a * b + a / b - tf.maximum(a, b) + tf.pow(a, b) + tf.squared_difference(a, b))
    gradient = tf.gradients(y, b)[0]
    with tf.Session() as session:
        got = session.run(gradient, {a: a0, b: b0})
        for index in np.ndindex(*shape):
            step = np.zeros(shape)
            step[index] = 1e-6
            up, down = (session.run(y, {a: a0, b: b0 + sign * step}) for sign in (1, -1))
            assert got[index] == pytest.approx((up - down) / 2e-6, rel=1e-5)

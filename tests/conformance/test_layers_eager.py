"""tf.layers under eager execution, where TF 1.15's own tests run the layers a second time."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf


@pytest.fixture(autouse=True)
def eager():
    with tf.python.eager.context.eager_mode():
        yield


def test_variables_losses_and_activity_losses():
    layer = tf.layers.Dense(2, kernel_regularizer=tf.nn.l2_loss, activity_regularizer=tf.reduce_sum, name="fc")
    outputs = layer(tf.ones([4, 3]))
    assert [v.name for v in layer.trainable_variables] == ["fc/kernel:0", "fc/bias:0"]
    by_activity, by_kernel = sorted(loss.numpy() for loss in layer.losses), tf.nn.l2_loss(layer.kernel).numpy()
    expected = sorted([by_kernel, np.sum(outputs.numpy()) / 4])
    np.testing.assert_allclose(by_activity, expected, rtol=1e-5)


def test_activity_losses_are_of_the_last_call():
    layer = tf.layers.Dense(2, activity_regularizer=tf.reduce_sum)
    for _ in range(3):
        layer(tf.ones([4, 3]))
    assert len(layer.losses) == 1


def test_a_loss_outside_of_a_call_is_refused():
    with pytest.raises(ValueError, match="zero argument `lambda`"):
        tf.layers.Layer().add_loss(tf.constant(1.0))


def test_batch_normalization_updates_at_once():
    layer = tf.layers.BatchNormalization(momentum=0.5)
    layer(tf.constant([[1.0], [3.0]]), training=True)
    assert layer.updates == []
    np.testing.assert_allclose(layer.moving_mean.numpy(), [1.0])
    np.testing.assert_allclose(layer.moving_variance.numpy(), [1.0])


def test_frozen_layers_do_not_update():
    layer = tf.layers.BatchNormalization(momentum=0.5, trainable=False)
    layer(tf.constant([[1.0], [3.0]]), training=True)
    np.testing.assert_allclose(layer.moving_mean.numpy(), [0.0])


def test_input_spec_is_checked_before_building():
    with pytest.raises(ValueError, match="expected min_ndim=2"):
        tf.layers.Dense(2)(tf.ones([3]))


def test_there_is_no_graph():
    with pytest.raises(RuntimeError, match="eagerly"):
        _ = tf.layers.Dense(2).graph


@pytest.mark.parametrize(
    ("layer", "shape", "expected"),
    [
        (lambda: tf.layers.Conv1D(4, 3, padding="causal"), [2, 9, 3], [2, 9, 4]),
        (lambda: tf.layers.Conv2D(4, 3, dilation_rate=2, padding="same"), [2, 9, 9, 3], [2, 9, 9, 4]),
        (lambda: tf.layers.Conv2DTranspose(4, 3, strides=2), [2, 4, 4, 3], [2, 9, 9, 4]),
        (lambda: tf.layers.SeparableConv2D(4, 3), [2, 9, 9, 3], [2, 7, 7, 4]),
        (lambda: tf.layers.MaxPooling2D(2, 2), [2, 9, 9, 3], [2, 4, 4, 3]),
        (lambda: tf.layers.AveragePooling3D(2, 2), [2, 4, 4, 4, 3], [2, 2, 2, 2, 3]),
        (lambda: tf.layers.Dense(5), [2, 3, 4], [2, 3, 5]),
        (lambda: tf.layers.Flatten(), [2, 3, 4], [2, 12]),
        (lambda: tf.layers.Dropout(0.5), [2, 3], [2, 3]),
    ],
)
def test_shapes(layer, shape, expected):
    assert layer()(tf.ones(shape)).shape.as_list() == expected

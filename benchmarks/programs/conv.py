"""A small convolutional net on 28 x 28 pixels: two convolutions, a pool, two dense layers, Adam."""

import tensorflow as tf
from programs import digits, nets


def _convolution(inputs, filters, name, strides):
    depth = int(inputs.get_shape()[3])
    with tf.variable_scope(name):
        kernel = tf.get_variable("kernel", [3, 3, depth, filters])
        bias = tf.get_variable("bias", [filters], initializer=tf.zeros_initializer())
        outputs = tf.nn.conv2d(inputs, kernel, strides=[1, strides, strides, 1], padding="SAME")
        return tf.nn.relu(tf.nn.bias_add(outputs, bias))


def make(batch):
    """Builds the net; a step is one training step."""
    X, y = nets.placeholders()
    images = tf.reshape(X, [-1, 28, 28, 1])
    hidden = _convolution(_convolution(images, 32, "conv1", 1), 64, "conv2", 2)
    pooled = tf.nn.max_pool(hidden, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID")
    flat = tf.reshape(pooled, [-1, 7 * 7 * 64])
    loss = nets.mean_loss(nets.dense(nets.dense(flat, 64, "hidden", tf.nn.relu), 10, "outputs"), y)
    training_op = tf.train.AdamOptimizer().minimize(loss)
    return nets.training([training_op], lambda images, labels: {X: images, y: labels}, digits.batches(batch))

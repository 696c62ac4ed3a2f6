"""The nets that the sample weights belong to, as TF 1.15.5 ran them for the golden outputs."""

import numpy as np


def ramp(shape, scale=1, shift=0):
    """Values that are the same on every machine."""
    steps = (np.arange(np.prod(shape), dtype=np.int64) * 37 + 11) % 101
    values = steps.astype(np.float32) / np.float32(101) * np.float32(scale) + np.float32(shift)
    return values.reshape(shape)


def lenet(tf):
    """Caffe's LeNet; images and logits."""
    images = tf.placeholder(tf.float32, [None, 28, 28, 1])
    maps = tf.layers.max_pooling2d(tf.layers.conv2d(images, 20, 5, name="conv1"), 2, 2)
    maps = tf.layers.max_pooling2d(tf.layers.conv2d(maps, 50, 5, name="conv2"), 2, 2)
    hidden = tf.layers.dense(tf.layers.flatten(maps), 500, tf.nn.relu, name="ip1")
    return images, tf.layers.dense(tf.layers.dropout(hidden), 10, name="ip2")


def pnet(tf):
    """MTCNN's proposal net; images, probabilities and boxes."""

    def convolution(maps, name, outputs, size):
        with tf.variable_scope(name):
            kernel = tf.get_variable("weights", [size, size, maps.shape[-1], outputs])
            bias = tf.get_variable("biases", [outputs])
            return tf.nn.bias_add(tf.nn.conv2d(maps, kernel, [1, 1, 1, 1], "VALID"), bias)

    def prelu(maps, name):
        with tf.variable_scope(name):
            alpha = tf.get_variable("alpha", [maps.shape[-1]])
            return tf.nn.relu(maps) - alpha * tf.nn.relu(-maps)

    images = tf.placeholder(tf.float32, [None, None, None, 3])
    maps = prelu(convolution(images, "conv1", 10, 3), "PReLU1")
    maps = tf.nn.max_pool(maps, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
    maps = prelu(convolution(maps, "conv2", 16, 3), "PReLU2")
    maps = prelu(convolution(maps, "conv3", 32, 3), "PReLU3")
    return images, tf.nn.softmax(convolution(maps, "conv4-1", 2, 1)), convolution(maps, "conv4-2", 4, 1)


def gomoku(tf):
    """The policy and value net of a board of 6 x 6."""
    board = maps = tf.placeholder(tf.float32, [None, 6, 6, 4])
    for number, outputs in enumerate((32, 64, 128), 1):
        maps = tf.layers.conv2d(maps, outputs, 3, padding="same", activation=tf.nn.relu, name=f"conv{number}")
    moves = tf.layers.flatten(tf.layers.conv2d(maps, 4, 1, activation=tf.nn.relu, name="moves"))
    policy = tf.nn.softmax(tf.layers.dense(moves, 36, name="policy"))
    worth = tf.layers.flatten(tf.layers.conv2d(maps, 2, 1, activation=tf.nn.relu, name="worth"))
    value = tf.layers.dense(tf.layers.dense(worth, 64, tf.nn.relu, name="hidden"), 1, tf.tanh, name="value")
    return board, policy, value

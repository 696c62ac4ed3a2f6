"""Building `tf.nn.static_rnn` over LSTM cells and its gradients."""

import tensorflow as tf


def make(length):
    """A step is one building of the graph."""

    def build():
        tf.reset_default_graph()
        X = tf.placeholder(tf.float32, shape=(None, length, 8), name="X")
        cell = tf.nn.rnn_cell.BasicLSTMCell(16)
        outputs, _ = tf.nn.static_rnn(cell, tf.unstack(X, axis=1), dtype=tf.float32)
        tf.train.GradientDescentOptimizer(0.01).minimize(tf.reduce_mean(tf.square(outputs[-1])))

    return build

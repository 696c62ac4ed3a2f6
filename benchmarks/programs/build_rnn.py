"""Building a recurrent net of many unrolled steps and its gradients."""

import tensorflow as tf


def make(length):
    """A step is one building of the graph."""

    def build():
        tf.reset_default_graph()
        X = tf.placeholder(tf.float32, shape=(None, 8), name="X")
        kernel = tf.get_variable("kernel", [8 + 16, 16])
        bias = tf.get_variable("bias", [16], initializer=tf.zeros_initializer())
        state = tf.zeros([tf.shape(X)[0], 16])
        for _ in range(length):
            state = tf.tanh(tf.matmul(tf.concat([X, state], 1), kernel) + bias)
        tf.train.GradientDescentOptimizer(0.01).minimize(tf.reduce_mean(tf.square(state)))

    return build

"""An 8-10-3 net on batches of 10: nearly all of a step is the way from Python to the kernels."""

import numpy as np
import tensorflow as tf


def make():
    """Builds the net; a step is one run of the training operation."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, shape=(None, 8), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    kernel1 = tf.get_variable("kernel1", [8, 10])
    bias1 = tf.get_variable("bias1", [10], initializer=tf.zeros_initializer())
    kernel2 = tf.get_variable("kernel2", [10, 3])
    bias2 = tf.get_variable("bias2", [3], initializer=tf.zeros_initializer())
    hidden = tf.nn.relu(tf.matmul(X, kernel1) + bias1)
    logits = tf.matmul(hidden, kernel2) + bias2
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    training_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    random = np.random.RandomState(42)
    X_batch, y_batch = random.rand(10, 8).astype(np.float32), random.randint(0, 3, 10)

    def step():
        session.run(training_op, feed_dict={X: X_batch, y: y_batch})

    step.finish = session.close
    return step

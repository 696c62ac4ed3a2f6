"""Leaky ReLU, RReLU, PReLU, ELU and SELU: the functions by hand, and a net trained with each."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:4000], mnist.train.labels[:4000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 100, 50, 10
n_epochs, batch_size = 2, 100


def leaky_relu(z, name=None):
    return tf.maximum(0.01 * z, z, name=name)


def prelu(z, name=None):
    with tf.variable_scope(name, default_name="prelu"):
        alpha = tf.get_variable("alpha", z.get_shape()[-1:], initializer=tf.constant_initializer(0.25))
        return tf.maximum(0.0, z) + alpha * tf.minimum(0.0, z)


def make_rrelu(training, lower=3.0, upper=8.0):
    def rrelu(z, name=None):
        with tf.name_scope(name, "rrelu", [z]):
            slope = tf.cond(
                training,
                lambda: 1.0 / tf.random_uniform(tf.shape(z), lower, upper),
                lambda: tf.fill(tf.shape(z), 2.0 / (lower + upper)),
            )
            return tf.where(z >= 0, z, slope * z)

    return rrelu


def train(name, make_activation):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    np.random.seed(42)
    X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    training = tf.placeholder_with_default(False, shape=(), name="training")
    activation = make_activation(training)
    he_init = tf.variance_scaling_initializer()
    hidden1 = tf.layers.dense(X, n_hidden1, activation=activation, kernel_initializer=he_init, name="hidden1")
    hidden2 = tf.layers.dense(hidden1, n_hidden2, activation=activation, kernel_initializer=he_init, name="hidden2")
    logits = tf.layers.dense(hidden2, n_outputs, name="outputs")
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")
    training_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    init = tf.global_variables_initializer()
    writer = tf.summary.FileWriter("./tf_logs/Activations/" + name, tf.get_default_graph())
    with tf.Session() as sess:
        init.run()
        for epoch in range(n_epochs):
            for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
                sess.run(training_op, feed_dict={X: X_batch, y: y_batch, training: True})
            print(name, epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    writer.close()


train("leaky_relu", lambda training: leaky_relu)
train("rrelu", make_rrelu)
train("prelu", lambda training: prelu)
train("elu", lambda training: tf.nn.elu)
train("selu", lambda training: tf.nn.selu)

"""Freezing the lower layers by handing the optimizer the variables of the upper ones."""
from __future__ import print_function

import os

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/FreezingLowerLayers")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:8000], mnist.train.labels[:8000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


ORIGINAL = "./tf_logs/FreezingLowerLayers/original.ckpt"


def train_original_net():
    """The net whose lower layers the slide reuses; trained here when nobody has yet."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    np.random.seed(42)
    X = tf.placeholder(tf.float32, shape=(None, 28 * 28), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    he_init = tf.variance_scaling_initializer()
    with tf.name_scope("dnn"):
        hidden = X
        for number, units in enumerate([300, 50, 50, 50], start=1):
            hidden = tf.layers.dense(
                hidden, units, activation=tf.nn.elu, kernel_initializer=he_init, name="hidden%d" % number
            )
        logits = tf.layers.dense(hidden, 10, name="outputs")
    with tf.name_scope("loss"):
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy, name="loss")
    with tf.name_scope("train"):
        training_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss, name="GradientDescent")
    with tf.name_scope("eval"):
        accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32), name="accuracy")
    for node in (X, y, accuracy, training_op):
        tf.add_to_collection("my_important_ops", node)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for epoch in range(3):
            for X_batch, y_batch in shuffled_batches(X_train, y_train, 50):
                sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
            print("original", epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
        saver.save(sess, ORIGINAL)


if not os.path.exists(ORIGINAL + ".meta"):
    train_original_net()

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, 28 * 28), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")

with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(X, 300, activation=tf.nn.elu, name="hidden1")
    hidden2 = tf.layers.dense(hidden1, 50, activation=tf.nn.elu, name="hidden2")
    hidden3 = tf.layers.dense(hidden2, 50, activation=tf.nn.elu, name="hidden3")
    hidden4 = tf.layers.dense(hidden3, 20, activation=tf.nn.elu, name="new_hidden4")
    logits = tf.layers.dense(hidden4, 10, name="new_outputs")

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

with tf.name_scope("train"):
    optimizer = tf.train.GradientDescentOptimizer(0.05)
    train_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="hidden[3]|new_hidden4|new_outputs")
    training_op = optimizer.minimize(loss, var_list=train_vars)
print([var.op.name for var in train_vars])

reuse_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="hidden[123]")  # regular expression
restore_saver = tf.train.Saver(dict((var.op.name, var) for var in reuse_vars))
print(sorted(var.op.name for var in reuse_vars))

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    init.run()
    restore_saver.restore(sess, ORIGINAL)
    frozen = sess.run("hidden1/kernel:0")
    for epoch in range(3):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, 50):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    print("hidden1 unchanged:", (frozen == sess.run("hidden1/kernel:0")).all())
    saver.save(sess, "./tf_logs/FreezingLowerLayers/new_model.ckpt")

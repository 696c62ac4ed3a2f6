"""A net of five hidden layers as the slides began, and as they end: He, ELU, batch norm, dropout, Adam."""

from functools import partial

import numpy as np
import tensorflow as tf

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:5000].reshape(-1, 784).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_train, y_valid = y_train[:5000].astype(np.int32), y_test[:1000].astype(np.int32)
EPOCHS, BATCH, UNITS = 8, 50, 80


def began(X, training):
    normal = tf.random_normal_initializer(stddev=1.0)
    for number in range(1, 6):
        X = tf.layers.dense(X, UNITS, tf.nn.sigmoid, kernel_initializer=normal, name="hidden%d" % number)
    return tf.layers.dense(X, 10, kernel_initializer=normal, name="outputs"), tf.train.GradientDescentOptimizer(0.05)


def end(X, training):
    dense = partial(tf.layers.dense, kernel_initializer=tf.contrib.layers.variance_scaling_initializer())
    for number in range(1, 6):
        X = dense(X, UNITS, name="hidden%d" % number)
        X = tf.nn.elu(tf.layers.batch_normalization(X, training=training, momentum=0.9))
        X = tf.layers.dropout(X, 0.1, training=training)
    return dense(X, 10, name="outputs"), tf.train.AdamOptimizer(1e-3)


def run(net):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    training = tf.placeholder_with_default(False, [], name="training")
    logits, optimizer = net(X, training)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        training_op = optimizer.minimize(loss)
    losses, accuracies = [], []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(EPOCHS):
            for step in range(len(X_train) // BATCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows], training: True})
            found = sess.run([loss, accuracy], feed_dict={X: X_valid, y: y_valid})
            losses.append(found[0])
            accuracies.append(found[1])
    return losses, accuracies


curves = {"logistic, normal(0, 1), gradient descent": run(began), "He, ELU, batch norm, dropout, Adam": run(end)}
for name, (losses, accuracies) in curves.items():
    print("%-41s loss %.3f  accuracy %.3f" % (name, losses[-1], accuracies[-1]))

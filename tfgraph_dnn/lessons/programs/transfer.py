"""A net for the digits 0 to 4 is reused for 5 to 9, with few examples: frozen, trained on, and from scratch."""

import os
import tempfile

import numpy as np
import tensorflow as tf

(X_all, y_all), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_all = X_all[:12000].reshape(-1, 784).astype(np.float32) / 255.0
X_test = X_test[:4000].reshape(-1, 784).astype(np.float32) / 255.0
y_all, y_test = y_all[:12000].astype(np.int32), y_test[:4000].astype(np.int32)
X_old, y_old = X_all[y_all < 5], y_all[y_all < 5]
few = np.concatenate([np.where(y_all == label)[0][:20] for label in range(5, 10)])
X_few, y_few = X_all[few], y_all[few] - 5
X_valid, y_valid = X_test[y_test >= 5], y_test[y_test >= 5] - 5
BATCH, EPOCHS = 20, 25
checkpoint = os.path.join(tempfile.mkdtemp(), "digits_0_to_4.ckpt")


def build(frozen=False):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    last = X
    for number, units in enumerate([100, 60, 40], start=1):
        last = tf.layers.dense(last, units, activation=tf.nn.elu, name="hidden%d" % number)
    hidden4 = tf.layers.dense(last, 30, activation=tf.nn.elu, name="hidden4")
    logits = tf.layers.dense(hidden4, 5, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    scope = "hidden[34]|outputs" if frozen else None
    train_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope)
    return X, y, accuracy, tf.train.AdamOptimizer(2e-3).minimize(loss, var_list=train_vars)


def epoch(sess, X, y, training_op, inputs, labels, order):
    for step in range(len(inputs) // BATCH):
        rows = order[step * BATCH : (step + 1) * BATCH]
        sess.run(training_op, feed_dict={X: inputs[rows], y: labels[rows]})


def train_old():
    X, y, accuracy, training_op = build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            epoch(sess, X, y, training_op, X_old, y_old, np.arange(len(X_old)))
        tf.train.Saver().save(sess, checkpoint)
        return sess.run(accuracy, feed_dict={X: X_test[y_test < 5], y: y_test[y_test < 5]})


def train_new(reuse, frozen=False):
    X, y, accuracy, training_op = build(frozen)
    reuse_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="hidden[123]")
    restore_saver = tf.train.Saver({v.op.name: v for v in reuse_vars})
    random, accuracies = np.random.RandomState(0), []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        if reuse:
            restore_saver.restore(sess, checkpoint)
        for _ in range(EPOCHS):
            epoch(sess, X, y, training_op, X_few, y_few, random.permutation(len(X_few)))
            accuracies.append(sess.run(accuracy, feed_dict={X: X_valid, y: y_valid}))
    return accuracies


old_accuracy = train_old()
curves = {
    "from scratch": train_new(reuse=False),
    "hidden1-3 restored, 1-2 frozen": train_new(reuse=True, frozen=True),
    "hidden1-3 restored, all trained": train_new(reuse=True),
}
print("digits 0 to 4, all examples: %.3f" % old_accuracy)
for name, accuracies in curves.items():
    print("digits 5 to 9, 100 examples, %-32s %.3f -> %.3f" % (name + ":", accuracies[0], accuracies[-1]))

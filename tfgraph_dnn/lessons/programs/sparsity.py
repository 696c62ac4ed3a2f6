"""The same net under more and more l1 regularization: how many weights become zero."""

from functools import partial

import numpy as np
import tensorflow as tf

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:5000].reshape(-1, 784).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_train, y_valid = y_train[:5000].astype(np.int32), y_test[:1000].astype(np.int32)
EPOCHS, BATCH, SMALL = 5, 50, 1e-3


def build(regularizer):
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    my_dense_layer = partial(tf.layers.dense, activation=tf.nn.relu, kernel_regularizer=regularizer)
    with tf.name_scope("dnn"):
        hidden1 = my_dense_layer(X, 64, name="hidden1")
        logits = my_dense_layer(hidden1, 10, activation=None, name="outputs")
    with tf.name_scope("loss"):
        base_loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
        reg_losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
        loss = tf.add_n([base_loss] + reg_losses, name="loss")
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    return X, y, accuracy, tf.train.AdamOptimizer(2e-3).minimize(loss)


def run(regularizer):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X, y, accuracy, training_op = build(regularizer)
    kernel = tf.get_default_graph().get_tensor_by_name("hidden1/kernel:0")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(EPOCHS):
            for step in range(len(X_train) // BATCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows]})
        return sess.run([kernel, accuracy], feed_dict={X: X_valid, y: y_valid})


REGULARIZERS = {
    "none": None,
    "l2, 0.0005": tf.contrib.layers.l2_regularizer(5e-4),
    "l1, 0.0001": tf.contrib.layers.l1_regularizer(1e-4),
    "l1, 0.0005": tf.contrib.layers.l1_regularizer(5e-4),
}
kernels, accuracies, zeros = {}, {}, {}
for name, regularizer in REGULARIZERS.items():
    kernels[name], accuracies[name] = run(regularizer)
    zeros[name] = np.mean(np.abs(kernels[name]) < SMALL)
    print("%-11s weights below %g: %.3f  accuracy: %.3f" % (name, SMALL, zeros[name], accuracies[name]))

"""Batch normalization with contrib's fully_connected and an is_training placeholder; saves a checkpoint."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.contrib.layers import batch_norm, fully_connected
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:8000], mnist.train.labels[:8000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 100, 10
n_epochs, batch_size = 5, 200

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
is_training = tf.placeholder(tf.bool, shape=(), name="is_training")
bn_params = {"is_training": is_training, "decay": 0.99, "updates_collections": None, "scale": True}

with tf.name_scope("dnn"):
    with tf.contrib.framework.arg_scope(
        [fully_connected],
        activation_fn=tf.nn.elu,
        weights_initializer=tf.contrib.layers.variance_scaling_initializer(),
        normalizer_fn=batch_norm,
        normalizer_params=bn_params,
    ):
        hidden1 = fully_connected(X, n_hidden1, scope="hidden1")
        hidden2 = fully_connected(hidden1, n_hidden2, scope="hidden2")
        logits = fully_connected(hidden2, n_outputs, activation_fn=None, scope="outputs")

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("train"):
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    training_op = optimizer.minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

init = tf.global_variables_initializer()
saver = tf.train.Saver()
writer = tf.summary.FileWriter("./tf_logs/BatchNormalization/", tf.get_default_graph())

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={is_training: True, X: X_batch, y: y_batch})
        accuracy_val = accuracy.eval(feed_dict={is_training: False, X: X_valid, y: y_valid})
        print(epoch, "Validation accuracy:", accuracy_val)
    print(saver.save(sess, "./tf_logs/BatchNormalization/model.ckpt"))
    print([v.op.name for v in tf.trainable_variables()])
    print([v.op.name for v in tf.global_variables() if v not in tf.trainable_variables()])
writer.close()

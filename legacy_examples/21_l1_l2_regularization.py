"""l1 and l2 regularization through partial(): the losses come from the collection."""
from __future__ import print_function

from functools import partial

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/Regularization")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:6000], mnist.train.labels[:6000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 100, 50, 10
n_epochs, batch_size = 3, 200


def train(name, regularizer):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    np.random.seed(42)
    X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    my_dense_layer = partial(tf.layers.dense, activation=tf.nn.elu, kernel_regularizer=regularizer)
    with tf.name_scope("dnn"):
        hidden1 = my_dense_layer(X, n_hidden1, name="hidden1")
        hidden2 = my_dense_layer(hidden1, n_hidden2, name="hidden2")
        logits = my_dense_layer(hidden2, n_outputs, activation=None, name="outputs")
    with tf.name_scope("loss"):
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        base_loss = tf.reduce_mean(xentropy, name="avg_xentropy")
        reg_losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
        loss = tf.add_n([base_loss] + reg_losses, name="loss")
    with tf.name_scope("eval"):
        accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    with tf.name_scope("train"):
        training_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
    saver = tf.train.Saver()
    print([reg_loss.op.name for reg_loss in reg_losses])
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for epoch in range(n_epochs):
            for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
                sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
            print(name, epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
        print("%s losses: %s" % (name, " ".join("%.3f" % value for value in sess.run(reg_losses))))
        saver.save(sess, "./tf_logs/Regularization/%s.ckpt" % name)


train("l1", tf.contrib.layers.l1_regularizer(0.001))
train("l2", tf.contrib.layers.l2_regularizer(0.01))
train("l1_l2", tf.contrib.layers.l1_l2_regularizer(scale_l1=0.0005, scale_l2=0.001))

"""Early stopping: the best snapshot so far is saved, and restored when the loss no longer falls."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/EarlyStopping")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:300], mnist.train.labels[:300].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_outputs = 28 * 28, 100, 10
n_epochs, batch_size = 100, 30

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(X, n_hidden1, activation=tf.nn.relu, name="hidden1")
    logits = tf.layers.dense(hidden1, n_outputs, name="outputs")
with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

with tf.name_scope("train"):
    training_op = tf.train.GradientDescentOptimizer(0.2).minimize(loss)

init = tf.global_variables_initializer()
saver = tf.train.Saver()
best_loss, epochs_without_progress, max_epochs_without_progress = np.inf, 0, 3

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        loss_val = loss.eval(feed_dict={X: X_valid, y: y_valid})
        if loss_val < best_loss:
            saver.save(sess, "./tf_logs/EarlyStopping/best.ckpt")
            best_loss, best_epoch, epochs_without_progress = loss_val, epoch, 0
        else:
            epochs_without_progress += 1
            if epochs_without_progress > max_epochs_without_progress:
                print("Early stopping at epoch", epoch)
                break
    saver.restore(sess, "./tf_logs/EarlyStopping/best.ckpt")
    accuracy_val = accuracy.eval(feed_dict={X: X_valid, y: y_valid})
    print("best epoch", best_epoch, "loss: %.4f" % best_loss, "Validation accuracy:", accuracy_val)

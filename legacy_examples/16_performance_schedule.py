"""Learning rate schedule by performance: the rate is divided by 10 when the validation loss stops falling."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/Schedules")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:2000], mnist.train.labels[:2000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_outputs = 28 * 28, 100, 10
n_epochs, batch_size = 9, 200

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(X, n_hidden1, activation=tf.nn.elu, name="hidden1")
    logits = tf.layers.dense(hidden1, n_outputs, name="outputs")
with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

with tf.name_scope("train"):
    learning_rate = tf.Variable(0.2, trainable=False, name="learning_rate", dtype=tf.float32)
    reduce_rate = tf.assign(learning_rate, learning_rate / 10.0, name="reduce_rate")
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    training_op = optimizer.minimize(loss)

init = tf.global_variables_initializer()
saver = tf.train.Saver()
best_loss, patience = np.inf, 0

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        loss_val, accuracy_val = sess.run([loss, accuracy], feed_dict={X: X_valid, y: y_valid})
        if loss_val < best_loss - 0.05:
            best_loss, patience = loss_val, 0
        else:
            patience += 1
        if patience == 1:
            sess.run(reduce_rate)
            patience = 0
        print(epoch, "Validation accuracy:", accuracy_val, "loss: %.4f" % loss_val, "rate:", learning_rate.eval())
    saver.save(sess, "./tf_logs/Schedules/performance.ckpt")

"""Max-norm by hand: clip_by_norm assigned to the weights after every training step."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/MaxNormByHand")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:5000], mnist.train.labels[:5000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 50, 10
n_epochs, batch_size = 3, 100

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(X, n_hidden1, activation=tf.nn.relu, name="hidden1")
    hidden2 = tf.layers.dense(hidden1, n_hidden2, activation=tf.nn.relu, name="hidden2")
    logits = tf.layers.dense(hidden2, n_outputs, name="outputs")
with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")
with tf.name_scope("train"):
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

threshold = 0.8
weights = tf.get_default_graph().get_tensor_by_name("hidden1/kernel:0")
clipped_weights = tf.clip_by_norm(weights, clip_norm=threshold, axes=1)
clip_weights = tf.assign(weights, clipped_weights)
weights2 = tf.get_default_graph().get_tensor_by_name("hidden2/kernel:0")
clip_weights2 = tf.assign(weights2, tf.clip_by_norm(weights2, clip_norm=threshold, axes=1))

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
            clip_weights.eval()
            clip_weights2.eval()
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    norms = np.linalg.norm(weights.eval(), axis=1)
    print("largest row norm: %.4f" % norms.max())
    saver.save(sess, "./tf_logs/MaxNormByHand/model.ckpt")

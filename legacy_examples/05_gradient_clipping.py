"""Gradient clipping: compute_gradients, clip_by_value, apply_gradients on a five-layer net."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/GradientClipping")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:8000], mnist.train.labels[:8000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_outputs, threshold = 28 * 28, 10, 1.0
n_epochs, batch_size = 4, 50

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")

he_init = tf.variance_scaling_initializer()
with tf.name_scope("dnn"):
    hidden = X
    for number, units in enumerate([300, 50, 50, 50, 50], start=1):
        hidden = tf.layers.dense(
            hidden, units, activation=tf.nn.elu, kernel_initializer=he_init, name="hidden%d" % number
        )
    logits = tf.layers.dense(hidden, n_outputs, name="outputs")

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("train"):
    optimizer = tf.train.GradientDescentOptimizer(0.05)
    grads_and_vars = optimizer.compute_gradients(loss)
    capped_gvs = [(tf.clip_by_value(grad, -threshold, threshold), var) for grad, var in grads_and_vars]
    training_op = optimizer.apply_gradients(capped_gvs)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    grads = sess.run([grad for grad, _ in capped_gvs], feed_dict={X: X_train[:200], y: y_train[:200]})
    print("largest gradient after clipping <= %.1f: %s" % (threshold, all(abs(g).max() <= threshold for g in grads)))
    saver.save(sess, "./tf_logs/GradientClipping/model.ckpt")

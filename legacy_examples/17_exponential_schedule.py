"""Learning rate schedule: exponential decay."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.gfile.MakeDirs("./tf_logs/Schedules")

mnist = input_data.read_data_sets("MNIST_data")
X_train, y_train = mnist.train.images[:8000], mnist.train.labels[:8000].astype(np.int64)
X_valid, y_valid = mnist.validation.images[:2000], mnist.validation.labels[:2000].astype(np.int64)


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_outputs = 28 * 28, 100, 10
n_epochs, batch_size = 3, 200

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
    initial_learning_rate = 0.1
    decay_steps = 100
    decay_rate = 1 / 10
    global_step = tf.Variable(0, trainable=False, name="global_step")
    learning_rate = tf.train.exponential_decay(initial_learning_rate, global_step, decay_steps, decay_rate)
    optimizer = tf.train.MomentumOptimizer(learning_rate, momentum=0.9)
    training_op = optimizer.minimize(loss, global_step=global_step)

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        accuracy_val, rate, step = sess.run([accuracy, learning_rate, global_step], feed_dict={X: X_valid, y: y_valid})
        print(epoch, "Validation accuracy:", accuracy_val, "step:", step, "learning rate: %.6f" % rate)
    saver.save(sess, "./tf_logs/Schedules/exponential.ckpt")

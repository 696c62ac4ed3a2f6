"""Dropout before every layer, switched by a placeholder."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/Dropout")

(X_all, y_all), _ = tf.keras.datasets.mnist.load_data()
X_all, y_all = X_all.astype(np.float32).reshape(-1, 28 * 28) / 255.0, y_all.astype(np.int32)
X_valid, X_train = X_all[:2000], X_all[5000:11000]
y_valid, y_train = y_all[:2000], y_all[5000:11000]


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 50, 10
n_epochs, batch_size, dropout_rate = 4, 100, 0.5

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
training = tf.placeholder_with_default(False, shape=(), name="training")
X_drop = tf.layers.dropout(X, dropout_rate, training=training)

with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(X_drop, n_hidden1, activation=tf.nn.relu, name="hidden1")
    hidden1_drop = tf.layers.dropout(hidden1, dropout_rate, training=training)
    hidden2 = tf.layers.dense(hidden1_drop, n_hidden2, activation=tf.nn.relu, name="hidden2")
    hidden2_drop = tf.layers.dropout(hidden2, dropout_rate, training=training)
    logits = tf.layers.dense(hidden2_drop, n_outputs, name="outputs")

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("train"):
    training_op = tf.train.MomentumOptimizer(0.01, momentum=0.9).minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    init.run()
    kept = sess.run(X_drop, feed_dict={X: np.ones((4, n_inputs)), training: True})
    print("kept inputs per row:", (kept != 0).sum(axis=1), "each scaled to", kept.max())
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={training: True, X: X_batch, y: y_batch})
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    saver.save(sess, "./tf_logs/Dropout/model.ckpt")

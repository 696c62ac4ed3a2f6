"""The default of the practical guidelines: He initialization, ELU, batch normalization, dropout and Adam."""
from __future__ import print_function

from functools import partial

import numpy as np
import tensorflow as tf

(X_all, y_all), _ = tf.keras.datasets.mnist.load_data()
X_all, y_all = X_all.astype(np.float32).reshape(-1, 28 * 28) / 255.0, y_all.astype(np.int32)
X_valid, X_train = X_all[:2000], X_all[5000:11000]
y_valid, y_train = y_all[:2000], y_all[5000:11000]


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 200, 100, 10
n_epochs, batch_size, dropout_rate = 4, 200, 0.3

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
training = tf.placeholder_with_default(False, shape=(), name="training")

he_init = tf.variance_scaling_initializer()
my_dense = partial(tf.layers.dense, kernel_initializer=he_init)
my_batch_norm = partial(tf.layers.batch_normalization, training=training, momentum=0.9)
my_dropout = partial(tf.layers.dropout, rate=dropout_rate, training=training)

with tf.name_scope("dnn"):
    hidden1 = my_dropout(tf.nn.elu(my_batch_norm(my_dense(X, n_hidden1, name="hidden1"))))
    hidden2 = my_dropout(tf.nn.elu(my_batch_norm(my_dense(hidden1, n_hidden2, name="hidden2"))))
    logits = my_dense(hidden2, n_outputs, name="outputs")
    y_proba = tf.nn.softmax(logits, name="y_proba")

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")
    loss_summary = tf.summary.scalar("log_loss", loss)

with tf.name_scope("train"):
    update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(update_ops):
        training_op = tf.train.AdamOptimizer(0.001).minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    accuracy_summary = tf.summary.scalar("accuracy", accuracy)

init = tf.global_variables_initializer()
saver = tf.train.Saver()
writer = tf.summary.FileWriter("./tf_logs/PracticalGuidelines/", tf.get_default_graph())
summaries = tf.summary.merge([loss_summary, accuracy_summary])

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={training: True, X: X_batch, y: y_batch})
        accuracy_val, summary = sess.run([accuracy, summaries], feed_dict={X: X_valid, y: y_valid})
        writer.add_summary(summary, epoch)
        print(epoch, "Validation accuracy:", accuracy_val)
    saver.save(sess, "./tf_logs/PracticalGuidelines/model.ckpt")
writer.close()

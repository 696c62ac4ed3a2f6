"""Batch normalization with tf.layers: the update operations are run beside the training operation."""
from __future__ import print_function

from functools import partial

import numpy as np
import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/BatchNormalizationLayers")

(X_all, y_all), _ = tf.keras.datasets.mnist.load_data()
X_all, y_all = X_all.astype(np.float32).reshape(-1, 28 * 28) / 255.0, y_all.astype(np.int32)
X_valid, X_train = X_all[:2000], X_all[5000:13000]
y_valid, y_train = y_all[:2000], y_all[5000:13000]


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 100, 10
n_epochs, batch_size = 4, 200

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
training = tf.placeholder_with_default(False, shape=(), name="training")

with tf.name_scope("dnn"):
    my_batch_norm = partial(tf.layers.batch_normalization, training=training, momentum=0.9)
    my_dense = partial(tf.layers.dense, kernel_initializer=tf.variance_scaling_initializer())
    hidden1 = my_dense(X, n_hidden1, name="hidden1")
    bn1 = tf.nn.elu(my_batch_norm(hidden1))
    hidden2 = my_dense(bn1, n_hidden2, name="hidden2")
    bn2 = tf.nn.elu(my_batch_norm(hidden2))
    logits_before_bn = my_dense(bn2, n_outputs, name="outputs")
    logits = my_batch_norm(logits_before_bn)

with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")

with tf.name_scope("train"):
    training_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

init = tf.global_variables_initializer()
saver = tf.train.Saver()
extra_update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
print([op.name for op in extra_update_ops])

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run([training_op, extra_update_ops], feed_dict={training: True, X: X_batch, y: y_batch})
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    saver.save(sess, "./tf_logs/BatchNormalizationLayers/model.ckpt")
    print([v.name for v in tf.global_variables()])

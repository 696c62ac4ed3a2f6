"""max_norm_regularizer(): a regularizer without a loss whose clipping operation is run from its collection."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/MaxNorm")

(X_all, y_all), _ = tf.keras.datasets.mnist.load_data()
X_all, y_all = X_all.astype(np.float32).reshape(-1, 28 * 28) / 255.0, y_all.astype(np.int32)
X_valid, X_train = X_all[:2000], X_all[5000:10000]
y_valid, y_train = y_all[:2000], y_all[5000:10000]


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 50, 10
n_epochs, batch_size = 3, 100


def max_norm_regularizer(threshold, axes=1, name="max_norm", collection="max_norm"):
    def max_norm(weights):
        clipped = tf.clip_by_norm(weights, clip_norm=threshold, axes=axes)
        clip_weights = tf.assign(weights, clipped, name=name)
        tf.add_to_collection(collection, clip_weights)
        return None  # there is no regularization loss term

    return max_norm


tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
max_norm_reg = max_norm_regularizer(threshold=0.7)
with tf.name_scope("dnn"):
    hidden1 = tf.layers.dense(
        X, n_hidden1, activation=tf.nn.relu, kernel_regularizer=max_norm_reg, name="hidden1"
    )
    hidden2 = tf.layers.dense(
        hidden1, n_hidden2, activation=tf.nn.relu, kernel_regularizer=max_norm_reg, name="hidden2"
    )
    logits = tf.layers.dense(hidden2, n_outputs, name="outputs")
with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")
with tf.name_scope("train"):
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)

with tf.name_scope("eval"):
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

init = tf.global_variables_initializer()
saver = tf.train.Saver()
clip_all_weights = tf.get_collection("max_norm")
print([op.name for op in clip_all_weights], tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))

with tf.Session() as sess:
    init.run()
    for epoch in range(n_epochs):
        for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
            sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
            sess.run(clip_all_weights)
        print(epoch, "Validation accuracy:", accuracy.eval(feed_dict={X: X_valid, y: y_valid}))
    norms = np.linalg.norm(sess.run("hidden1/kernel:0"), axis=1)
    print("largest row norm: %.4f" % norms.max())
    saver.save(sess, "./tf_logs/MaxNorm/model.ckpt")

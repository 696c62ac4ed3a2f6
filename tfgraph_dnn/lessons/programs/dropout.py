"""Dropout: what the mask does to a layer, and the ensemble of thinned nets against the whole net."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:2000].reshape(-1, 784).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_train, y_valid = y_train[:2000].astype(np.int32), y_test[:1000].astype(np.int32)
EPOCHS, BATCH, RATE, MEMBERS = 10, 50, 0.5, 60

X = tf.placeholder(tf.float32, [None, 784], name="X")
y = tf.placeholder(tf.int32, [None], name="y")
training = tf.placeholder_with_default(False, [], name="training")


def net(X, training):
    hidden1 = tf.layers.dense(X, 100, activation=tf.nn.relu, name="hidden1")
    hidden1_drop = tf.layers.dropout(hidden1, RATE, training=training)
    hidden2 = tf.layers.dense(hidden1_drop, 50, activation=tf.nn.relu, name="hidden2")
    hidden2_drop = tf.layers.dropout(hidden2, RATE, training=training)
    return hidden1_drop, tf.layers.dense(hidden2_drop, 10, name="outputs")


hidden1_drop, logits = net(X, training)
probabilities = tf.nn.softmax(logits)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
training_op = tf.train.AdamOptimizer(2e-3).minimize(loss)


def accuracy(probabilities):
    return np.mean(np.argmax(probabilities, axis=1) == y_valid)


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        for step in range(len(X_train) // BATCH):
            rows = slice(step * BATCH, (step + 1) * BATCH)
            sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows], training: True})
    layer_whole = sess.run(hidden1_drop, feed_dict={X: X_valid[:1]})[0]
    layer_thinned = np.array([sess.run(hidden1_drop, feed_dict={X: X_valid[:1], training: True})[0] for _ in range(8)])
    whole = sess.run(probabilities, feed_dict={X: X_valid})
    members = np.array([sess.run(probabilities, feed_dict={X: X_valid, training: True}) for _ in range(MEMBERS)])

single = [accuracy(member) for member in members]
together = [accuracy(members[: n + 1].mean(axis=0)) for n in range(MEMBERS)]
kept = np.mean(layer_thinned[:, layer_whole > 0] > 0)
print("units kept by the masks: %.3f" % kept)
print("one thinned net: %.3f on average" % np.mean(single))
print("mean of %d thinned nets: %.3f" % (MEMBERS, together[-1]))
print("the whole net: %.3f" % accuracy(whole))

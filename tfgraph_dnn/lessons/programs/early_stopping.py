"""A net that fits its few examples too well, and the snapshot of its best moment."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_valid = y_test[:1000].astype(np.int32)
X_train = X_train[:400].reshape(-1, 784).astype(np.float32) / 255.0
y_train = y_train[:400].astype(np.int32)
# Some labels are wrong, as in life: to learn them is to overfit.
wrong = np.random.RandomState(1).permutation(400)[:80]
y_train[wrong] = (y_train[wrong] + 3) % 10
EPOCHS, BATCH, PATIENCE = 60, 20, 12

X = tf.placeholder(tf.float32, [None, 784], name="X")
y = tf.placeholder(tf.int32, [None], name="y")
hidden1 = tf.layers.dense(X, 100, activation=tf.nn.relu, name="hidden1")
hidden2 = tf.layers.dense(hidden1, 100, activation=tf.nn.relu, name="hidden2")
logits = tf.layers.dense(hidden2, 10, name="outputs")
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
training_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)


def snapshot():
    return {v.op.name: sess.run(v) for v in tf.trainable_variables()}


def restore(values):
    for v in tf.trainable_variables():
        v.load(values[v.op.name], sess)


train_losses, valid_losses, best, best_epoch = [], [], None, 0
valid = {X: X_valid, y: y_valid}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        for step in range(len(X_train) // BATCH):
            rows = slice(step * BATCH, (step + 1) * BATCH)
            sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows]})
        train_losses.append(sess.run(loss, feed_dict={X: X_train, y: y_train}))
        valid_losses.append(sess.run(loss, feed_dict=valid))
        if valid_losses[-1] == min(valid_losses):
            best, best_epoch = snapshot(), epoch
    last_accuracy = sess.run(accuracy, feed_dict=valid)
    restore(best)
    best_accuracy = sess.run(accuracy, feed_dict=valid)

stop = next((e for e in range(best_epoch + 1, EPOCHS) if e - best_epoch >= PATIENCE), EPOCHS - 1)
print("best epoch: %d, patience of %d ends at epoch %d" % (best_epoch, PATIENCE, stop))
print("validation loss: best %.3f, last %.3f" % (valid_losses[best_epoch], valid_losses[-1]))
print("validation accuracy: snapshot %.3f, last %.3f" % (best_accuracy, last_accuracy))

"""Gradients of a recurrent net over 40 steps, as they are and clipped in three ways."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
STEPS, INPUTS, UNITS, ROWS = 40, 3, 30, 64
LIMIT, NORM = 1.0, 5.0


def build():
    X = tf.placeholder(tf.float32, [None, STEPS, INPUTS], name="X")
    y = tf.placeholder(tf.float32, [None, 1], name="y")
    # Recurrent weights this large make the gradient grow with every step back.
    cell = tf.nn.rnn_cell.BasicRNNCell(UNITS, activation=tf.nn.relu)
    initializer = tf.random_normal_initializer(stddev=0.24)
    with tf.variable_scope("net", initializer=initializer):
        outputs, state = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
        loss = tf.reduce_mean(tf.square(tf.layers.dense(state, 1) - y))
    return X, y, loss


def clip(optimizer, pairs):
    by_value = [(tf.clip_by_value(grad, -LIMIT, LIMIT), var) for grad, var in pairs]
    by_norm = [(tf.clip_by_norm(grad, NORM), var) for grad, var in pairs]
    clipped, norm = tf.clip_by_global_norm([grad for grad, _ in pairs], NORM)
    return {"by value": by_value, "by norm": by_norm, "by global norm": list(zip(clipped, [v for _, v in pairs]))}


X, y, loss = build()
optimizer = tf.train.GradientDescentOptimizer(0.01)
pairs = optimizer.compute_gradients(loss)
clipped = clip(optimizer, pairs)
training_op = optimizer.apply_gradients(clipped["by value"])

random = np.random.RandomState(42)
batch = random.randn(ROWS, STEPS, INPUTS).astype(np.float32)
target = batch.sum(axis=(1, 2)).reshape(-1, 1) / 10
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feeds = {X: batch, y: target}
    plain = sess.run([grad for grad, _ in pairs], feed_dict=feeds)
    after = {how: sess.run([grad for grad, _ in found], feed_dict=feeds) for how, found in clipped.items()}
    sess.run(training_op, feed_dict=feeds)


def flat(arrays):
    return np.concatenate([np.ravel(a) for a in arrays])


def cosine(a, b):
    return float(a.dot(b) / np.linalg.norm(a) / np.linalg.norm(b))


names = [var.op.name for _, var in pairs]
norms = {"as it is": np.linalg.norm(flat(plain))}
cosines = {"as it is": 1.0}
for how, arrays in after.items():
    norms[how], cosines[how] = np.linalg.norm(flat(arrays)), cosine(flat(plain), flat(arrays))
for how in norms:
    print("%-15s norm %10.3f  cosine to the gradient %.3f" % (how, norms[how], cosines[how]))

"""Two graphs in one program, a training function called in a loop, the best model kept."""

import os
import tempfile

import numpy as np
import tensorflow as tf

tmp = tempfile.mkdtemp()


def build(n_units, seed):
    tf.reset_default_graph()
    tf.set_random_seed(seed)
    x = tf.placeholder(tf.float32, [None, 4], name="x")
    t = tf.placeholder(tf.float32, [None, 1], name="t")
    h = tf.layers.dense(x, n_units, tf.nn.tanh)
    loss = tf.losses.mean_squared_error(t, tf.layers.dense(h, 1))
    return x, t, loss, tf.train.AdamOptimizer(0.05).minimize(loss), tf.train.Saver()


def train(n_units, data, target, patience=3):
    x, t, loss_op, train_op, saver = build(n_units, seed=n_units)
    path = os.path.join(tmp, "best-%d" % n_units)
    best, waited = np.infty, 0
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for epoch in range(40):
            sess.run(train_op, {x: data, t: target})
            loss = sess.run(loss_op, {x: data, t: target})
            if loss < best:
                best, waited = loss, 0
                saver.save(sess, path)
            else:
                waited += 1
                if waited > patience:
                    break
        saver.restore(sess, path)
        return loss_op.eval({x: data, t: target})


data = np.random.rand(30, 4)
target = data.sum(axis=1, keepdims=True)
for n_units in range(2, 40, 16):
    print(n_units, train(n_units, data, target) < 10)

"""The four schedules: the rate they give, and what a net makes of it."""

import numpy as np
import tensorflow as tf

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:3000].reshape(-1, 784).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_train, y_valid = y_train[:3000].astype(np.int32), y_test[:1000].astype(np.int32)
EPOCHS, BATCH, RATE = 8, 50, 0.3
PER_EPOCH = len(X_train) // BATCH


def piecewise_constant(step):
    return tf.train.piecewise_constant(step, [2 * PER_EPOCH, 5 * PER_EPOCH], [RATE, RATE / 4, RATE / 20])


def exponential(step):
    return tf.train.exponential_decay(RATE, step, decay_steps=4 * PER_EPOCH, decay_rate=0.1)


def power(step):
    return RATE / (1 + tf.cast(step, tf.float32) / PER_EPOCH)


def performance(step):
    # A variable, which the loop below divides by 2 when the validation loss has not fallen.
    return tf.Variable(RATE, trainable=False, name="rate")


SCHEDULES = {
    "constant": lambda step: tf.constant(RATE),
    "piecewise constant": piecewise_constant,
    "performance": performance,
    "exponential": exponential,
    "power": power,
}


def run(schedule):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    hidden = tf.layers.dense(X, 50, activation=tf.nn.elu, name="hidden1")
    logits = tf.layers.dense(hidden, 10, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    global_step = tf.Variable(0, trainable=False, name="global_step")
    rate = schedule(global_step)
    training_op = tf.train.MomentumOptimizer(rate, 0.9).minimize(loss, global_step=global_step)
    halve = tf.assign(rate, rate / 2) if isinstance(rate, tf.Variable) else None
    rates, losses = [], []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(EPOCHS):
            for step in range(PER_EPOCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                rates.append(sess.run([rate, training_op], feed_dict={X: X_train[rows], y: y_train[rows]})[0])
            losses.append(sess.run(loss, feed_dict={X: X_valid, y: y_valid}))
            if halve is not None and len(losses) > 1 and losses[-1] >= min(losses[:-1]):
                sess.run(halve)
    return rates, losses


found = {name: run(schedule) for name, schedule in SCHEDULES.items()}
for name, (rates, losses) in found.items():
    print("%-18s rate %.4f -> %.4f  validation loss %.3f -> %.3f" % (name, rates[0], rates[-1], losses[0], losses[-1]))

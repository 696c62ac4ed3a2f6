"""A convolutional net's weights, as a framework that keeps channels first would give them, brought in right and wrong."""

import numpy as np
import tensorflow as tf

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:4000].reshape(-1, 28, 28, 1).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 28, 28, 1).astype(np.float32) / 255.0
y_train, y_valid = y_train[:4000].astype(np.int32), y_test[:1000].astype(np.int32)
BATCH, MAPS, SIDE, UNITS = 50, 8, 6, 32


def build():
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 28, 28, 1], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    conv = tf.layers.conv2d(X, MAPS, 5, activation=tf.nn.relu, name="conv")
    pool = tf.layers.max_pooling2d(conv, 4, 4)
    fc = tf.layers.dense(tf.layers.flatten(pool), UNITS, activation=tf.nn.relu, name="fc")
    logits = tf.layers.dense(fc, 10, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    return X, y, accuracy, tf.train.AdamOptimizer(2e-3).minimize(loss)


def train():
    X, y, _, training_op = build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            for step in range(len(X_train) // BATCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows]})
        return {v.op.name: sess.run(v) for v in tf.trainable_variables()}


def assign(arrays):
    """The slides' way: a placeholder and an assignment for each variable."""
    X, y, accuracy, _ = build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for v in tf.trainable_variables():
            original = tf.placeholder(tf.float32, shape=v.get_shape())
            sess.run(tf.assign(v, original), feed_dict={original: arrays[v.op.name]})
        return sess.run(accuracy, feed_dict={X: X_valid, y: y_valid})


def channels_first(arrays):
    """What the other framework's file would hold: kernels as (out, in, height, width), flattened as (C, H, W)."""
    out = dict(arrays)
    out["conv/kernel"] = arrays["conv/kernel"].transpose(3, 2, 0, 1)
    by_place = arrays["fc/kernel"].reshape(SIDE, SIDE, MAPS, UNITS)
    out["fc/kernel"] = by_place.transpose(3, 2, 0, 1).reshape(UNITS, -1)
    out["outputs/kernel"] = arrays["outputs/kernel"].T
    return out


def bring_in(foreign, flatten_order=True, flip=False):
    ours = dict(foreign)
    kernel = foreign["conv/kernel"][:, :, ::-1, ::-1] if flip else foreign["conv/kernel"]
    ours["conv/kernel"] = kernel.transpose(2, 3, 1, 0)
    ours["outputs/kernel"] = foreign["outputs/kernel"].T
    if flatten_order:
        by_channel = foreign["fc/kernel"].reshape(UNITS, MAPS, SIDE, SIDE)
        ours["fc/kernel"] = by_channel.transpose(2, 3, 1, 0).reshape(-1, UNITS)
    else:
        ours["fc/kernel"] = foreign["fc/kernel"].T  # the shapes fit: nothing complains
    return ours


trained = train()
foreign = channels_first(trained)
accuracies = {
    "as trained": assign(trained),
    "transposed, flatten order put right": assign(bring_in(foreign)),
    "transposed, flatten order left as C, H, W": assign(bring_in(foreign, flatten_order=False)),
    "kernels turned by 180 degrees": assign(bring_in(foreign, flip=True)),
}
for name, accuracy in accuracies.items():
    print("%-42s %.3f" % (name, accuracy))

"""Building twenty batch-normalized layers of tf.layers and their gradients."""

import tensorflow as tf
from programs import nets


def _built():
    X, y = nets.placeholders()
    training = tf.placeholder_with_default(False, shape=(), name="training")
    hidden = X
    for number in range(20):
        hidden = tf.layers.dense(hidden, 100, name="hidden%d" % number)
        hidden = tf.nn.elu(tf.layers.batch_normalization(hidden, training=training, momentum=0.9))
    loss = nets.mean_loss(tf.layers.dense(hidden, 10, name="outputs"), y)
    tf.train.AdamOptimizer(0.001).minimize(loss)


def make():
    """A step is one building of the graph."""
    return _built

"""Dropout before every layer of 784-300-50-10, as the keep probability of a placeholder."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step."""
    X, y = nets.placeholders()
    keep = tf.placeholder_with_default(1.0, shape=(), name="keep")
    hidden = tf.nn.dropout(X, keep)
    for number, units in enumerate((300, 50), start=1):
        hidden = tf.nn.dropout(nets.dense(hidden, units, "hidden%d" % number, tf.nn.relu), keep)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    return nets.training([training_op], lambda images, labels: {keep: 0.5, X: images, y: labels}, digits.batches(batch))

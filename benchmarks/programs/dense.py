"""784-300-100-10, ReLU, momentum."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step."""
    X, y = nets.placeholders()
    hidden = nets.dense(nets.dense(X, 300, "hidden1", tf.nn.relu), 100, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    return nets.training([training_op], lambda images, labels: {X: images, y: labels}, digits.batches(batch))

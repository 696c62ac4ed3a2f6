"""784-4096-4096-10, ReLU, Adam: weights of 67 MB, whose gradients are as large."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step."""
    X, y = nets.placeholders()
    hidden = nets.dense(nets.dense(X, 4096, "hidden1", tf.nn.relu), 4096, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.AdamOptimizer(0.001).minimize(loss)
    return nets.training([training_op], lambda images, labels: {X: images, y: labels}, digits.batches(batch))

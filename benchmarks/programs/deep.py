"""Twenty layers of 100 ELU neurons, Adam: the graph, and steps of it."""

import tensorflow as tf
from programs import digits, nets


def _built():
    X, y = nets.placeholders()
    hidden = X
    for number in range(20):
        hidden = nets.dense(hidden, 100, "hidden%d" % number, tf.nn.elu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    return X, y, tf.train.AdamOptimizer(0.001).minimize(loss)


def make(batch=50, building=False):
    """Builds the net; a step is one training step, or, `building`, another building of the graph."""
    if building:
        return _built
    X, y, training_op = _built()
    return nets.training([training_op], lambda images, labels: {X: images, y: labels}, digits.batches(batch))

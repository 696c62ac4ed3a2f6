"""A batch-normalized net of tf.layers, switched by a placeholder; the moving averages are updated in each step."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step with the updates."""
    X, y = nets.placeholders()
    training = tf.placeholder_with_default(False, shape=(), name="training")
    hidden = X
    for number, units in enumerate((300, 100), start=1):
        hidden = tf.layers.dense(hidden, units, name="hidden%d" % number)
        hidden = tf.nn.elu(tf.layers.batch_normalization(hidden, training=training, momentum=0.9))
    logits = tf.layers.batch_normalization(tf.layers.dense(hidden, 10, name="outputs"), training=training, momentum=0.9)
    loss = nets.mean_loss(logits, y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    updates = tf.group(training_op, *tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    feeds = lambda images, labels: {training: True, X: images, y: labels}  # noqa: E731
    return nets.training([updates], feeds, digits.batches(batch))

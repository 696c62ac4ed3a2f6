"""Max-norm by hand on a small net: after each training step a second run clips the weights."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is a training step and the clipping."""
    X, y = nets.placeholders()
    hidden = nets.dense(nets.dense(X, 30, "hidden1", tf.nn.relu), 10, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    kernels = [tf.get_default_graph().get_tensor_by_name("hidden%d/kernel:0" % number) for number in (1, 2)]
    clip = [tf.assign(kernel, tf.clip_by_norm(kernel, clip_norm=1.0, axes=1)) for kernel in kernels]
    clip_all = tf.group(*clip)
    return nets.training([training_op, clip_all], lambda images, labels: {X: images, y: labels}, digits.batches(batch))

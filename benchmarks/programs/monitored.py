"""Steps of a `tf.train.MonitoredTrainingSession` with two hooks, on 784-300-100-10."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step."""
    X, y = nets.placeholders()
    step_count = tf.train.get_or_create_global_step()
    hidden = nets.dense(nets.dense(X, 300, "hidden1", tf.nn.relu), 100, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss, global_step=step_count)
    batches = digits.batches(batch)
    hooks = [tf.train.StopAtStepHook(last_step=10**9), tf.train.NanTensorHook(loss)]
    session = tf.train.MonitoredTrainingSession(hooks=hooks)

    def step():
        images, labels = next(batches)
        session.run([training_op, loss], feed_dict={X: images, y: labels})

    step.finish = session.close
    return step

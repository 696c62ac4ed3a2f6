"""784-300-100-10 fed by queue runners: examples drawn, shuffled and batched by `tf.train`'s threads."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net and starts the runners; a step is one training step."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    images, labels = digits.digits(4000)
    image, label = tf.train.slice_input_producer([tf.constant(images), tf.constant(labels)], seed=1)
    X, y = tf.train.shuffle_batch([image, label], batch, capacity=2000, min_after_dequeue=500, enqueue_many=False)
    hidden = nets.dense(nets.dense(X, 300, "hidden1", tf.nn.relu), 100, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    session = nets.started()
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)

    def step():
        session.run(training_op)

    def finish():
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)
        session.close()

    step.finish = finish
    return step

"""784-300-100-10 fed by a `tf.data` pipeline: shuffled, batched, prefetched."""

import tensorflow as tf
from programs import digits, nets


def make(batch):
    """Builds the net; a step is one training step."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    images, labels = digits.digits(4000)
    data = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(1000, seed=1).repeat()
    data = data.map(lambda image, label: (image * 2.0 - 1.0, label)).batch(batch).prefetch(1)
    iterator = tf.data.make_initializable_iterator(data)
    X, y = iterator.get_next()
    X.set_shape([None, 784])
    hidden = nets.dense(nets.dense(X, 300, "hidden1", tf.nn.relu), 100, "hidden2", tf.nn.relu)
    loss = nets.mean_loss(nets.dense(hidden, 10, "outputs"), y)
    training_op = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    session = nets.started()
    session.run(iterator.initializer)

    def step():
        session.run(training_op)

    step.finish = session.close
    return step

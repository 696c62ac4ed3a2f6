"""What the programs' nets are made of: TF 1.x without layers, so that plain `tf.compat.v1` runs it too."""

import tensorflow as tf


def placeholders():
    """A new graph with the inputs of a net for digits."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, shape=(None, 784), name="X")
    return X, tf.placeholder(tf.int64, shape=(None,), name="y")


def dense(inputs, units, name, activation=None):
    """A fully connected layer with He's initialization."""
    depth = int(inputs.get_shape()[1])
    with tf.variable_scope(name):
        initializer = tf.truncated_normal_initializer(stddev=(2.0 / depth) ** 0.5)
        kernel = tf.get_variable("kernel", [depth, units], initializer=initializer)
        bias = tf.get_variable("bias", [units], initializer=tf.zeros_initializer())
        outputs = tf.nn.bias_add(tf.matmul(inputs, kernel), bias)
        return outputs if activation is None else activation(outputs)


def mean_loss(logits, y):
    """The mean cross entropy."""
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))


def started():
    """A session with its variables initialized."""
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def training(operations, feeds, batches):
    """A step that runs each of `operations` in turn, fed the next batch as `feeds` says; later ones are fed nothing."""
    session = started()
    first, others = operations[0], operations[1:]

    def step():
        session.run(first, feed_dict=feeds(*next(batches)))
        for operation in others:
            session.run(operation)

    step.finish = session.close
    return step

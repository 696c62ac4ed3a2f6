"""A counter, to try the benchmarks themselves with."""

import tensorflow as tf


def make(by):
    """A step adds `by`."""
    tf.reset_default_graph()
    counter = tf.Variable(0.0)
    added = tf.assign_add(counter, by)
    session = tf.Session()
    session.run(tf.global_variables_initializer())

    def step():
        session.run(added.op)

    step.finish = session.close
    return step

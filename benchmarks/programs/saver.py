"""Saving and restoring a large model."""

import os
import shutil
import tempfile

import tensorflow as tf


def make(megabytes, restoring=False):
    """Builds a model of ten variables; a step saves it, or restores it."""
    tf.reset_default_graph()
    columns = megabytes * 2**20 // 10 // 4 // 1000
    for number in range(10):
        tf.get_variable("layer%d" % number, [1000, columns], initializer=tf.random_uniform_initializer())
    saver = tf.train.Saver(max_to_keep=1)
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    directory = tempfile.mkdtemp()
    prefix = saver.save(session, os.path.join(directory, "model.ckpt"))

    def step():
        if restoring:
            saver.restore(session, prefix)
        else:
            saver.save(session, prefix)

    def finish():
        session.close()
        shutil.rmtree(directory, ignore_errors=True)

    step.finish = finish
    return step

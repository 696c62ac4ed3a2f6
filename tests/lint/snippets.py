"""Pieces of programs for the rules' tests."""

from __future__ import annotations

import textwrap

from tfgraph_dnn.lint import check_source


def lines(code: str, source: str) -> list[int]:
    """The lines where a rule finds something; the snippet's own lines count from 1, after `import tensorflow as tf`."""
    text = "import tensorflow as tf\n" + textwrap.dedent(source).lstrip("\n")
    return [finding.line - 1 for finding in check_source(text, [code])]


NET = """
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
"""
TRAIN = """
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
"""

"""TG026: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
with tf.variable_scope('a', reuse=True):
    v = tf.Variable(1.0)  # found
---
def net(x):
    return x * tf.Variable(1.0)
with tf.variable_scope('a', reuse=True):
    y = net(x)  # found
---
with tf.variable_scope('a', reuse=True):
    v = tf.get_variable('v', [1])
---
with tf.variable_scope('a'):
    v = tf.Variable(1.0)
---
with tf.variable_scope('a', reuse=reuse):
    v = tf.Variable(1.0)
---
with tf.variable_scope('a', reuse=True):
    with tf.variable_scope('b', reuse=False):
        v = tf.Variable(1.0)
---
with tf.variable_scope('a', reuse=True):
    step = tf.Variable(0, trainable=False)
---
with tf.variable_scope('a', reuse=tf.AUTO_REUSE):
    v = tf.Variable(1.0)
"""

test_cases = case_test("TG026", CASES)

"""TG027: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
tf.equal(tf.argmax(a, 1), tf.argmax(b))  # found
---
tf.equal(tf.argmax(a, axis=0), tf.argmax(b, dimension=1))  # found
---
y = tf.placeholder(tf.float32, [None, 10])
c = tf.argmax(y, 0)
tf.equal(c, tf.argmax(p, 0))  # found
---
import tensorflow.math as m
m.equal(m.argmax(a, 1), m.argmax(b, 0))  # found
---
tf.equal(tf.argmax(a, 1), tf.argmax(b, 1))
---
tf.equal(tf.argmax(a, 1), tf.argmax(b, -1))
---
tf.equal(tf.argmax(a, axis), tf.argmax(b))
---
tf.equal(tf.argmax(a), tf.argmax(b))
---
y = tf.placeholder(tf.float32, [10])
tf.equal(tf.argmax(y), tf.argmax(p))
---
y = tf.placeholder(tf.float32, [None, 1])
tf.equal(tf.argmax(y), tf.argmax(p))
---
tf.equal(tf.argmax(a, 1), y)
"""

test_cases = case_test("TG027", CASES)

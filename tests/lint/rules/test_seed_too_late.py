"""TG024: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
w = tf.Variable(tf.random_normal([3]))
tf.set_random_seed(1)  # found
---
h = tf.layers.dense(x, 3)
with tf.Session() as s:
    tf.set_random_seed(1)  # found
    s.run(h)
---
def net():
    return tf.layers.dense(x, 3)
net()
tf.set_random_seed(1)  # found
---
tf.set_random_seed(1)  # found
tf.reset_default_graph()
w = tf.get_variable('w', [3])
---
tf.set_random_seed(1)
w = tf.Variable(tf.random_normal([3]))
---
tf.reset_default_graph()
tf.set_random_seed(1)
w = tf.random_normal([3])
---
tf.set_random_seed(1)
w = tf.random_normal([3])
tf.reset_default_graph()
tf.set_random_seed(2)
---
tf.set_random_seed(1)
w = tf.random_normal([3])
sess.run(w)
tf.reset_default_graph()
v = tf.random_normal([3])
---
w = tf.random_normal([3], seed=1)
tf.set_random_seed(1)
---
w = tf.random_normal([3])
tf.reset_default_graph()
tf.set_random_seed(1)
---
tf.set_random_seed(1)
w = tf.random_normal([3])
tf.set_random_seed(2)
---
w = tf.zeros([3])
tf.set_random_seed(1)
---
for s in range(3):
    tf.set_random_seed(s)
    w = tf.random_normal([3])
---
def f():
    w = tf.random_normal([3])
tf.set_random_seed(1)
f()
---
def reset():
    tf.reset_default_graph()
    tf.set_random_seed(1)
w = tf.random_normal([3])
reset()
---
w = tf.random_normal([3])
with tf.Graph().as_default():
    tf.set_random_seed(1)
"""

test_cases = case_test("TG024", CASES)

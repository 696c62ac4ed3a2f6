"""TG015: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
w = tf.get_variable('w', [1])
s = tf.train.Saver()  # found
b = tf.Variable(1)
---
s = tf.train.Saver()  # found
with tf.variable_scope('a'):
    h = tf.layers.dense(x, 3)
---
def net(x):
    return tf.layers.dense(x, 3)
s = tf.train.Saver()  # found
y = net(x)
---
def f():
    s = tf.train.Saver(max_to_keep=3)  # found
    v = tf.Variable(1)
---
with tf.Graph().as_default():
    s = tf.train.Saver()  # found
    v = tf.Variable(1)
---
v = tf.Variable(1)
s = tf.train.Saver()
---
s = tf.train.Saver([w])
v = tf.Variable(1)
---
s = tf.train.Saver(var_list=w)
v = tf.Variable(1)
---
v = tf.Variable(1)
s = tf.train.Saver()
opt = tf.train.AdamOptimizer().minimize(v)
---
v = tf.Variable(1)
s = tf.train.Saver()
tf.reset_default_graph()
w = tf.Variable(1)
---
v = tf.Variable(1)
s = tf.train.Saver()
with tf.Graph().as_default():
    w = tf.Variable(1)
---
with g1.as_default():
    v = tf.Variable(1)
    s = tf.train.Saver()
with g2.as_default():
    w = tf.Variable(1)
---
def f():
    s = tf.train.Saver()
def g():
    v = tf.Variable(1)
---
if x:
    s = tf.train.Saver()
else:
    v = tf.Variable(1)
---
def build():
    tf.reset_default_graph()
    return tf.Variable(1)
v = build()
s = tf.train.Saver()
w = build()
"""

test_cases = case_test("TG015", CASES)

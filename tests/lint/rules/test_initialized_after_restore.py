"""TG025: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    saver.restore(s, 'x')
    s.run(init)  # found
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
s = tf.Session()
if ckpt:
    saver.restore(s, 'x')
s.run(tf.global_variables_initializer())  # found
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
def f(sess):
    saver.restore(sess, 'x')
    for i in range(3):
        pass
    sess.run([init, other])  # found
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    s.run(init)
    saver.restore(s, 'x')
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
s = tf.Session()
if ckpt:
    saver.restore(s, 'x')
else:
    s.run(init)
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
def f(s):
    if ckpt:
        saver.restore(s, 'x')
        return
    s.run(init)
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    saver.restore(s, 'x')
with tf.Session() as s:
    s.run(init)
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    saver.restore(s, 'x')
    s.run(tf.variables_initializer([v]))
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    saver.restore(s, 'x')
    s.run(init)
    saver.restore(s, 'y')
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as a, tf.Session() as b:
    saver.restore(a, 'x')
    b.run(init)
---
v = tf.Variable(1)
saver = tf.train.Saver()
init = tf.global_variables_initializer()
with tf.Session() as s:
    saver.restore(s, 'x')
    s.run(tf.local_variables_initializer())
"""

test_cases = case_test("TG025", CASES)

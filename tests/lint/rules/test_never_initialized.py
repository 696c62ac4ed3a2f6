"""TG019: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
v = tf.Variable(1)
with tf.Session() as s:
    s.run(v)  # found
---
h = tf.layers.dense(x, 3)
sess = tf.InteractiveSession()
h.eval()  # found
---
v = tf.Variable(1)
init = tf.global_variables_initializer()  # found
with tf.Session() as s:
    s.run(v)
---
v = tf.Variable(1)
tf.global_variables_initializer()  # found
with tf.Session() as s:
    s.run(v)
---
v = tf.Variable(1)
init = tf.global_variables_initializer()
with tf.Session() as s:
    init.run()
    s.run(v)
---
v = tf.Variable(1)
with tf.Session() as s:
    s.run(tf.initialize_all_variables())
    s.run(v)
---
v = tf.Variable(1)
with tf.Session() as s:
    tf.train.Saver().restore(s, 'x')
    s.run(v)
---
v = tf.Variable(1)
with tf.Session() as s:
    s.run(v.initializer)
    s.run(v)
---
v = tf.Variable(1)
with tf.train.MonitoredTrainingSession() as s:
    s.run(v)
---
x = tf.ones([3])
with tf.Session() as s:
    s.run(x)
---
v = tf.Variable(1)
print(v)
---
from .mine import init
v = tf.Variable(1)
with tf.Session() as s:
    s.run(v)
---
import subprocess
v = tf.Variable(1)
subprocess.run('x')
app.run(host=1)
---
v = tf.Variable(1)
init = tf.global_variables_initializer()
def f(s):
    s.run(init)
f(tf.Session())
---
class M:
    def b(self):
        self.v = tf.Variable(1)
        self.init = tf.global_variables_initializer()
    def r(self, sess):
        sess.run(self.v)
"""

test_cases = case_test("TG019", CASES)

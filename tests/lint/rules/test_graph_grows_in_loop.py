"""TG013: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
sess = tf.Session()
for v in tf.trainable_variables():
    new = tf.placeholder(tf.float32, v.shape)
    sess.run(tf.assign(v, new), {new: values[v.op.name]})
---
sess = tf.Session()
for name, value in weights.items():
    sess.run(tf.assign(v, value))
---
sess = tf.Session()
for batch in batches(data):
    loss = tf.reduce_mean(x)  # found
    sess.run(loss)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(100):
    sess.run(tf.assign(v, i))  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(100):
    sess.run(v.assign(i))  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
while True:
    a = tf.add(v, 1)  # found
    b = tf.add(v, 1)
    sess.run([a, b])
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for e in range(n):
    for b in batches:
        sess.run(v)
    acc = tf.reduce_mean(x)  # found
    sess.run(acc)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    if i % 10 == 0:
        print(sess.run(tf.argmax(x, 1)))  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    tf.train.Saver().save(sess, 'x')  # found
    sess.run(v)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(tf.global_variables_initializer())  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
opt = tf.train.AdamOptimizer()
for i in range(n):
    sess.run(opt.minimize(x))  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    with tf.name_scope('a'):
        y = tf.layers.dense(x, 2)  # found
    y.eval()
---
def f():
    with tf.Session() as s:
        for i in range(n):
            s.run(tf.ones([i]))  # found
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
a = tf.assign(v, x)
for i in range(100):
    sess.run(a, {x: i})
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for n in [1, 2, 3]:
    sess.run(tf.ones([n]))
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for n, f in enumerate((tf.exp, tf.log)):
    sess.run(f(x) + tf.ones([n]))
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for n in range(3):
    sess.run(tf.ones([n]))
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for units in layers:
    x = tf.layers.dense(x, units)
---
for n in sizes:
    tf.reset_default_graph()
    y = tf.ones([n])
    tf.Session().run(y)
---
for n in sizes:
    with tf.Graph().as_default(), tf.Session() as s:
        for k in range(9):
            s.run(tf.ones([n]))
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    if i == 0:
        y = tf.ones([3])
    sess.run(y)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
y = None
for i in range(n):
    if y is None:
        y = tf.ones([3])
    sess.run(y)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    def build():
        return tf.ones([3])
    sess.run(v)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(v)
    tf.logging.info('x')
    tf.gfile.Exists('x')
    tf.Summary()
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(v)
    tf.get_collection('x')
    tf.trainable_variables()
---
tf.enable_eager_execution()
for i in range(n):
    f.run(tf.ones([3]))
---
import numpy as np
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(v, {x: np.reshape(i, [1])})
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(v)
    if i > 3:
        model.assign(3)
---
sess = tf.Session()
x = tf.placeholder(tf.float32)
v = tf.Variable(1.0)
for i in range(n):
    sess.run(v)
    v.load(3.0, sess)
---
for i in range(n):
    y = tf.layers.dense(x, 3)
sess = tf.Session()
sess.run(y)
"""

test_cases = case_test("TG013", CASES)

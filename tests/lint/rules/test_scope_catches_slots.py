"""TG014: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="h[12]")  # found
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.get_collection("variables", "h[12]")  # found
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.global_variables("h")  # found
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.global_variables(scope="h")  # found
vs = {v.op.name: v for v in vs}
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.global_variables(scope="h")  # found
vs = dict([(v.op.name, v) for v in vs])
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
def f():
    t = tf.train.AdamOptimizer().minimize(y)
    s = tf.train.Saver(tf.global_variables("h"))  # found
    s.restore(a, b)
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.GradientDescentOptimizer(0.1)
t = opt.minimize(loss)
vs = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="h[12]")
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="h[12]")
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES)
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
vs = tf.global_variables("h")
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)

r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = tf.global_variables("h")
r = tf.train.Saver(vs)
r.restore(sess, "x")
r.save(sess, "y")
---
if x:
    t = tf.train.AdamOptimizer().minimize(y)
vs = tf.global_variables("h")
r = tf.train.Saver(vs)
r.restore(sess, "x")
---
x = tf.placeholder(tf.float32)
loss = tf.layers.dense(x, 1)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t = opt.minimize(loss)
vs = [v for v in tf.global_variables("h") if "Momentum" not in v.name]
r = tf.train.Saver(vs)
r.restore(sess, "x")
"""

test_cases = case_test("TG014", CASES)

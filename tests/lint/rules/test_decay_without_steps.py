"""TG022: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)  # found
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)  # found
opt = tf.train.AdamOptimizer(r)
t = opt.apply_gradients(gv)
---
g = tf.train.get_or_create_global_step()
r = tf.train.piecewise_constant(g, [1], [1.0, 2.0])  # found
t = o.minimize(l)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss, global_step=g)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss, g)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss, **kw)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss)
inc = tf.assign_add(g, 1)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss)
inc = g.assign(g + 1)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = opt.minimize(loss)
sess.run(t, {g: 3})
---
g = tf.placeholder(tf.int32)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
t = o.minimize(loss)
---
r = tf.train.exponential_decay(0.1, epoch * 10, 10, 0.9)
t = o.minimize(loss)
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
t = tf.contrib.layers.optimize_loss(loss, g, r, 'SGD')
---
g = tf.Variable(0, trainable=False)
r = tf.train.exponential_decay(0.1, g, 10, 0.9)
opt = tf.train.AdamOptimizer(r)
from .train import go
t = opt.minimize(loss)
"""

test_cases = case_test("TG022", CASES)

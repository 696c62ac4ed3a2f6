"""TG011: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
from functools import partial
drop = partial(tf.layers.dropout, rate=0.5)
h = drop(x)  # found
t = tf.train.AdamOptimizer().minimize(h)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.dropout(x, 0.5)  # found
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x)  # found
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.dropout(x, 0.5, training=training)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.dropout(x, 0.5, None, 1, training)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.dropout(x, 0.5, **kw)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.contrib.layers.dropout(x, 0.5)
loss = tf.nn.dropout(h, 0.5)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.dropout(x, 0.5)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x)
loss = h
tf.train.Saver().restore(s, 'x')
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
from functools import partial
bn = partial(tf.layers.batch_normalization, training=training)
loss = bn(x)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
"""

test_cases = case_test("TG011", CASES)

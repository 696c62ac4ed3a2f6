"""TG012: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])  # found
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder(tf.bool)  # found
loss = tf.layers.dropout(x, training=flag)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])  # found
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
    sess.run(h, {flag: False})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
    sess.run(train_op, {flag: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
    sess.run(train_op, {flag: mode})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
    sess.run(train_op, feed)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
    sess.run(train_op, {'flag:0': True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
model.flag = flag
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
feed = dict(a=1)
use(flag)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
flag = tf.placeholder_with_default(False, [])
h = tf.layers.dropout(x, training=flag)
loss = h
"""

test_cases = case_test("TG012", CASES)

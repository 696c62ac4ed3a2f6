"""TG010: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=training)  # found
loss = tf.reduce_mean(h)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.contrib.layers.batch_norm(x)  # found
loss = tf.reduce_mean(h)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
slim = tf.contrib.slim
h = slim.batch_norm(x, is_training=training)  # found
loss = tf.reduce_mean(h)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
def net(x):
    return tf.layers.batch_normalization(x, training=True)  # found
loss = net(x)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=training)
loss = tf.reduce_mean(h)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=False)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.contrib.layers.batch_norm(x, updates_collections=None)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=training)
loss = h
tf.get_collection('update_ops')
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
bn = tf.layers.BatchNormalization()
h = bn(x, training=True)
u = bn.updates
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
from training import run
h = tf.layers.batch_normalization(x, training=training)
run(h)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, training=training)
tf.contrib.layers.optimize_loss(h)
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
h = tf.layers.batch_normalization(x, **params)
loss = h
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
"""

test_cases = case_test("TG010", CASES)

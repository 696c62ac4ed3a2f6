"""TG016: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)  # found
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
with tf.variable_scope('a', regularizer=r):  # found
    loss = tf.get_variable('w', [3])
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
loss = tf.contrib.layers.conv2d(x, 3, 3, weights_regularizer=tf.contrib.slim.l2_regularizer(0.1))  # found
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r) + tf.losses.get_regularization_loss()
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)
l = tf.get_collection('regularization_losses')
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)
l = tf.losses.get_total_loss()
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)
l = tf.get_collection(key)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)
f = layer.losses
g = bn.get_losses_for(None)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
loss = tf.layers.dense(x, 3, kernel_regularizer=None)
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
loss = tf.layers.dense(x, 3, kernel_regularizer=tf.contrib.layers.l2_regularizer(0.0))
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
loss = tf.layers.dense(x, 3, kernel_regularizer=max_norm_regularizer(1.0))
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: 0, training: True})
---
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder(tf.bool, [])
r = tf.contrib.layers.l2_regularizer(0.1)
loss = tf.layers.dense(x, 3, kernel_regularizer=r)
"""

test_cases = case_test("TG016", CASES)

"""Trains, saves, and goes on in a second session from what was saved."""

from __future__ import print_function

import os
import tempfile

import numpy as np
import tensorflow as tf

model_path = os.path.join(tempfile.mkdtemp(), "model.ckpt")
x = tf.placeholder("float", [None, 4])
y = tf.placeholder("float", [None, 1])
hidden = tf.nn.relu(tf.matmul(x, tf.Variable(tf.random_normal([4, 8]), name="w1")))
pred = tf.matmul(hidden, tf.Variable(tf.random_normal([8, 1]), name="w2"))
cost = tf.reduce_mean(tf.squared_difference(pred, y))
optimizer = tf.train.AdamOptimizer(learning_rate=0.01).minimize(cost)
init = tf.global_variables_initializer()
saver = tf.train.Saver(max_to_keep=2)
data = np.random.rand(64, 4)
target = data.sum(axis=1, keepdims=True)

print("Starting 1st session...")
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(30):
        _, c = sess.run([optimizer, cost], feed_dict={x: data, y: target})
    print("Model saved in file: %s" % saver.save(sess, model_path))

print("Starting 2nd session...")
with tf.Session() as sess:
    sess.run(init)
    load_path = saver.restore(sess, model_path)
    print("Model restored from file: %s" % load_path)
    for epoch in range(30):
        _, c = sess.run([optimizer, cost], feed_dict={x: data, y: target})
    print("cost", c)

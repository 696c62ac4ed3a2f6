"""The smallest program with a graph and a session."""

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3], name="x")
w = tf.get_variable("w", [3, 2], initializer=tf.zeros_initializer())
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(tf.matmul(x, w), feed_dict={x: [[1, 2, 3]]}))

"""Constants, placeholders, variables, devices, loops and conditions, each shown once."""

from __future__ import print_function

import tensorflow as tf

a = tf.constant(2)
b = tf.constant(3)
with tf.Session() as sess:
    print("a=2, b=3")
    print("Addition with constants: %i" % sess.run(a + b))
    print("Multiplication with constants: %i" % sess.run(a * b))

a = tf.placeholder(tf.int16)
b = tf.placeholder(tf.int16)
add = tf.add(a, b)
mul = tf.multiply(a, b)
with tf.Session() as sess:
    print("Addition with variables: %i" % sess.run(add, feed_dict={a: 2, b: 3}))
    print("Multiplication with variables: %i" % sess.run(mul, feed_dict={a: 2, b: 3}))

with tf.device("/cpu:0"):
    matrix1 = tf.constant([[3.0, 3.0]])
    matrix2 = tf.constant([[2.0], [2.0]])
    product = tf.matmul(matrix1, matrix2)
with tf.Session(config=tf.ConfigProto(log_device_placement=False, allow_soft_placement=True)) as sess:
    result = sess.run(product)
    print(result)

state = tf.Variable(0, name="counter")
new_value = tf.add(state, tf.constant(1))
update = tf.assign(state, new_value)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(update)
        print(sess.run(state))

i = tf.constant(0)
total = tf.while_loop(lambda i, s: tf.less(i, 10), lambda i, s: (i + 1, s + i), [i, 0])
choice = tf.cond(tf.constant(True), lambda: tf.constant("yes"), lambda: tf.constant("no"))
with tf.Session() as sess:
    print(sess.run(total), sess.run(choice))
    for op in (tf.square, tf.sqrt, tf.negative):
        print(op.__name__, sess.run(op(4.0)))
    for axis in [0, 1]:
        print(sess.run(tf.reduce_sum([[1, 2], [3, 4]], axis=axis)))

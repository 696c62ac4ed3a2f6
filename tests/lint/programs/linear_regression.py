"""A line fitted to points by gradient descent."""

from __future__ import print_function

import numpy
import tensorflow as tf

rng = numpy.random

learning_rate = 0.01
training_epochs = 50
display_step = 10

train_X = numpy.asarray([1.2, 2.3, 3.1, 4.8, 5.5, 6.7, 7.4, 8.9])
train_Y = numpy.asarray([1.0, 1.4, 1.9, 2.3, 2.8, 3.3, 3.1, 4.2])
n_samples = train_X.shape[0]

X = tf.placeholder("float")
Y = tf.placeholder("float")

W = tf.Variable(rng.randn(), name="weight")
b = tf.Variable(rng.randn(), name="bias")

pred = tf.add(tf.multiply(X, W), b)
cost = tf.reduce_sum(tf.pow(pred - Y, 2)) / (2 * n_samples)
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)

init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    for epoch in range(training_epochs):
        for x, y in zip(train_X, train_Y):
            sess.run(optimizer, feed_dict={X: x, Y: y})
        if (epoch + 1) % display_step == 0:
            c = sess.run(cost, feed_dict={X: train_X, Y: train_Y})
            print("Epoch:", "%04d" % (epoch + 1), "cost=", "{:.9f}".format(c), "W=", sess.run(W), "b=", sess.run(b))
    training_cost = sess.run(cost, feed_dict={X: train_X, Y: train_Y})
    print("Training cost=", training_cost)

    test_X = numpy.asarray([6.8, 4.7, 8.9])
    test_Y = numpy.asarray([3.1, 2.2, 4.0])
    # the error on points not seen
    testing_cost = sess.run(
        tf.reduce_sum(tf.pow(pred - Y, 2)) / (2 * test_X.shape[0]), feed_dict={X: test_X, Y: test_Y}
    )
    print("Absolute difference:", abs(training_cost - testing_cost))

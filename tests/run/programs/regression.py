"""A small TF 1.x program in the style of the years; its output was recorded from TF 1.15.5."""

import sys

import numpy as np
import regression_data
import tensorflow as tf
from tensorflow.contrib.layers import fully_connected
from tensorflow.python.framework import ops

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 0.5, "the step")
flags.DEFINE_integer("epochs", 20, "how many")
flags.DEFINE_boolean("failing", True, "whether to fail in the end")


class Meter:
    def __init__(self):
        self.total, self.seen = 0., 0

    def add(self, value):
        self.total += value / 17
        self.seen += 1


def main(argv):
    print(argv[1:], FLAGS.learning_rate, FLAGS.epochs, sys.argv[1:])
    ops.reset_default_graph()
    np.random.seed(0)
    tf.set_random_seed(1)
    train_x, train_y = regression_data.load()
    n_samples = train_x.shape[0]
    x, y = tf.placeholder("float"), tf.placeholder("float")
    weight = tf.Variable(np.random.randn(), name="weight")
    bias = tf.Variable(np.random.randn(), name="bias")
    cost = tf.reduce_sum(tf.pow(x * weight + bias - y, 2)) / (2 * n_samples)
    train = tf.train.GradientDescentOptimizer(FLAGS.learning_rate / 50).minimize(cost)
    labels = np.array([0, 1, 2, 3, 3], dtype=np.uint8)
    n_classes = np.max(labels) + 1
    one_hot = tf.one_hot(labels, n_classes)
    wide = tf.Variable(tf.truncated_normal([4, n_classes], stddev=.1))
    dense = fully_connected(tf.ones([2, 3]), int(n_classes), scope="dense")
    meter, losses = Meter(), np.zeros(3)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(sess.run(one_hot), n_classes, wide.shape, dense.name)
        for epoch in range(FLAGS.epochs):
            for one_x, one_y in zip(train_x, train_y):
                sess.run(train, feed_dict={x: one_x, y: one_y})
            loss = sess.run(cost, feed_dict={x: train_x, y: train_y})
            meter.add(loss)
            if (epoch + 1) % 5 == 0:
                print("Epoch:", "%04d" % (epoch + 1), "cost=", f"{loss:.6f}", "W=%.5f" % sess.run(weight))
        print("total %.6f %d" % (meter.total, meter.seen), type(meter.total).__name__, type(loss / 2).__name__)
        losses[0] = sess.run(tf.reshape(cost, [1]), feed_dict={x: train_x, y: train_y})
        print("%.5f" % losses[0], "%.5f" % sess.run(tf.reshape(weight, [1])), [np.float32(1.5)], np.infty)
    scaled = np.ones((3, 2)).astype(np.float32) * np.sqrt(2.0 / 3)
    print(scaled.dtype, tf.Variable(scaled).dtype.base_dtype.name, np.ones((2, 2), np.uint8) * 255 - 1)
    if FLAGS.failing:
        tf.Session().run(tf.placeholder(tf.float32, name="never_fed"))


if __name__ == "__main__":
    tf.app.run()

"""A model as a class with lazy properties, made by a decorator."""

import functools

import numpy as np
import tensorflow as tf


def lazy_property(function):
    attribute = "_cache_" + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(function.__name__):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator


class Model(object):
    def __init__(self, image, label):
        self.image = image
        self.label = label
        self.prediction
        self.optimize
        self.error

    @lazy_property
    def prediction(self):
        x = tf.contrib.layers.fully_connected(self.image, 20)
        x = tf.contrib.layers.fully_connected(x, 20)
        return tf.contrib.layers.fully_connected(x, 3, tf.nn.softmax)

    @lazy_property
    def optimize(self):
        logprob = tf.log(self.prediction + 1e-12)
        cross_entropy = -tf.reduce_sum(self.label * logprob)
        optimizer = tf.train.RMSPropOptimizer(0.03)
        return optimizer.minimize(cross_entropy)

    @lazy_property
    def error(self):
        mistakes = tf.not_equal(tf.argmax(self.label, 1), tf.argmax(self.prediction, 1))
        return tf.reduce_mean(tf.cast(mistakes, tf.float32))


def main():
    image = tf.placeholder(tf.float32, [None, 5])
    label = tf.placeholder(tf.float32, [None, 3])
    model = Model(image, label)
    sess = tf.Session()
    sess.run(tf.initialize_all_variables())
    data = np.random.rand(50, 5)
    target = np.eye(3)[np.argmax(data[:, :3], axis=1)]
    for _ in range(3):
        error = sess.run(model.error, {image: data, label: target})
        print("Test error {:6.2f}%".format(100 * error))
        for _ in range(20):
            sess.run(model.optimize, {image: data, label: target})


if __name__ == "__main__":
    main()

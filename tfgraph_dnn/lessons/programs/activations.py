"""The nonsaturating activation functions and their derivatives, and what 50 layers of each do to a signal."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)


def leaky_relu(z, name=None):
    return tf.maximum(0.01 * z, z, name=name)


def selu(z, scale=1.0507009873554805, alpha=1.6732632423543772):
    return scale * tf.where(z >= 0.0, z, alpha * tf.nn.elu(z))


FUNCTIONS = {
    "logistic": tf.nn.sigmoid,
    "ReLU": tf.nn.relu,
    "leaky ReLU": leaky_relu,
    "ELU": tf.nn.elu,
    "SELU": selu,
}
z = tf.placeholder(tf.float32, [None], name="z")
values = {name: function(z) for name, function in FUNCTIONS.items()}
slopes = {name: tf.gradients(value, z)[0] for name, value in values.items()}


def deep(activation, layers=50, units=100):
    last, means, stddevs = X, [], []
    for _ in range(layers):
        W = tf.random_normal([units, units], stddev=np.sqrt(1.0 / units))
        last = activation(tf.matmul(last, W))
        mean, variance = tf.nn.moments(last, axes=[0, 1])
        means.append(mean)
        stddevs.append(tf.sqrt(variance))
    return means, stddevs


X = tf.placeholder(tf.float32, [None, 100], name="X")
DEEP = ("logistic", "ReLU", "ELU", "SELU")
statistics = {name: deep(FUNCTIONS[name]) for name in DEEP}

grid = np.linspace(-4, 4, 401).astype(np.float32)
rows = np.random.RandomState(42).randn(500, 100).astype(np.float32)
with tf.Session() as sess:
    curves, derivatives = sess.run([values, slopes], feed_dict={z: grid})
    through = sess.run(statistics, feed_dict={X: rows})

for name in FUNCTIONS:
    print("%-10s f(-2) = %7.4f  f'(-2) = %.4f" % (name, curves[name][100], derivatives[name][100]))
for name in DEEP:
    means, stddevs = through[name]
    print("%-10s after 50 layers: mean %6.3f, standard deviation %.3g" % (name, means[-1], stddevs[-1]))

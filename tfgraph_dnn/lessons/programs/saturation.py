"""A layer of logistic units under two initializations: what comes out, and what gradient goes back."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
np.random.seed(42)

z = tf.placeholder(tf.float32, [None], name="z")
logistic = tf.nn.sigmoid(z)
slope = tf.gradients(logistic, z)[0]


def layer(inputs, units, stddev, name):
    n_inputs = int(inputs.get_shape()[1])
    with tf.name_scope(name):
        W = tf.Variable(tf.random_normal([n_inputs, units], stddev=stddev), name="weights")
        before = tf.matmul(inputs, W)
        return before, tf.nn.sigmoid(before)


X = tf.placeholder(tf.float32, [None, 300], name="X")
stddevs = {"normal, standard deviation 1": 1.0, "Xavier, sqrt(2 / (300 + 100))": np.sqrt(2.0 / 400)}
layers = {name: layer(X, 100, stddev, "layer%d" % i) for i, (name, stddev) in enumerate(stddevs.items())}
back = {name: tf.gradients(tf.reduce_sum(after), before)[0] for name, (before, after) in layers.items()}

grid = np.linspace(-8, 8, 321).astype(np.float32)
rows = np.random.randn(500, 300).astype(np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    curve, derivative = sess.run([logistic, slope], feed_dict={z: grid})
    outputs = {name: sess.run(after, feed_dict={X: rows}) for name, (_, after) in layers.items()}
    slopes = {name: sess.run(gradient, feed_dict={X: rows}) for name, gradient in back.items()}

saturated = {name: np.mean((out < 0.01) | (out > 0.99)) for name, out in outputs.items()}
mean_slope = {name: np.mean(slope) for name, slope in slopes.items()}
print("largest slope: %.4f" % derivative.max())
for name in layers:
    print("%-32s saturated: %.3f  mean slope: %.4f" % (name, saturated[name], mean_slope[name]))

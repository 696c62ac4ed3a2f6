"""Xavier and He initialization: the six cells of the table by hand, and contrib's initializers, on a real layer."""
from __future__ import print_function

import math

import tensorflow as tf
from tensorflow.contrib.layers import fully_connected, variance_scaling_initializer, xavier_initializer

n_inputs, n_hidden1, n_hidden2, n_outputs = 28 * 28, 300, 100, 10
FACTOR = {"logistic": 1.0, "tanh": 4.0, "relu": math.sqrt(2.0)}


def uniform_weights(activation, n_in, n_out):
    r = FACTOR[activation] * math.sqrt(6.0 / (n_in + n_out))
    return tf.random_uniform([n_in, n_out], -r, r, name=activation + "_uniform")


def normal_weights(activation, n_in, n_out):
    sigma = FACTOR[activation] * math.sqrt(2.0 / (n_in + n_out))
    return tf.random_normal([n_in, n_out], stddev=sigma, name=activation + "_normal")


tf.reset_default_graph()
tf.set_random_seed(42)

cells = []
for activation in ("logistic", "tanh", "relu"):
    cells.append((activation, "uniform", tf.Variable(uniform_weights(activation, n_inputs, n_hidden1))))
    cells.append((activation, "normal", tf.Variable(normal_weights(activation, n_inputs, n_hidden1))))

X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
he_init = variance_scaling_initializer()
with tf.name_scope("dnn"):
    hidden1 = fully_connected(X, n_hidden1, weights_initializer=he_init, scope="hidden1")
    hidden2 = fully_connected(
        hidden1, n_hidden2, weights_initializer=variance_scaling_initializer(mode="FAN_AVG"), scope="hidden2"
    )
    logits = fully_connected(
        hidden2, n_outputs, weights_initializer=xavier_initializer(), activation_fn=None, scope="outputs"
    )

init = tf.global_variables_initializer()
writer = tf.summary.FileWriter("./tf_logs/Initialization/", tf.get_default_graph())

with tf.Session() as sess:
    init.run()
    for activation, kind, weights in cells:
        values = weights.eval()
        print("%-8s %-7s  min %.5f  max %.5f  std %.5f" % (activation, kind, values.min(), values.max(), values.std()))
    for variable in tf.trainable_variables()[len(cells) :]:
        values = variable.eval()
        print("%-18s %-10s std %.5f" % (variable.op.name, values.shape, values.std()))
writer.close()

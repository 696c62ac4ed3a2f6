"""An autoencoder whose decoder mirrors its encoder; results are compared side by side."""

from __future__ import division

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("/tmp/data", one_hot=True)
num_steps, batch_size, examples_to_show = 8, 128, 4
num_hidden_1, num_hidden_2, num_input = 64, 32, 784

X = tf.placeholder("float", [None, num_input])
weights = {
    "encoder_h1": tf.Variable(tf.random_normal([num_input, num_hidden_1])),
    "encoder_h2": tf.Variable(tf.random_normal([num_hidden_1, num_hidden_2])),
    "decoder_h1": tf.Variable(tf.random_normal([num_hidden_2, num_hidden_1])),
    "decoder_h2": tf.Variable(tf.random_normal([num_hidden_1, num_input])),
}


def encoder(x):
    layer_1 = tf.nn.sigmoid(tf.matmul(x, weights["encoder_h1"]))
    return tf.nn.sigmoid(tf.matmul(layer_1, weights["encoder_h2"]))


def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.matmul(x, weights["decoder_h1"]))
    return tf.nn.sigmoid(tf.matmul(layer_1, weights["decoder_h2"]))


encoder_op = encoder(X)
decoder_op = decoder(encoder_op)
y_pred = decoder_op
y_true = X
loss = tf.reduce_mean(tf.pow(y_true - y_pred, 2))
optimizer = tf.train.RMSPropOptimizer(0.01).minimize(loss)
init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    for i in range(1, num_steps + 1):
        batch_x, _ = mnist.train.next_batch(batch_size)
        _, l = sess.run([optimizer, loss], feed_dict={X: batch_x})
        if i % 4 == 0 or i == 1:
            print("Step %i: Minibatch Loss: %f" % (i, l))
    canvas = np.empty((28 * examples_to_show, 28))
    batch_x, _ = mnist.test.next_batch(examples_to_show)
    g = sess.run(decoder_op, feed_dict={X: batch_x})
    for j in range(examples_to_show):
        canvas[j * 28 : (j + 1) * 28] = g[j].reshape([28, 28])
    print(canvas.mean())

"""Foreign weights assigned through placeholders and tf.assign: prints [[61. 83. 105.]]."""
from __future__ import print_function

import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/ForeignWeights")

original_w = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]  # loaded from the other framework
original_b = [7.0, 8.0, 9.0]

tf.reset_default_graph()
tf.set_random_seed(42)
X = tf.placeholder(tf.float32, shape=(None, 2), name="X")
hidden1 = tf.layers.dense(X, 3, name="hidden1")

with tf.variable_scope("", default_name="", reuse=True):
    hidden1_weights = tf.get_variable("hidden1/kernel")
    hidden1_biases = tf.get_variable("hidden1/bias")

weights_placeholder = tf.placeholder(tf.float32, shape=(2, 3))
biases_placeholder = tf.placeholder(tf.float32, shape=3)
assign_hidden1_weights = tf.assign(hidden1_weights, weights_placeholder)
assign_hidden1_biases = tf.assign(hidden1_biases, biases_placeholder)

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    sess.run(init)
    sess.run(assign_hidden1_weights, feed_dict={weights_placeholder: original_w})
    sess.run(assign_hidden1_biases, feed_dict={biases_placeholder: original_b})
    print(hidden1.eval(feed_dict={X: [[10.0, 11.0]]}))
    saver.save(sess, "./tf_logs/ForeignWeights/model.ckpt")

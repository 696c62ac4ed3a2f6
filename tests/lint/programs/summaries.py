"""TensorBoard: scopes, scalars, histograms of weights and gradients."""

from __future__ import print_function

import tempfile

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("/tmp/data/", one_hot=True)
logs_path = tempfile.mkdtemp()

x = tf.placeholder(tf.float32, [None, 784], name="InputData")
y = tf.placeholder(tf.float32, [None, 10], name="LabelData")

with tf.name_scope("Model"):
    W = tf.Variable(tf.zeros([784, 10]), name="Weights")
    b = tf.Variable(tf.zeros([10]), name="Bias")
    pred = tf.nn.softmax(tf.matmul(x, W) + b)
with tf.name_scope("Loss"):
    cost = tf.reduce_mean(-tf.reduce_sum(y * tf.log(pred + 1e-8), reduction_indices=1))
with tf.name_scope("SGD"):
    optimizer = tf.train.GradientDescentOptimizer(0.01)
    grads = tf.gradients(cost, tf.trainable_variables())
    grads = list(zip(grads, tf.trainable_variables()))
    apply_grads = optimizer.apply_gradients(grads_and_vars=grads)
with tf.name_scope("Accuracy"):
    acc = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    acc = tf.reduce_mean(tf.cast(acc, tf.float32))

tf.summary.scalar("loss", cost)
tf.summary.scalar("accuracy", acc)
tf.summary.image("input", tf.reshape(x, [-1, 28, 28, 1]), 2)
for var in tf.trainable_variables():
    tf.summary.histogram(var.name.replace(":", "_"), var)
for grad, var in grads:
    tf.summary.histogram(var.name.replace(":", "_") + "/gradient", grad)
merged_summary_op = tf.summary.merge_all()
init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    summary_writer = tf.summary.FileWriter(logs_path, graph=tf.get_default_graph())
    for i in range(12):
        batch_xs, batch_ys = mnist.train.next_batch(100)
        _, c, summary = sess.run([apply_grads, cost, merged_summary_op], feed_dict={x: batch_xs, y: batch_ys})
        summary_writer.add_summary(summary, i)
        value = tf.Summary(value=[tf.Summary.Value(tag="twice", simple_value=2.0 * c)])
        summary_writer.add_summary(value, i)
    print("Accuracy:", acc.eval({x: mnist.test.images[:500], y: mnist.test.labels[:500]}))
    summary_writer.close()

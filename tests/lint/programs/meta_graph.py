"""Saves a net, then loads its graph by import_meta_graph and finds its tensors by name."""

import os
import tempfile

import numpy as np
import tensorflow as tf

prefix = os.path.join(tempfile.mkdtemp(), "net")


def train_and_save():
    tf.reset_default_graph()
    tf.set_random_seed(1)
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    y = tf.layers.dense(x, 1, name="out")
    loss = tf.reduce_mean(tf.square(y), name="loss")
    train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, name="train")
    tf.add_to_collection("train_op", train)
    init = tf.global_variables_initializer()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(init)
        sess.run(train, {x: np.ones([2, 3])})
        saver.save(sess, prefix, global_step=1)


train_and_save()
tf.reset_default_graph()
saver = tf.train.import_meta_graph(prefix + "-1.meta")
with tf.Session() as sess:
    saver.restore(sess, tf.train.latest_checkpoint(os.path.dirname(prefix)))
    graph = tf.get_default_graph()
    x = graph.get_tensor_by_name("x:0")
    loss = graph.get_tensor_by_name("loss:0")
    train = tf.get_collection("train_op")[0]
    for _ in range(20):
        _, value = sess.run([train, loss], feed_dict={x: np.ones([2, 3])})
    print(value)

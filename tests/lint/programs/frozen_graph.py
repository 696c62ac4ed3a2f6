"""Freezes a net into constants, and imports it again."""

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import graph_util
from tensorflow.python.platform import gfile

g1 = tf.Graph()
with g1.as_default():
    x = tf.placeholder(tf.float32, [None, 2], name="input")
    w = tf.get_variable("w", [2, 2], initializer=tf.constant_initializer([1.0, 2.0, 3.0, 4.0]))
    tf.nn.relu(tf.matmul(x, w), name="output")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        graph_def = graph_util.convert_variables_to_constants(sess, g1.as_graph_def(), ["output"])

with gfile.GFile("/tmp/frozen_net.pb", "wb") as f:
    f.write(graph_def.SerializeToString())

with tf.Graph().as_default() as g2:
    loaded = tf.GraphDef()
    with tf.gfile.FastGFile("/tmp/frozen_net.pb", "rb") as f:
        loaded.ParseFromString(f.read())
    _ = tf.import_graph_def(loaded, name="net")
    with tf.Session() as sess:
        softmax_tensor = sess.graph.get_tensor_by_name("net/output:0")
        print(sess.run(softmax_tensor, {"net/input:0": np.eye(2)}))

"""Written for several versions of TensorFlow and Python at once."""

from __future__ import print_function

import sys

import numpy as np
import tensorflow as tf

try:
    xrange
except NameError:
    xrange = range
try:
    from tensorflow.contrib.rnn import BasicLSTMCell
except ImportError:
    from tensorflow.models.rnn.rnn_cell import BasicLSTMCell
try:
    concat = tf.concat_v2
except AttributeError:
    concat = tf.concat
if hasattr(tf, "pack"):
    stack = tf.pack
else:
    stack = tf.stack
if tf.__version__.startswith("0."):
    summary = tf.scalar_summary
    init_op = tf.initialize_all_variables()
else:
    summary = tf.summary.scalar
    init_op = None
PY3 = sys.version_info[0] == 3
if not PY3:
    tf.histogram_summary("x", [1.0])
global_norm = getattr(tf, "global_norm", None)
batch_matmul = getattr(tf, "batch_matmul", tf.matmul)

x = tf.placeholder(np.float32, [None, 4, 2])
cell = BasicLSTMCell(3, state_is_tuple=True)
outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
both = concat([outputs[:, -1], stack([state.h, state.c], axis=1)[:, 0]], 1)
summary("norm", tf.norm(both))
with tf.Session() as sess:
    sess.run(init_op if init_op is not None else tf.global_variables_initializer())
    for i in xrange(2):
        print(sess.run(both, {x: np.ones((1, 4, 2), np.float)}).shape)

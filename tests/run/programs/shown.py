"""What programs print of TensorFlow's objects, and of checkpoints."""
import os
import tempfile

import tensorflow as tf
from tensorflow.python.tools.inspect_checkpoint import print_tensors_in_checkpoint_file

x = tf.constant([1.0, 2.0])
numbers = tf.data.Dataset.range(4)
cells = tf.nn.rnn_cell.BasicLSTMCell(2), tf.nn.rnn_cell.GRUCell(2)
things = [
    x, x.op, x.shape, tf.get_default_graph(), tf.Session(), numbers, numbers.make_one_shot_iterator(),
    tf.data.TextLineDataset("a"), tf.train.AdamOptimizer(), tf.layers.Dense(2), tf.nn.rnn_cell.MultiRNNCell(cells),
]
for thing in things + list(cells):
    print(type(thing))
print(numbers.map(lambda i: {"i": i, "pair": (i, 2 * i)}).batch(2))
print(tf.data.TFRecordDataset("a"))
try:
    x.size
except AttributeError as error:
    print(error)
v = tf.get_variable("v", initializer=[1.0, 2.0])
w = tf.get_variable("w", [2, 3], initializer=tf.ones_initializer())
saver = tf.train.Saver()
print(type(saver))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(numbers.apply(tf.contrib.data.batch_and_drop_remainder(3)).make_one_shot_iterator().get_next()))
    path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"))
print_tensors_in_checkpoint_file(path, tensor_name="", all_tensors=True)
print_tensors_in_checkpoint_file(path, "v", False)
print_tensors_in_checkpoint_file(path, "", False, all_tensor_names=True, count_exclude_pattern="w")
print_tensors_in_checkpoint_file(path, "", False)
print_tensors_in_checkpoint_file(path, "none", False)

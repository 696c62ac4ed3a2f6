"""A bidirectional recurrent net over sequences of different lengths, gradients clipped by their norm."""

import numpy as np
import tensorflow as tf


class Sequences(object):
    def __init__(self, n, max_len=12, seed=7):
        rng = np.random.RandomState(seed)
        self.lengths = rng.randint(3, max_len + 1, size=n)
        self.data = np.zeros([n, max_len, 1], np.float32)
        self.labels = np.zeros([n, 2], np.float32)
        for i, length in enumerate(self.lengths):
            rising = rng.rand() < 0.5
            values = np.sort(rng.rand(length)) if rising else rng.rand(length)
            self.data[i, :length, 0] = values
            self.labels[i, int(rising)] = 1.0

    def batches(self, size):
        for start in range(0, len(self.data), size):
            end = start + size
            yield self.data[start:end], self.labels[start:end], self.lengths[start:end]


train_set, test_set = Sequences(256), Sequences(64, seed=8)
x = tf.placeholder(tf.float32, [None, 12, 1])
y = tf.placeholder(tf.float32, [None, 2])
seqlen = tf.placeholder(tf.int32, [None])

with tf.variable_scope("encoder", initializer=tf.orthogonal_initializer()):
    fw = tf.nn.rnn_cell.GRUCell(16)
    bw = tf.nn.rnn_cell.GRUCell(16)
    outputs, (last_fw, last_bw) = tf.nn.bidirectional_dynamic_rnn(fw, bw, x, sequence_length=seqlen, dtype=tf.float32)
features = tf.concat([last_fw, last_bw], axis=1)
logits = tf.layers.dense(features, 2)
loss = tf.losses.softmax_cross_entropy(onehot_labels=y, logits=logits)
optimizer = tf.train.AdamOptimizer(0.01)
gradients, variables = zip(*optimizer.compute_gradients(loss))
gradients, _ = tf.clip_by_global_norm(gradients, 5.0)
train = optimizer.apply_gradients(zip(gradients, variables))
accuracy = tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, -1), tf.argmax(y, -1))))

sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for epoch in range(3):
    for data, labels, lengths in train_set.batches(64):
        train.run({x: data, y: labels, seqlen: lengths})
    feed = {x: test_set.data, y: test_set.labels, seqlen: test_set.lengths}
    print(epoch, loss.eval(feed), accuracy.eval(feed))
sess.close()

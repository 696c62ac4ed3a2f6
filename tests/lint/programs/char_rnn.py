"""A character model: stacked cells, the state carried over, sampling with the trained weights."""

from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn
from tensorflow.python.framework import ops

ops.reset_default_graph()
text = "hello world, this is a small text to learn from. " * 20
chars = sorted(set(text))
vocab = dict(zip(chars, range(len(chars))))
data = np.array([vocab[c] for c in text])


class CharModel:
    def __init__(self, vocab_size, rnn_size=16, num_layers=2, batch_size=4, seq_length=10, training=True):
        if not training:
            batch_size = 1
            seq_length = 1
        cells = []
        for _ in range(num_layers):
            cell = rnn.GRUCell(rnn_size)
            if training:
                cell = rnn.DropoutWrapper(cell, input_keep_prob=0.9, output_keep_prob=0.9)
            cells.append(cell)
        self.cell = cell = rnn.MultiRNNCell(cells, state_is_tuple=True)
        self.input_data = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.targets = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.initial_state = cell.zero_state(batch_size, tf.float32)
        with tf.variable_scope("rnnlm"):
            softmax_w = tf.get_variable("softmax_w", [rnn_size, vocab_size])
            softmax_b = tf.get_variable("softmax_b", [vocab_size])
        embedding = tf.get_variable("embedding", [vocab_size, rnn_size])
        inputs = tf.nn.embedding_lookup(embedding, self.input_data)
        inputs = tf.split(inputs, seq_length, 1)
        inputs = [tf.squeeze(input_, [1]) for input_ in inputs]
        outputs, last_state = legacy_seq2seq.rnn_decoder(inputs, self.initial_state, cell, scope="rnnlm")
        output = tf.reshape(tf.concat(outputs, 1), [-1, rnn_size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = legacy_seq2seq.sequence_loss_by_example(
            [self.logits], [tf.reshape(self.targets, [-1])], [tf.ones([batch_size * seq_length])]
        )
        self.cost = tf.reduce_sum(loss) / batch_size / seq_length
        self.final_state = last_state
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), 5.0)
        with tf.name_scope("optimizer"):
            optimizer = tf.train.AdamOptimizer(self.lr)
        self.train_op = optimizer.apply_gradients(zip(grads, tvars))
        self.new_lr = tf.placeholder(tf.float32, [])
        self.lr_update = tf.assign(self.lr, self.new_lr)


model = CharModel(len(chars))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for e in range(2):
        sess.run(model.lr_update, {model.new_lr: 0.01 * (0.97**e)})
        state = sess.run(model.initial_state)
        for b in range(10):
            start = np.random.randint(0, len(data) - 11, 4)
            x = np.stack([data[s : s + 10] for s in start])
            y = np.stack([data[s + 1 : s + 11] for s in start])
            feed = {model.input_data: x, model.targets: y}
            for i, s in enumerate(model.initial_state):
                feed[s] = state[i]
            train_loss, state, _ = sess.run([model.cost, model.final_state, model.train_op], feed)
        print("epoch {}, train_loss = {:.3f}".format(e, train_loss))

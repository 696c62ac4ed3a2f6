"""Training through recurrent nets: the numbers, step by step. Each is trained in a graph of its own, so that the
gradients' nodes, whose count TF 1.15 and TF 2 do not share, are not compared here."""
import numpy as np


def _train(tf, build, steps=6):
    with tf.Graph().as_default():
        tf.set_random_seed(42)
        loss, feeds, train = build()
        config = tf.ConfigProto(
            inter_op_parallelism_threads=1, intra_op_parallelism_threads=1, use_per_session_threads=True
        )
        with tf.Session(config=config) as session:
            session.run(tf.global_variables_initializer())
            losses = [session.run([loss, train], feeds)[0] for _ in range(steps)]
            last = {v.op.name.replace("/", "__"): session.run(v) for v in tf.trainable_variables()}
    return dict({name: tf.constant(value) for name, value in last.items()}, losses=tf.constant(losses))


def _sequences(time=5, depth=3, batch=4):
    return np.sin(np.arange(batch * time * depth)).reshape(batch, time, depth).astype("float32")


def _dynamic(tf, cell, optimizer=None, **arguments):
    def build():
        x = tf.placeholder(tf.float32, [None, 5, 3])
        y = tf.placeholder(tf.float32, [None])
        outputs, _ = tf.nn.dynamic_rnn(cell(), x, dtype=tf.float32, **arguments)
        loss = tf.reduce_mean(tf.square(tf.reduce_sum(outputs[:, -1], 1) - y))
        train = (optimizer or tf.train.GradientDescentOptimizer(0.1)).minimize(loss)
        return loss, {x: _sequences(), y: [0.0, 1.0, 2.0, 3.0]}, train

    return _train(tf, build)


def dynamic_basic_rnn(tf):
    return _dynamic(tf, lambda: tf.nn.rnn_cell.BasicRNNCell(4))


def dynamic_basic_lstm(tf):
    return _dynamic(tf, lambda: tf.nn.rnn_cell.BasicLSTMCell(4), tf.train.AdamOptimizer(0.01))


def dynamic_lstm_peepholes_projection(tf):
    return _dynamic(tf, lambda: tf.nn.rnn_cell.LSTMCell(4, True, 1.0, None, 2, 1.0))


def dynamic_gru_lengths(tf):
    return _dynamic(tf, lambda: tf.nn.rnn_cell.GRUCell(4), sequence_length=[1, 2, 3, 5])


def dynamic_gru_swap_memory(tf):
    return _dynamic(tf, lambda: tf.nn.rnn_cell.GRUCell(4), swap_memory=True)


def dynamic_multi_dropout(tf):
    c = tf.nn.rnn_cell
    return _dynamic(
        tf, lambda: c.MultiRNNCell([c.DropoutWrapper(c.BasicLSTMCell(4), 0.9, 0.8, 0.7) for _ in range(2)]),
        tf.train.MomentumOptimizer(0.05, 0.9), parallel_iterations=1,
    )


def dynamic_output_projection(tf):
    c = tf.contrib.rnn
    return _dynamic(tf, lambda: c.OutputProjectionWrapper(c.BasicRNNCell(10, activation=tf.nn.relu), 1))


def dynamic_layer_norm(tf):
    return _dynamic(tf, lambda: tf.contrib.rnn.LayerNormBasicLSTMCell(4, dropout_keep_prob=0.8))


def dynamic_attention_cell(tf):
    return _dynamic(tf, lambda: tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.GRUCell(4), 3))


def dynamic_lstm_block(tf):
    return _dynamic(tf, lambda: tf.contrib.rnn.LSTMBlockCell(4))


def dynamic_gru_block(tf):
    return _dynamic(tf, lambda: tf.contrib.rnn.GRUBlockCellV2(4))


def static_lstm_clipped_gradients(tf):
    def build():
        x = tf.placeholder(tf.float32, [4, 5, 3])
        cell = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(4) for _ in range(2)])
        outputs, _ = tf.contrib.rnn.static_rnn(cell, tf.unstack(x, axis=1), dtype=tf.float32)
        loss = tf.reduce_mean(tf.square(outputs[-1] - 0.5))
        variables = tf.trainable_variables()
        gradients, _ = tf.clip_by_global_norm(tf.gradients(loss, variables), 0.1)
        train = tf.train.GradientDescentOptimizer(1.0).apply_gradients(zip(gradients, variables))
        return loss, {x: _sequences()}, train

    return _train(tf, build)


def bidirectional_lengths(tf):
    def build():
        x = tf.placeholder(tf.float32, [None, 5, 3])
        c = tf.nn.rnn_cell
        outputs, _ = tf.nn.bidirectional_dynamic_rnn(
            c.LSTMCell(4), c.LSTMCell(4), x, sequence_length=[1, 5, 3, 2], dtype=tf.float32
        )
        loss = tf.reduce_mean(tf.square(tf.concat(outputs, 2) - 0.3))
        return loss, {x: _sequences()}, tf.train.RMSPropOptimizer(0.01).minimize(loss)

    return _train(tf, build)


def embedded_with_sequence_loss(tf):
    def build():
        words = tf.placeholder(tf.int32, [2, 4])
        table = tf.get_variable("embedding", [7, 5])
        outputs, _ = tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.GRUCell(6), tf.nn.embedding_lookup(table, words), dtype=tf.float32
        )
        logits = tf.reshape(
            tf.matmul(tf.reshape(outputs, [-1, 6]), tf.get_variable("w", [6, 7])), [2, 4, 7]
        )
        loss = tf.contrib.seq2seq.sequence_loss(logits, words, tf.ones([2, 4]))
        return loss, {words: [[1, 2, 3, 4], [5, 6, 0, 1]]}, tf.train.AdagradOptimizer(0.5).minimize(loss)

    return _train(tf, build)


def crf(tf):
    def build():
        x = tf.placeholder(tf.float32, [4, 5, 3])
        outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(3), x, dtype=tf.float32)
        tags = tf.constant([[0, 1, 2, 0, 1], [2, 2, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 1, 0, 1]])
        likelihood, _ = tf.contrib.crf.crf_log_likelihood(outputs, tags, tf.constant([5, 4, 1, 3]))
        loss = tf.reduce_mean(-likelihood)
        return loss, {x: _sequences()}, tf.train.GradientDescentOptimizer(0.1).minimize(loss)

    return _train(tf, build)


def _decoder_outputs(tf, mechanism):
    words = tf.placeholder(tf.int32, [2, 4])
    c = tf.contrib.seq2seq
    table = tf.get_variable("embedding", [7, 5])
    embedded = tf.nn.embedding_lookup(table, words)
    encoded, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(6), embedded, dtype=tf.float32)
    cell = tf.nn.rnn_cell.GRUCell(6)
    if mechanism:
        cell = c.AttentionWrapper(cell, mechanism(6, encoded, memory_sequence_length=[3, 4]), attention_layer_size=6)
        start = cell.zero_state(2, tf.float32).clone(cell_state=state)
    else:
        start = state
    helper = c.TrainingHelper(embedded, [3, 4])
    decoder = c.BasicDecoder(cell, helper, start, tf.layers.Dense(7, use_bias=False))
    outputs, _, _ = c.dynamic_decode(decoder)
    loss = c.sequence_loss(outputs.rnn_output, words, tf.sequence_mask([3, 4], 4, dtype=tf.float32))
    return loss, {words: [[1, 2, 3, 4], [5, 6, 0, 1]]}, tf.train.AdamOptimizer(0.01).minimize(loss)


def decoder(tf):
    return _train(tf, lambda: _decoder_outputs(tf, None))


def decoder_bahdanau(tf):
    return _train(tf, lambda: _decoder_outputs(tf, tf.contrib.seq2seq.BahdanauAttention))


def decoder_luong(tf):
    return _train(tf, lambda: _decoder_outputs(tf, tf.contrib.seq2seq.LuongAttention))


def legacy_attention_seq2seq(tf):
    def build():
        c = tf.contrib.legacy_seq2seq
        source = [tf.constant([1, 2]), tf.constant([3, 4]), tf.constant([0, 5])]
        target = [tf.constant([1, 0]), tf.constant([2, 3])]
        outputs, _ = c.embedding_attention_seq2seq(source, target, tf.contrib.rnn.GRUCell(4), 6, 6, 3)
        loss = c.sequence_loss(outputs, target, [tf.ones([2])] * 2)
        return loss, {}, tf.train.GradientDescentOptimizer(0.5).minimize(loss)

    return _train(tf, build)

"""tf.contrib.legacy_seq2seq: unrolled encoders and decoders, losses, buckets."""
import numpy as np


def _words(tf, steps, name, batch=2):
    made = [tf.placeholder(tf.int32, [None], name="%s%d" % (name, i)) for i in range(steps)]
    return made, {one: (np.arange(batch) + i) % 5 for i, one in enumerate(made)}


def _vectors(tf, steps, name, depth=3):
    made = [tf.placeholder(tf.float32, [None, depth], name="%s%d" % (name, i)) for i in range(steps)]
    return made, {one: np.linspace(-1, 1, 2 * depth).reshape(2, depth) * (i + 1) for i, one in enumerate(made)}


def _gru(tf, units=4):
    return tf.contrib.rnn.GRUCell(units)


def _seq2seq(tf, function, *args, **kwargs):
    source, feeds = _words(tf, 3, "source")
    target, more = _words(tf, 2, "target")
    feeds.update(more)
    outputs, state = function(source, target, *args, **kwargs)
    fetches = {"out%d" % i: output for i, output in enumerate(outputs)}
    flat = list(state) if isinstance(state, tuple) else [state]
    fetches.update({"state%d" % i: one for i, one in enumerate(flat) if not isinstance(one, tuple)})
    return fetches, feeds


def rnn_decoder(tf):
    inputs, feeds = _vectors(tf, 3, "x")
    cell = _gru(tf)
    outputs, state = tf.contrib.legacy_seq2seq.rnn_decoder(inputs, cell.zero_state(2, tf.float32), cell)
    return {"outputs": outputs, "state": state}, feeds


def rnn_decoder_loop_function(tf):
    inputs, feeds = _vectors(tf, 3, "x")
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    w = tf.get_variable("w", [4, 3])
    outputs, state = tf.contrib.legacy_seq2seq.rnn_decoder(
        inputs, cell.zero_state(2, tf.float32), cell, loop_function=lambda prev, i: tf.matmul(prev, w), scope="rnnlm"
    )
    return {"outputs": outputs, "c": state[0]}, {inputs[0]: feeds[inputs[0]]}


def char_rnn(tf):
    """sherjilozair/char-rnn-tensorflow: rnn_decoder, sequence_loss_by_example."""
    words = tf.placeholder(tf.int32, [2, 4], name="words")
    targets = tf.placeholder(tf.int32, [2, 4], name="targets")
    cell = tf.contrib.rnn.MultiRNNCell(
        [
            tf.contrib.rnn.DropoutWrapper(tf.contrib.rnn.BasicLSTMCell(5), input_keep_prob=0.9, output_keep_prob=0.8)
            for _ in range(2)
        ],
        state_is_tuple=True,
    )
    start = cell.zero_state(2, tf.float32)
    with tf.variable_scope("rnnlm"):
        softmax_w = tf.get_variable("softmax_w", [5, 7])
        softmax_b = tf.get_variable("softmax_b", [7])
    embedding = tf.get_variable("embedding", [7, 5])
    inputs = tf.nn.embedding_lookup(embedding, words)
    inputs = tf.nn.dropout(inputs, 0.8)
    inputs = tf.split(inputs, 4, 1)
    inputs = [tf.squeeze(one, [1]) for one in inputs]

    def loop(prev, _):
        prev = tf.matmul(prev, softmax_w) + softmax_b
        return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

    outputs, last = tf.contrib.legacy_seq2seq.rnn_decoder(inputs, start, cell, loop_function=None, scope="rnnlm")
    output = tf.reshape(tf.concat(outputs, 1), [-1, 5])
    logits = tf.matmul(output, softmax_w) + softmax_b
    loss = tf.contrib.legacy_seq2seq.sequence_loss_by_example([logits], [tf.reshape(targets, [-1])], [tf.ones([8])])
    return {"loss": loss, "cost": tf.reduce_sum(loss) / 2 / 4, "c": last[0].c, "p": tf.nn.softmax(logits)}, {
        words: [[1, 2, 3, 4], [5, 6, 0, 1]],
        targets: [[2, 3, 4, 5], [6, 0, 1, 2]],
    }


def char_rnn_sampling(tf):
    words = tf.placeholder(tf.int32, [1, 2], name="words")
    cell = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.GRUCell(5)])
    embedding = tf.get_variable("embedding", [7, 5])
    w = tf.get_variable("softmax_w", [5, 7])
    inputs = [tf.squeeze(one, [1]) for one in tf.split(tf.nn.embedding_lookup(embedding, words), 2, 1)]

    def loop(prev, _):
        return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(tf.matmul(prev, w), 1)))

    outputs, _ = tf.contrib.legacy_seq2seq.rnn_decoder(
        inputs, cell.zero_state(1, tf.float32), cell, loop_function=loop, scope="rnnlm"
    )
    return {"outputs": outputs}, {words: [[1, 2]]}


def basic_rnn(tf):
    source, feeds = _vectors(tf, 3, "source")
    target, more = _vectors(tf, 2, "target")
    feeds.update(more)
    outputs, state = tf.contrib.legacy_seq2seq.basic_rnn_seq2seq(source, target, tf.contrib.rnn.BasicLSTMCell(4))
    return {"outputs": outputs, "h": state.h}, feeds


def basic_rnn_multi(tf):
    source, feeds = _vectors(tf, 3, "source")
    target, more = _vectors(tf, 2, "target")
    feeds.update(more)
    cell = tf.contrib.rnn.MultiRNNCell([_gru(tf) for _ in range(2)])
    outputs, state = tf.contrib.legacy_seq2seq.basic_rnn_seq2seq(source, target, cell, scope="mine")
    return {"outputs": outputs, "s": state[1]}, feeds


def tied_rnn(tf):
    source, feeds = _vectors(tf, 3, "source")
    target, more = _vectors(tf, 2, "target")
    feeds.update(more)
    outputs, state = tf.contrib.legacy_seq2seq.tied_rnn_seq2seq(source, target, _gru(tf))
    return {"outputs": outputs, "s": state}, feeds


def embedding_rnn_decoder(tf):
    target, feeds = _words(tf, 3, "target")
    cell = _gru(tf)
    outputs, state = tf.contrib.legacy_seq2seq.embedding_rnn_decoder(
        target, cell.zero_state(2, tf.float32), cell, num_symbols=5, embedding_size=3
    )
    return {"outputs": outputs, "s": state}, feeds


def embedding_rnn_decoder_feed_previous(tf):
    target, feeds = _words(tf, 3, "target")
    cell = _gru(tf)
    w, b = tf.get_variable("w", [4, 5]), tf.get_variable("b", [5])
    outputs, state = tf.contrib.legacy_seq2seq.embedding_rnn_decoder(
        target, cell.zero_state(2, tf.float32), cell, 5, 3, (w, b), True, False
    )
    return {"outputs": outputs, "s": state}, feeds


def embedding_rnn(tf):
    return _seq2seq(tf, tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq, _gru(tf), 5, 6, 3)


def embedding_rnn_lstm(tf):
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    return _seq2seq(tf, tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq, cell, 5, 6, 3, feed_previous=True)


def embedding_rnn_projection(tf):
    w, b = tf.get_variable("w", [4, 6]), tf.get_variable("b", [6])
    return _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq, _gru(tf), 5, 6, 3, output_projection=(w, b),
        feed_previous=True, scope="mine", dtype=tf.float32,
    )


def embedding_rnn_feed_previous_tensor(tf):
    flag = tf.placeholder(tf.bool, [], name="flag")
    fetches, feeds = _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq, _gru(tf), 5, 6, 3, feed_previous=flag
    )
    feeds[flag] = True
    return fetches, feeds


def embedding_rnn_feed_previous_tensor_lstm(tf):
    flag = tf.placeholder(tf.bool, [], name="flag")
    cell = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(4) for _ in range(2)])
    fetches, feeds = _seq2seq(tf, tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq, cell, 5, 6, 3, feed_previous=flag)
    feeds[flag] = False
    return fetches, feeds


def embedding_tied_rnn(tf):
    return _seq2seq(tf, tf.contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq, _gru(tf), 5, 3)


def embedding_tied_rnn_other_symbols(tf):
    return _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq, tf.contrib.rnn.BasicLSTMCell(4), 5, 3,
        num_decoder_symbols=4, feed_previous=True,
    )


def embedding_tied_rnn_tensor(tf):
    flag = tf.placeholder(tf.bool, [], name="flag")
    fetches, feeds = _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq, tf.contrib.rnn.BasicLSTMCell(4), 5, 3,
        feed_previous=flag,
    )
    feeds[flag] = True
    return fetches, feeds


def embedding_attention(tf):
    return _seq2seq(tf, tf.contrib.legacy_seq2seq.embedding_attention_seq2seq, _gru(tf), 5, 6, 3)


def embedding_attention_lstm_heads(tf):
    return _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_attention_seq2seq, tf.contrib.rnn.BasicLSTMCell(4), 5, 6, 3,
        num_heads=2, feed_previous=True, initial_state_attention=True,
    )


def embedding_attention_tensor(tf):
    flag = tf.placeholder(tf.bool, [], name="flag")
    cell = tf.contrib.rnn.MultiRNNCell([_gru(tf) for _ in range(2)])
    fetches, feeds = _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_attention_seq2seq, cell, 5, 6, 3, feed_previous=flag
    )
    feeds[flag] = True
    return fetches, feeds


def embedding_attention_projection(tf):
    w, b = tf.get_variable("w", [4, 6]), tf.get_variable("b", [6])
    return _seq2seq(
        tf, tf.contrib.legacy_seq2seq.embedding_attention_seq2seq, _gru(tf), 5, 6, 3, output_projection=(w, b),
        feed_previous=True,
    )


def attention_decoder(tf):
    inputs, feeds = _vectors(tf, 3, "x")
    cell = _gru(tf)
    states = tf.placeholder(tf.float32, [2, 4, 5], name="states")
    feeds[states] = np.linspace(-1, 1, 40).reshape(2, 4, 5)
    outputs, state = tf.contrib.legacy_seq2seq.attention_decoder(
        inputs, cell.zero_state(2, tf.float32), states, cell, output_size=3
    )
    return {"outputs": outputs, "s": state}, feeds


def attention_decoder_unknown_length(tf):
    inputs, feeds = _vectors(tf, 2, "x")
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    states = tf.placeholder(tf.float32, [None, None, 5], name="states")
    feeds[states] = np.linspace(-1, 1, 40).reshape(2, 4, 5)
    outputs, _ = tf.contrib.legacy_seq2seq.attention_decoder(
        inputs, cell.zero_state(2, tf.float32), states, cell, num_heads=2, initial_state_attention=True
    )
    return {"outputs": outputs}, feeds


def attention_decoder_of_nothing(tf):
    tf.contrib.legacy_seq2seq.attention_decoder([], None, tf.zeros([2, 3, 4]), _gru(tf))


def attention_decoder_no_heads(tf):
    tf.contrib.legacy_seq2seq.attention_decoder([tf.zeros([2, 3])], None, tf.zeros([2, 3, 4]), _gru(tf), num_heads=0)


def attention_decoder_unknown_size(tf):
    states = tf.placeholder(tf.float32, [2, 3, None])
    tf.contrib.legacy_seq2seq.attention_decoder([tf.zeros([2, 3])], None, states, _gru(tf))


def embedding_attention_decoder(tf):
    target, feeds = _words(tf, 2, "target")
    cell = _gru(tf)
    outputs, state = tf.contrib.legacy_seq2seq.embedding_attention_decoder(
        target, cell.zero_state(2, tf.float32), tf.ones([2, 3, 5]), cell, num_symbols=5, embedding_size=3, output_size=5,
        feed_previous=True,
    )
    return {"outputs": outputs, "s": state}, feeds


def one2many(tf):
    source, feeds = _words(tf, 2, "source")
    a, more = _words(tf, 2, "a")
    b, most = _words(tf, 1, "b")
    feeds.update(more)
    feeds.update(most)
    outputs, states = tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq(
        source, {"a": a, "b": b}, _gru(tf), {"a": _gru(tf), "b": _gru(tf)}, 5, {"a": 6, "b": 5}, embedding_size=3
    )
    return {"a": outputs["a"], "b": outputs["b"], "s": states["b"]}, feeds


def one2many_wrong_keys(tf):
    tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq([], {"a": []}, _gru(tf), {"b": _gru(tf)}, 5, {}, 3)


def one2many_no_cell(tf):
    tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq([], {}, 3, {}, 5, {}, 3)


def loss_by_example(tf):
    logits = [tf.constant(np.linspace(-1, 1, 10).reshape(2, 5) * i, tf.float32) for i in range(3)]
    targets = [tf.constant([1, i]) for i in range(3)]
    weights = [tf.constant([1.0, 0.5]) for _ in range(3)]
    c = tf.contrib.legacy_seq2seq
    return {
        "average": c.sequence_loss_by_example(logits, targets, weights),
        "sum": c.sequence_loss_by_example(logits, targets, weights, average_across_timesteps=False, name="mine"),
        "own": c.sequence_loss_by_example(
            logits, targets, weights,
            softmax_loss_function=lambda labels, logits: tf.reduce_sum(logits, 1) + tf.cast(labels, tf.float32),
        ),
        "loss": c.sequence_loss(logits, targets, weights),
        "loss_sum": c.sequence_loss(logits, targets, weights, average_across_timesteps=False, average_across_batch=False),
    }


def loss_of_unequal_lengths(tf):
    tf.contrib.legacy_seq2seq.sequence_loss_by_example([tf.zeros([1, 2])], [], [])


def _buckets(tf, **kwargs):
    source, feeds = _words(tf, 3, "source")
    target, more = _words(tf, 3, "target")
    feeds.update(more)
    weights = [tf.ones([2]) for _ in range(2)]

    def seq2seq(a, b):
        return tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(a, b, _gru(tf), 5, 6, 3)

    return source, target, weights, feeds, lambda: tf.contrib.legacy_seq2seq.model_with_buckets(
        source, target[:2], target[1:], weights, [(2, 1), (3, 2)], seq2seq, **kwargs
    )


def buckets(tf):
    _, _, _, feeds, make = _buckets(tf)
    outputs, losses = make()
    return {"small": outputs[0], "large": outputs[1], "losses": losses}, feeds


def buckets_per_example(tf):
    _, _, _, feeds, make = _buckets(tf, per_example_loss=True, name="mine")
    _, losses = make()
    return {"losses": losses}, feeds


def buckets_too_long(tf):
    tf.contrib.legacy_seq2seq.model_with_buckets([], [], [], [], [(2, 2)], None)

"""tf.contrib.crf: scores, likelihood and decoding of linear-chain conditional random fields."""
import numpy as np


def _unary(batch=3, time=4, tags=3):
    return np.sin(np.arange(batch * time * tags)).reshape(batch, time, tags).astype("float32")


TAGS = [[0, 1, 2, 0], [2, 2, 1, 0], [0, 0, 0, 0]]
LENGTHS = [4, 3, 1]
MOVES = np.cos(np.arange(9)).reshape(3, 3).astype("float32")


def _placeholders(tf, dtype="int32", batch=None, time=None):
    x = tf.placeholder(tf.float32, [batch, time, 3], name="x")
    tags = tf.placeholder(dtype, [batch, time], name="tags")
    lengths = tf.placeholder(tf.int32, [batch], name="lengths")
    return x, tags, lengths, {x: _unary(), tags: TAGS, lengths: LENGTHS}


def likelihood(tf):
    x, tags, lengths, feeds = _placeholders(tf)
    value, transitions = tf.contrib.crf.crf_log_likelihood(x, tags, lengths)
    return {"value": value, "transitions": transitions, "name": tf.constant(transitions.op.name)}, feeds


def likelihood_static(tf):
    x, tags, lengths, feeds = _placeholders(tf, batch=3, time=4)
    value, _ = tf.contrib.crf.crf_log_likelihood(x, tags, lengths, transition_params=tf.constant(MOVES))
    return {"value": value}, feeds


def likelihood_int64(tf):
    x, tags, lengths, feeds = _placeholders(tf, dtype="int64")
    with tf.variable_scope("crf"):
        value, _ = tf.contrib.crf.crf_log_likelihood(inputs=x, tag_indices=tags, sequence_lengths=lengths)
    return {"value": value}, feeds


def likelihood_of_numpy(tf):
    value, _ = tf.contrib.crf.crf_log_likelihood(
        tf.constant(_unary()), tf.constant(TAGS), tf.constant(LENGTHS), tf.constant(MOVES)
    )
    return {"value": value}


def likelihood_one_step(tf):
    value, _ = tf.contrib.crf.crf_log_likelihood(
        tf.constant(_unary(time=1)), tf.constant([[0], [1], [2]]), tf.constant([1, 1, 0]), tf.constant(MOVES)
    )
    return {"value": value}


def likelihood_empty_sequence(tf):
    value, _ = tf.contrib.crf.crf_log_likelihood(
        tf.constant(_unary()), tf.constant(TAGS), tf.constant([0, 2, 4]), tf.constant(MOVES)
    )
    return {"value": value}


def scores(tf):
    x, tags, lengths, feeds = _placeholders(tf)
    moves = tf.constant(MOVES)
    c = tf.contrib.crf
    return {
        "score": c.crf_sequence_score(x, tags, lengths, moves),
        "norm": c.crf_log_norm(x, lengths, moves),
        "unary": c.crf_unary_score(tags, lengths, x),
        "binary": c.crf_binary_score(tags, lengths, moves),
    }, feeds


def multitag(tf):
    x, _, lengths, feeds = _placeholders(tf)
    bitmap = tf.placeholder(tf.bool, [None, None, 3], name="bitmap")
    feeds = {x: feeds[x], lengths: feeds[lengths], bitmap: _unary() > -0.5}
    return {"score": tf.contrib.crf.crf_multitag_sequence_score(x, bitmap, lengths, tf.constant(MOVES))}, feeds


def decode(tf):
    x, _, lengths, feeds = _placeholders(tf)
    tags, score = tf.contrib.crf.crf_decode(x, tf.constant(MOVES), lengths)
    return {"tags": tags, "score": score}, {x: feeds[x], lengths: feeds[lengths]}


def decode_static(tf):
    tags, score = tf.contrib.crf.crf_decode(tf.constant(_unary()), tf.constant(MOVES), tf.constant(LENGTHS))
    return {"tags": tags, "score": score}


def decode_one_step(tf):
    tags, score = tf.contrib.crf.crf_decode(tf.constant(_unary(time=1)), tf.constant(MOVES), tf.constant([1, 1, 1]))
    return {"tags": tags, "score": score}


def viterbi(tf):
    tags, score = tf.contrib.crf.viterbi_decode(_unary()[0], MOVES)
    return {"tags": tf.constant([int(tag) for tag in tags]), "score": tf.constant(float(score))}


def tagger(tf):
    """A bidirectional LSTM with a CRF on top, as taggers of names do it."""
    words = tf.placeholder(tf.int32, [None, None], name="words")
    lengths = tf.placeholder(tf.int32, [None], name="lengths")
    labels = tf.placeholder(tf.int32, [None, None], name="labels")
    table = tf.Variable(np.cos(np.arange(50)).reshape(10, 5), dtype=tf.float32, trainable=False)
    with tf.variable_scope("bi-lstm"):
        cells = [tf.contrib.rnn.LSTMCell(4) for _ in range(2)]
        outputs, _ = tf.nn.bidirectional_dynamic_rnn(
            cells[0], cells[1], tf.nn.embedding_lookup(table, words), sequence_length=lengths, dtype=tf.float32
        )
    w = tf.get_variable("W", [8, 3], dtype=tf.float32)
    logits = tf.reshape(tf.matmul(tf.reshape(tf.concat(outputs, -1), [-1, 8]), w), [-1, tf.shape(words)[1], 3])
    likelihood, moves = tf.contrib.crf.crf_log_likelihood(logits, labels, lengths)
    tags, _ = tf.contrib.crf.crf_decode(logits, moves, lengths)
    return {"loss": tf.reduce_mean(-likelihood), "tags": tags}, {
        words: [[1, 2, 3], [4, 5, 0]], lengths: [3, 2], labels: [[0, 1, 2], [2, 0, 0]],
    }

"""tf.nn.static_rnn and its relatives: unrolled graphs."""
import numpy as np


def _steps(tf, time=3, depth=3, batch=None):
    steps = [tf.placeholder(tf.float32, [batch, depth], name="x%d" % i) for i in range(time)]
    return steps, {x: np.linspace(-1, 1, 2 * depth).reshape(2, depth) * (i + 1) for i, x in enumerate(steps)}


def _run(tf, cell, batch=None, dtype="float32", **arguments):
    steps, feeds = _steps(tf, batch=batch)
    outputs, state = tf.nn.static_rnn(cell, steps, dtype=dtype, **arguments)
    fetches = {"outputs": outputs, "state": state}
    if isinstance(state, tuple):
        fetches["state"] = state[0]
    return fetches, feeds


def basic_rnn(tf):
    return _run(tf, tf.nn.rnn_cell.BasicRNNCell(4))


def basic_rnn_of_known_batch(tf):
    return _run(tf, tf.nn.rnn_cell.BasicRNNCell(4), batch=2)


def basic_lstm(tf):
    return _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4))


def lstm_projection(tf):
    return _run(tf, tf.nn.rnn_cell.LSTMCell(4, num_proj=2))


def gru(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(4), scope="mine")


def gru_float64(tf):
    x = tf.placeholder(tf.float64, [None, 3], name="x")
    outputs, _ = tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), [x, x], dtype=tf.float64)
    return {"outputs": outputs}, {x: np.ones((2, 3))}


def multi(tf):
    c = tf.nn.rnn_cell
    steps, feeds = _steps(tf)
    outputs, states = tf.nn.static_rnn(c.MultiRNNCell([c.LSTMCell(4), c.GRUCell(2)]), steps, dtype=tf.float32)
    return {"outputs": outputs, "c": states[0].c, "g": states[1]}, feeds


def lengths(tf):
    return _run(tf, tf.nn.rnn_cell.BasicRNNCell(4), sequence_length=[1, 3])


def lengths_placeholder(tf):
    length = tf.placeholder(tf.int32, [None], name="length")
    fetches, feeds = _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4), sequence_length=length)
    feeds[length] = [0, 2]
    return fetches, feeds


def lengths_int64_known_batch(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(4), batch=2, sequence_length=np.array([2, 1]))


def lengths_of_rank_two(tf):
    _run(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=[[1, 3]])


def initial_state(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    return _run(tf, cell, dtype=None, initial_state=cell.zero_state(2, tf.float32))


def no_state_no_dtype(tf):
    _run(tf, tf.nn.rnn_cell.GRUCell(4), dtype=None)


def no_steps(tf):
    tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), [], dtype=tf.float32)


def steps_in_one_tensor(tf):
    tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), tf.zeros([2, 3, 4]), dtype=tf.float32)


def step_of_unknown_depth(tf):
    tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), [tf.placeholder(tf.float32, [2, None])], dtype=tf.float32)


def not_a_cell(tf):
    tf.nn.static_rnn(tf.nn.relu, [tf.zeros([2, 3])], dtype=tf.float32)


def unstacked_batch(tf):
    x = tf.placeholder(tf.float32, [None, 3, 2], name="x")
    cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
    outputs, states = tf.contrib.rnn.static_rnn(cell, tf.unstack(tf.transpose(x, perm=[1, 0, 2])), dtype=tf.float32)
    return {"outputs": tf.transpose(tf.stack(outputs), perm=[1, 0, 2]), "s": states}, {
        x: np.linspace(-1, 1, 12).reshape(2, 3, 2)
    }


def twice_in_two_scopes(tf):
    steps, feeds = _steps(tf)
    with tf.variable_scope("a"):
        a, _ = tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(4), steps, dtype=tf.float32)
    with tf.variable_scope("b"):
        b, _ = tf.nn.static_rnn(tf.nn.rnn_cell.BasicRNNCell(4), a, dtype=tf.float32)
    return {"a": a, "b": b}, feeds


def twice_without_scope(tf):
    steps, _ = _steps(tf)
    tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), steps, dtype=tf.float32)
    tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), steps, dtype=tf.float32)


def reused(tf):
    steps, feeds = _steps(tf)
    outputs = []
    with tf.variable_scope("net") as scope:
        for number in range(2):
            if number:
                scope.reuse_variables()
            cell = tf.nn.rnn_cell.BasicLSTMCell(4, reuse=tf.get_variable_scope().reuse)
            outputs.append(tf.nn.static_rnn(cell, steps, dtype=tf.float32)[0])
    return {"a": outputs[0], "b": outputs[1]}, feeds


def bidirectional(tf):
    c = tf.nn.rnn_cell
    steps, feeds = _steps(tf)
    outputs, fw, bw = tf.nn.static_bidirectional_rnn(c.BasicLSTMCell(4), c.BasicLSTMCell(3), steps, dtype=tf.float32)
    return {"outputs": outputs, "fw": fw.h, "bw": bw.c}, feeds


def bidirectional_lengths(tf):
    c = tf.contrib.rnn
    steps, feeds = _steps(tf, batch=2)
    outputs, fw, bw = c.static_bidirectional_rnn(
        c.GRUCell(4), c.GRUCell(3), steps, dtype=tf.float32, sequence_length=[1, 3], scope="both"
    )
    return {"outputs": outputs, "fw": fw, "bw": bw}, feeds


def bidirectional_states(tf):
    c = tf.contrib.rnn
    steps, feeds = _steps(tf, batch=2)
    fw, bw = c.GRUCell(4), c.GRUCell(3)
    outputs, _, _ = c.static_bidirectional_rnn(fw, bw, steps, fw.zero_state(2, tf.float32), bw.zero_state(2, tf.float32))
    return {"outputs": outputs}, feeds


def bidirectional_of_tensor(tf):
    c = tf.contrib.rnn
    c.static_bidirectional_rnn(c.GRUCell(4), c.GRUCell(3), tf.zeros([2, 3, 4]), dtype=tf.float32)


def stack_bidirectional(tf):
    c = tf.contrib.rnn
    steps, feeds = _steps(tf)
    outputs, fw, bw = c.stack_bidirectional_rnn(
        [c.GRUCell(4), c.LSTMCell(3)], [c.GRUCell(4), c.LSTMCell(3)], steps, dtype=tf.float32
    )
    return {"outputs": outputs, "fw": fw[0], "bw": bw[1].c}, feeds


def stack_bidirectional_lengths_states(tf):
    c = tf.contrib.rnn
    steps, feeds = _steps(tf, batch=2)
    cells = [c.GRUCell(4), c.GRUCell(3)]
    states = [cell.zero_state(2, tf.float32) for cell in cells]
    outputs, _, _ = c.stack_bidirectional_rnn(
        cells, [c.GRUCell(4), c.GRUCell(3)], steps, states, states, tf.float32, [1, 2], "deep"
    )
    return {"outputs": outputs}, feeds


def stack_bidirectional_no_list(tf):
    c = tf.contrib.rnn
    c.stack_bidirectional_rnn(c.GRUCell(4), c.GRUCell(4), [tf.zeros([2, 3])], dtype=tf.float32)


class _Saver:
    def __init__(self, tf, sizes):
        self._tf = tf
        self._variables = {
            name: tf.get_variable(name, [2, size], initializer=tf.zeros_initializer()) for name, size in sizes
        }

    def state(self, name):
        return self._variables[name]

    def save_state(self, name, state):
        return self._tf.assign(self._variables[name], state)


def state_saving(tf):
    steps, feeds = _steps(tf, batch=2)
    saver = _Saver(tf, [("s", 4)])
    outputs, state = tf.nn.static_state_saving_rnn(tf.nn.rnn_cell.GRUCell(4), steps, saver, "s")
    return {"outputs": outputs, "state": state}, feeds, 2


def state_saving_lstm(tf):
    steps, feeds = _steps(tf, batch=2)
    saver = _Saver(tf, [("c", 4), ("h", 4)])
    outputs, state = tf.contrib.rnn.static_state_saving_rnn(
        tf.nn.rnn_cell.BasicLSTMCell(4), steps, saver, ("c", "h"), sequence_length=[1, 2], scope="saved"
    )
    return {"outputs": outputs, "c": state[0]}, feeds, 2


def state_saving_wrong_name(tf):
    steps, _ = _steps(tf, batch=2)
    tf.nn.static_state_saving_rnn(tf.nn.rnn_cell.BasicLSTMCell(4), steps, _Saver(tf, [("s", 4)]), "s")


def char_rnn_of_old(tf):
    """Karpathy's char-rnn in TF, as sherjilozair wrote it: embedding, split, squeeze, static decoder by hand."""
    words = tf.placeholder(tf.int32, [2, 4], name="words")
    cell = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(5) for _ in range(2)], state_is_tuple=True)
    state = start = cell.zero_state(2, tf.float32)
    with tf.variable_scope("rnnlm"):
        w = tf.get_variable("softmax_w", [5, 7])
        b = tf.get_variable("softmax_b", [7])
    table = tf.get_variable("embedding", [7, 5])
    inputs = [tf.squeeze(one, [1]) for one in tf.split(tf.nn.embedding_lookup(table, words), 4, 1)]
    outputs = []
    with tf.variable_scope("RNN"):
        for number, one in enumerate(inputs):
            if number > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(one, state)
            outputs.append(output)
    logits = tf.matmul(tf.reshape(tf.concat(outputs, 1), [-1, 5]), w) + b
    return {"probs": tf.nn.softmax(logits), "start": start[0].c, "c": state[1].c}, {words: [[1, 2, 3, 4], [5, 6, 0, 1]]}


def ptb_of_old(tf):
    """The inner graph of the PTB tutorial: dropout around the embedding and between the layers, unstacked steps."""
    words = tf.placeholder(tf.int32, [2, 4], name="words")
    with tf.variable_scope("Model", initializer=tf.random_uniform_initializer(-0.1, 0.1)):
        table = tf.get_variable("embedding", [7, 5], dtype=tf.float32)
        inputs = tf.nn.dropout(tf.nn.embedding_lookup(table, words), 0.8)
        cell = tf.contrib.rnn.MultiRNNCell(
            [
                tf.contrib.rnn.DropoutWrapper(
                    tf.contrib.rnn.BasicLSTMCell(5, forget_bias=0.0, state_is_tuple=True, reuse=False),
                    output_keep_prob=0.5,
                )
                for _ in range(2)
            ],
            state_is_tuple=True,
        )
        start = cell.zero_state(2, tf.float32)
        outputs, state = tf.nn.static_rnn(cell, tf.unstack(inputs, num=4, axis=1), initial_state=start)
        output = tf.reshape(tf.concat(outputs, 1), [-1, 5])
        w = tf.get_variable("softmax_w", [5, 7], dtype=tf.float32)
        b = tf.get_variable("softmax_b", [7], dtype=tf.float32)
        logits = tf.reshape(tf.nn.xw_plus_b(output, w, b), [2, 4, 7])
        loss = tf.contrib.seq2seq.sequence_loss(
            logits, words, tf.ones([2, 4], dtype=tf.float32), average_across_timesteps=False, average_across_batch=True
        )
    return {"out": output, "loss": loss, "c": state[1].c}, {words: [[1, 2, 3, 4], [5, 6, 0, 1]]}

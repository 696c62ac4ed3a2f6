"""tf.nn.dynamic_rnn, bidirectional_dynamic_rnn and raw_rnn."""
import numpy as np


def _batch(tf, time=4, depth=3, major=False, batch=2):
    shape = (time, batch, depth) if major else (batch, time, depth)
    x = tf.placeholder(tf.float32, [None, None, depth], name="x")
    return x, {x: np.linspace(-1, 1, batch * time * depth).reshape(shape)}


def _flat(state):
    parts = state if isinstance(state, (list, tuple)) else [state]
    found = []
    for part in parts:
        found += _flat(part) if isinstance(part, (list, tuple)) else [part]
    return found


def _run(tf, cell, dtype="float32", **arguments):
    x, feeds = _batch(tf, major=arguments.get("time_major", False))
    outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=dtype, **arguments)
    return dict({"outputs": outputs}, **{"state%d" % i: s for i, s in enumerate(_flat(state))}), feeds


def basic_rnn(tf):
    return _run(tf, tf.nn.rnn_cell.BasicRNNCell(4))


def basic_rnn_fixed_shape(tf):
    x = tf.placeholder(tf.float32, [2, 4, 3], name="x")
    outputs, state = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicRNNCell(num_units=5), x, dtype=tf.float32)
    shapes = tf.constant([str(outputs.shape), str(state.shape), outputs.name, state.name])
    return {"outputs": outputs, "state": state, "shapes": shapes}, {x: np.linspace(-1, 1, 24).reshape(2, 4, 3)}


def basic_lstm(tf):
    return _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4))


def basic_lstm_state_not_tuple(tf):
    return _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4, state_is_tuple=False))


def lstm_peepholes_projection(tf):
    return _run(tf, tf.nn.rnn_cell.LSTMCell(4, use_peepholes=True, num_proj=2, cell_clip=1.0))


def gru(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(4))


def multi(tf):
    c = tf.nn.rnn_cell
    return _run(tf, c.MultiRNNCell([c.BasicLSTMCell(4), c.LSTMCell(3), c.GRUCell(2)]))


def multi_of_same_object(tf):
    c = tf.nn.rnn_cell
    return _run(tf, c.MultiRNNCell([c.GRUCell(3)] * 3))


def sequence_length(tf):
    return _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4), sequence_length=[2, 4])


def sequence_length_placeholder(tf):
    length = tf.placeholder(tf.int32, [None], name="length")
    fetches, feeds = _run(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=length)
    feeds[length] = [0, 3]
    return fetches, feeds


def sequence_length_int64(tf):
    length = tf.placeholder(tf.int64, [None], name="length")
    fetches, feeds = _run(tf, tf.nn.rnn_cell.BasicRNNCell(4), sequence_length=length)
    feeds[length] = [1, 3]
    return fetches, feeds


def sequence_length_wrong_batch(tf):
    length = tf.placeholder(tf.int32, [None], name="length")
    fetches, feeds = _run(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=length)
    feeds[length] = [1, 2, 3]
    return fetches, feeds


def sequence_length_scalar(tf):
    _run(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=tf.constant(3))


def sequence_length_of_all_multi(tf):
    c = tf.nn.rnn_cell
    return _run(tf, c.MultiRNNCell([c.LSTMCell(4), c.GRUCell(3)]), sequence_length=[1, 3])


def time_major(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(4), time_major=True)


def time_major_with_lengths(tf):
    return _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4), time_major=True, sequence_length=[3, 1], swap_memory=True)


def scope_name(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(4), scope="mine", parallel_iterations=1)


def scope_object(tf):
    with tf.variable_scope("outer") as scope:
        return _run(tf, tf.nn.rnn_cell.GRUCell(4), scope=scope)


def in_scope_with_initializer(tf):
    with tf.variable_scope("net", initializer=tf.variance_scaling_initializer()):
        return _run(tf, tf.nn.rnn_cell.BasicRNNCell(4, activation=tf.nn.relu))


def in_scope_with_regularizer(tf):
    with tf.variable_scope("net", regularizer=lambda w: tf.nn.l2_loss(w)):
        fetches, feeds = _run(tf, tf.nn.rnn_cell.BasicLSTMCell(4))
    fetches["losses"] = tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    return fetches, feeds


def two_in_one_graph(tf):
    x, feeds = _batch(tf)
    with tf.variable_scope("first"):
        a, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)
    with tf.variable_scope("second"):
        b, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), a, dtype=tf.float32)
    return {"a": a, "b": b}, feeds


def two_without_scope(tf):
    x, _ = _batch(tf)
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)


def reuse_with_scope(tf):
    x, feeds = _batch(tf)
    outputs = []
    for reuse in (False, True):
        with tf.variable_scope("shared", reuse=reuse):
            cell = tf.nn.rnn_cell.BasicLSTMCell(4)
            outputs.append(tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)[0])
    return {"a": outputs[0], "b": outputs[1]}, feeds


def one_cell_twice(tf):
    x, feeds = _batch(tf)
    cell = tf.nn.rnn_cell.GRUCell(4)
    a, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    b, _ = tf.nn.dynamic_rnn(cell, x, initial_state=state)
    return {"a": a, "b": b}, feeds


def initial_state(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    return _run(tf, cell, dtype=None, initial_state=cell.zero_state(2, tf.float32))


def initial_state_placeholder(tf):
    state = tf.placeholder(tf.float32, [None, 4], name="state")
    fetches, feeds = _run(tf, tf.nn.rnn_cell.GRUCell(4), dtype=None, initial_state=state)
    feeds[state] = np.ones((2, 4))
    return fetches, feeds


def initial_state_fed_by_name(tf):
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(3) for _ in range(2)], state_is_tuple=True)
    state = cell.zero_state(2, tf.float32)
    fetches, feeds = _run(tf, cell, dtype=None, initial_state=state)
    feeds[state[0].c] = np.ones((2, 3))
    return fetches, feeds


def no_state_no_dtype(tf):
    _run(tf, tf.nn.rnn_cell.GRUCell(4), dtype=None)


def not_a_cell(tf):
    _run(tf, "cell")


def unknown_depth(tf):
    x = tf.placeholder(tf.float32, [None, None, None])
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)


def rank_two(tf):
    x = tf.placeholder(tf.float32, [None, 4])
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)


def integer_input(tf):
    x = tf.placeholder(tf.int32, [None, 4, 3])
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), x, dtype=tf.float32)


def float64(tf):
    x = tf.placeholder(tf.float64, [None, 4, 3], name="x")
    outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(4), x, dtype=tf.float64)
    return {"outputs": outputs}, {x: np.linspace(-1, 1, 24).reshape(2, 4, 3)}


def dtype_other_than_input(tf):
    x = tf.placeholder(tf.float64, [None, 4, 3], name="x")
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(4), x, dtype=tf.float32)


def numpy_input(tf):
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3).astype("float32")
    return {"outputs": tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(4), x, dtype=tf.float32)[0]}


def embedded_words(tf):
    words = tf.placeholder(tf.int32, [None, None], name="words")
    table = tf.get_variable("embedding", [10, 5])
    outputs, state = tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.BasicLSTMCell(4), tf.nn.embedding_lookup(table, words), dtype=tf.float32, sequence_length=[2, 3]
    )
    return {"outputs": outputs, "h": state[1]}, {words: [[1, 2, 0], [3, 4, 5]]}


def weights_of_cell_known_to_the_cell(tf):
    c = tf.nn.rnn_cell
    cell = c.MultiRNNCell([c.DropoutWrapper(c.BasicLSTMCell(4)), c.GRUCell(3)])
    fetches, feeds = _run(tf, cell)
    told = [v.name for v in cell.trainable_weights] + [v.name for v in tf.trainable_variables()]
    return dict(fetches, told=tf.constant(told)), feeds


def bidirectional(tf):
    x, feeds = _batch(tf)
    c = tf.nn.rnn_cell
    outputs, states = tf.nn.bidirectional_dynamic_rnn(c.BasicLSTMCell(4), c.BasicLSTMCell(3), x, dtype=tf.float32)
    return {"fw": outputs[0], "bw": outputs[1], "c": states[0].c, "h": states[1].h, "both": tf.concat(outputs, 2)}, feeds


def bidirectional_lengths(tf):
    x, feeds = _batch(tf)
    c = tf.nn.rnn_cell
    length = tf.placeholder(tf.int32, [None], name="length")
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        c.GRUCell(4), c.GRUCell(3), x, sequence_length=length, dtype=tf.float32, scope="both"
    )
    feeds[length] = [2, 4]
    return {"fw": outputs[0], "bw": outputs[1], "s": states[0], "t": states[1]}, feeds


def bidirectional_time_major_states(tf):
    x, feeds = _batch(tf, major=True)
    c = tf.nn.rnn_cell
    fw, bw = c.GRUCell(4), c.GRUCell(3)
    outputs, _ = tf.nn.bidirectional_dynamic_rnn(
        fw, bw, x, None, fw.zero_state(2, tf.float32), bw.zero_state(2, tf.float32), time_major=True
    )
    return {"fw": outputs[0], "bw": outputs[1]}, feeds


def bidirectional_multi(tf):
    x, feeds = _batch(tf)
    c = tf.contrib.rnn
    fw = c.MultiRNNCell([c.DropoutWrapper(c.LSTMCell(3), output_keep_prob=0.5) for _ in range(2)])
    bw = c.MultiRNNCell([c.DropoutWrapper(c.LSTMCell(3), output_keep_prob=0.5) for _ in range(2)])
    outputs, _ = tf.nn.bidirectional_dynamic_rnn(fw, bw, x, dtype=tf.float32)
    return {"fw": outputs[0], "bw": outputs[1]}, feeds


def stack_bidirectional(tf):
    x, feeds = _batch(tf)
    c = tf.contrib.rnn
    outputs, fw, bw = c.stack_bidirectional_dynamic_rnn(
        [c.GRUCell(3), c.LSTMCell(2)], [c.GRUCell(3), c.LSTMCell(2)], x, dtype=tf.float32, sequence_length=[2, 4]
    )
    return {"outputs": outputs, "fw": fw[0], "bw": bw[1].h}, feeds


def stack_bidirectional_states(tf):
    x, feeds = _batch(tf)
    c = tf.contrib.rnn
    cells = [c.GRUCell(3), c.GRUCell(2)]
    states = [cell.zero_state(2, tf.float32) for cell in cells]
    outputs, _, _ = c.stack_bidirectional_dynamic_rnn(
        cells, [c.GRUCell(3), c.GRUCell(2)], x, states, states, scope="stack", parallel_iterations=2
    )
    return {"outputs": outputs}, feeds


def stack_bidirectional_of_nothing(tf):
    tf.contrib.rnn.stack_bidirectional_dynamic_rnn([], [], tf.zeros([2, 3, 4]), dtype=tf.float32)


def stack_bidirectional_unequal(tf):
    c = tf.contrib.rnn
    c.stack_bidirectional_dynamic_rnn([c.GRUCell(1)] * 2, [c.GRUCell(1)], tf.zeros([2, 3, 4]), dtype=tf.float32)


def stack_bidirectional_no_list(tf):
    c = tf.contrib.rnn
    c.stack_bidirectional_dynamic_rnn(c.GRUCell(1), [c.GRUCell(1)], tf.zeros([2, 3, 4]), dtype=tf.float32)


def stack_bidirectional_states_unequal(tf):
    c = tf.contrib.rnn
    c.stack_bidirectional_dynamic_rnn(
        [c.GRUCell(1)], [c.GRUCell(1)], tf.zeros([2, 3, 4]), [tf.zeros([2, 1])] * 2, dtype=tf.float32
    )


def raw(tf):
    x = tf.placeholder(tf.float32, [4, 2, 3], name="x")
    length = tf.placeholder(tf.int32, [2], name="length")
    inputs = tf.TensorArray(tf.float32, 4).unstack(x)
    cell = tf.nn.rnn_cell.LSTMCell(5)

    def loop(time, output, state, loop_state):
        next_state = cell.zero_state(2, tf.float32) if output is None else state
        finished = time >= length
        done = tf.reduce_all(finished)
        following = tf.cond(done, lambda: tf.zeros([2, 3], tf.float32), lambda: inputs.read(time))
        return finished, following, next_state, output, None

    outputs, state, _ = tf.nn.raw_rnn(cell, loop)
    return {"outputs": outputs.stack(), "c": state.c}, {x: np.linspace(-1, 1, 24).reshape(4, 2, 3), length: [2, 4]}


def raw_of_no_function(tf):
    tf.nn.raw_rnn(tf.nn.rnn_cell.LSTMCell(5), None)


def mnist_rows(tf):
    """The RNN of many MNIST tutorials: rows as steps, last output to a dense layer by hand."""
    x = tf.placeholder(tf.float32, [None, 8, 8], name="x")
    w = tf.Variable(tf.random_normal([16, 10]), name="w")
    b = tf.Variable(tf.random_normal([10]), name="b")
    cell = tf.nn.rnn_cell.BasicLSTMCell(16, forget_bias=1.0, state_is_tuple=True)
    start = cell.zero_state(2, dtype=tf.float32)
    outputs, state = tf.nn.dynamic_rnn(cell, x, initial_state=start, time_major=False)
    last = tf.unstack(tf.transpose(outputs, [1, 0, 2]))[-1]
    return {"logits": tf.matmul(last, w) + b, "h": state[1]}, {x: np.linspace(-1, 1, 128).reshape(2, 8, 8)}


def keras_activations_inside(tf):
    return _run(tf, tf.contrib.rnn.BasicRNNCell(4, activation=tf.nn.leaky_relu))


def layers_dense_on_outputs(tf):
    x, feeds = _batch(tf)
    outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(4), x, dtype=tf.float32)
    stacked = tf.layers.dense(tf.reshape(outputs, [-1, 4]), 1)
    return {"outputs": tf.reshape(stacked, [-1, 4, 1])}, feeds


def layers_and_dynamic_cell(tf):
    x, feeds = _batch(tf)

    class Dense(tf.nn.rnn_cell.RNNCell):
        state_size = 4
        output_size = 4

        def call(self, inputs, state):
            output = tf.layers.dense(tf.concat([inputs, state], 1), 4, activation=tf.nn.tanh, name="inner")
            return output, output

    outputs, _ = tf.nn.dynamic_rnn(Dense(), x, dtype=tf.float32)
    return {"outputs": outputs}, feeds


def scalar_state(tf):
    class Counting(tf.nn.rnn_cell.RNNCell):
        output_size = 1
        state_size = tf.TensorShape([])

        def zero_state(self, batch_size, dtype):
            return tf.zeros([], dtype=tf.int32)

        def call(self, inputs, state, scope=None):
            return inputs, state + 1

    x = tf.placeholder(tf.float32, [2, 3, 1], name="x")
    outputs, state = tf.nn.dynamic_rnn(Counting(), x, dtype=tf.float32, sequence_length=[1, 3])
    return {"outputs": outputs, "state": state}, {x: np.ones((2, 3, 1))}


def outputs_of_two_shapes(tf):
    class Two(tf.nn.rnn_cell.RNNCell):
        output_size = (tf.TensorShape(1), tf.TensorShape((2)))
        state_size = tf.TensorShape([])

        def zero_state(self, batch_size, dtype):
            return tf.zeros([], dtype=tf.int32)

        def call(self, inputs, state, scope=None):
            return (inputs, tf.concat((inputs, inputs), axis=-1)), state + 1

    x = tf.placeholder(tf.float32, [2, 3, 1], name="x")
    outputs, state = tf.nn.dynamic_rnn(Two(), x, dtype=tf.float32, sequence_length=[1, 3])
    return {"a": outputs[0], "b": outputs[1], "state": state}, {x: np.ones((2, 3, 1))}


def tensor_array_as_state(tf):
    class Writing(tf.nn.rnn_cell.RNNCell):
        output_size = 1
        state_size = (tf.TensorShape([]), ())

        def zero_state(self, batch_size, dtype):
            return (tf.zeros([], dtype=tf.int32), tf.TensorArray(dtype=dtype, size=0, dynamic_size=True))

        def call(self, inputs, state, scope=None):
            number, array = state
            return inputs, (number + 1, array.write(number, inputs))

    x = tf.placeholder(tf.float32, [2, 3, 1], name="x")
    outputs, state = tf.nn.dynamic_rnn(Writing(), x, dtype=tf.float32)
    return {"outputs": outputs, "time": state[0], "written": state[1].stack()}, {x: np.ones((2, 3, 1))}


def nested_inputs(tf):
    class Summing(tf.nn.rnn_cell.RNNCell):
        state_size = (2, 3)
        output_size = (2, 3)

        def call(self, inputs, state):
            out = inputs[0] + state[0], inputs[1] * 2 + state[1]
            return out, out

    x = tf.placeholder(tf.float32, [None, 4, 2], name="x")
    y = tf.placeholder(tf.float32, [None, 4, 3], name="y")
    outputs, state = tf.nn.dynamic_rnn(Summing(), (x, y), dtype=tf.float32, sequence_length=[2, 4])
    return {"a": outputs[0], "b": outputs[1], "s": state[1]}, {x: np.ones((2, 4, 2)), y: np.ones((2, 4, 3))}


def unequal_time_steps(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    tf.nn.dynamic_rnn(cell, (tf.zeros([2, 3, 1]), tf.zeros([2, 4, 1])), dtype=tf.float32)


def higher_rank_input(tf):
    class Image(tf.nn.rnn_cell.RNNCell):
        state_size = tf.TensorShape([3, 4])
        output_size = tf.TensorShape([3, 4])

        def call(self, inputs, state):
            return inputs + state, inputs + state

    x = tf.placeholder(tf.float32, [None, 5, 3, 4], name="x")
    outputs, state = tf.nn.dynamic_rnn(Image(), x, dtype=tf.float32, sequence_length=[2, 5])
    return {"outputs": outputs, "state": state}, {x: np.ones((2, 5, 3, 4))}


def states_of_two_dtypes(tf):
    class Mixed(tf.nn.rnn_cell.RNNCell):
        state_size = (2, 1)
        output_size = 2

        def call(self, inputs, state):
            return state[0] + inputs, (state[0], state[1] + 1)

    start = (tf.zeros([2, 2]), tf.zeros([2, 1], tf.int32))
    tf.nn.dynamic_rnn(Mixed(), tf.ones([2, 3, 2]), initial_state=start)


def inside_a_while_loop(tf):
    x = tf.placeholder(tf.float32, [2, 3, 2], name="x")
    cell = tf.nn.rnn_cell.GRUCell(2)

    def body(i, h):
        with tf.variable_scope("inner"):
            outputs, state = tf.nn.dynamic_rnn(cell, x, initial_state=h)
        return i + 1, state

    _, state = tf.while_loop(lambda i, _: i < 2, body, [0, tf.zeros([2, 2])])
    return {"state": state}, {x: np.ones((2, 3, 2))}


def under_device_and_caching(tf):
    x, feeds = _batch(tf)
    with tf.device("/cpu:0"), tf.variable_scope("v", caching_device="/cpu:0"):
        outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(4), x, dtype=tf.float32)
    return {"outputs": outputs, "device": tf.constant(outputs.device)}, feeds

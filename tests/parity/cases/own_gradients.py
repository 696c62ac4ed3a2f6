"""Gradients that programs define themselves, and the losses over sequences, trained by them: nodes and values."""

import itertools

import numpy as np

from tests.parity.asking import one_thread

_numbers = itertools.count()


def _x(tf, *shape):
    return tf.constant(np.random.RandomState(3).normal(0, 2, shape).astype("float32"))


def _registered(tf, function):
    """A name under which `function` is a gradient; registered names stay for the process."""
    name = "Own%s%d" % (function.__name__.strip("_").title().replace("_", ""), next(_numbers))
    tf.RegisterGradient(name)(function)
    return name


def _trained(tf, loss, optimizer=None, feeds=None, steps=3):
    """The loss before each step, and the variables after."""
    train = (optimizer or tf.train.GradientDescentOptimizer(0.1)).minimize(loss)
    with tf.Session(config=one_thread(tf)) as session:
        session.run(tf.global_variables_initializer())
        losses = [session.run([loss, train], feeds)[0] for _ in range(steps)]
        values = session.run(tf.trainable_variables())
    return {"losses": tf.constant(np.array(losses)), "after": [tf.constant(value) for value in values]}


def grad_guided_relu(tf):
    """Guided backpropagation, as papers of 2015 did it."""

    def _guided_relu(op, grad):
        return tf.where(0.0 < grad, tf.nn.relu(grad) * tf.cast(op.outputs[0] > 0.0, tf.float32), tf.zeros_like(grad))

    x = _x(tf, 2, 5)
    name = _registered(tf, _guided_relu)
    with tf.get_default_graph().gradient_override_map({"Relu": name}):
        guided = tf.nn.relu(x)
        leaky = tf.nn.elu(x)
    plain = tf.nn.relu(x)
    weights = _x(tf, 5, 3)
    ys = [tf.matmul(guided, weights), tf.matmul(leaky, weights), tf.matmul(plain, weights)]
    return {"grads": [tf.gradients(y, x)[0] for y in ys]}


def grad_reversed(tf):
    """The gradient reversal layer of domain adaptation, trained."""

    class Flip(object):
        def __call__(self, x, scale=1.0):
            def _flipped(op, grad):
                return [tf.negative(grad) * scale]

            with tf.get_default_graph().gradient_override_map({"Identity": _registered(tf, _flipped)}):
                return tf.identity(x)

    flip = Flip()
    features = tf.layers.dense(_x(tf, 4, 3), 2, name="features")
    domain = tf.layers.dense(flip(features, 0.5), 1, name="domain")
    label = tf.layers.dense(features, 1, name="label")
    return _trained(tf, tf.reduce_mean(tf.square(domain - 1.0)) + tf.reduce_mean(tf.square(label)))


def grad_straight_through(tf):
    """Binary units: sign forward, identity clipped to [-1, 1] backward."""

    def _straight(op, grad):
        return [tf.where(tf.abs(op.inputs[0]) <= 1.0, grad, tf.zeros_like(grad))]

    w = tf.get_variable("w", initializer=np.float32([[0.3, -1.5], [-0.2, 0.7]]))
    with tf.get_default_graph().gradient_override_map({"Sign": _registered(tf, _straight)}):
        binary = tf.sign(w)
    by_stop = w + tf.stop_gradient(tf.round(w) - w)
    return _trained(tf, tf.reduce_sum(tf.square(tf.matmul(_x(tf, 3, 2), binary) - by_stop[0])))


def grad_of_python_function(tf):
    """py_func with a gradient of its own, by an override of PyFunc, the way that went round."""

    def _own_square(op, grad):
        return grad * 20.0 * op.inputs[0]

    def py_func(function, inputs, dtypes, gradient):
        name = _registered(tf, gradient)
        with tf.get_default_graph().gradient_override_map({"PyFunc": name, "PyFuncStateless": name}):
            return tf.py_func(function, inputs, dtypes, stateful=True)

    w = tf.get_variable("w", initializer=np.float32([1.0, -2.0]))
    squared, = py_func(lambda value: value * value, [w], [tf.float32], _own_square)
    squared.set_shape(w.shape)
    return {"grad": tf.gradients(squared, w)[0], "value": squared}


def grad_overridden_in_scopes(tf):
    """Maps nest; None takes an override back; only operations made inside are concerned."""

    def _ten(op, grad):
        return grad * 10.0

    def _hundred(op, grad):
        return grad * 100.0

    x = _x(tf, 3)
    graph = tf.get_default_graph()
    ten, hundred = _registered(tf, _ten), _registered(tf, _hundred)
    ys = []
    with graph.gradient_override_map({"Tanh": ten}):
        ys.append(tf.tanh(x))
        with graph.gradient_override_map({"Tanh": hundred}):
            ys.append(tf.tanh(x))
        with graph.gradient_override_map({"Tanh": "Tanh"}):
            ys.append(tf.tanh(x))
        ys.append(tf.layers.dense(tf.reshape(x, [1, 3]), 1, activation=tf.tanh, kernel_initializer=tf.ones_initializer()))
        kept = [op.name for op in graph.get_operations() if "_gradient_op_type" in op.node_def.attr]
    ys.append(tf.tanh(x))
    return {"grads": [tf.gradients(y, x)[0] for y in ys], "kept": tf.constant(kept)}


def grad_overridden_in_control_flow(tf):
    def _ten(op, grad):
        return grad * 10.0

    x = _x(tf, 3)
    name = _registered(tf, _ten)
    with tf.get_default_graph().gradient_override_map({"Sin": name}):
        either = tf.cond(tf.reduce_sum(x) > 0.0, lambda: tf.sin(x), lambda: tf.cos(x) + tf.sin(2.0 * x))
        _, looped = tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.sin(v)), [0, x])
    return {"grads": [tf.gradients(either, x)[0], tf.gradients(looped, x)[0]]}


def registered_twice(tf):
    def gradient(op, grad):
        return grad

    name = _registered(tf, gradient)
    tf.RegisterGradient(name)(gradient)


def no_such_gradient(tf):
    x = _x(tf, 3)
    with tf.get_default_graph().gradient_override_map({"Sin": "NothingOfTheKind"}):
        y = tf.sin(x)
    tf.gradients(y, x)


def override_map_of_wrong_kind(tf):
    with tf.get_default_graph().gradient_override_map({"Sin": 3}):
        tf.sin(_x(tf, 3))


def not_differentiable(tf):
    kind = "OwnKindWithout%d" % next(_numbers)
    tf.NotDifferentiable(kind)
    tf.NoGradient(kind + "Either")
    x = _x(tf, 3)
    none = tf.gradients(tf.cast(tf.argmax(x), tf.float32), x)
    return {"none": tf.constant(str(none))}


def grad_custom_gradients(tf):
    """tf.custom_gradient: log(1 + e^x) of its documentation, two inputs, several outputs, clipped on the way back."""

    @tf.custom_gradient
    def log1pexp(x):
        e = tf.exp(x)

        def grad(dy):
            return dy * (1 - 1 / (1 + e))

        return tf.log(1 + e), grad

    @tf.custom_gradient
    def product(a, b):
        def grad(dy):
            return dy * b * 2.0, dy * a * 3.0

        return a * b, grad

    @tf.custom_gradient
    def both(x):
        def grad(first, second):
            return first * 2.0 + second * 3.0

        return (tf.sin(x), tf.cos(x)), grad

    @tf.custom_gradient
    def clipped(x):
        return tf.identity(x), lambda dy: tf.clip_by_norm(dy, 0.5)

    x, y = _x(tf, 3), tf.constant([100.0, 1.0, 2.0])
    one, other = both(x)
    return {
        "values": [log1pexp(y), product(x, y), one, other, clipped(x)],
        "grads": tf.gradients(log1pexp(y), y)
        + tf.gradients(product(x, y), [x, y])
        + tf.gradients(one + other, x)
        + tf.gradients(tf.square(clipped(x)), x),
        "names": tf.constant([one.op.name, other.op.name]),
    }


def grad_custom_gradient_with_variables(tf):
    """The variables that a function makes or uses get their gradients by `variables=`."""

    @tf.custom_gradient
    def layer(x):
        with tf.variable_scope("layer", use_resource=True):
            w = tf.get_variable("w", initializer=np.float32([[1.0, 2.0], [3.0, 4.0]]))
        y = tf.matmul(x, w)

        def grad(dy, variables=None):
            return tf.matmul(dy, variables[0], transpose_b=True), [tf.matmul(x, dy, transpose_a=True) * 0.5]

        return y, grad

    x = _x(tf, 3, 2)
    loss = tf.reduce_sum(tf.square(layer(x)))
    return _trained(tf, loss, tf.train.GradientDescentOptimizer(0.01))


def custom_gradient_without_variables_argument(tf):
    @tf.custom_gradient
    def layer(x):
        with tf.variable_scope("layer", use_resource=True):
            w = tf.get_variable("w", initializer=np.float32([1.0, 2.0]))
        return x * w, lambda dy: dy

    layer(_x(tf, 2))


def custom_gradient_of_plain_variables(tf):
    @tf.custom_gradient
    def layer(x):
        w = tf.get_variable("w", initializer=np.float32([1.0, 2.0]), use_resource=False)
        return x * w, lambda dy, variables=None: (dy, [dy])

    layer(_x(tf, 2))


def run_in_parts(tf):
    """partial_run: an environment between two halves of one graph, variables updated in the second."""
    x = tf.placeholder(tf.float32, [1, 3], name="x")
    reward = tf.placeholder(tf.float32, [], name="reward")
    action = tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.3), name="policy")
    choice = tf.argmax(action, 1)
    loss = -tf.reduce_max(tf.log(tf.nn.softmax(action))) * reward
    with tf.control_dependencies([tf.train.GradientDescentOptimizer(0.5).minimize(loss)]):
        trained = tf.identity(loss)  # an operation cannot be fetched in parts
    seen = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(3):
            handle = session.partial_run_setup([choice, action, trained], [x, reward])
            chosen, values = session.partial_run(handle, [choice, action], {x: [[1.0, step, 2.0]]})
            lost = session.partial_run(handle, trained, {reward: float(chosen[0]) + step})
            seen.append(np.concatenate([values[0], [lost, chosen[0]]]).astype("float32"))
        after = session.run(tf.trainable_variables())
    return {"seen": tf.constant(np.array(seen)), "after": [tf.constant(value) for value in after]}


def operation_in_parts(tf):
    x = tf.placeholder(tf.float32, [], name="x")
    with tf.Session() as session:
        handle = session.partial_run_setup([x + 1.0, tf.no_op()], [x])
        session.partial_run(handle, tf.get_default_graph().get_operations()[-1], {x: 1.0})


def tagged_by_crf(tf):
    """A BiLSTM with a CRF, trained and decoded."""
    words = tf.placeholder(tf.int32, [None, None], name="words")
    tags = tf.placeholder(tf.int32, [None, None], name="tags")
    lengths = tf.placeholder(tf.int32, [None], name="lengths")
    table = tf.get_variable("table", [20, 6])
    cells = [tf.nn.rnn_cell.LSTMCell(4) for _ in range(2)]
    outputs, _ = tf.nn.bidirectional_dynamic_rnn(
        cells[0], cells[1], tf.nn.embedding_lookup(table, words), sequence_length=lengths, dtype=tf.float32
    )
    scores = tf.layers.dense(tf.concat(outputs, 2), 5)
    likelihood, transitions = tf.contrib.crf.crf_log_likelihood(scores, tags, lengths)
    loss = tf.reduce_mean(-likelihood)
    decoded, best = tf.contrib.crf.crf_decode(scores, transitions, lengths)
    random = np.random.RandomState(0)
    feeds = {words: random.randint(0, 20, [3, 7]), tags: random.randint(0, 5, [3, 7]), lengths: [7, 4, 1]}
    train = tf.train.AdamOptimizer(0.1).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        losses = [session.run([loss, train], feeds)[0] for _ in range(6)]
        paths, matrix, unary = session.run([decoded, transitions, scores], feeds)
        path, score = tf.contrib.crf.viterbi_decode(unary[1][:4], matrix)
    return {"losses": tf.constant(np.array(losses)), "paths": tf.constant(paths), "path": tf.constant(path), "score": tf.constant(score), "best": best}, feeds


def read_by_ctc(tf):
    """An LSTM with CTC, label error rate and all."""
    inputs = tf.placeholder(tf.float32, [None, None, 4], name="inputs")
    targets = tf.sparse_placeholder(tf.int32, name="targets")
    lengths = tf.placeholder(tf.int32, [None], name="lengths")
    outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(8), inputs, lengths, dtype=tf.float32)
    flat = tf.reshape(outputs, [-1, 8])
    w = tf.Variable(tf.truncated_normal([8, 6], stddev=0.1), name="W")
    b = tf.Variable(tf.constant(0.0, shape=[6]), name="b")
    logits = tf.transpose(tf.reshape(tf.matmul(flat, w) + b, [tf.shape(inputs)[0], -1, 6]), (1, 0, 2))
    cost = tf.reduce_mean(tf.nn.ctc_loss(targets, logits, lengths))
    train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(cost)
    decoded, probabilities = tf.nn.ctc_beam_search_decoder(logits, lengths)
    greedy, _ = tf.nn.ctc_greedy_decoder(logits, lengths)
    rate = tf.reduce_mean(tf.edit_distance(tf.cast(decoded[0], tf.int32), targets))
    random = np.random.RandomState(0)
    sparse = tf.SparseTensorValue([[0, 0], [0, 1], [0, 2], [1, 0]], np.array([1, 2, 1], "int32").tolist() + [4], [2, 3])
    feeds = {inputs: random.randn(2, 10, 4), targets: sparse, lengths: [10, 6]}
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        losses = [session.run([cost, train], feeds)[0] for _ in range(8)]
        got = session.run([rate, probabilities, decoded[0].values, greedy[0].values], feeds)
    return {"losses": tf.constant(np.array(losses)), "got": [tf.constant(value) for value in got]}


def ctc_refuses(tf):
    logits = _x(tf, 5, 1, 4)
    labels = tf.SparseTensor([[0, 0], [0, 1], [0, 2]], tf.constant([1, 1, 1]), [1, 3])
    return {"loss": tf.nn.ctc_loss(labels, logits, [3])}


def ctc_ignores_longer_outputs(tf):
    logits = _x(tf, 5, 1, 4)
    labels = tf.SparseTensor([[0, 0], [0, 1], [0, 2]], tf.constant([1, 1, 1]), [1, 3])
    loss = tf.nn.ctc_loss(labels, logits, [3], ignore_longer_outputs_than_inputs=True)
    return {"loss": loss, "grad": tf.gradients(loss, logits)[0]}


def grad_ctc(tf):
    logits = _x(tf, 6, 2, 4)
    labels = tf.SparseTensor([[0, 0], [0, 1], [1, 0]], tf.constant([1, 1, 2]), [2, 2])
    loss = tf.nn.ctc_loss(labels, logits, [6, 4], ctc_merge_repeated=False)
    other = tf.nn.ctc_loss(labels, logits, [6, 4])
    return {"loss": loss, "grads": [tf.gradients(loss, logits)[0], tf.gradients(other * [1.0, 2.0], logits)[0]]}

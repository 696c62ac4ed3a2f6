"""Where a run's kernels are computed is chosen by its work; what it computes stays the same."""

import threading

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn._backend import threads
from tfgraph_dnn._backend.work import work_of

WAYS = {threads._in_calling_thread: "calling thread", threads._on_all_cores: "all cores"}


def net(units=30):
    """A net for digits: inputs, labels, loss, training operation."""
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int64, [None], name="y")
    hidden = tf.layers.dropout(tf.layers.dense(X, units, tf.nn.elu, name="hidden1"), 0.3, training=True)
    logits = tf.layers.dense(tf.layers.batch_normalization(hidden, training=True), 10, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    return X, y, loss, tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)


def digits(rows):
    random = np.random.RandomState(0)
    return random.rand(rows, 784).astype(np.float32), random.randint(0, 10, rows)


def way(session, fetches, feeds):
    """How the session would run it."""
    step = session._steps.find(fetches, feeds)
    chosen = session._threads.options(step, step.feeds(feeds, session._steps.memory).values())
    return next((name for make, name in WAYS.items() if make() is chosen), "TensorFlow's")


@pytest.mark.parametrize(
    "rows, expected", [(1, "calling thread"), (50, "calling thread"), (2000, "TensorFlow's"), (5000, "all cores")]
)
def test_by_the_rows_fed(rows, expected):
    X, y, _, train = net()
    images, labels = digits(rows)
    with tf.Session() as session:
        assert session._config.intra_op_parallelism_threads == 1
        assert way(session, train, {X: images, y: labels}) == expected


def test_a_program_that_speaks_of_threads_is_left_alone():
    X, y, _, train = net()
    images, labels = digits(5)
    for config in (
        tf.ConfigProto(intra_op_parallelism_threads=3),
        tf.ConfigProto(inter_op_parallelism_threads=1),
        tf.ConfigProto(operation_timeout_in_ms=5000),
    ):
        with tf.Session(config=config) as session:
            assert session._config == config
            assert way(session, train, {X: images, y: labels}) == "TensorFlow's"


def test_the_rest_of_the_config_is_kept():
    net()
    config = tf.ConfigProto(allow_soft_placement=True, device_count={"CPU": 2})
    with tf.Session(config=config) as session:
        assert session._config.allow_soft_placement
        assert len(session.list_devices()) == 2
        assert session._config.intra_op_parallelism_threads == 1
    assert not config.intra_op_parallelism_threads


def test_interactive_sessions_keep_their_own_settings():
    net()
    session = tf.InteractiveSession()
    assert session._config.gpu_options.allow_growth
    assert session._config.graph_options.place_pruned_graph
    session.close()


@pytest.mark.parametrize("kind", ["convolution", "queue", "dataset", "large variable", "nothing yet"])
def test_other_graphs_have_all_threads(kind):
    tf.reset_default_graph()
    if kind == "convolution":
        tf.layers.conv2d(tf.placeholder(tf.float32, [None, 8, 8, 1]), 2, 3)
    elif kind == "queue":
        tf.FIFOQueue(3, tf.float32).dequeue()
    elif kind == "dataset":
        tf.data.make_one_shot_iterator(tf.data.Dataset.range(3)).get_next()
    elif kind == "large variable":
        tf.get_variable("w", [1100, 1000])
    with tf.Session() as session:
        assert session._config.intra_op_parallelism_threads == 0


def test_what_comes_into_the_graph_later_has_all_cores_too():
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [None, 8, 8, 1])
    with tf.Session() as session:
        assert session._config.intra_op_parallelism_threads == 1
        convolved = tf.nn.conv2d(x, tf.ones([3, 3, 1, 2]), [1, 1, 1, 1], "SAME")
        images = np.ones([2, 8, 8, 1])
        assert way(session, convolved, {x: images}) == "all cores"
        assert session.run(convolved, {x: images}).max() == 9


def test_what_may_wait_is_run_in_tensorflows_own_way():
    tf.reset_default_graph()
    x = tf.constant(1.0)
    with tf.Session() as session:
        queue = tf.FIFOQueue(3, tf.float32)
        put, get = queue.enqueue(x), queue.dequeue()
        python = tf.py_func(np.negative, [x], tf.float32)
        for fetch in (put, get, python):
            assert way(session, fetch, None) == "TensorFlow's"
        assert way(session, x, None) == "calling thread"
        # One run that waits for what another puts.
        got = []
        waiting = threading.Thread(target=lambda: got.append(session.run(get)))
        waiting.start()
        session.run(put)
        waiting.join(20)
        assert got == [1.0]
        assert session.run(python) == -1


def trained(batch, steps, **session):
    X, y, loss, train = net()
    images, labels = digits(batch)
    with tf.Session(**session) as running:
        running.run(tf.global_variables_initializer())
        losses = [running.run([train, loss], {X: images, y: labels})[1] for _ in range(steps)]
        return losses, running.run(tf.trainable_variables())


@pytest.mark.parametrize("batch", [50, 2000])
def test_the_bits_of_a_training_do_not_depend_on_it(batch):
    single = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    single.use_per_session_threads = True
    losses, weights = trained(batch, 10)
    plain_losses, plain_weights = trained(batch, 10, config=single)
    assert losses == plain_losses
    for ours, plain in zip(weights, plain_weights, strict=True):
        np.testing.assert_array_equal(ours, plain)


def test_a_training_on_all_cores_agrees():
    losses, weights = trained(5000, 3)
    plain_losses, plain_weights = trained(5000, 3, config=tf.ConfigProto(intra_op_parallelism_threads=1))
    np.testing.assert_allclose(losses, plain_losses, rtol=1e-5)
    for ours, plain in zip(weights, plain_weights, strict=True):
        np.testing.assert_allclose(ours, plain, rtol=1e-4, atol=1e-6)


def test_switched_off(monkeypatch):
    monkeypatch.setenv("TFGRAPH_FAST", "0")
    X, y, loss, _ = net()
    images, labels = digits(5)
    with tf.Session() as session:
        assert session._config.intra_op_parallelism_threads == 0
        session.run(tf.global_variables_initializer())
        assert session.run(loss, {X: images, y: labels}) > 0


def test_long_chains_and_loops_in_the_calling_thread():
    tf.reset_default_graph()
    x = start = tf.placeholder(tf.float32, [2, 2])
    for _ in range(2000):
        x = tf.matmul(x, start)
    counted = tf.while_loop(lambda i: i < 500, lambda i: i + 1, [tf.constant(0)])
    with tf.Session() as session:
        feeds = {start: np.eye(2)}
        assert way(session, [x, counted], feeds) == "calling thread"
        for _ in range(2):
            values = session.run([x, counted], feeds)
        np.testing.assert_array_equal(values[0], np.eye(2))
        assert values[1] == 500


def test_empty_run_options_are_none():
    X, y, loss, _ = net()
    images, labels = digits(5)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        traced = tf.RunMetadata()
        options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
        session.run(loss, {X: images, y: labels}, options=options, run_metadata=traced)
        assert traced.step_stats.dev_stats
        assert session.run(loss, {X: images, y: labels}, options=tf.RunOptions()) > 0


class TestWork:
    def test_product(self):
        tf.reset_default_graph()
        x = tf.placeholder(tf.float32, [None, 3000])
        product = tf.matmul(x, tf.ones([3000, 500]))
        work = work_of([product], [x])
        assert work.largest(10) - work.fixed == 2 * 10 * 3000 * 500
        assert not work.waits

    def test_transposed_product_of_two_unknown_sizes(self):
        tf.reset_default_graph()
        x = tf.placeholder(tf.float32, [7, None])
        work = work_of([tf.matmul(x, x, transpose_a=True)], [x])
        assert work.per_row_squared == 2 * 7

    def test_nothing_behind_what_is_fed(self):
        tf.reset_default_graph()
        hidden = tf.identity(tf.FIFOQueue(3, tf.float32, shapes=[[2]]).dequeue())
        doubled = hidden * 2
        assert work_of([doubled], []).waits
        assert not work_of([doubled], [hidden]).waits

    def test_control_inputs_count(self):
        tf.reset_default_graph()
        with tf.control_dependencies([tf.FIFOQueue(3, tf.float32).close()]):
            after = tf.constant(1.0)
        assert work_of([after], []).waits

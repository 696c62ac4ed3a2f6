"""Observers of sessions: each run once, whoever opened the session, and never a run of their own."""

import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn._backend import sessions


class Watching:
    def __init__(self):
        self.runs = []

    def before_run(self, run):
        self.runs.append(run)

    def after_run(self, run):
        pass


@pytest.fixture
def watching():
    observer = Watching()
    sessions.observers.append(observer)
    yield observer
    sessions.observers.remove(observer)


def test_each_run_is_seen_with_what_went_in_and_came_out(watching):
    x = tf.placeholder(tf.float32, [], name="x")
    doubled = 2 * x
    with tf.Session() as session:
        session.run({"y": doubled}, feed_dict={x: 4})
        doubled.eval({x: 5})
        tf.no_op().run()
        with pytest.raises(ValueError, match="shape"):
            session.run(doubled, {x: [1, 2]})
    assert [run.results for run in watching.runs] == [{"y": 8}, 10, None, None]
    assert watching.runs[0].feed_dict == {x: 4}
    assert watching.runs[1].fetches is doubled
    assert isinstance(watching.runs[3].error, ValueError)
    assert all(run.session is session for run in watching.runs)


def test_an_observer_may_run_and_may_ask_for_a_trace(watching):
    total = tf.get_variable("total", initializer=0)
    add = tf.assign_add(total, 1)
    seen = []

    class Reading:
        def before_run(self, run):
            run.run_metadata = tf.RunMetadata()
            run.options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)

        def after_run(self, run):
            seen.append((run.session.run(total), len(run.run_metadata.step_stats.dev_stats) > 0))

    with tf.Session() as session:
        total.initializer.run()
        reading = Reading()
        sessions.observers.append(reading)
        try:
            session.run(add)
            session.run(add)
        finally:
            sessions.observers.remove(reading)
    assert seen == [(1, True), (2, True)]
    assert len(watching.runs) == 3


def test_nobody_watches_after_removal():
    watching = Watching()
    sessions.observers.append(watching)
    sessions.observers.remove(watching)
    with tf.Session() as session:
        session.run(tf.constant(1))
    assert not watching.runs


def _monitored(directory):
    with tf.train.MonitoredTrainingSession(checkpoint_dir=directory) as session:
        yield session


def _singular(directory):
    with tf.train.SingularMonitoredSession(checkpoint_dir=directory) as session:
        assert isinstance(session.raw_session(), tf.Session)
        yield session


def _supervised(directory):
    with tf.train.Supervisor(logdir=directory).managed_session() as session:
        yield session


def _managed(directory):
    session = tf.train.SessionManager().prepare_session("", init_op=tf.global_variables_initializer())
    with session:
        yield session


def _worker(directory):
    initialize = tf.global_variables_initializer()
    with tf.Session() as session:
        session.run(initialize)
    ready = tf.constant([], tf.string)
    scaffold = tf.train.Scaffold(ready_op=ready, ready_for_local_init_op=ready)
    with tf.train.MonitoredSession(tf.train.WorkerSessionCreator(scaffold)) as session:
        yield session


def _interactive(directory):
    session = tf.InteractiveSession()
    yield session
    session.close()


def _tested(directory):
    case = tf.test.TestCase()
    with case.session(graph=tf.get_default_graph()) as session:
        yield session


@pytest.mark.parametrize(
    "opened", [_monitored, _singular, _supervised, _managed, _worker, _interactive, _tested], ids=lambda f: f.__name__
)
def test_sessions_opened_by_tensorflow_are_watched(opened, watching, tmp_path):
    tf.train.get_or_create_global_step()
    value = tf.constant(3, name="three")
    for session in opened(str(tmp_path)):
        before = len(watching.runs)
        assert session.run(value) == 3
        # A monitored session fetches what its hooks want along with what its caller does.
        asked = [run.fetches["caller"] if isinstance(run.fetches, dict) else run.fetches for run in watching.runs]
        mine = [run for run, fetches in zip(watching.runs[before:], asked[before:], strict=True) if fetches is value]
        assert len(mine) == 1
        assert isinstance(mine[0].session, tf.Session | tf.InteractiveSession)


def test_calls_of_a_callable_are_runs(watching):
    x = tf.placeholder(tf.float32, [], name="x")
    total = tf.get_variable("total", initializer=0.0)
    add, seven = tf.assign_add(total, 1.0), tf.constant(7)
    with tf.Session() as session:
        double = session.make_callable(2 * x, [x])
        step, both = session.make_callable(add.op), session.make_callable({"a": add, "b": [seven]}, accept_options=True)
        session.run(total.initializer)
        metadata = tf.RunMetadata()
        assert [double(3), step()] == [6, None]
        assert both(options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata)["a"] == 2
        with pytest.raises(TypeError):
            step(1)
        with pytest.raises(TypeError):
            step(options=None)
    assert metadata.step_stats.dev_stats
    assert [run.results for run in watching.runs] == [None, 6, None, {"a": 2.0, "b": [7]}]
    assert watching.runs[1].feed_dict == {x: 3} and watching.runs[2].fetches is add.op
    assert not any(run.partial for run in watching.runs)


def test_parts_of_a_run_are_seen_with_all_that_was_fed(watching):
    a, b = tf.placeholder(tf.float32, [], name="a"), tf.placeholder(tf.float32, [], name="b")
    first = a + 1.0
    second = first * b
    with tf.Session() as session:
        for _ in range(2):
            handle = session.partial_run_setup([first, second], [a, b])
            assert session.partial_run(handle, first, {a: 1}) == 2
            assert session.partial_run(handle, second, {b: 5}) == 10
        with pytest.raises(tf.errors.InvalidArgumentError, match="setup"):
            session.partial_run(handle, second, {b: 5})
    assert [run.results for run in watching.runs] == [2, 10, 2, 10, None]
    assert [run.feed_dict for run in watching.runs[:2]] == [{a: 1}, {a: 1, b: 5}]
    assert all(run.partial for run in watching.runs) and isinstance(
        watching.runs[4].error, tf.errors.InvalidArgumentError
    )

"""Prepared steps: kept by session, bounded, let go, and off where they are not wanted."""

import gc
import sys
import weakref

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tfgraph_dnn.v1 as tf
from tests.sessions import observe
from tfgraph_dnn._backend import run_errors, sessions, steps


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


STRUCTURES = st.recursive(
    st.integers(0, 5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from(["a", "b", 1, 2.0, True, None]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.tuples(STRUCTURES, st.sets(st.integers(0, 3))), min_size=1, max_size=4))
def test_any_structure_comes_back_as_without_prepared_steps(calls):
    with tf.Graph().as_default():
        x, y = tf.placeholder_with_default([1, 2], [None]), tf.placeholder_with_default(3.5, [])
        total = tf.cast(tf.reduce_sum(x), tf.float32) + y
        elements = [x, y, total, total.name, total.op, tf.SparseTensor([[0]], [1.5], [2])]
        values = [[4, 5, 6], 2, np.float64(7), 8.5]
        slow = tf.Session()
        slow._steps = None
        fast = tf.Session()
        for structure, fed in calls * 2:
            fetches, feeds = _filled(structure, elements), {elements[place]: values[place] for place in sorted(fed)}
            outcomes = [observe._outcome(lambda one=one: one.run(fetches, feeds)) for one in (fast, slow)]  # noqa: B023
            assert outcomes[0] == outcomes[1]
        assert fast._steps is not None
        fast.close()
        slow.close()


def _filled(structure, elements):
    if isinstance(structure, dict):
        return {key: _filled(one, elements) for key, one in structure.items()}
    if isinstance(structure, list | tuple):
        return type(structure)([_filled(one, elements) for one in structure])
    return elements[structure]


def test_a_call_that_comes_again_is_prepared_once(monkeypatch):
    made = []
    monkeypatch.setattr(sessions.Steps, "_prepared", _counting(sessions.Steps._prepared, made))
    x = tf.placeholder(tf.float32, [None])
    y = x + 1
    with tf.Session() as session:
        for size in (1, 2, 3):
            session.run([y, {"y": y}], {x: np.zeros(size)})
            y.eval({x: [1.0] * size})
    assert len(made) == 2


def _counting(function, made):
    def prepared(self, key, *arguments):
        made.append(key)
        return function(self, key, *arguments)

    return prepared


def test_prepared_steps_are_bounded():
    x = tf.placeholder(tf.float32, [])
    fetches = [x + number for number in range(steps._MOST + 20)]
    with tf.Session() as session:
        for fetch in fetches:
            session.run(fetch, {x: 1})
        assert len(session._steps._steps) == steps._MOST
        assert session.run(fetches[0], {x: 1}) == 1


def test_what_was_fed_and_fetched_is_not_held():
    x = tf.placeholder(tf.float32, [None])
    y = tf.identity(x)
    with tf.Session() as session:
        fed = np.zeros(1000, np.float32)
        fetched = session.run([y, x], {x: fed})
        held = [weakref.ref(fed), weakref.ref(fetched[0])]
        del fed, fetched
        assert [ref() for ref in held] == [None, None]


def test_closing_lets_the_steps_go():
    y = tf.constant(1) + 1
    session = tf.Session()
    session.run(y)
    assert session._steps._steps
    session.close()
    assert not session._steps._steps


def test_a_session_is_freed_with_its_last_reference():
    y = tf.constant(1) + 1
    session = tf.Session()
    session.run([y, y])
    seen = weakref.ref(session)
    gc.disable()
    try:
        del session
        assert seen() is None
    finally:
        gc.enable()


def test_off_by_environment(monkeypatch):
    monkeypatch.setenv("TFGRAPH_FAST", "0")
    with tf.Session() as session:
        assert session.run(tf.constant(3)) == 3
        assert session._steps is None


def test_a_graph_of_tensorflows_own_runs_as_ever():
    plain = tf.Graph.__mro__[1]()
    with plain.as_default():
        x = tf.placeholder(tf.float32, [])
        y = x * 2
    with tf.Session(graph=plain) as session:
        assert [session.run(y, {x: 2}) for _ in range(2)] == [4, 4]


def test_sessions_of_refused_arguments_go_quietly():
    """`__del__` of a session that was never made has nothing to close; pytest would report what it raises."""
    with pytest.raises(TypeError):
        tf.Session(graph=3)
    gc.collect()


def test_errors_start_with_the_sentence_and_name_the_programs_line():
    x = tf.placeholder(tf.float32, [None], name="x")
    wrong = tf.reshape(x, [2, 2], name="wrong")
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(wrong, {x: [1, 2, 3]})
    first, second = caught.value.message.split("\n")
    assert first == "Input to reshape is a tensor with 3 values, but the requested shape has 4"
    assert second.startswith("\t [[node wrong (defined at ")
    assert f"{__file__}:" in second
    assert caught.value.op is wrong.op


@pytest.mark.skipif(sys.platform != "linux", reason="counts the pages that Linux gave")
def test_memory_of_large_tensors_stays_with_the_process():
    """40 MB in each run: ten thousand pages, were they given back and fetched again."""
    import resource

    x = tf.placeholder(tf.float32, [])
    total = tf.reduce_sum(tf.exp(tf.fill([1000, 10_000], x)))
    with tf.Session() as session:
        for _ in range(3):
            session.run(total, {x: 1.0})
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(5):
            session.run(total, {x: 1.0})
        assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 5000


def test_the_pool_of_memory_has_the_allocators_name():
    """TensorFlow tries for ten seconds before it raises this one itself."""
    sentence = "OOM when allocating tensor with shape[9] and type float on /device:CPU:0 by allocator "
    error = tf.errors.ResourceExhaustedError(None, None, "Graph execution error:\n\n" + sentence)
    error.__context__ = tf.errors.ResourceExhaustedError(None, None, sentence + "bfc_cpu_allocator_for_gpu")
    run_errors.reword(error, tf.Graph())
    assert str(error) == sentence + "cpu"

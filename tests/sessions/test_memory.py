"""Large feeds are copied into memory that stays; nobody notices but by the time it takes."""

import sys
import threading

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn._backend.memory import Memory

SHAPE = (5000, 1000)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def session(graph):
    with tf.Session() as session:
        yield session


def large(value, rows=SHAPE[0]):
    """An array where NumPy's large ones mostly lie: 16 above a multiple of 64."""
    memory = np.empty(rows * SHAPE[1] * 4 + 64, np.uint8)
    start = (16 - memory.ctypes.data) % 64
    array = memory[start : start + rows * SHAPE[1] * 4].view(np.float32).reshape(rows, SHAPE[1])
    array[:] = value
    return array


@pytest.mark.skipif(sys.platform != "linux", reason="counts the pages that Linux gave")
def test_no_pages_are_fetched_for_it(session):
    import resource

    x = tf.placeholder(tf.float32, SHAPE)
    total, array = tf.reduce_sum(x[:, :10]), large(1)
    for _ in range(5):
        session.run(total, {x: array})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        session.run(total, {x: array})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 2000  # 5,000 a run


def test_values_that_are_kept_stay_what_they_were(session):
    x = tf.placeholder(tf.float32, SHAPE)
    same, first = tf.identity(x), x[0, 0]
    w = tf.get_variable("w", SHAPE, initializer=tf.zeros_initializer())
    assign = tf.assign(w, x)
    session.run(w.initializer)
    kept = []
    for value in range(8):
        array = large(value)
        fetched = session.run(same, {x: array})
        row = session.run(same, {x: array})[7]
        session.run(assign.op, {x: array})
        array[:] = -1
        assert session.run(first, {x: array}) == -1
        kept.append((value, fetched, row))
        assert np.all(session.run(w) == value)
    for value, fetched, row in kept:
        assert np.all(fetched == value) and np.all(row == value)


def test_what_is_fed_and_fetched_is_the_programs_own_array(session):
    x = tf.placeholder(tf.float32, SHAPE)
    total, array = tf.reduce_sum(x), large(1)
    for _ in range(3):
        assert session.run([total, x], {x: array})[1] is array


@pytest.mark.parametrize("order", ["transposed", "every other", "backwards"])
def test_any_layout(session, order):
    base = np.arange(2 * SHAPE[0] * SHAPE[1], dtype=np.int32)
    array = {
        "transposed": base[: SHAPE[0] * SHAPE[1]].reshape(SHAPE[::-1]).T,
        "every other": base[::2].reshape(-1)[:].reshape(SHAPE),
        "backwards": base[: SHAPE[0] * SHAPE[1]].reshape(SHAPE)[::-1],
    }[order]
    x = tf.placeholder(tf.int32, SHAPE)
    y = x + 0
    for _ in range(3):
        np.testing.assert_array_equal(session.run(y, {x: array}), array)


def test_several_threads(session):
    x = tf.placeholder(tf.float32, SHAPE)
    low, high = tf.reduce_min(x), tf.reduce_max(x)
    wrong = []

    def feed(value):
        array = large(value)
        for _ in range(6):
            found = session.run([low, high], {x: array})
            if found != [value, value]:
                wrong.append((value, found))

    threads = [threading.Thread(target=feed, args=(value,)) for value in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_what_is_kept_is_bounded_and_given_back():
    memory = Memory()
    held = []
    for rows in range(8):
        array = large(1, 5000 + rows)
        held.extend(memory.holding(array) for _ in range(5))
    kept = [piece for pieces in memory._pieces.values() for piece in pieces]
    assert len(kept) == 8 and all(np.all(one == 1) for one in held)
    small = np.ones(1000, np.float32)
    assert all(memory.holding(small) is small for _ in range(3))
    memory.clear()
    assert not memory._pieces


def test_once_is_not_worth_it():
    memory, array = Memory(), large(1)
    assert memory.holding(array) is array
    copy = memory.holding(array)
    assert copy is not array and copy.ctypes.data % 64 == 0 and memory.holding(copy) is copy

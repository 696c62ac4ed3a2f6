"""The project's own samples, written by TF 1.15.5 (oracle/make_old_graphs.py): what they gave, and after a step."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tests.old_graphs.conftest import difference, golden
from tfgraph_dnn import symbols
from tfgraph_dnn.old_graphs import open_graph
from tfgraph_dnn.old_graphs.expansion import EQUIVALENTS

CLOSE = 2e-6


def _compare(session, recorded, kind, callbacks=True):
    for name, wanted in recorded[kind].items():
        if callbacks or name != "twice:0":
            got = session.run(name, recorded["in"])
            assert got.dtype == wanted.dtype
            assert np.array_equal(np.isnan(got), np.isnan(wanted))
            assert difference(np.nan_to_num(got), np.nan_to_num(wanted)) <= CLOSE, name


@pytest.mark.parametrize("name", ["resampled", "transformed", "fed"])
def test_imported(own, name):
    recorded = golden(own / name / "golden.npz")
    with tf.Graph().as_default(), tf.Session() as session:
        saver = tf.train.import_meta_graph(str(own / name / "model.ckpt.meta"))
        saver.restore(session, str(own / name / "model.ckpt"))
        _compare(session, recorded, "out", callbacks=False)
        if "next" in recorded:
            session.run("train", recorded["in"])
            _compare(session, recorded, "next", callbacks=False)


@pytest.mark.parametrize("name", ["resampled", "transformed", "fed"])
def test_opened(own, name):
    recorded = golden(own / name / "golden.npz")
    callbacks = {"twice": lambda value: value * 2} if name == "fed" else None
    opened = open_graph(own / name, callbacks=callbacks)
    with opened.session() as session:
        _compare(session, recorded, "out")
    opened = open_graph(own / name, outputs=list(recorded["out"]), callbacks=callbacks)
    with opened.session() as session:
        _compare(session, recorded, "out")


def test_fed_through_placeholders(own):
    recorded = golden(own / "fed/golden.npz")
    opened = open_graph(own / "fed", outputs=["loss", "train"], queues="placeholders")
    assert sorted(opened.inputs) == ["batch/0", "batch/1"]
    feed = {opened.inputs[f"batch/{n}"]: recorded["in"][f"batch:{n}"] for n in (0, 1)}
    with opened.session() as session:
        assert difference(session.run(opened.outputs[0], feed), recorded["out"]["loss:0"]) <= CLOSE
        session.run(opened.outputs[1], feed)
        assert difference(session.run(opened.outputs[0], feed), recorded["next"]["loss:0"]) <= CLOSE


def test_what_is_put_together_can_be_trained(own):
    """The gradient that TF 2 takes of the equivalent is the one that the kernel had."""
    recorded = golden(own / "resampled/golden.npz")
    opened = open_graph(own / "resampled", outputs=["loss"])
    with opened.graph.as_default():
        train = tf.train.GradientDescentOptimizer(0.25).minimize(opened.outputs[0])
    with opened.session() as session:
        session.run(train, recorded["in"])
        for name in ("warp:0", "scale:0"):
            got = np.nan_to_num(session.run(name))
            assert difference(got, np.nan_to_num(recorded["next"][name])) <= CLOSE


def test_what_the_tables_say_is_put_together_is():
    assert {op for op in EQUIVALENTS if (row := symbols.absent_operation(op)) and row.here == "yes"} == set(EQUIVALENTS)
    assert symbols.absent_operation("Rpc").here == ""

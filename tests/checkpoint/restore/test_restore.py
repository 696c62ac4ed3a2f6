"""`restore`: strict by default, and what each option allows."""

import doctest
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tfgraph_dnn.v1 as tf
from tests.checkpoint.test_inspect import _write
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.mapping.wanted import wanted_by
from tfgraph_dnn.checkpoint.restore import restore
from tfgraph_dnn.errors import ArgumentError, CheckpointError, CheckpointNotFoundError

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = json.loads((ROOT / "checkpoints" / "MANIFEST.json").read_text())["checkpoints"]


def _oracle_module(name):
    spec = importlib.util.spec_from_file_location(f"oracle_{name}", ROOT / "oracle" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def session():
    with tf.Session() as session:
        yield session


@pytest.fixture
def saved(tmp_path):
    """Writes a checkpoint: name -> values."""

    def save(**arrays):
        return str(_write(tmp_path, {name.replace("__", "/"): np.asarray(a) for name, a in arrays.items()}))

    return save


def _variable(name, values, dtype=np.float32, **kwargs):
    return tf.get_variable(name, initializer=np.asarray(values, dtype), **kwargs)


@pytest.mark.parametrize("module", ["tfgraph_dnn.checkpoint.restore", "tfgraph_dnn.checkpoint.restore.restoring"])
def test_examples(module, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert result.attempted and not result.failed


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_net_built_anew_answers_and_trains_as_recorded(session, name):
    net = _oracle_module("nets").NETS[name](tf)
    tf.get_default_graph().finalize()
    report = restore(session, ROOT / "checkpoints" / name)
    assert len(report.restored) == len(tf.global_variables()) and not report.unused
    images, labels = _oracle_module("probing").probe()
    feeds = {net["X"]: images, net["y"]: labels}
    np.testing.assert_allclose(session.run(net["logits"], feeds), MANIFEST[name]["logits"], rtol=1e-4, atol=1e-5)
    session.run(net["training_op"], feeds)
    after = session.run(net["logits"], feeds)
    np.testing.assert_allclose(after, MANIFEST[name]["logits_after_a_step"], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("pack", "back"), [("rnn-1.2-to-0.x", "rnn-0.x-to-1.2"), ("rnn-1.2-to-1.0", "rnn-1.0-to-1.2")])
def test_older_names_of_rnn_variables(session, tmp_path, pack, back):
    """A net of today's names, its checkpoint in those of the past; AdaGrad's slots and the averages go along."""
    ckpt = checkpoint.open(ROOT / "checkpoints" / "lstm_gru_adagrad")
    older = checkpoint.rename(ckpt, pack).names
    assert sum(old != new for old, new in older.items()) >= 12
    _write(tmp_path, {new: ckpt[old] for old, new in older.items()})
    net = _oracle_module("nets").NETS["lstm_gru_adagrad"](tf)
    with pytest.raises(tf.errors.NotFoundError, match=back):
        restore(session, tmp_path / "model.ckpt")
    report = restore(session, tmp_path / "model.ckpt", packs=back)
    assert {step.status for step in report.plan.steps} == {"matched", "renamed"}
    images, labels = _oracle_module("probing").probe()
    logits = session.run(net["logits"], {net["X"]: images, net["y"]: labels})
    np.testing.assert_allclose(logits, MANIFEST["lstm_gru_adagrad"]["logits"], rtol=1e-4, atol=1e-5)


def test_strict_by_default(session, saved):
    path = saved(a=[1.0, 2.0], extra=[3.0])
    a = _variable("a", [0, 0], dtype=np.float64)
    with pytest.raises(CheckpointError, match="1 tensors of .* are for no variable.*\n  extra\n.*ignore_extra"):
        restore(session, path)
    assert "a" in restore(session, path, ignore_extra=True).restored
    assert session.run(a).tolist() == [1.0, 2.0]
    _variable("b", [5, 5])
    with pytest.raises(tf.errors.NotFoundError, match="1 of 2 variables is not in"):
        restore(session, path, ignore_extra=True)


def test_ignored_variables_keep_their_values(session, saved):
    a, b = _variable("a", [0, 0], np.float64), _variable("b", [5, 6])
    session.run(tf.global_variables_initializer())
    report = restore(session, saved(a=[1.0, 2.0]), ignore_missing=True)
    assert (report.restored, report.ignored) == (("a",), ("b",))
    assert [value.tolist() for value in session.run([a, b])] == [[1.0, 2.0], [5.0, 6.0]]
    assert "1 of 2 variables restored" in str(report) and "left as it is" in str(report)


@pytest.mark.parametrize("use_resource", [False, True])
def test_shapes_are_always_checked(session, saved, use_resource):
    a = _variable("a", [7, 7, 7], np.float64, use_resource=use_resource)
    session.run(a.initializer)
    with pytest.raises(tf.errors.InvalidArgumentError, match="another shape"):
        restore(session, saved(a=[1.0, 2.0]), ignore_missing=True, ignore_extra=True)
    assert session.run(a).tolist() == [7.0, 7.0, 7.0]


@pytest.mark.parametrize("use_resource", [False, True])
def test_resize_fills_up_from_the_initializer_and_cuts(session, saved, use_resource):
    path = saved(a=np.arange(6.0).reshape(2, 3), b=np.arange(4.0))
    a = _variable("a", np.full((3, 2), 9), np.float64, use_resource=use_resource)
    b = _variable("b", [0, 0], np.float64, use_resource=use_resource)
    with pytest.raises(tf.errors.InvalidArgumentError, match="another shape"):
        restore(session, path, resize="^a$")
    report = restore(session, path, resize=True)
    assert session.run(a).tolist() == [[0.0, 1.0], [3.0, 4.0], [9.0, 9.0]]
    assert session.run(b).tolist() == [0.0, 1.0]
    assert {step.status for step in report.plan.steps} == {"resized"} and "a float64 (2, 3)" in str(report)


def test_cast(session, saved):
    a = _variable("a", [0, 0], np.float16)
    with pytest.raises(tf.errors.InvalidArgumentError, match="another type"):
        restore(session, saved(a=[1.5, 2.5]))
    restore(session, saved(a=[1.5, 2.5]), cast=True)
    assert session.run(a).tolist() == [1.5, 2.5]


def test_part_of_a_net(session, saved):
    path = saved(**{f"hidden{n}__w": [float(n)] for n in range(1, 6)})
    made = [_variable(f"hidden{n}/w", [0], np.float64) for n in range(1, 6)]
    session.run(tf.global_variables_initializer())
    report = restore(session, path, only="hidden[123]", exclude="hidden2")
    assert report.restored == ("hidden1/w", "hidden3/w") and not report.unused
    assert [float(value[0]) for value in session.run(made)] == [1.0, 0.0, 3.0, 0.0, 0.0]
    with pytest.raises(ArgumentError, match="regular expression"):
        restore(session, path, only="*")


def test_lists_dicts_scopes_and_functions(session, saved):
    path = saved(old__a=[1.0], old__b=[2.0])
    a, b = _variable("new/a", [0], np.float64), _variable("new/b", [0], np.float64)
    restore(session, path, [a], scopes={"old/": "new/"}, ignore_extra=True)
    restore(session, path, {"old/b": b}, ignore_extra=True)
    assert [float(value[0]) for value in session.run([a, b])] == [1.0, 2.0]
    restore(session, path, rename={"old/a": "new/b", "old/b": "new/a"})
    assert [float(value[0]) for value in session.run([a, b])] == [2.0, 1.0]
    restore(session, path, rename=lambda name: name.replace("old", "new"))
    assert [float(value[0]) for value in session.run([a, b])] == [1.0, 2.0]


def test_variables_that_start_from_one_tensor(session, saved):
    start = tf.constant(np.zeros(2), name="start")
    a, b = tf.Variable(start, name="a"), tf.Variable(start, name="b")
    restore(session, saved(a=[1.0, 2.0], b=[3.0, 4.0]))
    assert [value.tolist() for value in session.run([a, b])] == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_partitioned_variables(session, saved, parts):
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(parts)):
        whole = tf.get_variable("w", [5, 2], tf.float64, tf.zeros_initializer())
    values = np.arange(10.0).reshape(5, 2)
    report = restore(session, saved(s__w=values))
    assert report.restored == ("s/w",) and session.run(tf.convert_to_tensor(whole)).tolist() == values.tolist()
    restore(session, saved(s__w=values[:4] + 1), resize=True)
    assert session.run(tf.convert_to_tensor(whole)).tolist() == [*(values[:4] + 1).tolist(), [0.0, 0.0]]


def test_nothing_is_added_to_the_graph(session, saved):
    _variable("a", [0, 0, 0], np.float64, use_resource=True)
    _variable("b", [0], np.float32)
    before = len(tf.get_default_graph().get_operations())
    restore(session, saved(a=[1.0, 2.0], b=[3.0]), resize=True, cast=True)
    assert len(tf.get_default_graph().get_operations()) == before


@pytest.mark.parametrize("use_resource", [False, True])
def test_graph_files_say_what_their_saver_restores(session, tmp_path, use_resource):
    with tf.variable_scope("s", use_resource=use_resource):
        w, skipped = tf.get_variable("w", [2, 3]), tf.get_variable("skipped", [2])
        with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
            parts = tf.get_variable("v", [5, 2])
    session.run(tf.global_variables_initializer())
    path = tf.train.Saver({"other": w, "s/p/v": parts}).save(session, str(tmp_path / "a"))
    wanted = wanted_by(f"{path}.meta")
    assert {one.name: (one.dtype, one.shape) for one in wanted.values()} == {
        "other": ("float32", (2, 3)),
        "s/p/v": ("float32", (5, 2)),
    }
    assert checkpoint.plan(path, f"{path}.meta").counts == {"matched": 2}
    path = tf.train.Saver([skipped], reshape=True).save(session, str(tmp_path / "b"))
    assert checkpoint.plan(path, f"{path}.meta").counts == {"matched": 1}
    assert wanted_by(f"{path}.meta")["s/skipped"].reshaped


def test_no_checkpoint(session, tmp_path):
    _variable("a", [0])
    with pytest.raises(CheckpointNotFoundError, match="no checkpoint"):
        restore(session, tmp_path / "nothing")


def test_damaged_values_touch_no_variable(session, saved):
    path = saved(a=[1.0, 2.0], b=[3.0])
    with open(f"{path}.data-00000-of-00001", "r+b") as file:
        file.seek(17)
        file.write(b"x")
    a, _ = _variable("a", [7, 7], np.float64), _variable("b", [7], np.float64)
    session.run(a.initializer)
    with pytest.raises(CheckpointError, match="tensor b"):
        restore(session, path)
    assert session.run(a).tolist() == [7.0, 7.0]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 4), min_size=0, max_size=3), st.data())
def test_resize_keeps_what_both_have(tmp_path, held, data):
    shape = [data.draw(st.integers(0, 4)) for _ in held]
    values = np.random.RandomState(1).standard_normal(held)
    _write(tmp_path, {"w": np.asarray(values)})
    with tf.Graph().as_default(), tf.Session() as session:
        w = _variable("w", np.full(shape, 9.0), np.float64)
        restore(session, tmp_path / "model.ckpt", resize=True)
        got = session.run(w)
    common = tuple(slice(min(a, b)) for a, b in zip(held, shape, strict=True))
    expected = np.full(shape, 9.0)
    expected[common] = values[common]
    np.testing.assert_array_equal(got, expected)

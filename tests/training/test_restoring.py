"""`Saver.restore` and its kin when they fail: TF 1.15.5's classes, our words, and no variable touched."""

import builtins
import json
import logging
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tests.training.restore_cases import Cases
from tfgraph_dnn import explain
from tfgraph_dnn.errors import TfgraphError

ROOT = Path(__file__).resolve().parents[2]
RAISED = json.loads((Path(__file__).parent / "golden" / "restore_errors.json").read_text())["raised"]

# Where TF 1.15.5 raises nothing and we do: it puts a wrong shape into a resource variable, and reads nothing of a file
# that is no prefix.
STRICTER = {
    "shape, resource": "InvalidArgumentError",
    "start shape in scope, resource": "InvalidArgumentError",
    "list .index": "NotFoundError",
    "load .index": "NotFoundError",
    "reader .index": "NotFoundError",
}
# What has no slug, since TensorFlow says it itself.
PLAIN = {
    "no path", "list None", "load None", "read None", "reader None", "start no such variable", "start name to scope"
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    with tf.Graph().as_default():
        made = Cases(tf, str(tmp_path_factory.mktemp("restore")))
    return made.all()


def _class(name):
    return getattr(tf.errors, name, None) or getattr(builtins, name)


@pytest.mark.parametrize("name", RAISED)
def test_class_is_that_of_tf_115(cases, name):
    expected = STRICTER.get(name, RAISED[name])
    if expected is None:
        cases[name]()
        return
    with pytest.raises(_class(expected)) as caught:
        cases[name]()
    text = str(caught.value)
    assert len(text.splitlines()) <= 8
    if name in PLAIN:
        return
    assert isinstance(caught.value, TfgraphError) and f"[{caught.value.slug}]" in text
    assert explain.page(caught.value.slug)


def test_cases_are_those_recorded(cases):
    assert set(cases) == set(RAISED)
    assert all(RAISED[name] is None for name in STRICTER)


@pytest.mark.parametrize(
    ("name", "gists"),
    [
        ("missing", ["2 of 2 variables are not in", "nearest: hidden1/kernel", "packs=['layers-to-contrib']"]),
        ("slots", ["hidden1/kernel/Momentum is a slot of an optimizer", "collected after the", "before minimize()"]),
        ("shape", ["is of another shape in", "(2, 4)  there: (2, 3)"]),
        ("shape, resource", ["is of another shape in", "(2, 4)  there: (2, 3)"]),
        ("shape of parts", ["hidden1/kernel  (4, 3)  there: (2, 3)"]),
        ("dtype", ["float64 (2, 3)  there: float32 (2, 3)", "cast=True"]),
        (".index", ["is a file of the checkpoint", "without '.index'"]),
        ("folder", ["is a folder; give a checkpoint in the folder"]),
        ("None", ["Can't load save_path when it is None", "latest_checkpoint gives None"]),
        ("no data", ["without_data.data-00000-of-00001 is missing: tensor hidden1/kernel"]),
        ("cut data", ["tensor hidden1/kernel", "beyond the end of the file"]),
        ("list stale folder", ["Couldn't find 'checkpoint' file", "it names m-9, which is not there"]),
        ("get_tensor missing", ["Key hidden1/weights not found in checkpoint", "Nearest: hidden1/kernel"]),
        ("start missing", ["is not found in", "nearest: hidden1/kernel"]),
        ("contrib start missing", ["is not found in", "nearest: hidden1/kernel"]),
        ("start .index", ["without '.index'"]),
        ("assign at once missing", ["Checkpoint is missing variable [hidden1/weights]", "Nearest: hidden1/kernel"]),
    ],
)
def test_words(cases, name, gists):
    with pytest.raises(Exception) as caught:  # noqa: B017, PT011 - the class is the business of the test above
        cases[name]()
    assert all(gist in str(caught.value) for gist in gists), str(caught.value)


def test_nothing_is_restored_when_not_all_can_be(tmp_path):
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("a", initializer=[1.0, 2.0])
        tf.get_variable("b", initializer=[1.0, 2.0])
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "m"))
    with tf.Graph().as_default(), tf.Session() as session:
        variables = [
            tf.get_variable("a", initializer=[0.0, 0.0], use_resource=True),
            tf.get_variable("b", initializer=[0.0, 0.0, 0.0], use_resource=True),
        ]
        session.run(tf.global_variables_initializer())
        with pytest.raises(tf.errors.InvalidArgumentError):
            tf.train.Saver().restore(session, path)
        assert [value.tolist() for value in session.run(variables)] == [[0.0, 0.0], [0.0, 0.0, 0.0]]


def test_saver_of_an_imported_graph():
    prefix = str(ROOT / "checkpoints" / "dense_momentum" / "model.ckpt")
    other = str(ROOT / "checkpoints" / "convolution_rmsprop" / "model.ckpt")
    saver = tf.train.import_meta_graph(prefix + ".meta")
    with tf.Session() as session:
        with pytest.raises(tf.errors.NotFoundError, match="11 of 13 variables are not in"):
            saver.restore(session, other)
        saver.restore(session, prefix)


def test_saver_under_an_import_scope():
    prefix = str(ROOT / "checkpoints" / "dense_momentum" / "model.ckpt")
    saver = tf.train.import_meta_graph(prefix + ".meta", import_scope="old")
    with tf.Session() as session:
        saver.restore(session, prefix)
        assert np.abs(session.run("old/hidden1/kernel:0")).max() > 0


def test_saver_over_names_of_its_own(tmp_path):
    with tf.Session() as session:
        w = tf.get_variable("w", initializer=[1.0, 2.0])
        session.run(w.initializer)
        path = tf.train.Saver({"other": w}).save(session, str(tmp_path / "m"))
        tf.train.Saver({"other": w}).restore(session, path)
        with pytest.raises(tf.errors.NotFoundError, match="missing  w "):
            tf.train.Saver([w]).restore(session, path)


def test_saver_of_another_graph(tmp_path):
    with tf.Graph().as_default(), tf.Session() as session:
        w = tf.get_variable("w", initializer=[1.0, 2.0])
        session.run(w.initializer)
        saver = tf.train.Saver()
        path = saver.save(session, str(tmp_path / "m"))
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("v", [2])
        with pytest.raises(TypeError, match="does not exist in the graph"):
            saver.restore(session, path)


def test_tables_are_restored_as_ever(tmp_path):
    def table():
        made = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1, name="vocab", checkpoint=True)
        return made, tf.get_variable("w", [2])

    with tf.Graph().as_default(), tf.Session() as session:
        made, _ = table()
        session.run(made.insert(tf.constant(["a", "b"]), tf.constant([1, 2], tf.int64)))
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "m"))
    with tf.Graph().as_default(), tf.Session() as session:
        made, _ = table()
        tf.train.Saver().restore(session, path)
        assert session.run(made.lookup(tf.constant(["b", "x"]))).tolist() == [2, -1]


def test_checkpoints_of_objects_are_restored_by_name(shared):
    prefix = str(shared / "oracle_checkpoints" / "object_based" / "model.ckpt-1")
    with tf.Session() as session:
        kernel = tf.get_variable("fc1/kernel", [20, 8])
        tf.train.Saver().restore(session, prefix)
        assert session.run(kernel).std() > 0
        tf.get_variable("fc1/gamma", [8])
        with pytest.raises(tf.errors.NotFoundError, match="fc1/gamma"):
            tf.train.Saver().restore(session, prefix)


def test_shards_of_v1_are_called_by_a_pattern(shared):
    prefix = str(shared / "oracle_checkpoints" / "sharded_v1" / "model.ckpt")
    pattern = f"{prefix}-?????-of-00002"
    with tf.Session() as session:
        kernel = tf.get_variable("hidden1/kernel", [20, 16])
        with pytest.raises(ValueError, match="not a valid checkpoint") as caught:
            tf.train.Saver().restore(session, prefix)
        assert pattern in str(caught.value)
        tf.train.Saver().restore(session, pattern)
        assert session.run(kernel).std() > 0
    with pytest.raises(tf.errors.NotFoundError) as caught:
        tf.train.load_checkpoint(prefix)
    assert pattern in str(caught.value)


def test_a_missing_shard_of_v1_is_named(shared, tmp_path):
    source = shared / "oracle_checkpoints" / "sharded_v1"
    shutil.copy(source / "model.ckpt-00000-of-00002", tmp_path)
    with tf.Session() as session:
        tf.get_variable("hidden1/kernel", [20, 16])
        tf.get_variable("outputs/kernel", [16, 4])
        with pytest.raises(tf.errors.NotFoundError, match="model.ckpt-00001-of-00002"):
            tf.train.Saver().restore(session, str(tmp_path / "model.ckpt-?????-of-00002"))


def test_latest_checkpoint_stays_that_of_tf_115(tmp_path, caplog):
    prefix = ROOT / "checkpoints" / "dense_momentum" / "model.ckpt"
    for part in prefix.parent.glob("model.ckpt*"):
        shutil.copy(part, tmp_path)
    assert tf.train.latest_checkpoint(str(tmp_path)) is None
    tf.train.update_checkpoint_state(str(tmp_path), str(tmp_path / "gone-7"))
    verbosity = tf.logging.get_verbosity()
    tf.logging.set_verbosity(tf.logging.WARN)
    logger = logging.getLogger("tensorflow")
    logger.addHandler(caplog.handler)
    try:
        assert tf.train.latest_checkpoint(str(tmp_path)) is None
    finally:
        logger.removeHandler(caplog.handler)
        tf.logging.set_verbosity(verbosity)
    assert "gone-7" in caplog.text and f"{tmp_path}/model.ckpt" in caplog.text and "ckpt-stale" in caplog.text
    tf.train.update_checkpoint_state(str(tmp_path), str(tmp_path / "model.ckpt"))
    assert tf.train.latest_checkpoint(str(tmp_path)) == str(tmp_path / "model.ckpt")


def test_errors_travel_between_processes(cases):
    with pytest.raises(tf.errors.NotFoundError) as caught:
        cases["missing"]()
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    assert again.error_code == tf.errors.NOT_FOUND and "2 of 2" in again.message

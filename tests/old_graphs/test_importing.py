"""What stands in the way of an old graph: said in full, or taken out of the way."""

import doctest
import importlib
import logging
import pkgutil

import numpy as np
import pytest

import tfgraph_dnn.old_graphs
import tfgraph_dnn.v1 as tf
from tests.old_graphs.conftest import ROOT
from tfgraph_dnn import symbols
from tfgraph_dnn._backend import private
from tfgraph_dnn.errors import GraphFileError, UnknownOperationsError
from tfgraph_dnn.old_graphs import open_graph


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def log(caplog, monkeypatch):
    """What TensorFlow's log says."""
    monkeypatch.setattr(logging.getLogger("tensorflow"), "propagate", True)
    caplog.set_level(logging.WARNING, "tensorflow")
    return caplog


def _saved(path, build):
    """The `.meta` file of a graph with values."""
    soft = tf.ConfigProto(allow_soft_placement=True)
    with tf.Graph().as_default(), tf.Session(config=soft) as session:
        build()
        session.run(tf.global_variables_initializer())
        tf.train.Saver().save(session, str(path / "m"))
    return str(path / "m")


def _edited(path, edit):
    """A file whose graph was changed as no Python program could."""
    meta_graph = tf.MetaGraphDef.FromString((path / "m.meta").read_bytes())
    edit(meta_graph)
    (path / "m.meta").write_bytes(meta_graph.SerializeToString())


def _net():
    x = tf.placeholder(tf.float32, [None, 2], name="X")
    w = tf.get_variable("w", [2, 1], initializer=tf.ones_initializer())
    with tf.device("/job:localhost/replica:0/task:0/device:GPU:3"):
        tf.add(tf.matmul(x, w), 1.0, name="y")


def test_doctests(monkeypatch):
    monkeypatch.chdir(ROOT)
    package = tfgraph_dnn.old_graphs
    tried = 0
    for module in [package.__name__, *(f"{package.__name__}.{m.name}" for m in pkgutil.iter_modules(package.__path__))]:
        result = doctest.testmod(importlib.import_module(module))
        assert result.failed == 0, module
        tried += result.attempted
    assert tried > 5


@pytest.mark.parametrize("version", ["0.12.head", "1.4.0-rc1-vendor+3", "", "unknown", "2.99.0-dev20300101"])
def test_any_version(tmp_path, version):
    prefix = _saved(tmp_path, _net)
    _edited(tmp_path, lambda meta: setattr(meta.meta_info_def, "tensorflow_version", version))
    with tf.Session() as session:
        tf.train.import_meta_graph(prefix + ".meta").restore(session, prefix)
        assert session.run("y:0", {"X:0": [[1, 2]]}) == 4


def test_devices_that_are_not_here(tmp_path, log):
    prefix = _saved(tmp_path, lambda: tf.get_variable("w", [1]))
    with tf.Graph().as_default() as made:
        _net()
        meta_graph = tf.train.export_meta_graph(graph=made)
    saved = meta_graph.SerializeToString()
    tf.train.import_meta_graph(meta_graph)
    assert meta_graph.SerializeToString() == saved
    assert "/job:localhost/replica:0/task:0/device:GPU:3 (3)" in log.text and "clear_devices=True" in log.text
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert session.run("y:0", {"X:0": [[1, 2]]}) == 4
    log.clear()
    with tf.Graph().as_default() as cleared:
        tf.train.import_meta_graph(meta_graph, clear_devices=True)
        assert not log.text and cleared.get_operation_by_name("y").device == ""
    with tf.Graph().as_default() as kept:  # what is here, and another process's, stays
        tf.train.import_meta_graph(prefix + ".meta")
        assert kept.get_operation_by_name("save/RestoreV2").device == "/device:CPU:0"
    for node in meta_graph.graph_def.node:
        node.device = "/job:worker/task:1/device:GPU:0"
    with tf.Graph().as_default() as kept:
        tf.import_graph_def(meta_graph.graph_def, name="")
        assert kept.get_operation_by_name("y").device == "/job:worker/task:1/device:GPU:0"
    assert not log.text


def _unknown(meta):
    for number, op in enumerate(("HyperplaneLSHProbes", "Frobnicate", "Frobnicate", "DecodeVideo")):
        node = meta.graph_def.node.add(name=f"strange{number}", op=op)
        node.input.append("X")
    meta.collection_def["summaries"].node_list.value.append("strange1:0")


def test_all_unknown_operations_at_once(tmp_path):
    prefix = _saved(tmp_path, _net)
    _edited(tmp_path, _unknown)
    with pytest.raises(UnknownOperationsError) as caught:
        tf.train.import_meta_graph(prefix + ".meta")
    assert isinstance(caught.value, (tf.errors.NotFoundError)) and isinstance(caught.value, ValueError)
    assert str(caught.value) == (
        f"{prefix}.meta needs 3 operations that this TensorFlow does not have, for 4 nodes:\n"
        "  DecodeVideo  (tf.contrib.ffmpeg): strange3"
        "  It decodes media: decode outside, and feed what comes behind it.\n"
        "  Frobnicate: strange1, strange2\n"
        "  HyperplaneLSHProbes  (tf.contrib.nearest_neighbor): strange0  Feed what comes behind it, or cut the graph to"
        " outputs that do not need it.\n"
        "  If what you want does not need them, cut the graph: tfgraph_dnn.old_graphs.open_graph(path, outputs=[...])."
        " The values can be read in any case: tfgraph_dnn.checkpoint.open(path).  [graph-unknown-operations]"
    )
    assert not tf.get_default_graph().get_operations()
    opened = open_graph(prefix, outputs=["y"])
    assert "cut to" in opened.notes[0] and not opened.graph.get_collection("summaries")
    with opened.session() as session:
        assert session.run(opened.outputs[0], {opened.inputs["X"]: [[1, 2]]}) == 4


def _graph_of(prefix):
    with open(prefix + ".meta", "rb") as file:
        return tf.MetaGraphDef.FromString(file.read()).graph_def


def test_a_frozen_graph_with_unknown_operations(tmp_path):
    prefix = _saved(tmp_path, _net)
    _edited(tmp_path, _unknown)
    with pytest.raises(UnknownOperationsError, match="the graph needs 3 operations"):
        tf.import_graph_def(_graph_of(prefix), name="")


def test_the_tables_of_operations_are_right():
    """What is said to be known is; what is said to be absent is not."""
    assert not [op for op in symbols.operations() if private.registered_operation(op) is None]
    rows = [op for op in ("Resampler", "GatherTree", "Rpc") if symbols.absent_operation(op)]
    assert len(rows) == 3 and not any(private.registered_operation(op) for op in rows)
    assert not {op for op in symbols.operations() if symbols.absent_operation(op)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02nonsense", "holds no MetaGraphDef"),
        (b"Hello, this is text.\n", "holds no MetaGraphDef"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123456\n", "holds no MetaGraphDef"),
        (None, "or is cut short"),
    ],
)
def test_files_that_are_none(tmp_path, content, said):
    prefix = _saved(tmp_path, _net)
    content = content if content is not None else (tmp_path / "m.meta").read_bytes()[:-700]
    (tmp_path / "m.meta").write_bytes(content)
    for open_it in (tf.train.import_meta_graph, open_graph):
        with pytest.raises(GraphFileError, match=said) as caught:
            open_it(prefix + ".meta")
        assert prefix in str(caught.value) and len(str(caught.value).splitlines()) <= 3
    with pytest.raises(OSError, match="does not exist"):
        tf.train.import_meta_graph(prefix + "x.meta")
    with pytest.raises(OSError, match="no checkpoint at"):
        open_graph(prefix + "x")


def _callback():
    _net()
    tf.py_func(np.negative, [tf.get_default_graph().get_tensor_by_name("y:0")], tf.float32, name="py")


def _with_another_key(meta):
    """As of a graph that another process made."""
    for node in meta.graph_def.node:
        if node.op == "PyFunc":
            node.attr["token"].s = b"pyfunc_999999"


def test_python_functions(tmp_path, log):
    prefix = _saved(tmp_path, _callback)
    _edited(tmp_path, _with_another_key)
    tf.train.import_meta_graph(prefix + ".meta", clear_devices=True)
    assert "no file holds: py (pyfunc_999999)" in log.text and "callbacks={'py': function}" in log.text
    feed = {"X:0": [[1, 2]]}
    opened = open_graph(prefix)
    assert opened.notes == ("py calls a Python function (pyfunc_999999) that no file holds: callbacks={...}",)
    with opened.session() as session, pytest.raises(tf.errors.UnimplementedError, match="operation py calls a Python"):
        session.run("py:0", feed)
    for key in ("py", "pyfunc_999999"):
        opened = open_graph(prefix, outputs=["py"], callbacks={key: lambda value: value * 100})
        with opened.session() as session:
            assert session.run(opened.outputs, feed)[0] == 400
    with pytest.raises(ValueError, match="no such py_func operation; there are: py"):
        open_graph(prefix, callbacks={"pie": np.negative})


def _pipeline():
    files = tf.train.string_input_producer(["nowhere.txt"])
    _, line = tf.TextLineReader().read(files)
    number = tf.string_to_number(line)
    both, again = tf.train.batch([tf.reshape(tf.tile([number], [2]), [2]), number], batch_size=3)
    w = tf.get_variable("w", [2, 1], initializer=tf.ones_initializer())
    tf.add(tf.matmul(both, w), tf.expand_dims(again, 1), name="y")


def test_queues(tmp_path):
    prefix = _saved(tmp_path, _pipeline)
    opened = open_graph(prefix, outputs=["y"], queues="placeholders")
    assert {name: tensor.shape.as_list() for name, tensor in opened.inputs.items()} == {
        "batch/0": [None, 2], "batch/1": [None]
    }  # fmt: skip
    assert not {op.type for op in opened.graph.get_operations()} & {"FIFOQueueV2", "TextLineReaderV2"}
    feed = {opened.inputs["batch/0"]: [[1, 2]], opened.inputs["batch/1"]: [10]}
    with opened.session() as session:
        assert session.run(opened.outputs[0], feed) == 13
    whole = open_graph(prefix, queues="placeholders")
    assert not whole.graph.get_collection("queue_runners") and "batch/0" in whole.inputs
    with whole.session() as session:
        assert session.run("y:0", {"batch/0:0": [[1, 2]], "batch/1:0": [10]}) == 13
    kept = open_graph(prefix, outputs=["y"])
    assert "FIFOQueueV2" in {op.type for op in kept.graph.get_operations()}
    with pytest.raises(ValueError, match="queues is 'keep' or 'placeholders'"):
        open_graph(prefix, queues="none")


def _trained(**saver):
    def build():
        x = tf.placeholder(tf.float32, [None, 3], name="X")
        hidden = tf.layers.dense(x, 4, activation=tf.nn.relu, name="hidden")
        logits = tf.layers.dense(hidden, 2, name="logits", use_bias=False)
        tf.identity(logits, name="out")
        tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(logits), name="train")
        tf.get_variable("table", [5], use_resource=True)
        tf.summary.histogram("hidden", hidden)
        for _ in range(2):
            tf.train.Saver(**saver)

    return build


@pytest.mark.parametrize("options", [{}, {"sharded": True}, {"version": tf.train.SaverDef.V1}])
def test_a_cut_graph_restores_and_saves_what_is_left(tmp_path, options):
    with tf.Graph().as_default(), tf.Session() as session:
        _trained()()
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver(sharded="sharded" in options, write_version=options.get("version", 2))
        prefix = saver.save(session, str(tmp_path / "m"))
        wanted = session.run("out:0", {"X:0": [[1, 2, 3]]})
    opened = open_graph(str(tmp_path / "m"), outputs=["out"])
    assert [v.op.name for v in opened.graph.get_collection("variables")] == [
        "hidden/kernel", "hidden/bias", "logits/kernel"
    ]  # fmt: skip
    kinds = {op.type for op in opened.graph.get_operations()}
    assert "HistogramSummary" not in kinds and "VarHandleOp" not in kinds and "ApplyAdam" not in kinds
    with opened.session() as session:
        assert np.array_equal(session.run(opened.outputs[0], {opened.inputs["X"]: [[1, 2, 3]]}), wanted)
        again = opened.saver.save(session, str(tmp_path / "again"))
    names = ["hidden/bias", "hidden/kernel", "logits/kernel"]
    assert sorted(name for name, _ in tf.train.list_variables(again)) == names
    assert len(tf.train.list_variables(prefix)) > 3
    with opened.graph.as_default(), tf.Session() as session:  # and can be trained on
        session.run(tf.global_variables_initializer())


def test_outputs_that_are_not_there(tmp_path):
    prefix = _saved(tmp_path, _trained())
    with pytest.raises(KeyError, match="nearest: logits/kernel"):
        open_graph(prefix, outputs=["logits/kernal"])
    with pytest.raises(ValueError, match="outputs names none"):
        open_graph(prefix, outputs=[])


def test_a_graph_without_its_values(tmp_path):
    prefix = _saved(tmp_path, _net)
    (tmp_path / "m.index").rename(tmp_path / "other.index")
    (tmp_path / "m.data-00000-of-00001").rename(tmp_path / "other.data-00000-of-00001")
    with pytest.raises(FileNotFoundError, match="no checkpoint beside"):
        open_graph(prefix + ".meta").session()
    with open_graph(prefix + ".meta", checkpoint=tmp_path / "other").session() as session:
        assert session.run("y:0", {"X:0": [[1, 2]]}) == 4
    with pytest.raises(FileNotFoundError, match="has no graph beside it"):
        open_graph(tmp_path / "other")


def _loop():
    x = tf.placeholder(tf.float32, [], name="X")
    w = tf.get_variable("w", [], initializer=tf.ones_initializer())
    doubled = tf.while_loop(lambda i, _: i < 3, lambda i, a: (i + 1, a * 2 * w), [0, x])[1]
    tf.cond(doubled > 10, lambda: doubled - w, lambda: doubled + w, name="c")
    tf.identity(tf.get_default_graph().get_tensor_by_name("c/Merge:0"), name="y")
    tf.square(w, name="unneeded")


def test_loops_and_conditions_survive_the_cut(tmp_path):
    prefix = _saved(tmp_path, _loop)
    opened = open_graph(prefix, outputs=["y"])
    assert opened.graph.get_collection("while_context") and opened.graph.get_collection("cond_context")
    with opened.session() as session:
        assert session.run(opened.outputs, {"X:0": 1})[0] == 9 and session.run(opened.outputs, {"X:0": 2})[0] == 15
        with opened.graph.as_default():
            (gradient,) = tf.gradients(opened.outputs[0], [opened.inputs["X"]])
        assert session.run(gradient, {"X:0": 2}) == 8

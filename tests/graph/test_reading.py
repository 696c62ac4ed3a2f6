"""Graphs out of files: every format gives the graph that TensorFlow itself would build; bad files one clear error."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfgraph_dnn import graph
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.errors import GraphFileError
from tfgraph_dnn.graph import reading, text_format
from tfgraph_dnn.graph.live import from_graph

ROOT = Path(__file__).resolve().parents[2]
METAS = sorted((ROOT / "checkpoints").rglob("*.meta"))


def built(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="X")
    with tf.name_scope("dnn"):
        h = tf.layers.dense(x, 4, name="hidden", activation=tf.nn.relu)
        n = tf.layers.batch_normalization(h, training=tf.placeholder(tf.bool, [], name="training"))
    total = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * 2), [0, tf.reduce_sum(n)])[1]
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        tf.train.AdamOptimizer().minimize(tf.reduce_mean(n), name="train")
    return tf.identity(total, name='odd_"name"'.replace('"', "."))


def as_rows(model):
    # Control edges have no order: a GraphDef sorts them, and numbers shift where loops are written.
    names = [n.name for n in model.nodes]
    return [
        (n.name, n.op, [(names[s], o) for s, o in n.data], sorted(names[s] for s in n.control)) for n in model.nodes
    ]


@pytest.mark.parametrize("form", ["pb", "pbtxt", "meta", "meta.pbtxt"])
def test_every_format_gives_the_live_graph(tf, tmp_path, form):
    built(tf)
    path = tmp_path / f"g.{form}"
    if form.startswith("meta"):
        meta = tf.train.export_meta_graph()
        path.write_bytes(str(meta).encode() if form.endswith("txt") else meta.SerializeToString())
    else:
        tf.train.write_graph(tf.get_default_graph(), str(tmp_path), path.name, as_text=form == "pbtxt")
    read, live = graph.load(path), from_graph(tf.get_default_graph())
    assert sorted(as_rows(read)) == sorted(as_rows(live))
    for name in ("X", "hidden/kernel", "dnn/hidden/Relu"):
        one, other = read.by_name[name].attributes, live.by_name[name].attributes
        assert {k: v for k, v in one.items() if k != "_output_shapes"} == {
            k: v for k, v in other.items() if k in one and k != "_output_shapes"
        }
    assert read.by_name["X"].shape() == (-1, 3) and read.by_name["hidden/kernel"].shape() == (3, 4)
    if form.startswith("meta"):
        assert read.collections["update_ops"] == live.collections["update_ops"]
        assert read.collections["train_op"] == ["train"]


@pytest.mark.parametrize("path", METAS, ids=lambda p: p.parent.name)
def test_graphs_of_tf115_read_as_tensorflow_imports_them(tf, path):
    tf.train.import_meta_graph(str(path))
    live = {(n.name, n.op, n.data and n.data[0].output) for n in from_graph(tf.get_default_graph()).nodes}
    assert {(n.name, n.op, n.data and n.data[0].output) for n in graph.load(path).nodes} == live


def test_saved_model(tf, tmp_path):
    x = tf.placeholder(tf.float32, [2], name="x")
    with tf.Session() as session:
        tf.saved_model.simple_save(session, str(tmp_path / "m"), {"x": x}, {"y": tf.square(x, name="y")})
    assert graph.load(tmp_path / "m").by_name["y"].op == "Square"
    assert graph.load(tmp_path / "m" / "saved_model.pb").by_name["y"].op == "Square"


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        (b"", "empty"),
        (b"\x89HDF\r\n\x1a\n" + b"\0" * 60, "holds no graph"),
        (b"import tensorflow as tf\n", "line 1"),
        (b'node { name: "a" op: "NoOp" input: "b" }', "takes 'b', which is not in the graph"),
        (b'node { name: "a" op: "NoOp" } node { name: "a" op: "NoOp" }', "two operations are named 'a'"),
        (b'node { op: "NoOp" }', "no name"),
        (b'node { name: "a"', "open brackets"),
        (b"node { " * 300, "nested"),
        (b"node } ", "line 1"),
        (b'widget { name: "a" }', "no operations, but widget"),
        (b"\x0a\x05\x0a\x01a", "holds no graph"),
    ],
    ids=lambda v: "" if isinstance(v, bytes) else v[:20],
)
def test_bad_files(tmp_path, content, gist):
    path = tmp_path / "g.pb"
    path.write_bytes(content)
    with pytest.raises(GraphFileError, match=gist) as caught:
        graph.load(path)
    assert "g.pb" in str(caught.value) and len(str(caught.value).splitlines()) <= 3


@pytest.mark.parametrize("path", ["missing.pb", "."])
def test_no_file(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphFileError):
        graph.load(path)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damage_is_an_error_of_ours(data):
    content = bytearray(METAS[2].read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    try:
        model = reading.decode(bytes(content), "damaged")
        for node in model.nodes:
            node.attributes, node.shape(), node.dtype  # noqa: B018
    except (Malformed, GraphFileError):
        pass


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_an_error_of_ours(content):
    with contextlib.suppress(Malformed):
        assert isinstance(text_format.parse(content), dict)


def test_reading_loads_no_tensorflow_and_no_numpy():
    code = (
        "import sys; from tfgraph_dnn import graph\n"
        f"run = graph.explain_run({str(METAS[0])!r}, ['train/Adam'], ['X', 'y'])\n"
        "str(run), run.to_html(), run.to_dict()\n"
        "assert not {'tensorflow', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)

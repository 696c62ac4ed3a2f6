"""Every sample of another collection, imported as a program of TF 1.x would, against what TF 1.15.5 recorded.

TFGRAPH_TABLE names a file to which a table of what was measured is written.
"""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tests.old_graphs.conftest import difference, golden
from tfgraph_dnn import checkpoint
from tfgraph_dnn.old_graphs import open_graph

ORACLE = (
    "contrib_fc_adam_tf0_12_1", "contrib_fc_adam_tf0_12_1_v1", "contrib_fc_adam_tf1_0_1", "contrib_fc_adam_tf1_4_1",
    "contrib_fc_bn", "contrib_ops", "control_flow_queue", "device_strings", "dnn_784_300_100_10", "dnn_adam",
    "dnn_momentum", "dnn_momentum_v1", "dtypes", "ema", "hash_table", "lstm_tf0_12_1", "lstm_tf1_0_1",
    "lstm_tf1_15_5", "lstm_tf1_4_1", "partitioned", "resource_reuse", "several_steps", "sharded_v1", "sharded_v2",
)  # fmt: skip
CLOSE = 1e-6
# Outputs of up to 370.
FAR = {"dcscn_L2": 1e-4}


def _row(name, **measured):
    """Adds a line to the table that is asked for."""
    if path := os.environ.get("TFGRAPH_TABLE"):
        with Path(path).open("a") as file:
            file.write(json.dumps({"sample": name, **measured}) + "\n")


def _value(session, graph, name):
    """The value of a variable by the name it is saved under, of a partitioned one in one piece; None if unknown."""
    nodes = {op.name: op for op in graph.get_operations() if op.type in ("VariableV2", "Variable", "VarHandleOp")}
    parts = [name] if name in nodes else sorted(n for n in nodes if n.startswith(name + "/part_"))
    if not parts:
        return None
    reads = [f"{part}/Read/ReadVariableOp:0" if nodes[part].type == "VarHandleOp" else f"{part}:0" for part in parts]
    values = session.run(reads)
    return values[0] if parts == [name] else np.concatenate(values)


def _same_values(session, graph, prefix, recorded):
    """Compares every tensor of a checkpoint with its variable, to the bit; gives how many, and how many there are."""
    ckpt = checkpoint.open(prefix)
    same = 0
    for name in ckpt:
        got = _value(session, graph, name)
        if got is not None:
            for wanted in [ckpt[name], *([recorded[name]] if name in recorded else [])]:
                if wanted.dtype.kind in "OS":
                    assert difference(got, wanted) == 0
                elif wanted.dtype.kind != "V":  # bfloat16, in a recording
                    assert (got.dtype, got.tobytes()) == (wanted.dtype, wanted.tobytes()), name
            same += 1
    return same, len(ckpt)


@pytest.mark.parametrize("name", ORACLE)
def test_oracle_sample(shared, name):
    place = shared / "oracle_checkpoints" / name
    recorded = golden(place / "golden.npz")
    prefix = tf.train.latest_checkpoint(str(place))
    meta = next(iter(sorted(place.glob("*.meta"), reverse=True)))
    if name == "several_steps":
        recorded["out"] = {"logits:0": recorded["out"]["logits:0"]}
    feeds = recorded.get("in", {})
    with tf.Graph().as_default() as graph, tf.Session() as session:
        saver = tf.train.import_meta_graph(str(meta))
        saver.restore(session, prefix)
        values = _same_values(session, graph, prefix, recorded.get("var", {}))
        forward = [difference(session.run(key, feeds), wanted) for key, wanted in recorded.get("out", {}).items()]
        assert max(forward, default=0) <= CLOSE
        following = []
        if "next" in recorded:
            session.run("train", feeds)
            following = [difference(session.run(key, feeds), wanted) for key, wanted in recorded["next"].items()]
            assert max(following) <= CLOSE
    assert values[0] == values[1] or name == "hash_table"
    assert forward or name == "dtypes"
    _row(name, values=values, forward=max(forward, default=None), next=max(following, default=None))


@pytest.mark.parametrize("name", [name for name in ORACLE if name not in ("dtypes", "several_steps")])
def test_oracle_sample_cut_to_its_outputs(shared, name):
    place = shared / "oracle_checkpoints" / name
    recorded = golden(place / "golden.npz")
    opened = open_graph(place, outputs=list(recorded["out"]))
    with opened.session() as session:
        known = {key: value for key, value in recorded.get("in", {}).items() if key.partition(":")[0] in opened.inputs}
        got = session.run(opened.outputs, known)
    for value, wanted in zip(got, recorded["out"].values(), strict=True):
        assert difference(value, wanted) <= CLOSE


def test_averages_in_the_place_of_variables(shared):
    place = shared / "oracle_checkpoints/ema"
    recorded = golden(place / "golden.npz")
    with tf.Graph().as_default(), tf.Session() as session:
        tf.train.import_meta_graph(str(place / "model.ckpt.meta"))
        averages = {v.op.name + "/ExponentialMovingAverage": v for v in tf.trainable_variables()}
        tf.train.Saver(averages).restore(session, str(place / "model.ckpt"))
        got = session.run("logits:0", recorded["in"])
    assert difference(got, recorded["ema"]["logits"]) <= CLOSE


def test_several_steps(shared):
    place = shared / "oracle_checkpoints/several_steps"
    recorded = golden(place / "golden.npz")
    with tf.Graph().as_default(), tf.Session() as session:
        saver = tf.train.import_meta_graph(str(place / "model.ckpt-3.meta"))
        for step in (2, 3):
            saver.restore(session, str(place / f"model.ckpt-{step}"))
            assert difference(session.run("logits:0", recorded["in"]), recorded["out"][f"logits@{step}"]) <= CLOSE


def _ramp(shape, scale=1.0, shift=0.0):
    numbers = (np.arange(np.prod(shape), dtype=np.int64) * 37 + 11) % 101
    return (numbers.astype(np.float32) / np.float32(101) * np.float32(scale) + np.float32(shift)).reshape(shape)


def _examples(numbers):
    return [
        tf.train.Example(
            features=tf.train.Features(feature={"x": tf.train.Feature(float_list=tf.train.FloatList(value=[number]))})
        ).SerializeToString()
        for number in numbers
    ]


REAL = ("mtcnn_pnet18", "srcnn", "siamese_v2", "siamese_v1", "dcscn_L2", "acrobot", "tf2onnx_reg", "serving_sb_v1")
SCALARS = {"dropout_keep_rate:0": np.float32(1)}


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("name", REAL)
def test_real_sample(shared, tmp_path, name, cut):
    place = shared / "real_checkpoints"
    spec = json.loads((place / "golden/specs.json").read_text())[name]
    feeds = {
        key: _ramp(feed["ramp"], feed["scale"], feed["shift"])
        if "ramp" in feed
        else SCALARS.get(key, _examples([0, 1, 2, 5]))
        for key, feed in spec["feeds"].items()
    }
    path = place / (spec["meta"] or spec["prefix"])
    if name == "siamese_v1":  # beside the V2 files, nothing would be read of it
        for ending in ("", ".meta"):
            shutil.copy(str(place / "siamese/model.ckpt") + ending, tmp_path)
        path = tmp_path / "model.ckpt"
    opened = open_graph(path, outputs=spec["outputs"] if cut else None)
    with opened.session() as session:
        values = _same_values(session, opened.graph, opened.checkpoint.partition("-?")[0], {})
        got = session.run(spec["outputs"], feeds)
    with np.load(place / f"golden/{name}.npz") as content:
        recorded = {key.rpartition(":out:")[2].removeprefix("out:").replace("|", "/"): content[key] for key in content}
    differences = [difference(value, recorded[key]) for key, value in zip(spec["outputs"], got, strict=True)]
    assert max(differences) <= FAR.get(name, CLOSE)
    if not cut:
        assert values[0] == values[1]
        _row(name, values=values, forward=max(differences), next=None)


def test_saved_model_of_2017(shared):
    place = shared / "real_checkpoints/serving_sm_half3/saved_model_half_plus_three/00000123"
    with tf.Session(graph=tf.Graph()) as session:
        meta_graph = tf.saved_model.loader.load(session, ["serve"], str(place))
        signature = meta_graph.signature_def["serving_default"]
        got = session.run(signature.outputs["y"].name, {signature.inputs["x"].name: [[1], [2], [5]]})
        assert got.ravel().tolist() == [3.5, 4, 5.5]
    opened = open_graph(place.parent)  # the last of its versions
    with opened.session() as session:
        got = session.run(opened.outputs[0], {signature.inputs["x"].name: [[1], [2], [5]]})
        assert got.ravel().tolist() == [3.5, 4, 5.5]


@pytest.mark.parametrize("file", ["saved_model", "frozen.pb", "graph.pbtxt"])
def test_saved_model_and_frozen(shared, file):
    place = shared / "oracle_checkpoints/saved_model_and_frozen"
    recorded = golden(place / "golden.npz")
    values = place / "saved_model/variables/variables" if file == "graph.pbtxt" else None
    opened = open_graph(place / file, checkpoint=values)
    with opened.session() as session:
        for key, wanted in recorded["out"].items():
            if key.partition(":")[0] in {op.name for op in opened.graph.get_operations()}:
                got = session.run(key, {"X:0": recorded["in"]["X:0"]} if key != "loss:0" else recorded["in"])
                assert difference(got, wanted) <= CLOSE


def test_frozen_of_producer_0(shared):
    content = (shared / "real_checkpoints/tf2onnx_reg/tests/models/gru/frozen.pb").read_bytes()
    graph_def = tf.GraphDef.FromString(content)
    assert graph_def.versions.producer == 0
    with tf.Graph().as_default(), tf.Session() as session:
        (output,) = tf.import_graph_def(graph_def, return_elements=["output:0"], name="")
        feed = {"X:0": (np.arange(1568) % 7 / 7).reshape(2, 784), "keep_prob:0": 1}
        got = session.run(output, feed).ravel()[:3]
    assert difference(got, [0.7680353, -1.2664646, 2.1211355]) <= 1e-5

"""Checkpoints of 2016 to 2018 by other people: into their own graphs, and into their nets built anew.

They are read where they lie: $TFGRAPH_SHARED, see tests/checkpoint/conftest.py.
"""

import json

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.restore import restore

IMPORTED = ["mtcnn_pnet18", "srcnn", "siamese_v2", "siamese_v1", "dcscn_L2", "acrobot", "tf2onnx_reg"]


def _ramp(spec):
    shape = spec["ramp"]
    ramp = ((np.arange(np.prod(shape), dtype=np.int64) * 37 + 11) % 101).astype(np.float32) / np.float32(101)
    return (ramp * np.float32(spec.get("scale", 1)) + np.float32(spec.get("shift", 0))).reshape(shape)


def _spec(shared, name):
    folder = shared / "real_checkpoints"
    spec = json.loads((folder / "golden" / "specs.json").read_text())[name]
    feeds = {key: _ramp(feed) if "ramp" in feed else np.float32(1) for key, feed in spec["feeds"].items()}
    prefix, form = folder / spec["prefix"], None
    if name == "siamese_v1":  # beside a V2 checkpoint at the same prefix
        prefix, form = folder / "siamese/model.ckpt", "V1"
    meta = folder / spec["meta"] if spec["meta"] else f"{prefix}.meta"
    return checkpoint.open(prefix, format=form), str(meta), feeds, np.load(folder / "golden" / f"{name}.npz")


def _compare(got, expected):
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-6 * max(1, np.abs(expected).max()))


@pytest.mark.parametrize("name", IMPORTED)
def test_imported_graph(shared, name):
    ckpt, meta, feeds, golden = _spec(shared, name)
    saver = tf.train.import_meta_graph(meta, clear_devices=True)
    with tf.Session() as session, golden:
        report = restore(session, ckpt)
        assert {step.status for step in report.plan.steps} == {"matched"}
        for output in golden:
            _compare(session.run(output.replace("|", "/").removeprefix("out:"), feeds), golden[output])
        saver.restore(session, ckpt.prefix)


def _srcnn():
    images = tf.placeholder(tf.float32, [None, 33, 33, 1])
    hidden = tf.layers.conv2d(images, 64, 9, activation=tf.nn.relu, name="patches")
    hidden = tf.layers.conv2d(hidden, 32, 1, activation=tf.nn.relu, name="mapping")
    return {"images:0": images}, {"add_2:0": tf.layers.conv2d(hidden, 1, 5, name="reconstruction")}


def _acrobot():
    given, outputs = {}, {}
    for scope, sizes in (("policy", [6, 3]), ("value", [6, 6, 1])):
        with tf.variable_scope(scope):
            hidden = given[f"{scope}/Placeholder:0"] = tf.placeholder(tf.float32, [None, 6])
            for number, size in enumerate(sizes, 1):
                last = tf.layers.dense(hidden, size, name=f"layer{number}")
                hidden = tf.nn.relu(last)
            outputs[f"{scope}/out"] = tf.nn.softmax(hidden) if scope == "policy" else last
    names = {"policy/Softmax:0": "policy/out", "value/Stack/fully_connected_3/BiasAdd:0": "value/out"}
    return given, {old: outputs[new] for old, new in names.items()}


def _mtcnn():
    given = hidden = tf.placeholder(tf.float32, [256, 12, 12, 3])
    for number, size in enumerate([10, 16, 32], 1):
        hidden = tf.layers.conv2d(hidden, size, 3, name=f"conv{number}")
        with tf.variable_scope(f"conv{number}"):
            alphas = tf.get_variable("alphas", [size])
        hidden = tf.nn.relu(hidden) + alphas * (hidden - tf.abs(hidden)) * 0.5
        if number == 1:
            hidden = tf.layers.max_pooling2d(hidden, 2, 2, padding="same")
    outputs = [tf.layers.conv2d(hidden, size, 1, name=f"conv4_{n}") for n, size in ((1, 2), (2, 4), (3, 10))]
    names = ["conv4_1/Softmax:0", "conv4_2/BiasAdd:0", "conv4_3/BiasAdd:0"]
    return {"input_image:0": given}, dict(zip(names, [tf.nn.softmax(outputs[0])[:, 0, 0], *outputs[1:]], strict=True))


LAYERS = ("patches", "mapping", "reconstruction")
BY_HAND = {
    **{f"w{n}": f"{layer}/kernel" for n, layer in enumerate(LAYERS, 1)},
    **{f"b{n}": f"{layer}/bias" for n, layer in enumerate(LAYERS, 1)},
}
STACK = {"packs": ["contrib-to-layers"], "rename": lambda name: name.replace("Stack/fully_connected_", "layer")}


@pytest.mark.parametrize(
    ("name", "net", "options"),
    [("srcnn", _srcnn, {"rename": BY_HAND}), ("acrobot", _acrobot, STACK), ("mtcnn_pnet18", _mtcnn, {"packs": "auto"})],
    ids=["srcnn", "acrobot", "mtcnn_pnet18"],
)
def test_net_built_anew(shared, name, net, options):
    ckpt, _, feeds, golden = _spec(shared, name)
    given, outputs = net()
    with tf.Session() as session, golden:
        report = restore(session, ckpt, ignore_extra=True, **options)
        assert len(report.restored) == len(tf.global_variables())
        for output in golden:
            tensor = output.replace("|", "/").removeprefix("out:")
            _compare(session.run(outputs[tensor], {given[key]: feeds[key] for key in given}), golden[output])

"""The checkpoints that TF 1.15.5 wrote: restored here, the nets answer and go on training as they did there."""

import hashlib
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKPOINTS = ROOT / "checkpoints"
MANIFEST = json.loads((CHECKPOINTS / "MANIFEST.json").read_text())
NAMES = sorted(MANIFEST["checkpoints"])


def _oracle_module(name):
    spec = importlib.util.spec_from_file_location(f"oracle_{name}", ROOT / "oracle" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


nets, probing = _oracle_module("nets"), _oracle_module("probing")


def test_manifest_lists_every_file():
    listed = {f"{name}/{file}" for name in NAMES for file in MANIFEST["checkpoints"][name]["files"]}
    there = {path.relative_to(CHECKPOINTS).as_posix() for path in CHECKPOINTS.glob("*/*")}
    assert there == listed


@pytest.mark.parametrize("name", NAMES)
def test_files_are_the_recorded_ones(name):
    for file, digest in MANIFEST["checkpoints"][name]["files"].items():
        assert hashlib.sha256((CHECKPOINTS / name / file).read_bytes()).hexdigest() == digest, file


@pytest.mark.parametrize("name", NAMES)
def test_tensors_read_back_to_the_bit(tf, name):
    reader = tf.train.NewCheckpointReader(str(CHECKPOINTS / name / "model.ckpt"))
    recorded = MANIFEST["checkpoints"][name]["tensors"]
    assert reader.get_variable_to_shape_map() == {key: tensor["shape"] for key, tensor in recorded.items()}
    for key, tensor in recorded.items():
        assert hashlib.sha256(np.ascontiguousarray(reader.get_tensor(key)).tobytes()).hexdigest() == tensor["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_restored_into_the_imported_graph(tf, name):
    saver = tf.train.import_meta_graph(str(CHECKPOINTS / name / "model.ckpt.meta"))
    net = {key: tf.get_collection(f"net/{key}")[0] for key in ("X", "y", "logits", "training_op")}
    _answers_as_recorded(tf, saver, net, name)


@pytest.mark.parametrize("name", NAMES)
def test_restored_into_the_graph_built_anew(tf, name):
    net = nets.NETS[name](tf)
    recorded = MANIFEST["checkpoints"][name]["tensors"]
    assert {v.op.name: v.shape.as_list() for v in tf.global_variables()} == {
        key: tensor["shape"] for key, tensor in recorded.items()
    }
    _answers_as_recorded(tf, tf.train.Saver(), net, name)


def _answers_as_recorded(tf, saver, net, name):
    recorded = MANIFEST["checkpoints"][name]
    images, labels = probing.probe()
    feeds = {net["X"]: images, net["y"]: labels}
    with tf.Session() as session:
        saver.restore(session, str(CHECKPOINTS / name / "model.ckpt"))
        before = session.run(net["logits"], feed_dict=feeds)
        session.run(net["training_op"], feed_dict=feeds)
        after = session.run(net["logits"], feed_dict=feeds)
    np.testing.assert_allclose(before, recorded["logits"], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(after, recorded["logits_after_a_step"], rtol=1e-4, atol=1e-4)
    assert np.abs(np.subtract(after, before)).max() > 0.01  # the step moved the net: the slots were put to use

"""`tf.train.import_meta_graph` on files that today's TensorFlow would refuse."""

from pathlib import Path

import pytest

CHECKPOINTS = Path(__file__).resolve().parents[2] / "checkpoints"
META = CHECKPOINTS / "contrib_batch_norm_adam" / "model.ckpt.meta"


def _meta_graph(tf):
    return tf.MetaGraphDef.FromString(META.read_bytes())


@pytest.mark.parametrize("version", ["0.12.head", "1.4.0-rc1", "unknown", "", "1.15.5"])
def test_any_version_string(tf, version):
    meta_graph = _meta_graph(tf)
    meta_graph.meta_info_def.tensorflow_version = version
    assert tf.train.import_meta_graph(meta_graph) is not None
    assert len(tf.trainable_variables()) == 8


def test_callers_message_is_left_as_it_is(tf):
    meta_graph = _meta_graph(tf)
    before = meta_graph.SerializeToString(deterministic=True)
    tf.train.import_meta_graph(meta_graph, clear_devices=True)
    assert meta_graph.SerializeToString(deterministic=True) == before


def test_scope_and_input_map(tf):
    images = tf.zeros([2, 784], name="mine")
    tf.train.import_meta_graph(str(META), import_scope="old", input_map={"X:0": images})
    product = tf.get_default_graph().get_operation_by_name("old/dnn/hidden1/MatMul")
    assert product.inputs[0] is images


def test_file_that_is_not_there(tf, tmp_path):
    with pytest.raises(OSError, match="does not exist"):
        tf.train.import_meta_graph(str(tmp_path / "model.ckpt.meta"))


def test_file_that_is_no_meta_graph(tf, tmp_path):
    (tmp_path / "model.ckpt.meta").write_text("not { a meta graph")
    with pytest.raises(OSError, match="holds no MetaGraphDef"):
        tf.train.import_meta_graph(str(tmp_path / "model.ckpt.meta"))

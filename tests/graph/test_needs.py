"""What a graph's file tells of what it needs."""

import pytest

from tests.old_graphs.conftest import ROOT
from tfgraph_dnn.errors import GraphNameError
from tfgraph_dnn.graph.needs import needs
from tfgraph_dnn.graph.reading import load

SAMPLES = ROOT / "tests/old_graphs/samples"


def _names(tensors):
    return [tensor.name for tensor in tensors]


def test_operations_that_are_missing():
    found = needs(load(SAMPLES / "resampled/model.ckpt.meta"))
    assert [(one.op, one.nodes, one.origin, one.here) for one in found.missing] == [
        ("Resampler", ("resampler/Resampler", "resampler_1/Resampler"), "tf.contrib.resampler", True),
        ("ResamplerGrad", ("gradients/resampler/Resampler_grad/ResamplerGrad",), "tf.contrib.resampler", True),
    ]
    assert found.variables == 2 and not found.python and not found.outlets
    found = needs(load(SAMPLES / "resampled/model.ckpt.meta"), ["double"])
    assert [(one.op, one.nodes) for one in found.missing] == [("Resampler", ("resampler_1/Resampler",))]
    assert found.looked_at < found.operations


def test_what_another_machine_had():
    found = needs(load(SAMPLES / "fed/model.ckpt.meta"))
    assert found.missing == () and found.python == (("twice", "pyfunc_0"),)
    assert "/device:GPU:0" in found.devices and "/job:localhost/replica:0/task:0/device:GPU:3" in found.devices
    assert "batch" in _names(found.outlets)
    found = needs(load(SAMPLES / "fed/model.ckpt.meta"), ["logits"])
    assert found.python == () and list(found.devices) == ["/device:GPU:0"] and _names(found.outlets) == ["batch"]
    with pytest.raises(GraphNameError, match="nearest: logits"):
        needs(load(SAMPLES / "fed/model.ckpt.meta"), ["logit"])


@pytest.mark.parametrize(
    ("path", "inputs", "outputs"),
    [
        ("checkpoints/dense_momentum", ["X", "y"], ["dnn/outputs/BiasAdd"]),
        ("checkpoints/contrib_batch_norm_adam", ["X", "y", "training"], ["dnn/outputs/BiasAdd"]),
        ("checkpoints/convolution_rmsprop", ["X", "y", "training"], ["outputs/BiasAdd"]),
        ("checkpoints/lstm_gru_adagrad", ["X", "y"], ["outputs/BiasAdd"]),
    ],
)
def test_likely_outputs(path, inputs, outputs):
    found = needs(load(ROOT / path / "model.ckpt.meta"))
    assert (_names(found.inputs), _names(found.outputs), found.missing) == (inputs, outputs, ())
    assert found.inputs[0].dtype == "float32" and found.inputs[0].shape[0] == -1

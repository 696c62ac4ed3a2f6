"""Checkpoints of TF 0.12 to 1.15, restored into their nets built anew: outputs, before and after a training step.

They are read where they lie: $TFGRAPH_SHARED, see tests/checkpoint/conftest.py.
"""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tests.checkpoint.restore import nets
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.restore import restore

TO_LAYERS = {"packs": ["contrib-to-layers"]}
AVERAGES = {"packs": "ema-to-variables", "exclude": "ExponentialMovingAverage"}
RESTORED = [
    ("dnn_momentum", nets.dnn_momentum, {}),
    ("dnn_momentum_v1", nets.dnn_momentum, {}),
    ("dnn_adam", nets.dnn_adam, {}),
    ("dnn_784_300_100_10", nets.dnn_784_300_100_10, {}),
    ("several_steps", nets.several_steps, {}),
    ("contrib_fc_bn", nets.contrib_fc_bn, {}),
    ("contrib_fc_bn", nets.contrib_fc_bn_with_tf_layers, TO_LAYERS),
    ("partitioned", nets.partitioned, {}),
    ("partitioned", nets.partitioned_in_two, {}),
    ("partitioned", nets.not_partitioned, {}),
    ("sharded_v2", nets.sharded, {}),
    ("sharded_v1", nets.sharded, {}),
    ("device_strings", nets.sharded, {}),
    ("resource_reuse", nets.resource_reuse, {}),
    ("ema", nets.ema, {}),
    ("ema", nets.ema, AVERAGES),
    ("lstm_tf0_12_1", nets.lstm, {"packs": ["rnn-0.x-to-1.2"]}),
    ("lstm_tf1_0_1", nets.lstm, {"packs": ["rnn-1.0-to-1.2"]}),
    ("lstm_tf1_4_1", nets.lstm, {}),
    ("lstm_tf1_15_5", nets.lstm, {}),
    ("lstm_tf0_12_1", nets.lstm, {"packs": "auto"}),
    ("lstm_tf1_0_1", nets.lstm, {"packs": "auto"}),
    *(
        (f"contrib_fc_adam_tf{version}", net, options)
        for version in ("0_12_1", "0_12_1_v1", "1_0_1", "1_4_1")
        for net, options in ((nets.contrib_fc_adam, {}), (nets.contrib_fc_adam_with_tf_layers, TO_LAYERS))
    ),
]


def _id(value):
    return getattr(value, "__name__", str(value).replace("'", ""))


@pytest.mark.parametrize(("sample", "net", "options"), RESTORED, ids=_id)
def test_net_built_anew(shared, sample, net, options):
    folder = shared / "oracle_checkpoints" / sample
    made = net()
    graph = tf.get_default_graph()
    graph.finalize()
    with tf.Session() as session:
        report = restore(session, folder, **options)
        assert not report.ignored and len(report.restored) == len(report.plan.steps)
        _answers_as_recorded(session, made, folder, "ema:" if options is AVERAGES else "out:")


@pytest.mark.parametrize("sample", sorted({sample for sample, *_ in RESTORED}))
def test_imported_graph(shared, sample):
    folder = shared / "oracle_checkpoints" / sample
    ckpt = checkpoint.open(folder)
    tf.train.import_meta_graph(ckpt.meta_file, clear_devices=True)
    graph = tf.get_default_graph()
    with np.load(folder / "golden.npz") as golden:
        names = {name[name.index(":") + 1 :] for name in golden if name.startswith(("in:", "out:", "next:"))}
    made = {name: graph.get_tensor_by_name(name) for name in names if name.endswith(":0")}
    if any(operation.name == "train" for operation in graph.get_operations()):
        made["train"] = graph.get_operation_by_name("train")
    with tf.Session() as session:
        report = restore(session, ckpt)
        assert {step.status for step in report.plan.steps} == {"matched"} and not report.unused
        _answers_as_recorded(session, made, folder, "out:")


def _answers_as_recorded(session, made, folder, kind):
    with np.load(folder / "golden.npz") as golden:
        feeds = {made[name[3:]]: golden[name] for name in golden if name.startswith("in:") and name[3:] in made}
        _compare(session, made, golden, kind, feeds)
        if any(name.startswith("next:") for name in golden):
            session.run(made["train"], feeds)
            _compare(session, made, golden, "next:", feeds)


def _compare(session, made, golden, kind, feeds):
    compared = 0
    for name in golden:
        tensor = name.removeprefix(kind).removesuffix(":0") + ":0"
        if name.startswith(kind) and tensor in made:
            np.testing.assert_allclose(session.run(made[tensor], feeds), golden[name], rtol=0, atol=2e-6, err_msg=name)
            compared += 1
    assert compared


@pytest.mark.parametrize("sample", ["dtypes", "hash_table", "object_based"])
def test_variables_alone(shared, sample):
    ckpt = checkpoint.open(shared / "oracle_checkpoints" / sample)
    names = {"vocab-keys": None, "vocab-values": None}
    if sample == "object_based":
        names = {"_CHECKPOINTABLE_OBJECT_GRAPH": None, **checkpoint.mapping.objects.variable_names(ckpt)}
    expected = {}
    for key, info in ckpt.tensors.items():
        name = names.get(key, key)
        if name is not None:
            expected[name] = ckpt[key]
            tf.get_variable(name, info.shape, tf.as_dtype(info.dtype), tf.zeros_initializer(), trainable=False)
    with tf.Session() as session:
        restore(session, ckpt, ignore_extra=sample == "hash_table")
        for variable in tf.global_variables():
            value, held = np.asarray(session.run(variable)), expected[variable.op.name]
            assert value.tolist() == held.tolist() if held.dtype == object else value.tobytes() == held.tobytes()

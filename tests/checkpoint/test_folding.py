"""Batch normalization folded away: the net without it gives what the net with it gave."""

import json
import os

import numpy as np
import pytest

from tests.checkpoint.conftest import ROOT
from tfgraph_dnn import checkpoint, cli
from tfgraph_dnn.errors import CheckpointError

CONTRIB = ROOT / "checkpoints/contrib_batch_norm_adam"


@pytest.fixture(scope="module")
def tf():
    import tfgraph_dnn.v1 as tf

    return tf


def _contrib_dense(tf, x, training, norm, **arguments):
    from tfgraph_dnn.contrib.layers import batch_norm, fully_connected

    settings = {"is_training": training, "decay": 0.9, "updates_collections": None, **arguments}
    for name, size in (("hidden1", 6), ("hidden2", 5)):
        extra = {"normalizer_fn": batch_norm, "normalizer_params": settings} if norm else {}
        x = fully_connected(x, size, scope=name, **extra)
    return fully_connected(x, 3, activation_fn=None, scope="outputs")


def contrib_without_gamma(tf, x, training, norm):
    """contrib's default: no gamma; and no biases before it."""
    return _contrib_dense(tf, x, training, norm)


def contrib_with_gamma_and_epsilon(tf, x, training, norm):
    return _contrib_dense(tf, x, training, norm, scale=True, fused=True, epsilon=0.25)


def contrib_without_beta(tf, x, training, norm):
    return _contrib_dense(tf, x, training, norm, center=False, fused=False)


def contrib_convolutions(tf, x, training, norm):
    from tfgraph_dnn.contrib import layers

    settings = {"is_training": training, "scale": True, "decay": 0.9, "updates_collections": None}
    extra = {"normalizer_fn": layers.batch_norm, "normalizer_params": settings} if norm else {}
    x = tf.reshape(x, [-1, 2, 2, 2])
    x = layers.conv2d(x, 4, 2, scope="conv", **extra)
    x = layers.conv2d_transpose(x, 4, 2, stride=2, **extra)  # as many in as out: the kernel is square
    x = layers.separable_conv2d(x, 5, 2, depth_multiplier=2, scope="separable", **extra)
    x = layers.separable_conv2d(x, None, 2, depth_multiplier=2, scope="depthwise", **extra)
    return layers.fully_connected(layers.flatten(x), 3, activation_fn=None, scope="outputs")


def layers_dense(tf, x, training, norm):
    """As a course writes it: normalization between the layer and its activation, the outputs too."""
    for name, size in (("hidden1", 6), ("hidden2", 6)):
        x = tf.layers.dense(x, size, name=name)
        if norm:
            x = tf.layers.batch_normalization(x, training=training, momentum=0.9, epsilon=0.1)
        x = tf.nn.elu(x)
    x = tf.layers.dense(x, 3, name="outputs")
    return tf.layers.batch_normalization(x, training=training, momentum=0.9, epsilon=0.1) if norm else x


def layers_convolution_without_bias(tf, x, training, norm):
    x = tf.reshape(x, [-1, 2, 2, 2])
    x = tf.layers.conv2d(x, 4, 2, padding="same", use_bias=not norm, name="conv")
    if norm:
        x = tf.layers.batch_normalization(x, training=training, momentum=0.9, name="bn", fused=True)
    x = tf.reshape(tf.nn.relu(x), [-1, 16])
    return tf.layers.dense(x, 3, name="outputs")


def _train_and_save(tf, net, prefix):
    """The logits of a net whose moving averages have moved, in inference."""
    generator = np.random.RandomState(0)
    data, labels = generator.normal(2, 3, (40, 8)).astype(np.float32), generator.randint(0, 3, 40)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(1)
        x, training = tf.placeholder(tf.float32, [None, 8], "x"), tf.placeholder_with_default(False, [], "training")
        logits = tf.identity(net(tf, x, training, True), "logits")
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
        train = tf.train.AdamOptimizer(0.05).minimize(loss)
        session.run(tf.global_variables_initializer())
        for _ in range(15):
            session.run([train, tf.get_collection(tf.GraphKeys.UPDATE_OPS)], {x: data, training: True})
        tf.train.Saver().save(session, str(prefix))
        return data, session.run(logits, {x: data})


def _logits(tf, net, prefix, data):
    """Of the same net without batch normalization, from a checkpoint; every variable must be there."""
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [None, 8])
        logits = net(tf, x, False, False)
        assert {variable.op.name for variable in tf.global_variables()} == set(checkpoint.open(prefix))
        tf.train.Saver().restore(session, str(prefix))
        return session.run(logits, {x: data})


NETS = (
    contrib_without_gamma, contrib_with_gamma_and_epsilon, contrib_without_beta, contrib_convolutions, layers_dense,
    layers_convolution_without_bias,
)  # fmt: skip


@pytest.mark.parametrize("net", NETS, ids=lambda net: net.__name__)
def test_the_folded_net_gives_the_same_logits(tf, tmp_path, net):
    data, due = _train_and_save(tf, net, tmp_path / "m")
    done = checkpoint.fold(tmp_path / "m", out=tmp_path / "folded")
    assert all(change.remark.endswith("by the graph") for change in done.changes if change.kind in ("changed", "added"))
    error = np.abs(_logits(tf, net, tmp_path / "folded", data) - due).max()
    assert error < 2e-5 * max(1, np.abs(due).max())
    # The graph says what epsilon is; names do not. All else they tell as well.
    os.remove(tmp_path / "m.meta")
    arguments = {"epsilon": 0.25} if net is contrib_with_gamma_and_epsilon else {}
    if net is layers_dense:
        norms = ("batch_normalization", "batch_normalization_1", "batch_normalization_2")
        pairs = dict(zip(("hidden1", "hidden2", "outputs"), norms, strict=True))
        arguments = {"epsilon": 0.1, "pairs": pairs}
    checkpoint.fold(tmp_path / "m", out=tmp_path / "by_names", **arguments)
    by_names, folded = checkpoint.open(tmp_path / "by_names"), checkpoint.open(tmp_path / "folded")
    assert set(by_names) == set(folded)
    for name in folded:  # the graph's epsilon is a float32
        assert np.allclose(by_names[name], folded[name], rtol=1e-5, atol=1e-6), name


def test_the_folded_net_gives_what_tensorflow_1_15_gave(tf, shared, tmp_path):
    from tfgraph_dnn.contrib.layers import fully_connected

    place = shared / "oracle_checkpoints/contrib_fc_bn"
    checkpoint.fold(place, out=tmp_path / "m")
    with np.load(place / "golden.npz") as golden, tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [None, 20])
        hidden = fully_connected(fully_connected(x, 16, scope="hidden1"), 12, scope="hidden2")
        logits = fully_connected(hidden, 4, activation_fn=None, scope="outputs")
        tf.train.Saver().restore(session, str(tmp_path / "m"))
        assert np.abs(session.run(logits, {x: golden["in:X:0"]}) - golden["out:logits:0"]).max() < 1e-6


def test_an_activation_in_between_is_noticed(tf, tmp_path):
    def after(tf, x, training, norm):
        x = tf.nn.relu(tf.layers.dense(x, 3, name="hidden1"))
        return tf.layers.batch_normalization(x, training=training, name="bn")

    _train_and_save(tf, after, tmp_path / "m")
    with pytest.raises(CheckpointError, match="bn does not follow a layer: Relu 'Relu' stands before it") as caught:
        checkpoint.fold(tmp_path / "m", out=tmp_path / "folded")
    assert caught.value.slug == "ckpt-folding"


def test_another_user_of_the_layer_is_said(tf, tmp_path):
    def both(tf, x, training, norm):
        hidden = tf.layers.dense(x, 3, name="hidden1")
        return tf.layers.batch_normalization(hidden, training=training, name="bn") + tf.tanh(hidden, name="skip")

    _train_and_save(tf, both, tmp_path / "m")
    done = checkpoint.fold(tmp_path / "m", dry_run=True)
    assert any(note.startswith("Tanh 'skip' uses what bn normalizes, too") for note in done.notes)


def test_a_square_kernel_by_its_name_alone_is_said(tmp_path):
    tensors = {"conv/kernel": np.ones((2, 2, 3, 3), np.float32), **_norm("bn", 3)}
    checkpoint.write(tmp_path / "m", tensors)
    notes = checkpoint.fold(tmp_path / "m", dry_run=True).notes
    assert any("taken for a convolution, not for a transposed one" in note and "conv/kernel" in note for note in notes)


def _norm(scope, width):
    return {f"{scope}/{name}": np.ones(width, np.float32) for name in ("moving_mean", "moving_variance", "beta")}


def _layer(scope, *shape):
    return {f"{scope}/kernel": np.ones(shape, np.float32)}


@pytest.mark.parametrize(
    ("tensors", "due"),
    [
        ({**_layer("a", 2, 3), **_layer("b", 3, 4), **_norm("x", 4), **_norm("y", 3)}, {"a": "y", "b": "x"}),
        ({**_layer("d", 3, 3), **_layer("d_1", 3, 3), **_norm("n", 3), **_norm("n_1", 3)}, {"d": "n", "d_1": "n_1"}),
        ({**_layer("s/d", 3, 3), **_layer("d", 3, 3), **_norm("s/n", 3), **_norm("n", 3)}, {"s/d": "s/n", "d": "n"}),
        ({**_layer("a", 2, 3), **_layer("b", 3, 3), **_norm("n", 3)}, "cannot be told which layer n follows"),
        ({**_layer("a", 2, 3), **_norm("n", 4)}, "as wide are: none"),
        (_layer("a", 2, 3), "holds no batch normalization"),
    ],
)
def test_pairs_by_names_alone(tmp_path, tensors, due):
    checkpoint.write(tmp_path / "m", tensors)
    if isinstance(due, str):
        with pytest.raises(CheckpointError, match=due):
            checkpoint.fold(tmp_path / "m", dry_run=True)
        return
    done = checkpoint.fold(tmp_path / "m", dry_run=True)
    found = {c.now.rpartition("/")[0]: c.remark.partition(",")[0] for c in done.changes if c.kind == "changed"}
    assert found == due and any("no graph says" in note for note in done.notes)


@pytest.mark.parametrize(
    ("arguments", "gist"),
    [
        ({"pairs": {"hidden1": "nowhere"}}, "has no batch normalization 'nowhere'"),
        ({"pairs": {"hidden3": "hidden1/BatchNorm"}}, "Nearest: hidden"),
        ({"pairs": {"hidden2": "hidden1/BatchNorm"}}, "has 30 channels, and hidden2/weights [30, 20] not"),
        ({"epsilon": -100}, "holds what is no variance"),
    ],
)
def test_what_is_refused(arguments, gist):
    with pytest.raises(CheckpointError) as caught:
        checkpoint.fold(CONTRIB, dry_run=True, **arguments)
    assert gist in str(caught.value)


def test_command(capsys, tmp_path):
    out = str(tmp_path / "m")
    assert cli.main(["ckpt", "fold", str(CONTRIB), "--out", out, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["tensors"] == 6
    assert {change["kind"] for change in done["changes"]} == {"changed", "added", "kept", "dropped"}
    assert cli.main(["ckpt", "fold", str(CONTRIB), "--pair", "hidden1=hidden1/BatchNorm", "--epsilon", "x"]) == 2
    assert cli.main(["ckpt", "fold", str(CONTRIB), "--pair", "hidden1=hidden1/BatchNorm", "--dry-run"]) == 0
    assert "hidden2/BatchNorm/beta  " in capsys.readouterr().out
    assert cli.main(["ckpt", "fold", "--help"]) == 0

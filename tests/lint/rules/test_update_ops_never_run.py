"""TG010: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import NET, TRAIN, lines

FOUND = [
    (NET + "h = tf.layers.batch_normalization(x, training=training)\nloss = tf.reduce_mean(h)" + TRAIN, [4]),
    (NET + "h = tf.contrib.layers.batch_norm(x)\nloss = tf.reduce_mean(h)" + TRAIN, [4]),
    (
        NET + "slim = tf.contrib.slim\nh = slim.batch_norm(x, is_training=training)\nloss = tf.reduce_mean(h)" + TRAIN,
        [5],
    ),
    (NET + "def net(x):\n    return tf.layers.batch_normalization(x, training=True)\nloss = net(x)" + TRAIN, [5]),
]
SILENT = [
    NET + "h = tf.layers.batch_normalization(x, training=training)\nloss = tf.reduce_mean(h)",
    NET + "h = tf.layers.batch_normalization(x, training=False)\nloss = h" + TRAIN,
    NET + "h = tf.contrib.layers.batch_norm(x, updates_collections=None)\nloss = h" + TRAIN,
    NET + "h = tf.layers.batch_normalization(x, training=training)\nloss = h\ntf.get_collection('update_ops')" + TRAIN,
    NET + "bn = tf.layers.BatchNormalization()\nh = bn(x, training=True)\nu = bn.updates\nloss = h" + TRAIN,
    NET + "from training import run\nh = tf.layers.batch_normalization(x, training=training)\nrun(h)",
    NET + "h = tf.layers.batch_normalization(x, training=training)\ntf.contrib.layers.optimize_loss(h)",
    NET + "h = tf.layers.batch_normalization(x, **params)\nloss = h" + TRAIN,
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG010", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG010", source) == []

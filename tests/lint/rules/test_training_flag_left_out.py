"""TG011: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import NET, TRAIN, lines

FOUND = [
    (NET + "h = tf.layers.dropout(x, 0.5)\nloss = h" + TRAIN, [4]),
    (NET + "h = tf.layers.batch_normalization(x)\nloss = h" + TRAIN, [4]),
]
SILENT = [
    NET + "h = tf.layers.dropout(x, 0.5, training=training)\nloss = h" + TRAIN,
    NET + "h = tf.layers.dropout(x, 0.5, None, 1, training)\nloss = h" + TRAIN,
    NET + "h = tf.layers.dropout(x, 0.5, **kw)\nloss = h" + TRAIN,
    NET + "h = tf.contrib.layers.dropout(x, 0.5)\nloss = tf.nn.dropout(h, 0.5)" + TRAIN,
    NET + "h = tf.layers.dropout(x, 0.5)",
    NET + "h = tf.layers.batch_normalization(x)\nloss = h\ntf.train.Saver().restore(s, 'x')" + TRAIN,
    NET
    + "from functools import partial\nbn = partial(tf.layers.batch_normalization, training=training)\nloss = bn(x)"
    + TRAIN,
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG011", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG011", source) == []

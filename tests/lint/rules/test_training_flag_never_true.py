"""TG012: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import NET, TRAIN, lines

FOUND = [
    (
        NET
        + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
        + TRAIN,
        [4],
    ),
    (NET + "flag = tf.placeholder(tf.bool)\nloss = tf.layers.dropout(x, training=flag)" + TRAIN, [4]),
    (
        NET
        + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
        + TRAIN
        + "    sess.run(h, {flag: False})",
        [4],
    ),
]
SILENT = [
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
    + TRAIN
    + "    sess.run(train_op, {flag: True})",
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
    + TRAIN
    + "    sess.run(train_op, {flag: mode})",
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
    + TRAIN
    + "    sess.run(train_op, feed)",
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h"
    + TRAIN
    + "    sess.run(train_op, {'flag:0': True})",
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h\nmodel.flag = flag"
    + TRAIN,
    NET
    + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h\nfeed = dict(a=1)\nuse(flag)"
    + TRAIN,
    NET + "flag = tf.placeholder_with_default(False, [])\nh = tf.layers.dropout(x, training=flag)\nloss = h",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG012", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG012", source) == []

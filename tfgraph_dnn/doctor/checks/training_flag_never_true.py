"""TD012: a placeholder for the training mode that is never True where the net trains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph.trace import Distinct

CHECK = Check(
    code="TD012",
    title="a placeholder for the training mode that is never fed True",
    why="""\
The layers ask a placeholder whether they are in training. One that is only ever fed False, or a
`placeholder_with_default(False)` that is never fed, trains in evaluation mode: no dropout, no statistics of the batch.

It is said of scalar boolean placeholders whose name has "train" in it, when runs that train reached it and none of
them had it True.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
is_training = tf.placeholder_with_default(False, [], name="is_training")
hidden = tf.layers.dropout(tf.layers.dense(x, 5), 0.5, training=is_training)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(tf.square(hidden - 1.0)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
is_training = tf.placeholder_with_default(False, [], name="is_training")
hidden = tf.layers.dropout(tf.layers.dense(x, 5), 0.5, training=is_training)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(tf.square(hidden - 1.0)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10]), is_training: True})
""",
)

_FLAG = re.compile(r"train(?!able)", re.IGNORECASE)


def find(chart: Chart) -> Iterator[Finding]:
    """The flags that were never True."""
    runs = chart.succeeded(training=True)
    model = chart.model()
    for node in model.nodes:
        if node.op not in ("Placeholder", "PlaceholderWithDefault") or not _FLAG.search(node.name.rpartition("/")[2]):
            continue
        if node.dtype != "bool" or node.shape() not in ((), None):
            continue
        values = chart.flags.get(node.name, set())
        fed, unfed = _reached(node.name, runs)
        if True in values or not (fed or unfed) or (unfed and _default(chart, node.name) is not False):
            continue
        how = "is fed False in all runs that train" if fed else "is never fed and False by default"
        yield CHECK.at(
            places.of(chart.op(node.name)), f"{node.name} {how}, though {chart.training()}",
            "Feed True where the net trains.",
        )  # fmt: skip


def _reached(name: str, runs: list[Distinct]) -> tuple[bool, bool]:
    """Whether there are runs that take the placeholder fed, and whether there are some that take it by default."""
    needed = [p for run in runs for p in run.explanation.placeholders if p.name in (name, f"{name}:0")]
    return any(p.state == "fed" for p in needed), any(name in run.executed for run in runs)


def _default(chart: Chart, name: str) -> bool | None:
    """What a placeholder_with_default gives when it is not fed; None where it is no constant."""
    op = chart.op(name)
    if op.type != "PlaceholderWithDefault" or op.inputs[0].op.type != "Const":
        return None
    value = op.inputs[0].op.get_attr("value")
    return any(value.bool_val) or any(value.tensor_content)

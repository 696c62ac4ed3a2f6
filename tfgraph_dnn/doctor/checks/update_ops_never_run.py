"""TD010: update operations that no run executes while another trains."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.model import split

CHECK = Check(
    code="TD010",
    title="batch normalization trains, and its moving averages are never updated",
    why="""\
In training, batch normalization puts the operations that update its moving mean and variance into the collection
`tf.GraphKeys.UPDATE_OPS`, and nobody runs them by itself. At test time the layer then normalizes with the averages it
began with, 0 and 1: good results in training, bad ones in evaluation.

It is said at the end of a program that trained a layer whose updates wait in UPDATE_OPS, when no run executed any of
them: neither the training operation reaches them nor were they fetched.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.batch_normalization(tf.layers.dense(x, 5), training=True)
loss = tf.reduce_mean(tf.square(hidden - 1.0))
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: np.ones([4, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.batch_normalization(tf.layers.dense(x, 5), training=True)
loss = tf.reduce_mean(tf.square(hidden - 1.0))
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: np.ones([4, 10])})
""",
)

_STORED = ("Const", "Identity", *effects.VARIABLES, *effects.PLACEHOLDERS)


def find(chart: Chart) -> Iterator[Finding]:
    """The update operations that wait in vain."""
    model = chart.model()
    names = [split(name)[0] for name in model.collections.get("update_ops", ())]
    executed, trained = chart.executed(), chart.executed(training=True)
    if not trained or any(name in executed for name in names):
        return
    # Of layers that the training computes with; those of another net in the same graph may wait.
    waiting = [
        name
        for name in names
        if any(up in trained and model.by_name[up].op not in _STORED for up in chart.upstream([name]))
    ]
    if waiting:
        what = f"{len(waiting)} update operation{'s' if len(waiting) > 1 else ''}"
        message = f"{what} wait in UPDATE_OPS and no run executed one, though {chart.training()}"
        yield CHECK.at(
            places.of(chart.op(waiting[0])), f"{message}: {_averages(chart, waiting)}",
            "Run tf.get_collection(tf.GraphKeys.UPDATE_OPS) with the training operation.",
        )  # fmt: skip


def _averages(chart: Chart, names: list[str]) -> str:
    model = chart.model()
    written = {
        variable.name for name in chart.upstream(names) for variable in effects.written(model, model.by_name[name])
    }
    told = sorted(written)[:2]
    more = f" and {len(written) - len(told)} more" if len(written) > len(told) else ""
    return f"{', '.join(told) or 'what they write'}{more} stay as they were"

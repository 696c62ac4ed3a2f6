"""TD016: regularization losses that the loss which is minimized does not contain."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph.model import split

CHECK = Check(
    code="TD016",
    title="regularization losses are collected and never added to the loss",
    why="""\
`kernel_regularizer=`, `weights_regularizer=` and `regularizer=` put a loss into `tf.GraphKeys.REGULARIZATION_LOSSES`.
Unless the loss that is minimized contains it, it has no effect at all.

Add `tf.losses.get_regularization_loss()`, or take `tf.losses.get_total_loss()`. It is said at the end of a program
that trained, when nothing that was differentiated is computed from any of the collected losses.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
y = tf.layers.dense(x, 1, kernel_regularizer=tf.contrib.layers.l2_regularizer(0.1))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(tf.square(y - 1.0)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
y = tf.layers.dense(x, 1, kernel_regularizer=tf.contrib.layers.l2_regularizer(0.1))
loss = tf.reduce_mean(tf.square(y - 1.0)) + tf.losses.get_regularization_loss()
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
)


def find(chart: Chart) -> Iterator[Finding]:
    """The collected losses that nothing minimizes."""
    names = [split(name)[0] for name in chart.model().collections.get("regularization_losses", ())]
    if not names or not chart.succeeded(training=True):
        return
    losses = {loss for call in chart.differentiated for loss in call.losses}
    # Gradients that TensorFlow itself took are not known: then what the training executes must do.
    reached = chart.upstream(losses) if losses else chart.executed(training=True)
    if not reached.intersection(names):
        what = f"{len(names)} regularization loss{'es are' if len(names) > 1 else ' is'} collected"
        message = f"{what}, and no loss that is minimized contains one, though {chart.training()}"
        yield CHECK.at(places.of(chart.op(names[0])), message, "Add tf.losses.get_regularization_loss() to the loss.")

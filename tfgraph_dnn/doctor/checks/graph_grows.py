"""TD013: operations that are made between runs, again and again."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding

CHECK = Check(
    code="TD013",
    title="operations are made in the loop that runs the session",
    why="""\
Each pass adds operations: every step becomes slower, memory grows, and a checkpoint's graph with it. `tf.assign(...)`,
`variable.assign(...)`, `tf.reduce_mean(...)`, `optimizer.minimize(...)`, `tf.train.Saver()` and
`tf.global_variables_initializer()` all make operations when they are called.

Make them once, before the loop, with placeholders for what changes; `tf.get_default_graph().finalize()` before the
loop makes TensorFlow itself refuse. It is said, at once, when a line adds operations to one graph between runs for the
fifth time; new variables among them count as building another net, of which nothing is said.""",
    bad="""\
import tensorflow as tf
total = tf.get_variable("total", initializer=0.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(total.assign(total + step))
""",
    good="""\
import tensorflow as tf
total = tf.get_variable("total", initializer=0.0)
step_now = tf.placeholder(tf.float32, [])
add = total.assign(total + step_now)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(add, {step_now: step})
""",
)

MANY = 5


def find(chart: Chart) -> Iterator[Finding]:
    """The lines that keep adding."""
    for place, growth in chart.growth.items():
        if growth.times >= MANY:
            message = (
                f"this line added operations between session runs {growth.times:,} times, {growth.operations:,} in all;"
                f" the graph holds {chart.operations:,}"
            )
            yield CHECK.at(place, message, "Make them once, before the loop.")

"""TD052: the first NaN, and the operation it came from."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding

CHECK = Check(
    code="TD052",
    title="a loss or a variable became NaN",
    why="""\
After one NaN in a gradient all weights are NaN and the training is lost. It begins at one operation: the logarithm of
0, 0 divided by 0, the root's derivative at 0, infinity less infinity.

`--doctor` sees a NaN in what a training run gives back to the program. `--doctor=values` also looks at the loss and at
the variables that the run wrote, after every training run; at the first NaN it computes that step once more, from the
values the variables had before and with the same feeds, and names the first operation that made NaN of numbers.
(Random operations draw anew for it.) Variables with more than 4 million values in all are not kept, so there only the
loss is.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 3])
y = tf.layers.dense(x, 3, activation=tf.nn.softmax)
loss = -tf.reduce_mean(tf.log(y - y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: np.ones([4, 3])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 3])
y = tf.layers.dense(x, 3, activation=tf.nn.softmax)
loss = -tf.reduce_mean(tf.log(y + 1e-9))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: np.ones([4, 3])})
""",
    values=True,
)


def find(chart: Chart) -> Iterator[Finding]:
    """The first NaN of the graph."""
    seen = chart.not_finite
    if seen is None:
        return
    message = f"{seen.name} is NaN for the first time in training run {seen.step:,}"
    if seen.origin is None:
        yield CHECK.at(seen.place, message, "tfgraph run --doctor=values finds the operation that it comes from.")
        return
    name, kind, given = seen.origin
    message += f"; the first operation that makes it is {name}, a {kind}, given {given}"
    hint = "Keep what it is given away from there: add a small number, clip, or use the loss that takes logits."
    yield CHECK.at(places.of(chart.op(name)) or seen.place, message, hint)

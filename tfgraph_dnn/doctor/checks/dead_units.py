"""TD050: ReLU units that give 0 for every example."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding

CHECK = Check(
    code="TD050",
    title="half or more of a layer's ReLU units are dead",
    why="""\
A unit whose weighted sum is negative for every example gives 0 for all of them; its gradient is 0 too, so it stays
dead. Too high a learning rate does that, a large negative bias, or inputs far from mean 0.

In steps that are sampled (the 1st, 2nd, 3rd, 5th, 8th, ... and every 100th) the outputs of ReLUs are fetched with
what the program fetches. It is said of a layer in which half of the units or more gave 0 for every example of the
last 5 samples; 3 there must be, with 50 examples in all. A lower learning rate, He initialization, leaky ReLU or
ELU, or batch normalization help.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.dense(x, 20, activation=tf.nn.relu, bias_initializer=tf.constant_initializer(-50.0))
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1) - 1.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(train_op, {x: np.random.RandomState(step).randn(32, 10)})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.dense(x, 20, activation=tf.nn.relu)
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1) - 1.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(train_op, {x: np.random.RandomState(step).randn(32, 10)})
""",
    values=True,
)

_LEAST, _LEAST_EXAMPLES = 3, 50


def find(chart: Chart) -> Iterator[Finding]:
    """The layers that are half dead."""
    for name, samples in chart.active.items():
        if len(samples) < _LEAST or sum(sample.examples for sample in samples) < _LEAST_EXAMPLES:
            continue
        alive = sum(sample.units.astype(int) for sample in samples) > 0
        dead, units = int((~alive).sum()), alive.size
        if units > 1 and dead * 2 >= units:
            yield CHECK.at(
                places.of(chart.op(name)),
                f"{dead} of the {units} units of {name} gave 0 for every example of the last {len(samples)} samples",
                "Lower the learning rate, initialize after He, or take tf.nn.elu or tf.nn.leaky_relu.",
            )

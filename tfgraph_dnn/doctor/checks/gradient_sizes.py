"""TD051: gradients that vanish towards the first layers, or explode."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding

CHECK = Check(
    code="TD051",
    title="gradients vanish on their way back, or explode",
    why="""\
Each layer multiplies the gradient by its weights and by the slope of its activation. Saturating activations (sigmoid,
tanh) and badly scaled weights make it smaller, or larger, by a factor a layer: the first layers do not learn, or all
of them jump.

In sampled steps the gradients of the weights are fetched with what the program fetches. It is said where, in every one
of 3 samples or more, the root mean square of a layer's gradient is less than a ten-thousandth of a later layer's, or
where the norm of one is above 10,000. Xavier or He initialization, ELU or ReLU, batch normalization and clipping
help.""",
    bad="""\
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [None, 10])
hidden = x
for layer in range(8):
    hidden = tf.layers.dense(hidden, 20, tf.nn.sigmoid, name="hidden%d" % layer)
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1, name="out") - 1.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(train_op, {x: np.random.RandomState(step).randn(32, 10)})
""",
    good="""\
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [None, 10])
hidden = x
for layer in range(8):
    hidden = tf.layers.dense(hidden, 20, tf.nn.elu, name="hidden%d" % layer)
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1, name="out") - 1.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        sess.run(train_op, {x: np.random.RandomState(step).randn(32, 10)})
""",
    values=True,
)

_LEAST, _VANISHED, _EXPLODED = 3, 1e-4, 1e4


def find(chart: Chart) -> Iterator[Finding]:
    """The first layer that learns nothing, and the one whose gradient is largest."""
    known = {name: sizes for name, sizes in chart.sizes.items() if len(sizes) >= _LEAST}
    names = sorted(known, key=lambda name: chart.model().by_name[name].index)
    for at, name in enumerate(names):
        ratios = [_ratio(known[name], known[later]) for later in names[at + 1 :]]
        worst = min(ratios, default=1.0)
        if worst < _VANISHED:
            later = names[at + 1 + ratios.index(worst)]
            message = f"the gradient of {name} is at most {worst:.0e} of that of {later}, in {len(known[name])} samples"
            yield CHECK.at(places.of(chart.op(name)), message, _HINT)
            break
    large = [name for name in names if all(norm > _EXPLODED for _, norm in known[name] if math.isfinite(norm))]
    if large:
        name = max(large, key=lambda one: max(norm for _, norm in known[one]))
        message = f"the gradient of {name} has a norm above {_EXPLODED:,.0f} in all {len(known[name])} samples"
        yield CHECK.at(places.of(chart.op(name)), message, _CLIP)


_CLIP = "Clip the gradients, or lower the scale of weights and inputs."
_HINT = "Take ELU or ReLU with He initialization, or batch normalization."


def _ratio(sizes: list[tuple[float, float]], later: list[tuple[float, float]]) -> float:
    """The largest share that a layer's gradient had of a later one's."""
    shares = [size / other for (size, _), (other, _) in zip(sizes, later, strict=False) if other > 0]
    return max((share for share in shares if math.isfinite(share)), default=1.0)

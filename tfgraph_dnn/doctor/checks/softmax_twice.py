"""TD017: probabilities where a loss takes logits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph.model import GraphModel, Node

CHECK = Check(
    code="TD017",
    title="a loss that takes logits is given probabilities",
    why="""\
`tf.nn.softmax_cross_entropy_with_logits`, its sparse and sigmoid kin, and the losses of `tf.losses` apply the softmax
(or sigmoid) themselves. Given the output of another one, they flatten it once more: the net trains, slowly, and its
loss stops far from zero.

Give them the layer before its activation. It is said of losses that a run computed, whose logits come from a softmax
or sigmoid with nothing but reshapes between.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
y = tf.layers.dense(x, 3, activation=tf.nn.softmax)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=y))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(loss, {x: np.ones([2, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
logits = tf.layers.dense(x, 3)
probabilities = tf.nn.softmax(logits)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=logits))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([loss, probabilities], {x: np.ones([2, 10])})
""",
)

_ENTROPIES = ("SoftmaxCrossEntropyWithLogits", "SparseSoftmaxCrossEntropyWithLogits")
# `tf.nn.sigmoid_cross_entropy_with_logits` compares its logits with zeros there.
_LOGISTIC = re.compile(r"(.*/)?logistic_loss(_\d+)?/GreaterEqual")
_SAME_VALUES = ("Identity", "Reshape", "Squeeze", "ExpandDims", "Cast")


def find(chart: Chart) -> Iterator[Finding]:
    """The losses that are given probabilities."""
    model, executed = chart.model(), chart.executed()
    told = set()
    for node in model.nodes:
        if node.name not in executed or not node.data:
            continue
        if node.op in _ENTROPIES:
            wanted = "Softmax"
        elif node.op == "GreaterEqual" and _LOGISTIC.fullmatch(node.name):
            wanted = "Sigmoid"
        else:
            continue
        source = _source(model, model.nodes[node.data[0].source])
        if source.op == wanted and source.name not in told:
            told.add(source.name)
            message = f"{node.name} applies {wanted.lower()} to what {source.name} has applied it to already"
            yield CHECK.at(places.of(chart.op(source.name)), message, "Give it the logits.")


def _source(model: GraphModel, node: Node) -> Node:
    while node.op in _SAME_VALUES and node.data:
        node = model.nodes[node.data[0].source]
    return node

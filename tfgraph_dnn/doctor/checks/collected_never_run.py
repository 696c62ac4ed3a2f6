"""TD018: a collection of the program's own, of operations that write variables, of which none runs."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.model import split

CHECK = Check(
    code="TD018",
    title="assignments are collected, and nobody runs them",
    why="""\
A max-norm regularizer cannot change a weight from inside the graph: it puts an assignment into a collection, and the
training loop must run it after each step. Without `sess.run(tf.get_collection(...))` nothing is ever clipped.

It is said at the end of a program that trained, of collections with names of its own that hold operations which write
variables, when no run executed one of them.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
weights = tf.get_variable("weights", [10, 5])
tf.add_to_collection("max_norm", tf.assign(weights, tf.clip_by_norm(weights, 1.0, axes=1)))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(tf.square(tf.matmul(x, weights) - 1.0)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
weights = tf.get_variable("weights", [10, 5])
tf.add_to_collection("max_norm", tf.assign(weights, tf.clip_by_norm(weights, 1.0, axes=1)))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(tf.square(tf.matmul(x, weights) - 1.0)))
clip_all = tf.get_collection("max_norm")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
    sess.run(clip_all)
""",
)

# TensorFlow's own collections; what is in them is run by others, or is looked at by another check.
_STANDARD = frozenset((
    "update_ops", "train_op", "init_op", "local_init_op", "ready_op", "ready_for_local_init_op", "summary_op",
    "saveable_objects", "savers", "table_initializer", "local_init_op", "queue_runners", "variables", "losses",
    "trainable_variables", "local_variables", "model_variables", "global_step", "summaries", "eval_step",
    "iterators", "resources", "regularization_losses", "metric_variables", "while_context", "cond_context",
))  # fmt: skip


def find(chart: Chart) -> Iterator[Finding]:
    """The collections that wait in vain."""
    if not chart.succeeded(training=True):
        return
    model, executed = chart.model(), chart.executed()
    for key, members in model.collections.items():
        names = [split(name)[0] for name in members]
        writing = [name for name in names if name in model.by_name and effects.written(model, model.by_name[name])]
        if key in _STANDARD or key.startswith("_") or not writing or executed.intersection(names):
            continue
        what = f"{len(writing)} assignment{'s' if len(writing) > 1 else ''} collected in {key!r}"
        yield CHECK.at(
            places.of(chart.op(writing[0])), f"no run executed the {what}, though {chart.training()}",
            f"Run tf.get_collection({key!r}) after each step.",
        )  # fmt: skip

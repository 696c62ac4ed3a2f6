"""TG010: batch normalization whose moving averages are never updated."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.vocabulary import BATCH_NORM, is_false, is_none, trains

RULE = Rule(
    code="TG010",
    name="update-ops-never-run",
    title="batch normalization trains, and its moving averages are never updated",
    why="""\
In training, batch normalization puts the operations that update its moving mean and variance into the collection
`tf.GraphKeys.UPDATE_OPS`, and nobody runs them by itself. At test time the layer then normalizes with the averages it
began with, 0 and 1: good results in training, bad ones in evaluation.

Make the training operation depend on them, fetch them beside it, or give `tf.contrib.layers.batch_norm` the argument
`updates_collections=None`. The rule is silent when the program names UPDATE_OPS anywhere, trains through
`slim.learning` or `optimize_loss` (which run them), or has modules of its own that might.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
is_training = tf.placeholder(tf.bool, [])
hidden = tf.layers.batch_normalization(tf.layers.dense(x, 5), training=is_training)
loss = tf.reduce_mean(tf.square(hidden))
train_op = tf.train.AdamOptimizer().minimize(loss)
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
is_training = tf.placeholder(tf.bool, [])
hidden = tf.layers.batch_normalization(tf.layers.dense(x, 5), training=is_training)
loss = tf.reduce_mean(tf.square(hidden))
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train_op = tf.train.AdamOptimizer().minimize(loss)
""",
)

_RUN_BY = ("UPDATE_OPS", "update_ops", "updates", "get_updates_for", "updates_collections", "create_train_op",
           "optimize_loss", "learning", "Estimator", "assign_moving_average", "ExponentialMovingAverage")  # fmt: skip


def find(program: Program) -> Iterator[Finding]:
    """The first batch normalization of a program that trains."""
    if not program.whole or program.says(*_RUN_BY) or not any(map(trains, program.calls)):
        return
    hint = "Run tf.get_collection(tf.GraphKeys.UPDATE_OPS) with the training operation."
    for call in program.calls:
        layer = call.path in BATCH_NORM and not call.open and _in_training(program, call)
        if layer or program.path(call.argument("normalizer_fn")) == "tf.contrib.layers.batch_norm":
            yield RULE.at(call.node, "nothing runs the updates of this batch normalization's moving averages", hint)
            return


def _in_training(program: Program, call: Call) -> bool:
    if call.path == "tf.contrib.layers.batch_norm":
        return not is_false(program, call.argument("is_training"))
    if call.path == "tf.layers.BatchNormalization":
        return False  # the flag is given where the layer is called
    training = call.argument("training")
    return not is_none(training) and not is_false(program, training)

"""TG016: regularization losses that no loss contains."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.vocabulary import is_none, trains

RULE = Rule(
    code="TG016",
    name="regularization-never-added",
    title="regularization losses are collected and never added to the loss",
    why="""\
`kernel_regularizer=`, `weights_regularizer=` and `regularizer=` put a loss into `tf.GraphKeys.REGULARIZATION_LOSSES`.
Unless the loss that is minimized contains it, it has no effect at all.

Add `tf.losses.get_regularization_loss()`, or take `tf.losses.get_total_loss()`. The rule is silent when the program
names the collection or one of these functions anywhere, or has modules of its own that might.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
l1 = tf.contrib.layers.l1_regularizer(0.001)
loss = tf.reduce_mean(tf.layers.dense(x, 5, kernel_regularizer=l1))
train_op = tf.train.AdamOptimizer().minimize(loss)
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
l1 = tf.contrib.layers.l1_regularizer(0.001)
loss = tf.reduce_mean(tf.layers.dense(x, 5, kernel_regularizer=l1))
loss = loss + tf.losses.get_regularization_loss()
train_op = tf.train.AdamOptimizer().minimize(loss)
""",
)

_ADDED_BY = ("REGULARIZATION_LOSSES", "regularization_losses", "get_regularization_losses", "get_regularization_loss",
             "get_total_loss", "apply_regularization", "losses_for", "get_losses_for", "learning")  # fmt: skip
_ARGUMENTS = ("kernel_regularizer", "bias_regularizer", "weights_regularizer", "biases_regularizer", "regularizer",
              "activity_regularizer", "depthwise_regularizer", "pointwise_regularizer", "beta_regularizer",
              "gamma_regularizer")  # fmt: skip
_REGULARIZERS = ("tf.contrib.layers.l1_regularizer", "tf.contrib.layers.l2_regularizer",
                 "tf.contrib.layers.l1_l2_regularizer", "tf.keras.regularizers.l1", "tf.keras.regularizers.l2",
                 "tf.keras.regularizers.l1_l2")  # fmt: skip


def find(program: Program) -> Iterator[Finding]:
    """The first regularizer given to a layer, a variable or a scope."""
    if not program.whole or program.says(*_ADDED_BY) or not any(map(trains, program.calls)):
        return
    asked = [call for call in program.calls if "get_collection" in (call.method, call.path.removeprefix("tf."))]
    if any(map(_open, asked)):
        return
    for call in program.calls:
        for keyword in call.node.keywords:
            if keyword.arg in _ARGUMENTS and _regularizes(program, keyword.value):
                hint = "Add tf.losses.get_regularization_loss() to the loss."
                yield RULE.at(keyword, f"no loss contains what {keyword.arg}= collects", hint)
                return


def _open(call: Call) -> bool:
    """Whether it is not told by a literal which collection is meant."""
    key = call.argument("key", 0)
    return not isinstance(key, (ast.Constant, ast.Attribute))


def _regularizes(program: Program, expression: ast.expr) -> bool:
    if is_none(expression):
        return False
    calls = [program.call(origin) for origin in program.origins(expression)]
    scales = [program.constant(call.argument("scale", 0), 1) for call in calls]
    return bool(calls) and all(call.path in _REGULARIZERS for call in calls) and any(scale != 0 for scale in scales)

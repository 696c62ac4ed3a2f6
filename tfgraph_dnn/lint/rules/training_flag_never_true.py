"""TG012: a training flag that is fed nowhere, or with False alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.sessions import runs
from tfgraph_dnn.lint.vocabulary import is_false, trains

RULE = Rule(
    code="TG012",
    name="training-flag-never-true",
    title="a placeholder for the training mode that is never fed True",
    why="""\
The layers ask a placeholder whether they are in training. A `tf.placeholder` that no run feeds ends the program with
"You must feed a value for placeholder tensor"; one that is only ever fed False (or a
`placeholder_with_default(False)` that is never fed) trains in evaluation mode: no dropout, no statistics of the
batch.

The rule looks at programs that train and whose feeds are all written as literals.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
training = tf.placeholder_with_default(False, [])
hidden = tf.layers.dropout(tf.layers.dense(x, 5), training=training)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(hidden))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: [[0.0] * 10]})
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
training = tf.placeholder_with_default(False, [])
hidden = tf.layers.dropout(tf.layers.dense(x, 5), training=training)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(hidden))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, feed_dict={x: [[0.0] * 10], training: True})
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Flags no feed of the program sets to True."""
    if not program.whole or not any(map(trains, program.calls)):
        return
    feeds = [run.feeds for run in runs(program)]
    if not feeds or any(feed is None for feed in feeds):
        return
    by_name = any(not isinstance(key, ast.Name) for feed in feeds for key, _ in feed)
    for call in program.calls_of("tf.placeholder", "tf.placeholder_with_default"):
        values = program.values_for(call.node)
        # A key such as "training:0" may be this one.
        if _is_flag(program, call) and not by_name and all(is_false(program, value) for value in values):
            if values or call.path == "tf.placeholder_with_default":
                yield RULE.at(call.node, "no run feeds this training flag with True", "Feed True where the net trains.")
            else:
                yield RULE.at(call.node, "no run feeds this training flag", "Feed it in every run.")


def _is_flag(program: Program, call: Call) -> bool:
    """Whether a placeholder is a boolean that layers are given as their mode, and nothing else happens to it."""
    if call.path == "tf.placeholder":
        if program.path(call.argument("dtype", 0)) != "tf.bool":
            return False
    elif not is_false(program, call.argument("input", 0)):
        return False
    outer = program.parent[call.node]
    if not isinstance(outer, ast.Assign) or len(outer.targets) != 1 or not isinstance(outer.targets[0], ast.Name):
        return False
    name = outer.targets[0].id
    scope = program.scope(call.node).lookup(name)
    if scope is None or len(scope.bindings[name]) != 1:
        return False
    uses = [program.parent[load] for load in program.loads(name, scope)]
    as_mode = [use for use in uses if isinstance(use, ast.keyword) and use.arg in ("training", "is_training")]
    return bool(as_mode) and all(use in as_mode or isinstance(use, ast.Dict) for use in uses)

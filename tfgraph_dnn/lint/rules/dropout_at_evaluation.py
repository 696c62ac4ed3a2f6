"""TG023: dropout stays on where the net is evaluated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.sessions import Run, runs

RULE = Rule(
    code="TG023",
    name="dropout-at-evaluation",
    title="keep_prob is never fed 1.0, not even for the accuracy",
    why="""\
A placeholder for dropout's `keep_prob` must be fed 1.0 (or `rate` 0.0) when the net is evaluated: with units dropped,
accuracies and predictions are those of a damaged net, and differ from run to run.

The rule looks at programs whose feeds are all written as literals, and finds a run that fetches an accuracy or a
prediction, and no training operation, with the value of training.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 5])
keep_prob = tf.placeholder(tf.float32)
accuracy = tf.reduce_mean(tf.nn.dropout(x, keep_prob))
with tf.Session() as sess:
    print(sess.run(accuracy, feed_dict={x: [[1.0] * 5], keep_prob: 0.5}))
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 5])
keep_prob = tf.placeholder(tf.float32)
accuracy = tf.reduce_mean(tf.nn.dropout(x, keep_prob))
with tf.Session() as sess:
    print(sess.run(accuracy, feed_dict={x: [[1.0] * 5], keep_prob: 1.0}))
""",
)

_RESULTS = re.compile(r"acc|predict|correct", re.IGNORECASE)
_TRAINING = re.compile(r"train|optim|step|update|minimi", re.IGNORECASE)


def find(program: Program) -> Iterator[Finding]:
    """Evaluating runs fed with a probability below 1, in a program that never feeds 1."""
    running = runs(program)
    if not program.whole or any(run.feeds is None for run in running):
        return
    for placeholder, off in _probabilities(program):
        values = [program.constant(value) for value in program.values_for(placeholder)]
        if all(isinstance(value, (int, float)) and value != off for value in values):
            for run in running:
                fed = [program.constant(value) for key, value in run.feeds if program.origin(key) is placeholder]
                if fed and _evaluates(run):
                    message = f"dropout is on in this evaluation: it is fed {fed[0]}, and no run feeds {off}"
                    yield RULE.at(run.call.node, message, f"Feed {off} here.")


def _probabilities(program: Program) -> Iterator[tuple[ast.AST, float]]:
    """Placeholders that dropout is given, and the value that turns it off."""
    for call in program.calls_of("tf.nn.dropout", "tf.contrib.layers.dropout", "tf.layers.dropout"):
        given = [("keep_prob", None if call.path == "tf.layers.dropout" else 1, 1.0),
                 ("rate", 1 if call.path == "tf.layers.dropout" else None, 0.0)]  # fmt: skip
        for name, position, off in given:
            if call.path == "tf.layers.dropout" and call.argument("training") is not None:
                continue
            origin = program.origin(call.argument(name, position))
            if program.call(origin).path == "tf.placeholder":
                yield origin, off


def _evaluates(run: Run) -> bool:
    names = [getattr(fetch, "id", getattr(fetch, "attr", "")) for fetch in run.fetches]
    return any(map(_RESULTS.search, names)) and not any(map(_TRAINING.search, names))

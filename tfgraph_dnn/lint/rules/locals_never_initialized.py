"""TG020: local variables, or tables, that nobody initializes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.sessions import runs
from tfgraph_dnn.lint.vocabulary import MANAGED

RULE = Rule(
    code="TG020",
    name="locals-never-initialized",
    title="tf.metrics, input queues or lookup tables without their initializer",
    level="error",
    why="""\
`tf.global_variables_initializer()` leaves out local variables and tables. `tf.metrics.*` counts in local variables,
input queues with `num_epochs` count their epochs in one, and lookup tables are filled by `tf.tables_initializer()`.
Without them: `FailedPreconditionError: Attempting to use uninitialized value`, or `Table not initialized`.

The rule is silent when the program names the initializer anywhere, trains through a session that initializes by
itself, or has modules of its own.""",
    bad="""\
import tensorflow as tf
labels = tf.placeholder(tf.int64, [None])
accuracy, update = tf.metrics.accuracy(labels, labels)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(update, {labels: [1]})
""",
    good="""\
import tensorflow as tf
labels = tf.placeholder(tf.int64, [None])
accuracy, update = tf.metrics.accuracy(labels, labels)
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    sess.run(update, {labels: [1]})
""",
)

_METRICS = re.compile(r"tf\.metrics\.[a-z]\w*$|tf\.contrib\.metrics\.streaming_\w+$")
_COUNTED = ("tf.train.string_input_producer", "tf.train.input_producer", "tf.train.slice_input_producer",
            "tf.train.range_input_producer", "tf.train.limit_epochs")  # fmt: skip
_TABLES = re.compile(r"tf\.contrib\.lookup\.(index_\w+|HashTable)$|tf\.lookup\.StaticHashTable$")
_LOCALS = ("local_variables_initializer", "initialize_local_variables", "local_variables", "LOCAL_VARIABLES",
           "METRIC_VARIABLES", "initializer", "variables_initializer")  # fmt: skip
_TABLE_INITIALIZERS = ("tables_initializer", "initialize_all_tables", "TABLE_INITIALIZERS", "initializer", "init")


def find(program: Program) -> Iterator[Finding]:
    """The first metric, counted queue and table of a program that runs sessions."""
    if not program.whole or program.says(*MANAGED, "import_meta_graph", "metric_ops") or not runs(program):
        return
    if not program.says(*_LOCALS):
        for call in program.calls:
            counted = call.path in _COUNTED and program.constant(call.argument("num_epochs")) is not None
            if _METRICS.match(call.path) or counted:
                message = f"the local variables of {call.path} are never initialized"
                yield RULE.at(call.node, message, "Run tf.local_variables_initializer() too.")
                break
    if not program.says(*_TABLE_INITIALIZERS):
        for call in program.calls:
            if _TABLES.match(call.path):
                yield RULE.at(call.node, "this lookup table is never filled", "Run tf.tables_initializer().")
                break

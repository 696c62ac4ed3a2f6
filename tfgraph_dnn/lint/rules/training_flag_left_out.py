"""TG011: dropout or batch normalization that is never in training mode, since nobody says so."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.vocabulary import trains

RULE = Rule(
    code="TG011",
    name="training-flag-left-out",
    title="tf.layers' dropout or batch normalization without training=",
    why="""\
`tf.layers.dropout` and `tf.layers.batch_normalization` have `training=False` for a default: without the argument,
dropout passes its input on unchanged, and batch normalization divides by the moving averages it began with. (The
layers of `tf.contrib.layers` and `slim` default to training.)

The rule looks at programs that train, and is silent when a checkpoint or a graph is loaded, since a net may be frozen
on purpose.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.dropout(tf.layers.dense(x, 5), rate=0.5)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(hidden))
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
training = tf.placeholder_with_default(False, [])
hidden = tf.layers.dropout(tf.layers.dense(x, 5), rate=0.5, training=training)
train_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(hidden))
""",
)

_LAYERS = {"tf.layers.dropout": 4, "tf.layers.batch_normalization": 12}
_LOADED = ("restore", "import_meta_graph", "init_from_checkpoint", "assign_from_checkpoint_fn", "import_graph_def")


def find(program: Program) -> Iterator[Finding]:
    """Calls without the argument, in a program that trains."""
    if not program.whole or program.says(*_LOADED) or not any(map(trains, program.calls)):
        return
    for call in program.calls:
        position = _LAYERS.get(call.path)
        if position and not call.open and call.argument("training", position) is None:
            effect = "drops nothing" if call.path.endswith("dropout") else "never looks at the batch"
            yield RULE.at(call.node, f"{call.path} without training= {effect}", "Pass training=, e.g. a placeholder.")

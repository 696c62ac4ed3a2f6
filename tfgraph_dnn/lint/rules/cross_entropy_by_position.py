"""TG028: cross entropies called by position, which TF 1.x refuses."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import is_guarded
from tfgraph_dnn.lint.model import Program

RULE = Rule(
    code="TG028",
    name="cross-entropy-by-position",
    title="a cross entropy is given its arguments by position",
    level="error",
    why="""\
TF 1.0 exchanged the order of labels and logits, and lets nobody call these functions by position any more:
`ValueError: Only call softmax_cross_entropy_with_logits with named arguments (labels=..., logits=..., ...)`.""",
    bad="""\
import tensorflow as tf
y = tf.placeholder(tf.float32, [None, 10])
loss = tf.nn.softmax_cross_entropy_with_logits(tf.layers.dense(y, 10), y)
""",
    good="""\
import tensorflow as tf
y = tf.placeholder(tf.float32, [None, 10])
loss = tf.nn.softmax_cross_entropy_with_logits(logits=tf.layers.dense(y, 10), labels=y)
""",
)

_FUNCTIONS = ("tf.nn.softmax_cross_entropy_with_logits", "tf.nn.sparse_softmax_cross_entropy_with_logits",
              "tf.nn.sigmoid_cross_entropy_with_logits")  # fmt: skip


def find(program: Program) -> Iterator[Finding]:
    """Calls with an argument by position."""
    for call in program.calls_of(*_FUNCTIONS):
        if call.node.args and not call.open and not is_guarded(program, call.node):
            yield RULE.at(call.node, f"{call.path} takes named arguments alone", "Write labels=..., logits=....")

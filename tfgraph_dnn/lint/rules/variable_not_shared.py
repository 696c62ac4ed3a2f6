"""TG026: tf.Variable where a scope was to reuse."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.vocabulary import is_false

RULE = Rule(
    code="TG026",
    name="variable-not-shared",
    title="tf.Variable in a scope that reuses makes another variable",
    why="""\
Only `tf.get_variable` (and the layers, which call it) looks at a scope's `reuse`. `tf.Variable` always makes a new
variable, so the second net has weights of its own: untrained ones.

Make the weights with `tf.get_variable`. The rule looks at trainable variables made in a
`with tf.variable_scope(..., reuse=True)`, also by a function of the program that is called there.""",
    bad="""\
import tensorflow as tf

def net(x):
    weights = tf.Variable(tf.zeros([10, 5]), name="weights")
    return tf.matmul(x, weights)

with tf.variable_scope("net"):
    train = net(tf.zeros([1, 10]))
with tf.variable_scope("net", reuse=True):
    test = net(tf.zeros([1, 10]))
""",
    good="""\
import tensorflow as tf

def net(x):
    weights = tf.get_variable("weights", [10, 5])
    return tf.matmul(x, weights)

with tf.variable_scope("net"):
    train = net(tf.zeros([1, 10]))
with tf.variable_scope("net", reuse=True):
    test = net(tf.zeros([1, 10]))
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Calls below a reusing scope that end in tf.Variable."""
    for call in program.calls:
        if _reusing(program, call.node) and program.reaches(call, lambda inner: _makes_weights(program, inner)):
            if call.path == "tf.Variable":
                message = "tf.Variable does not look at reuse=True: this is another variable"
            else:
                message = f"{ast.unparse(call.node.func)} makes its weights with tf.Variable, which does not reuse"
            yield RULE.at(call.node, message, "Make them with tf.get_variable.")


def _makes_weights(program: Program, call: Call) -> bool:
    return call.path == "tf.Variable" and not is_false(program, call.argument("trainable"))


def _reusing(program: Program, node: ast.AST) -> bool:
    """Whether the innermost variable scope around a node, in its function, says reuse=True."""
    for outer in program.within(node):
        for item in reversed(getattr(outer, "items", [])):
            scope = program.call(item.context_expr)
            if scope.path == "tf.variable_scope" and scope.node is not node:
                return program.constant(scope.argument("reuse")) is True
    return False

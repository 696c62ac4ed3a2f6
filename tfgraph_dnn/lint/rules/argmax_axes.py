"""TG027: an accuracy that compares maxima along different axes, or along the batch."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program

RULE = Rule(
    code="TG027",
    name="argmax-axes",
    title="an accuracy compares the arg max of the wrong axis",
    why="""\
`tf.argmax(scores, 1)` gives the class of each example; without an axis, or with 0, it gives the example with the
largest score of each class. Comparing one with the other, or labels of shape `[None, 10]` along axis 0, is no
accuracy, although broadcasting may let it run.

The rule compares axes written as literals.""",
    bad="""\
import tensorflow as tf
y = tf.placeholder(tf.float32, [None, 10])
logits = tf.layers.dense(y, 10)
correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y))
""",
    good="""\
import tensorflow as tf
y = tf.placeholder(tf.float32, [None, 10])
logits = tf.layers.dense(y, 10)
correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Comparisons of two arg maxima that do not match."""
    for call in program.calls_of("tf.equal"):
        sides = [program.call(program.origin(call.argument(name, at))) for at, name in enumerate("xy")]
        if all(side.path == "tf.argmax" and not side.open for side in sides):
            axes = [_axis(program, side) for side in sides]
            if None in axes:
                continue
            if axes[0] != axes[1] and min(axes) >= 0:
                message = f"tf.argmax takes axis {axes[0]} on one side and axis {axes[1]} on the other"
                yield RULE.at(call.node, message, "The classes are axis 1.")
            elif axes == [0, 0] and any(_is_batch(program, side) for side in sides):
                yield RULE.at(call.node, "tf.argmax runs along the batch, not along the classes", "Take axis 1.")


def _axis(program: Program, call: Call) -> int | None:
    """The axis of tf.argmax, 0 when it is left out; None when it is not a literal."""
    given = call.argument("axis", 1) or call.argument("dimension")
    if given is None:
        return 0
    value = program.constant(given)
    return value if isinstance(value, int) else None


def _is_batch(program: Program, call: Call) -> bool:
    """Whether the argument is a placeholder of shape [None, classes]."""
    placeholder = program.call(program.origin(call.argument("input", 0)))
    if placeholder.path != "tf.placeholder":
        return False
    shape = program.origin(placeholder.argument("shape", 1))
    if not isinstance(shape, (ast.List, ast.Tuple)) or len(shape.elts) != 2:
        return False
    first, second = shape.elts
    return isinstance(first, ast.Constant) and first.value is None and program.constant(second) != 1

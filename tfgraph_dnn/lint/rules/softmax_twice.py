"""TG017: probabilities where a loss expects logits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program

RULE = Rule(
    code="TG017",
    name="softmax-twice",
    title="a loss that takes logits is given probabilities",
    why="""\
`tf.nn.softmax_cross_entropy_with_logits`, its sparse and sigmoid kin, and the losses of `tf.losses` apply the softmax
(or sigmoid) themselves. Given the output of another one, they flatten it once more: the net trains, slowly, and its
loss stops far from zero.

Give them the layer before its activation. The rule is silent when it cannot tell for certain where the tensor comes
from.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
output = tf.layers.dense(x, 5, activation=tf.nn.softmax)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=output)
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
y = tf.placeholder(tf.int64, [None])
output = tf.layers.dense(x, 5)
probabilities = tf.nn.softmax(output)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=output)
""",
)

# Loss -> the position of its logits, and the activation it applies itself.
_LOSSES = {
    "tf.nn.softmax_cross_entropy_with_logits": (2, "softmax"),
    "tf.nn.softmax_cross_entropy_with_logits_v2": (1, "softmax"),
    "tf.nn.sparse_softmax_cross_entropy_with_logits": (2, "softmax"),
    "tf.nn.sigmoid_cross_entropy_with_logits": (2, "sigmoid"),
    "tf.nn.weighted_cross_entropy_with_logits": (1, "sigmoid"),
    "tf.losses.softmax_cross_entropy": (1, "softmax"),
    "tf.losses.sparse_softmax_cross_entropy": (1, "softmax"),
    "tf.losses.sigmoid_cross_entropy": (1, "sigmoid"),
}
_ACTIVATIONS = {
    "softmax": ("tf.nn.softmax", "tf.contrib.layers.softmax"),
    "sigmoid": ("tf.nn.sigmoid", "tf.sigmoid", "tf.math.sigmoid"),
}
_PASSED_ON = ("tf.identity", "tf.reshape", "tf.squeeze")


def find(program: Program) -> Iterator[Finding]:
    """Losses whose logits come out of the activation they apply."""
    for call in program.calls:
        if call.path in _LOSSES:
            position, activation = _LOSSES[call.path]
            if _is_activated(program, call.argument("logits", position), _ACTIVATIONS[activation]):
                message = f"{call.path} applies {activation} to what has been through {activation} already"
                yield RULE.at(call.node, message, "Give it the logits.")


def _is_activated(program: Program, expression: ast.expr | None, activations: tuple[str, ...], depth: int = 0) -> bool:
    if depth > 10:  # functions that call each other
        return False
    call = program.call(program.origin(expression))
    if call.path in _PASSED_ON and call.node.args:
        return _is_activated(program, call.node.args[0], activations, depth + 1)
    if call.path in activations:
        return True
    given = call.argument("activation") or call.argument("activation_fn")
    if given is not None and call.path.startswith(("tf.layers.", "tf.contrib.layers.")):
        return program.path(given) in activations
    function = program.local_function(call)
    if function is None:
        return False
    returned = [node for node in program.nodes if isinstance(node, ast.Return) and program.function(node) is function]
    return len(returned) == 1 and _is_activated(program, returned[0].value, activations, depth + 1)

"""TG002: an argument that the function does not take."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn import symbols
from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import is_guarded
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.symbols import face_table

RULE = Rule(
    code="TG002",
    name="argument-not-taken",
    title="an argument that the function does not take",
    level="error",
    why="""\
The call ends in a TypeError under `tfgraph run`: no parameter has that name, or there are more arguments than
parameters. Programs written for TF 0.x, or for TensorFlow 2, have such calls (`tf.concat(concat_dim=...)`,
`tf.nn.softmax_cross_entropy_with_logits(..., labels_smoothing=...)`); TF 1.15 refused most of them as well.

The parameters were recorded from the face. Functions that take any keyword, and calls with `*args` or `**kwargs`, are
left alone.""",
    bad="""\
import tensorflow as tf
both = tf.concat(concat_dim=1, values=[[[1.0]], [[2.0]]])
""",
    good="""\
import tensorflow as tf
both = tf.concat(axis=1, values=[[[1.0]], [[2.0]]])
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Calls with a keyword that is not there, or with too many arguments."""
    for call in program.calls:
        path = program.raw_path(call.node.func)
        signature = face_table.signature(path) if path.startswith("tf.") else None
        if signature is not None and not is_guarded(program, call.node):
            yield from _keywords(call, path, signature)
            yield from _number(call, path, signature)


def _keywords(call: Call, path: str, signature: face_table.Signature) -> Iterator[Finding]:
    for keyword in call.node.keywords:
        if keyword.arg is not None and not signature.takes(keyword.arg):
            near = symbols.nearest(keyword.arg, (*signature.positional, *signature.named))
            taken = ", ".join((*signature.positional, *signature.named)) or "none"
            hint = f"Did you mean {near}?" if near else f"It takes: {taken}."
            yield RULE.at(keyword, f"{path} takes no argument {keyword.arg!r}", hint)


def _number(call: Call, path: str, signature: face_table.Signature) -> Iterator[Finding]:
    given = call.node.args
    starred = any(isinstance(argument, ast.Starred) for argument in given)
    if not signature.any_number and not starred and len(given) > len(signature.positional):
        takes = f"{len(signature.positional)} arguments by position"
        yield RULE.at(call.node, f"{path} takes {takes}, and is given {len(given)}")

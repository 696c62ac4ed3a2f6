"""TG022: a decaying learning rate whose step never advances."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.vocabulary import is_none, trains

RULE = Rule(
    code="TG022",
    name="decay-without-steps",
    title="a learning rate decays with a step that nobody increments",
    why="""\
`tf.train.exponential_decay` and its kin compute the rate from `global_step`. The step advances only when
`minimize(loss, global_step=global_step)` (or `apply_gradients`) is told to; without that it stays 0 and the rate
never changes.

The rule is silent when anything else in the program might change the step.""",
    bad="""\
import tensorflow as tf
loss = tf.square(tf.get_variable("x", []))
global_step = tf.Variable(0, trainable=False)
rate = tf.train.exponential_decay(0.1, global_step, 1000, 0.1)
train_op = tf.train.GradientDescentOptimizer(rate).minimize(loss)
""",
    good="""\
import tensorflow as tf
loss = tf.square(tf.get_variable("x", []))
global_step = tf.Variable(0, trainable=False)
rate = tf.train.exponential_decay(0.1, global_step, 1000, 0.1)
train_op = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=global_step)
""",
)

_SCHEDULES = {
    "tf.train.exponential_decay": 1, "tf.train.inverse_time_decay": 1, "tf.train.natural_exp_decay": 1,
    "tf.train.polynomial_decay": 1, "tf.train.piecewise_constant": 0, "tf.train.cosine_decay": 1,
    "tf.train.cosine_decay_restarts": 1, "tf.train.linear_cosine_decay": 1, "tf.train.noisy_linear_cosine_decay": 1,
}  # fmt: skip
_STEPS = ("tf.Variable", "tf.get_variable", "tf.train.get_or_create_global_step", "tf.train.create_global_step")
_ADVANCED_BY = ("create_train_op", "optimize_loss", "learning", "assign_add", "assign", "load",
                "Supervisor", "Estimator", "get_global_step", "assign_from_checkpoint_fn", "apply_updates",
                "count_up_to")  # fmt: skip


def find(program: Program) -> Iterator[Finding]:
    """Schedules of a variable that no training call is given."""
    training = [call for call in program.calls if trains(call)]
    if not program.whole or not training or program.says(*_ADVANCED_BY) or any(map(_advances, training)):
        return
    for call in program.calls:
        if call.path in _SCHEDULES and not call.open:
            step = call.argument("x" if call.path.endswith("constant") else "global_step", _SCHEDULES[call.path])
            if program.made_by(step) in _STEPS and not _goes_elsewhere(program, step):
                message = "this learning rate never changes: no training operation increments its step"
                yield RULE.at(call.node, message, "Pass global_step= to minimize().")


def _advances(call: Call) -> bool:
    """Whether a training call is given a step, or may be."""
    return call.open or not is_none(call.argument("global_step", 1))


def _goes_elsewhere(program: Program, step: ast.expr) -> bool:
    """Whether the step is fed in runs, or is an attribute that other code may change."""
    if not isinstance(step, ast.Name):
        return not isinstance(step, ast.Call)
    scope = program.scope(step).lookup(step.id)
    uses = [program.parent[load] for load in program.loads(step.id, scope)] if scope else []
    return any(isinstance(use, (ast.Dict, ast.BinOp)) for use in uses)

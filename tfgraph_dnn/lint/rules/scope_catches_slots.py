"""TG014: a scope for the variables to restore that also matches the optimizer's slots."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.program import position
from tfgraph_dnn.lint.vocabulary import makes_slots

RULE = Rule(
    code="TG014",
    name="scope-catches-slots",
    title="the variables to restore include the optimizer's slots",
    why="""\
`tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="hidden[123]")` matches from the beginning of the name, so
after `MomentumOptimizer.minimize` it also gives `hidden3/kernel/Momentum`. A Saver made of that list looks for the
slot in the checkpoint, and where the checkpoint comes from another optimizer, restoring ends in `NotFoundError: Key
hidden3/kernel/Momentum not found in checkpoint`.

Take TRAINABLE_VARIABLES, or make the list before the optimizer. The rule is silent when the program also saves with
that Saver, since the checkpoint may then be its own.""",
    bad="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.dense(x, 5, name="hidden1")
train_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.reduce_mean(hidden))
reuse_vars = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="hidden[12]")
restore_saver = tf.train.Saver(reuse_vars)
with tf.Session() as sess:
    restore_saver.restore(sess, "model.ckpt")
""",
    good="""\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.layers.dense(x, 5, name="hidden1")
train_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.reduce_mean(hidden))
reuse_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="hidden[12]")
restore_saver = tf.train.Saver(reuse_vars)
with tf.Session() as sess:
    restore_saver.restore(sess, "model.ckpt")
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Savers that only restore, of lists by scope made after an optimizer with slots."""
    for saver in program.calls_of("tf.train.Saver"):
        listed = _list_by_scope(program, saver.argument("var_list", 0))
        if listed is None or not _only_restores(program, saver):
            continue
        for call in program.calls:
            if makes_slots(program, call) and position(call.node) < position(listed.node):
                if program.always_before(call.node, listed.node):
                    message = f"this also lists the slots that the optimizer of line {call.node.lineno} made"
                    yield RULE.at(listed.node, message, "Take tf.GraphKeys.TRAINABLE_VARIABLES.")
                break


def _list_by_scope(program: Program, variables: ast.expr | None) -> Call | None:
    """The call that lists global variables by a scope, behind what a Saver is given."""
    origin = program.origin(variables)
    if isinstance(origin, ast.DictComp):
        origin = program.origin(origin.generators[0].iter)
    elif isinstance(origin, ast.Call) and getattr(origin.func, "id", "") in ("dict", "list") and origin.args:
        inner = origin.args[0]
        iterated = inner.generators[0].iter if isinstance(inner, (ast.GeneratorExp, ast.ListComp)) else inner
        origin = program.origin(iterated)
    call = program.call(origin)
    if call.path == "tf.global_variables":
        return call if call.argument("scope", 0) is not None else None
    if call.path != "tf.get_collection" or call.argument("scope", 1) is None:
        return None
    key = call.argument("key", 0)
    is_global = program.path(key) == "tf.GraphKeys.GLOBAL_VARIABLES" or program.constant(key) == "variables"
    return call if is_global else None


def _only_restores(program: Program, saver: Call) -> bool:
    methods = {call.method for call in program.calls if program.origin(call.receiver) is saver.node}
    return "restore" in methods and "save" not in methods

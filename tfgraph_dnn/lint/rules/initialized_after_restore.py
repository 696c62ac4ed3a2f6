"""TG025: the initializer runs after the checkpoint was restored."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.program import position
from tfgraph_dnn.lint.model.sessions import Run, runs

RULE = Rule(
    code="TG025",
    name="initialized-after-restore",
    title="the initializer runs after a checkpoint was restored, and wipes it out",
    why="""\
`tf.global_variables_initializer()` gives every variable its initial value, also those that
`saver.restore(sess, path)` has just read. Initialize first, then restore; after a full restore nothing need be
initialized.

The rule looks for both in one session and one function, one after the other.""",
    bad="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
saver = tf.train.Saver()
with tf.Session() as sess:
    saver.restore(sess, "model.ckpt")
    sess.run(tf.global_variables_initializer())
""",
    good="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    saver.restore(sess, "model.ckpt")
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Runs of the initializer that follow a restore in the same session."""
    restores = [call for call in program.calls if call.method == "restore" and len(call.node.args) == 2]
    for run in runs(program):
        if any(program.made_by(fetch) == "tf.global_variables_initializer" for fetch in run.fetches):
            for restore in restores:
                if _wipes(program, restore, run, restores):
                    message = f"this wipes out what was restored in line {restore.node.lineno}"
                    yield RULE.at(run.call.node, message, "Initialize before restoring.")
                    break


def _wipes(program: Program, restore: Call, run: Run, restores: list[Call]) -> bool:
    node = run.call.node
    session = run.call.receiver
    if not isinstance(session, ast.Name) or not isinstance(restore.node.args[0], ast.Name):
        return False
    same = program.binding(session) == program.binding(restore.node.args[0]) and session.id == restore.node.args[0].id
    if not same or not _follows(program, restore.node, node):
        return False
    return not any(position(other.node) > position(node) and _same_function(program, other, run) for other in restores)


def _follows(program: Program, restore: ast.Call, node: ast.Call) -> bool:
    """Whether the initializer runs whenever the restore has: the block that holds it holds the restore, before it."""
    owner, field = program.block(program.statement(node))
    following = getattr(owner, field, [])
    own = following.index(program.statement(node))
    before = {inner for statement in following[:own] for inner in ast.walk(statement)}
    in_one_loop = program.loops(restore) == program.loops(node)
    return (
        restore in before
        and in_one_loop
        and program.function(restore) is program.function(node)
        and not _left(program, restore, owner)
    )


def _left(program: Program, restore: ast.Call, owner: ast.AST) -> bool:
    """Whether the branch of the restore leaves before the initializer: `return`, `break`, ..."""
    for outer in program.within(restore):
        if outer is owner:
            return False
        for body in (getattr(outer, "body", []), getattr(outer, "orelse", [])):
            leaves = isinstance(body, list) and any(
                isinstance(part, (ast.Return, ast.Break, ast.Continue, ast.Raise)) for part in body
            )
            if leaves:
                return True
    return False


def _same_function(program: Program, call: Call, run: Run) -> bool:
    return program.function(call.node) is program.function(run.call.node)

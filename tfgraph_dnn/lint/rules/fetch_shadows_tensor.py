"""TG021: the result of a run takes the name of the tensor that is fetched again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.program import position
from tfgraph_dnn.lint.model.sessions import Run, runs

RULE = Rule(
    code="TG021",
    name="fetch-shadows-tensor",
    title="a loop binds the value fetched to the name of its tensor",
    level="error",
    why="""\
After `loss = sess.run(loss)` the name stands for a number. The next pass of the loop fetches that number:
`TypeError: Fetch argument 0.69 has invalid type <class 'numpy.float32'>, must be a string or Tensor`.

Take another name for the value (`loss_val`). The rule looks at loops, and is silent when the loop makes the tensor
anew before the run, or ends right after it.""",
    bad="""\
import tensorflow as tf
loss = tf.reduce_mean(tf.random_uniform([3]))
with tf.Session() as sess:
    for step in range(100):
        loss = sess.run(loss)
""",
    good="""\
import tensorflow as tf
loss = tf.reduce_mean(tf.random_uniform([3]))
with tf.Session() as sess:
    for step in range(100):
        loss_val = sess.run(loss)
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Assignments in loops whose target is among the fetches."""
    for run in runs(program):
        statement = program.statement(run.call.node)
        loops = program.loops(run.call.node)
        if not loops or not isinstance(statement, ast.Assign) or statement.value is not run.call.node:
            continue
        for name in sorted(_targets(statement) & _fetched(run)):
            if not _made_anew(program, name, statement, loops[0]) and not _ends(program, statement, loops[0]):
                message = f"after this, {name} is a value and no tensor: the next pass cannot fetch it"
                yield RULE.at(statement, message, f"Give the value another name, such as {name}_val.")


def _targets(statement: ast.Assign) -> set[str]:
    """The names bound to results: one, or a tuple of them."""
    found = set()
    for target in statement.targets:
        parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        found.update(part.id for part in parts if isinstance(part, ast.Name))
    return found


def _fetched(run: Run) -> set[str]:
    return {fetch.id for fetch in run.fetches if isinstance(fetch, ast.Name)}


def _made_anew(program: Program, name: str, statement: ast.Assign, loop: ast.AST) -> bool:
    """Whether the loop binds the name to something else."""
    bound = [binding.node for binding in program.bindings(name, statement)]
    return any(node is not statement and (node is loop or loop in program.loops(node)) for node in bound)


def _ends(program: Program, statement: ast.Assign, loop: ast.AST) -> bool:
    """Whether a pass that comes here is the last: `break` or `return` follows in the same block."""
    owner, field = program.block(statement)
    following = [other for other in getattr(owner, field, []) if position(other) > position(statement)]
    return any(isinstance(other, (ast.Break, ast.Return, ast.Raise)) for other in following)

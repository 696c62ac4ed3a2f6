"""TG019: variables that nobody initializes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.sessions import runs
from tfgraph_dnn.lint.vocabulary import MANAGED, makes_variables

RULE = Rule(
    code="TG019",
    name="never-initialized",
    title="variables are used and never initialized",
    level="error",
    why="""\
A session knows no variable's value until its initializer was run, or a checkpoint restored:
`FailedPreconditionError: Attempting to use uninitialized value`. Making
`init = tf.global_variables_initializer()` is not enough, it must be run.

The rule is silent when the program restores, runs single initializers, loads a graph, trains through a session that
initializes by itself, or has modules of its own.""",
    bad="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
init = tf.global_variables_initializer()
with tf.Session() as sess:
    print(sess.run(weights))
""",
    good="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    print(sess.run(weights))
""",
)

_OTHERWISE = (
    *MANAGED, "restore", "initializer", "variables_initializer", "initialize_variables", "import_meta_graph", "load",
    "import_graph_def", "initialized_value", "report_uninitialized_variables", "loader", "init_from_checkpoint",
    "TestCase", "get_operation_by_name", "as_graph_element",
)  # fmt: skip
_INITIALIZERS = ("tf.global_variables_initializer",)


def find(program: Program) -> Iterator[Finding]:
    """The first run of a program with variables and no initializer, or the initializer that is never run."""
    if not program.whole or program.says(*_OTHERWISE) or not any(map(makes_variables, program.calls)):
        return
    running = runs(program)
    made = [call for call in program.calls if call.path in _INITIALIZERS]
    if not made and running and not _mentions_initializer(program):
        message = "the variables have no values here: nothing initializes them"
        yield RULE.at(running[0].call.node, message, "Run tf.global_variables_initializer() first.")
    if running and made and all(_unused(program, call.node) for call in made):
        yield RULE.at(made[0].node, "this initializer is made and never run", "Run it in the session, before the rest.")


def _mentions_initializer(program: Program) -> bool:
    """Whether something in the program is named after initializing, in whatever way it does it."""
    if program.says("global_variables_initializer", "initialize_all_variables", "global_variables"):
        return True
    return any("initialize" in word and word.isidentifier() and "_initializer" not in word for word in program.words)


def _unused(program: Program, node: ast.Call) -> bool:
    """Whether the operation is dropped, or bound to a name that nobody reads."""
    outer = program.parent[node]
    if isinstance(outer, ast.Expr):
        return True
    if not isinstance(outer, ast.Assign) or not all(isinstance(target, ast.Name) for target in outer.targets):
        return False
    scope = program.scope(node).lookup(outer.targets[0].id)
    return scope is not None and not any(program.loads(target.id, scope) for target in outer.targets)

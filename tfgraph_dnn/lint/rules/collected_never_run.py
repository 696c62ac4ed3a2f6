"""TG018: operations that are put into a collection of the program's own, and never taken out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program

RULE = Rule(
    code="TG018",
    name="collected-never-run",
    title="assignments are collected, and nobody runs them",
    why="""\
A max-norm regularizer cannot change a weight from inside the graph: it puts an assignment into a collection, and the
training loop must run it after each step. Without `sess.run(tf.get_collection(...))` nothing is ever clipped.

The rule looks at assignments added to a collection named by a string: it finds those no `tf.get_collection` asks for,
and those asked for into a name that is never used.""",
    bad="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
clip = tf.assign(weights, tf.clip_by_norm(weights, 1.0, axes=1))
tf.add_to_collection("max_norm", clip)
clip_all_weights = tf.get_collection("max_norm")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(weights)
""",
    good="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
clip = tf.assign(weights, tf.clip_by_norm(weights, 1.0, axes=1))
tf.add_to_collection("max_norm", clip)
clip_all_weights = tf.get_collection("max_norm")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(weights)
    sess.run(clip_all_weights)
""",
)

_ASSIGNS = ("tf.assign", "tf.assign_add", "tf.assign_sub")
_EXPORTED_BY = ("export_meta_graph", "import_meta_graph")


def find(program: Program) -> Iterator[Finding]:
    """Collections of assignments that are not run."""
    if not program.whole or program.says(*_EXPORTED_BY):
        return
    asked = [call for call in program.calls if _is(call, "get_collection", "get_collection_ref")]
    names = {_name(program, call) for call in asked}
    if None in names:
        return
    for call in program.calls:
        if _is(call, "add_to_collection") and _is_assignment(program, call.argument("value", 1)):
            name = _name(program, call)
            if name is not None and _unused(program, name, names, asked):
                hint = f"Run tf.get_collection({name!r}) after each step."
                yield RULE.at(call.node, f"nothing runs what is collected in {name!r}", hint)


def _is(call: Call, *names: str) -> bool:
    return call.path.rpartition(".")[2] in names or call.method in names


def _name(program: Program, call: Call) -> str | None:
    """The collection a call names: a literal, a name for one, or a parameter's default."""
    key = call.argument("name" if _is(call, "add_to_collection") else "key", 0)
    value = program.constant(key)
    if isinstance(value, str):
        return value
    if program.path(key).startswith("tf.GraphKeys."):
        return program.path(key)
    return _default(program, key)


def _default(program: Program, key: ast.expr | None) -> str | None:
    """The default of the parameter that a name is, where no call of the function gives another."""
    if not isinstance(key, ast.Name):
        return None
    for function in program.ancestors(key):
        if isinstance(function, ast.FunctionDef):
            arguments = function.args
            given = dict(zip([a.arg for a in reversed(arguments.args)], reversed(arguments.defaults), strict=False))
            # A function inside another one sees the outer one's parameters.
            if key.id in given and not any(keyword == key.id for keyword in _keywords_given(program, function.name)):
                value = program.constant(given[key.id])
                return value if isinstance(value, str) else None
    return None


def _keywords_given(program: Program, function: str) -> list[str | None]:
    calls = [node for node in program.nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function]
    return [keyword.arg for call in calls for keyword in call.keywords]


def _is_assignment(program: Program, expression: ast.expr | None) -> bool:
    call = program.call(program.origin(expression))
    return call.path in _ASSIGNS


def _unused(program: Program, name: str, names: set, asked: list[Call]) -> bool:
    if name not in names:
        return True
    return all(_into_nothing(program, call) for call in asked if _name(program, call) == name)


def _into_nothing(program: Program, call: Call) -> bool:
    """Whether what was asked for is bound to a name that nobody reads."""
    outer = program.parent[call.node]
    if not isinstance(outer, ast.Assign) or not all(isinstance(target, ast.Name) for target in outer.targets):
        return False
    name = outer.targets[0].id
    scope = program.scope(call.node).lookup(name)
    return scope is not None and all(_only_shown(program.parent[load], load) for load in program.loads(name, scope))


def _only_shown(use: ast.AST, load: ast.Name) -> bool:
    """Whether a use of the list is `len(x)`, `print(x)`, or takes names out of it: `[op.name for op in x]`."""
    if isinstance(use, ast.Call):
        return getattr(use.func, "id", "") in ("len", "print")
    if not isinstance(use, ast.ListComp) or use.generators[0].iter is not load:
        return False
    return isinstance(use.elt, ast.Attribute) and use.elt.attr == "name"

"""TG015: a Saver made before the variables it should save."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import is_guarded
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.program import position
from tfgraph_dnn.lint.vocabulary import is_none, makes_variables

RULE = Rule(
    code="TG015",
    name="saver-before-variables",
    title="a Saver is made before some of the variables",
    why="""\
`tf.train.Saver()` takes the variables that exist when it is made. Those made later are neither saved nor restored;
with none before it, it ends in `ValueError: No variables to save`.

Make the Saver last, after the optimizer. The rule compares what stands in one function, and is silent when a new
graph begins in between, or when the Saver is given its variables.""",
    bad="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
saver = tf.train.Saver()
biases = tf.get_variable("biases", [5])
""",
    good="""\
import tensorflow as tf
weights = tf.get_variable("weights", [10, 5])
biases = tf.get_variable("biases", [5])
saver = tf.train.Saver()
""",
)

_NEW_GRAPH = ("tf.Graph", "tf.reset_default_graph")


def find(program: Program) -> Iterator[Finding]:
    """Savers without a list, with variables made after them."""
    for saver in program.calls_of("tf.train.Saver"):
        if saver.open or not is_none(saver.argument("var_list", 0)) or saver.argument("defer_build", 8) is not None:
            continue
        later = _next_variable(program, saver)
        if later is not None:
            message = f"this Saver does not know the variables made from line {later.node.lineno} on"
            yield RULE.at(saver.node, message, "Make it after them.")


def _next_variable(program: Program, saver: Call) -> Call | None:
    """The first call after the Saver that makes variables in the same graph, for certain."""
    function = program.function(saver.node)
    for call in program.calls:
        if position(call.node) <= position(saver.node) or program.function(call.node) is not function:
            continue
        if program.reaches(call, lambda inner: inner.path in _NEW_GRAPH):
            return None
        if program.reaches(call, makes_variables):
            certain = program.always_before(saver.node, call.node) and not is_guarded(program, call.node)
            return call if certain and _same_graph(program, saver, call) else None
    return None


def _same_graph(program: Program, saver: Call, call: Call) -> bool:
    """Whether both stand under the same `with` of a graph."""
    return _graphs(program, saver) == _graphs(program, call)


def _graphs(program: Program, call: Call) -> list:
    withs = [outer for outer in program.within(call.node) if hasattr(outer, "items")]
    return [outer for outer in withs for item in outer.items if _enters_graph(program, item.context_expr)]


def _enters_graph(program: Program, context) -> bool:
    call = program.call(context)
    return call.method == "as_default" and program.made_by(call.receiver) != "tf.Session"

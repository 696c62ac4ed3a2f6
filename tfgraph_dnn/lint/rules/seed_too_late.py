"""TG024: a graph seed that comes after the operations it should seed, or is lost with its graph."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.program import position
from tfgraph_dnn.lint.vocabulary import is_random

RULE = Rule(
    code="TG024",
    name="seed-too-late",
    title="tf.set_random_seed comes too late, or is lost with its graph",
    why="""\
`tf.set_random_seed` sets the seed of the graph that is current, for operations made after it. Initializers and
dropout made before draw other numbers in each run. `tf.reset_default_graph()` makes a new graph, which has no seed.

Reset first, then set the seed, then build. The rule compares what stands in one function, one after the other.""",
    bad="""\
import tensorflow as tf
weights = tf.Variable(tf.random_normal([10, 5]))
tf.set_random_seed(42)
""",
    good="""\
import tensorflow as tf
tf.set_random_seed(42)
weights = tf.Variable(tf.random_normal([10, 5]))
""",
)

_NEW_GRAPH = ("tf.reset_default_graph", "tf.Graph")


def find(program: Program) -> Iterator[Finding]:
    """Seeds set after random operations, and seeds set before the graph is thrown away."""
    if program.eager:
        return
    seeds = program.calls_of("tf.set_random_seed")
    for seed in seeds:
        in_function = [call for call in program.calls if program.function(call.node) is program.function(seed.node)]
        early = _made_before(program, seed, in_function, seeds)
        if early is not None:
            message = f"the random operations made since line {early.node.lineno} do not have this seed"
            yield RULE.at(seed.node, message, "Set the seed before the graph is built.")
        reset = _reset_after(program, seed, in_function, seeds)
        if reset is not None:
            message = f"tf.reset_default_graph() in line {reset.node.lineno} throws this seed away"
            yield RULE.at(seed.node, message, "Reset first, then set the seed.")


def _made_before(program: Program, seed: Call, calls: list[Call], seeds: list[Call]) -> Call | None:
    """The first random operation of the same graph that was made before, for certain; None after an earlier seed."""
    found = None
    for call in calls:
        if position(call.node) >= position(seed.node):
            break
        if program.reaches(call, lambda inner: inner.path in (*_NEW_GRAPH, "tf.set_random_seed")):
            found = None
            if call in seeds:
                return None
        elif found is None and program.reaches(call, is_random) and program.always_before(call.node, seed.node):
            found = call
    return found if not program.loops(seed.node) else None


def _reset_after(program: Program, seed: Call, calls: list[Call], seeds: list[Call]) -> Call | None:
    """The reset that follows before anything random is made, with no seed set after it."""
    reset = None
    for call in calls:
        if position(call.node) <= position(seed.node):
            continue
        if reset is None and program.reaches(call, is_random):
            return None
        if call.path == "tf.reset_default_graph" and reset is None:
            reset = call if program.always_before(seed.node, call.node) and not program.branches(call.node) else None
            if reset is None:
                return None
    later = [other for other in seeds if other is not seed and position(other.node) > position(seed.node)]
    return None if later or program.loops(seed.node) else reset

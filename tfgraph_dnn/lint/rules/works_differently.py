"""TG004: a name that is here, and does not do quite what it did."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn import symbols
from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.naming import named

RULE = Rule(
    code="TG004",
    name="works-differently",
    title="something that works, with a difference from TF 1.15",
    level="note",
    why="""\
The program runs. What it computes may differ from TF 1.15 in the way that is told:

- a graph with another number of operations: random operations made after it, without seeds of their own, draw other
  seeds than TF 1.15 gave them (the values of the function itself are TF 1.15's);
- `dataset.shuffle(...).repeat()`: TF 1.15 fused the two into a kernel that is gone; the elements come in another order.

All that is known of this kind stands in docs/fidelity.md and `tfgraph_dnn/symbols/differences.csv`.""",
    bad="""\
import tensorflow as tf
elements = tf.data.Dataset.range(5).shuffle(5, seed=1).repeat()
""",
    good="""\
import tensorflow as tf
elements = tf.data.Dataset.range(5).repeat().shuffle(5, seed=1)
""",
)


def find(program: Program) -> Iterator[Finding]:
    """The first use of each name with a known difference, and shuffles that are repeated."""
    told = set()
    for node, path in named(program):
        name = path if path in symbols.differences() else path.partition(".")[0]
        if name in symbols.differences() and name not in told:
            told.add(name)
            yield RULE.at(node, f"{name}: {symbols.differences()[name]}")
    for call in program.calls:
        if call.method == "repeat" and _is_shuffled(program, call):
            yield RULE.at(call.node, "shuffle() before repeat() gives the elements in another order than TF 1.15")


def _is_shuffled(program: Program, call: Call) -> bool:
    inner = program.call(program.origin(call.receiver))
    return inner.method == "shuffle" and _is_dataset(program, inner)


def _is_dataset(program: Program, call: Call) -> bool:
    """Whether a chain of calls begins at tf.data."""
    seen = 0
    while call.method and seen < 100:
        call, seen = program.call(program.origin(call.receiver)), seen + 1
    return call.path.startswith(("tf.data.", "tf.contrib.data."))

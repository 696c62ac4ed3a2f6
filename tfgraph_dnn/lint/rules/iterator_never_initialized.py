"""TG030: a dataset's iterator that needs an initializer, and gets none."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.sessions import runs
from tfgraph_dnn.lint.vocabulary import MANAGED

RULE = Rule(
    code="TG030",
    name="iterator-never-initialized",
    title="an initializable iterator is never initialized",
    level="error",
    why="""\
`make_initializable_iterator()` gives an iterator whose `initializer` must be run before the first element is taken:
`FailedPreconditionError: GetNext() failed because the iterator has not been initialized`.
`tf.global_variables_initializer()` does not do it. `make_one_shot_iterator()` needs none.""",
    bad="""\
import tensorflow as tf
iterator = tf.data.Dataset.range(5).make_initializable_iterator()
element = iterator.get_next()
with tf.Session() as sess:
    print(sess.run(element))
""",
    good="""\
import tensorflow as tf
iterator = tf.data.Dataset.range(5).make_initializable_iterator()
element = iterator.get_next()
with tf.Session() as sess:
    sess.run(iterator.initializer)
    print(sess.run(element))
""",
)

_INITIALIZED_BY = (*MANAGED, "initializer", "make_initializer", "TABLE_INITIALIZERS", "tables_initializer")


def find(program: Program) -> Iterator[Finding]:
    """The first such iterator of a program that names no initializer of one."""
    if not program.whole or program.says(*_INITIALIZED_BY) or not runs(program):
        return
    for call in program.calls:
        if "make_initializable_iterator" in (call.method, call.path.rpartition(".")[2]):
            yield RULE.at(call.node, "nothing runs the initializer of this iterator", "Run iterator.initializer first.")
            return

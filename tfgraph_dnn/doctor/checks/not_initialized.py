"""TD019: a run that met a variable which nothing had given a value."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding

CHECK = Check(
    code="TD019",
    title="a variable is used that was neither initialized nor restored",
    why="""\
`sess.run(tf.global_variables_initializer())` gives values to the variables that exist when
`tf.global_variables_initializer()` is called; those made later (an optimizer's slots, for one) have none, and local
variables have an initializer of their own. A session does not share its variables with another one.

It is said of runs that failed for it, unless a later run gave the variable its value: such a program asked on
purpose.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
loss = tf.reduce_mean(tf.square(tf.layers.dense(x, 5)))
init = tf.global_variables_initializer()
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(init)
    try:
        sess.run(train_op, {x: np.ones([4, 10])})
    except tf.errors.FailedPreconditionError:
        print("failed")
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
loss = tf.reduce_mean(tf.square(tf.layers.dense(x, 5)))
train_op = tf.train.AdamOptimizer().minimize(loss)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    sess.run(train_op, {x: np.ones([4, 10])})
""",
)


def find(chart: Chart) -> Iterator[Finding]:
    """The variables without a value."""
    writers: dict[str, list] = {}
    for run in chart.succeeded():
        for variable in run.explanation.writes:
            writers.setdefault(variable.name, []).append(run)
    told = set()
    for failure in chart.failures:
        if failure.variable in writers or failure.variable in told:
            continue
        told.add(failure.variable)
        model = chart.model()
        if failure.variable not in model.by_name:
            continue
        message = f"{failure.variable} had no value when {', '.join(failure.run.fetches[:3])} was run"
        if failure.place:
            message += f" ({failure.place.file}:{failure.place.line})"
        yield CHECK.at(places.of(chart.op(failure.variable)), f"{message}: {_why(chart, failure.variable)}", _HINT)


_HINT = "Run tf.global_variables_initializer(), made after all variables, first, or restore a checkpoint that has it."


def _why(chart: Chart, variable: str) -> str:
    """Whether something was initialized, and this variable left out."""
    model = chart.model()
    place = model.by_name[variable].index
    for run in chart.succeeded():
        if not run.trains and run.explanation.writes:
            made = max(model.by_name[name.partition(":")[0]].index for name in run.fetches)
            if made < place:
                return f"{run.fetches[0]} was run, and is older than this variable"
            return f"{run.fetches[0]} was run, and does not give it one"
    return "no run initialized or restored anything"

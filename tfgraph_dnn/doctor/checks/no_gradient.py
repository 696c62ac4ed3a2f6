"""TD040: a trainable variable for which the loss has no gradient."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from tfgraph_dnn.doctor import places
from tfgraph_dnn.doctor.charts import Chart
from tfgraph_dnn.doctor.findings import Check, Finding
from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.model import split

CHECK = Check(
    code="TD040",
    title="a trainable variable has no gradient, and so never changes",
    why="""\
`optimizer.minimize(loss)` leaves out, without a word, every variable whose gradient is None: the loss does not depend
on it, or only through an operation that has no derivative (`argmax`, a cast to integers, a comparison, `tf.floor`).
The variable keeps its initial value.

It is said at the end of a program that trained, of trainable variables that every call of `tf.gradients` (or of an
optimizer) gave None for, that runs with feeds read, and that nothing restored or trained. Nothing is said where
`tf.stop_gradient` is on the way: that is how layers are frozen on purpose.""",
    bad="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.floor(tf.layers.dense(x, 5, name="hidden"))
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1, name="out") - 1.0))
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
    good="""\
import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 10])
hidden = tf.stop_gradient(tf.layers.dense(x, 5, name="hidden"))
loss = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1, name="out") - 1.0))
train_op = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: np.ones([4, 10])})
""",
)


def find(chart: Chart) -> Iterator[Finding]:
    """The variables that no gradient reaches."""
    if not chart.succeeded(training=True):
        return
    model = chart.model()
    trainable = {split(name)[0] for name in model.collections.get("trainable_variables", ())}
    calls = chart.differentiated
    moved = {name for call in calls for name, gradient in call.gradients.items() if gradient is not None}
    asked = {name for call in chart.differentiated for name in call.gradients} & trainable
    changed = _changed(chart)
    read = {v.name for run in chart.succeeded() if run.feeds for v in run.explanation.reads}
    for name in sorted((asked & read) - moved - changed):
        call = next(call for call in chart.differentiated if name in call.gradients)
        stops = _way(chart, name, call.losses)
        if stops is None or stops.op != "StopGradient":
            lost = f"{stops.name}, a {stops.op}, has no derivative" if stops is not None else ""
            how = lost or "the loss does not depend on it"
            yield CHECK.at(
                places.of(chart.op(name if stops is None else stops.name)),
                f"{name} has no gradient, though {chart.training()}: {how}",
                "Let the loss depend on it by operations with a derivative, or make it with trainable=False.",
            )


def _changed(chart: Chart) -> set[str]:
    """Variables that training wrote, or a restore."""
    model = chart.model()
    found = set()
    for run in chart.succeeded():
        for variable in run.explanation.writes:
            operations = [model.by_name[name] for name in variable.by if name in model.by_name]
            restored = any(model.nodes[e.source].op.startswith("Restore") for op in operations for e in op.data[1:2])
            if run.trains or restored or any(op.op not in ("Assign", "AssignVariableOp") for op in operations):
                found.add(variable.name)
    return found


def _way(chart: Chart, name: str, losses: tuple[str, ...]):
    """The operation at which the way from a variable to the loss loses its derivative; None where there is no way."""
    from tfgraph_dnn.doctor.derivatives import has_derivative

    model = chart.model()
    users = model.consumers()
    on_the_way = chart.upstream(losses)
    if name not in on_the_way:
        return None
    seen, waiting, stops = {name}, deque([model.by_name[name]]), []
    while waiting:
        node = waiting.popleft()
        for index, output in users[node.index]:
            other = model.nodes[index]
            if output < 0 or other.name in seen or other.name not in on_the_way or effects.writes(other):
                continue
            seen.add(other.name)
            if other.op == "StopGradient" or not has_derivative(chart.op(other.name)):
                stops.append(other)
            else:
                waiting.append(other)
    return next((node for node in stops if node.op == "StopGradient"), stops[0] if stops else None)

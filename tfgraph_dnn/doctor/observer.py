"""The doctor: an observer of the program's sessions and gradients that keeps the charts and asks the checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tfgraph_dnn.doctor import checks, places
from tfgraph_dnn.doctor.charts import Chart, Differentiated, Failure, Growth, NotFinite
from tfgraph_dnn.doctor.checks import graph_grows, not_finite
from tfgraph_dnn.doctor.findings import Finding
from tfgraph_dnn.doctor.values import Values
from tfgraph_dnn.graph.trace import Distinct, Recorder

_UNINITIALIZED = ("uninitialized value ", "Error while reading resource variable ", "Could not find variable ")
_VARIABLES = ("VariableV2", "Variable", "VarHandleOp")
# After so many the graph surely grows: where the operations come from is not looked up any more.
_GROWTH_LOOKED_UP = 200


class Doctor(Recorder):
    """Watches a program.

    Args:
      values: whether values are looked at too: activity of ReLUs, gradients, NaN. Sampled steps then fetch more.
      tell: is given each finding that is told at once, as soon as it is found.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> doctor = Doctor()
      >>> with doctor.watching(), tf.Session() as session:
      ...     y = tf.nn.softmax(tf.constant([[1.0, 2.0]]), name="y")
      ...     loss = session.run(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=y))
      >>> [finding.code for finding in doctor.findings()]
      ['TD017']
    """

    def __init__(self, *, values: bool = False, tell: Callable[[Finding], None] = lambda finding: None):
        super().__init__()
        self._charts: dict[int, Chart] = {}
        self._tell, self._told = tell, set()
        self._values = Values() if values else None

    def watching(self):
        """A context in which every session and every gradient of ours is watched."""
        import contextlib

        from tfgraph_dnn._backend import sessions
        from tfgraph_dnn.ops.gradients import driver

        stack = contextlib.ExitStack()
        for observers, observer in ((sessions.observers, self), (driver.observers, self.differentiated)):
            observers.append(observer)
            stack.callback(observers.remove, observer)
        return stack

    def differentiated(self, ys: Sequence[Any], xs: Sequence[Any], gradients: Sequence[Any]) -> None:
        """Called by `tf.gradients`."""
        if not ys or not xs:
            return
        chart = self._chart(ys[0].graph)
        found = {x.op.name: gradient for x, gradient in zip(xs, gradients, strict=True)}
        chart.differentiated.append(Differentiated(tuple(y.op.name for y in ys), found, places.now()))

    def before_run(self, run: Any) -> None:
        """Called by the session."""
        chart = self._chart(run.session.graph)
        self._look_for_growth(chart)
        super().before_run(run)
        distinct, _ = self._now.begun[-1]
        if self._values is not None and distinct is not None and distinct.trains and not run.partial:
            self._values.before_run(chart, distinct, run)

    def after_run(self, run: Any) -> None:
        """Called by the session."""
        distinct, _ = self._now.begun[-1]
        super().after_run(run)
        if distinct is None:
            return
        chart = self._charts[id(run.session.graph)]
        if run.error is not None:
            self._look_at_failure(chart, distinct, run.error)
            if self._values is not None:
                self._values.forget(run)
        elif distinct.trains:
            chart.steps += 1
            _keep_flags(chart, run.feed_dict)
            if self._values is not None and not run.partial:
                self._values.after_run(chart, distinct, run)
        if chart.not_finite is None and run.error is None:
            self._look_for_nan(chart, distinct, run.results)
        elif chart.not_finite is not None:
            self._tell_once(chart, not_finite)

    def _add(self, key: tuple, graph: Any, fetches: tuple, feeds: tuple) -> Distinct | None:
        made = super()._add(key, graph, fetches, feeds)
        if made is not None:
            self._chart(graph).runs.append(made)
        return made

    def _chart(self, graph: Any) -> Chart:
        return self._charts.get(id(graph)) or self._charts.setdefault(id(graph), Chart(graph))

    def _look_for_growth(self, chart: Chart) -> None:
        count = chart.graph.num_operations()
        if count == chart.operations:
            return
        before, chart.operations = chart.operations, count
        if before < 0 or sum(growth.times for growth in chart.growth.values()) > _GROWTH_LOOKED_UP:
            return
        added = chart.graph.get_operations()[before:]
        if any(op.type in _VARIABLES for op in added):
            return  # another net is built
        place = next(filter(None, map(places.of, added)), None)
        if place is not None:
            growth = chart.growth.setdefault(place, Growth())
            growth.times += 1
            growth.operations += len(added)
            if growth.times == graph_grows.MANY:
                self._tell_once(chart, graph_grows)

    def _look_at_failure(self, chart: Chart, distinct: Distinct, error: BaseException) -> None:
        message = str(error)
        for sign in _UNINITIALIZED:
            if sign in message and type(error).__name__ == "FailedPreconditionError":
                variable = message.split(sign, 1)[1].split()[0].rstrip(".,:")
                chart.failures.append(Failure(variable, distinct, places.now()))
                return

    def _look_for_nan(self, chart: Chart, distinct: Distinct, results: Any) -> None:
        """In what a training run gave back; a few numbers, not whole tensors."""
        if not distinct.trains:
            return
        flat = results if isinstance(results, (list, tuple)) else [results]
        for name, value in zip(distinct.fetches, flat, strict=False):
            # NaN alone is not equal to itself.
            if getattr(value, "ndim", 1) == 0 and value != value:  # noqa: PLR0124
                chart.not_finite = NotFinite(name, chart.steps, places.now())
                self._tell_once(chart, not_finite)
                return

    def _tell_once(self, chart: Chart, check: Any) -> None:
        for finding in check.find(chart):
            key = (id(chart), finding.code, finding.place)
            if key not in self._told:
                self._told.add(key)
                self._tell(finding)

    def findings(self) -> list[Finding]:
        """All that was found, in the order of the codes."""
        found = []
        for check in checks.every():
            for chart in self._charts.values():
                found += check.find(chart)
        # The same line in several graphs (a program that builds one for each trial) is told once.
        return list({(finding.code, finding.place): finding for finding in reversed(found)}.values())[::-1]

    def untold(self) -> list[Finding]:
        """What was found and not told yet."""
        told = {(code, place) for _, code, place in self._told}
        return [finding for finding in self.findings() if (finding.code, finding.place) not in told]


def _keep_flags(chart: Chart, feed_dict: Any) -> None:
    for key, value in (feed_dict or {}).items():
        if isinstance(value, bool) or str(getattr(value, "dtype", "")) == "bool":
            name = key if isinstance(key, str) else getattr(key, "name", "")
            if getattr(value, "ndim", 0) == 0:
                chart.flags.setdefault(name.partition(":")[0], set()).add(bool(value))

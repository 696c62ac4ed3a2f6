"""Looks at values while the program trains: which ReLU units are active, how large gradients are, where NaN begins.

Nothing is added to the graph. In sampled steps more tensors are fetched together with what the program fetches; after
each step the variables that it wrote are read.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from tfgraph_dnn.doctor import channels, places
from tfgraph_dnn.doctor.charts import KEPT, Activity, Chart, NotFinite
from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.trace import Distinct

_EARLY = frozenset((1, 2, 3, 5, 8, 13, 21, 34, 55, 89))
_EVERY, _MOST_TENSORS, _MOST_VALUES = 100, 40, 4_000_000
_RELUS = ("Relu", "Relu6")


def is_sampled(step: int) -> bool:
    """Whether a training run, counted from 1, is one of those that are looked at closely."""
    return step in _EARLY or step % _EVERY == 0


class Values:
    """What is fetched beside what the program fetches, and what it says."""

    def __init__(self) -> None:
        self._wanted: dict[int, list[tuple[str, str, Any]]] = {}
        self._axes: dict[str, int] = {}
        self._losses: dict[int, list[Any]] = {}
        self._variables: dict[int, list[Any]] = {}
        self._before: dict[int, dict[str, Any]] = {}
        self._added: dict[int, list[tuple[str, str, Any]]] = {}

    def before_run(self, chart: Chart, distinct: Distinct, run: Any) -> None:
        """Adds to the fetches, and keeps the variables as they are before the first step."""
        if distinct.number not in self._wanted:
            self._prepare(chart, distinct)
        if chart.not_finite is None and id(run.session) not in self._before:
            self._before[id(run.session)] = self._read(distinct, run.session)
        wanted = [("loss", loss.op.name, loss) for loss in self._losses[distinct.number]]
        if is_sampled(chart.steps + 1):
            wanted += self._wanted[distinct.number]
        self._added[id(run)] = wanted
        if wanted:
            run.fetches = (run.fetches, [tensor for _, _, tensor in wanted])

    def after_run(self, chart: Chart, distinct: Distinct, run: Any) -> None:
        """Takes out what was added, and notes what it says."""
        import numpy as np

        wanted = self._added.pop(id(run), [])
        bad = ""
        if wanted:
            run.results, extra = run.results
            for (kind, name, _), value in zip(wanted, extra, strict=True):
                if kind == "relu":
                    units = np.moveaxis(value, self._axes[name], -1)
                    flat = units.reshape(-1, units.shape[-1])
                    activity = Activity((flat > 0).any(axis=0), len(flat))
                    chart.active.setdefault(name, deque(maxlen=KEPT)).append(activity)
                elif kind == "gradient":
                    square = float(np.mean(np.square(value, dtype=np.float64))) if value.size else 0.0
                    chart.sizes.setdefault(name, []).append((square**0.5, (square * value.size) ** 0.5))
                elif np.isnan(value).any():
                    bad = bad or name
        if chart.not_finite is not None:
            return
        before = self._before.get(id(run.session), {})
        after = self._before[id(run.session)] = self._read(distinct, run.session)
        bad = bad or next((name for name, value in after.items() if np.isnan(value).any()), "")
        if bad:
            chart.not_finite = NotFinite(bad, chart.steps, places.now(), self._origin(chart, distinct, run, before))

    def forget(self, run: Any) -> None:
        """A run ended in an error."""
        self._added.pop(id(run), None)

    def _prepare(self, chart: Chart, distinct: Distinct) -> None:
        """Looks up what is to be fetched in runs of this kind."""
        graph = chart.graph

        def fetchable(tensor: Any) -> bool:
            return tensor.op.name in distinct.executed and graph.is_fetchable(tensor)

        wanted, losses = [], {}
        for operation in distinct.explanation.operations:
            if operation.op in _RELUS and fetchable(chart.op(operation.name).outputs[0]):
                tensor = chart.op(operation.name).outputs[0]
                if tensor.shape.rank is not None and tensor.shape.rank > 1 and "_grad/" not in operation.name:
                    self._axes[operation.name] = channels.axis(tensor)
                    wanted.append(("relu", operation.name, tensor))
        for call in chart.differentiated:
            for name, gradient in call.gradients.items():
                tensor = getattr(gradient, "values", gradient)
                if tensor is not None and fetchable(tensor) and _is_kernel(chart, name):
                    wanted.append(("gradient", name, tensor))
            for name in call.losses:
                tensor = chart.op(name).outputs[0]
                if fetchable(tensor) and tensor.dtype.is_floating:
                    losses[name] = tensor
        self._wanted[distinct.number] = wanted[:_MOST_TENSORS]
        self._losses[distinct.number] = list(losses.values())
        self._variables[distinct.number] = _written(chart, distinct)

    def _read(self, distinct: Distinct, session: Any) -> dict[str, Any]:
        variables = self._variables[distinct.number]
        try:
            return dict(zip((v.op.name for v in variables), session.run(variables), strict=True)) if variables else {}
        except Exception:  # not initialized yet: the run itself will say so
            return {}

    def _origin(self, chart: Chart, distinct: Distinct, run: Any, before: dict) -> tuple[str, str, str] | None:
        """The first operation of the step that makes NaN of numbers: the step is computed once more."""
        import numpy as np

        tensors, feeds = _intermediate(chart, distinct), dict(run.feed_dict or {})
        feeds.update(_values_of_variables(chart, distinct, before))
        fed = {key if isinstance(key, str) else key.name for key in feeds}
        tensors = [tensor for tensor in tensors if tensor.name not in fed]
        try:
            values = dict(zip((t.name for t in tensors), run.session.run(tensors, feeds), strict=True))
        except Exception:  # a queue that has come to its end, for one: then the origin stays unknown
            return None
        values.update({key if isinstance(key, str) else key.name: value for key, value in feeds.items()})
        for tensor in tensors:
            if not np.isnan(values[tensor.name]).any():
                continue
            given = [(source.name, values[source.name]) for source in tensor.op.inputs if source.name in values]
            if not any(_is_nan(value) for _, value in given):
                return tensor.op.name, tensor.op.type, ", ".join(_told(*item) for item in given) or "nothing"
        return None


def _is_kernel(chart: Chart, name: str) -> bool:
    op = chart.op(name)
    shape = op.get_attr("shape") if op.type in ("VariableV2", "VarHandleOp", "Variable") else None
    return shape is not None and len(shape.dim) > 1


def _written(chart: Chart, distinct: Distinct) -> list[Any]:
    """The variables that a run writes, as the graph's collections have them; none where there are too many values."""
    names = {variable.name for variable in distinct.explanation.writes}
    found, values = [], 0
    for key in ("variables", "local_variables"):
        for variable in chart.graph.get_collection(key):
            if getattr(variable, "op", None) is not None and variable.op.name in names and variable.dtype.is_floating:
                found.append(variable)
                values += variable.shape.num_elements() or 0
    return found if values <= _MOST_VALUES else []


def _intermediate(chart: Chart, distinct: Distinct) -> list[Any]:
    """The numbers that a run computes on the way to what it writes, each after all it is computed from."""
    model = chart.model()
    nodes = [model.by_name[operation.name] for operation in distinct.explanation.operations]
    writers = {node.index for node in nodes if effects.writes(node)}
    # What stands behind a write, or waits for one, would make the run write again.
    behind = set(writers)
    for node in nodes:
        if any(edge.source in behind for edge in node.data) or any(source in behind for source in node.control):
            behind.add(node.index)
    return [
        tensor
        for node in nodes
        if node.index not in behind and node.op not in effects.VARIABLES and node.op not in effects.PLACEHOLDERS
        for tensor in chart.op(node.name).outputs
        if tensor.dtype.base_dtype.is_floating and chart.graph.is_fetchable(tensor) and not tensor.dtype._is_ref_dtype
    ]


def _values_of_variables(chart: Chart, distinct: Distinct, before: dict) -> dict[str, Any]:
    """Feeds that put the variables' values of before the step in the place of their readings."""
    model, feeds = chart.model(), {}
    for operation in distinct.explanation.operations:
        node = model.by_name[operation.name]
        if node.op in ("Identity", "ReadVariableOp") and node.data:
            variable = effects.variable(model, node.data[0].source)
            if variable is not None and variable.name in before:
                feeds[f"{node.name}:0"] = before[variable.name]
    return feeds


def _is_nan(value: Any) -> bool:
    import numpy as np

    array = np.asarray(value)
    return array.dtype.kind == "f" and bool(np.isnan(array).any())


def _told(name: str, value: Any) -> str:
    import numpy as np

    array = np.asarray(value)
    if array.dtype.kind not in "fiu" or not array.size:
        return name
    least, greatest = array.min(), array.max()
    return f"{name} = {least:.4g}" if least == greatest else f"{name} from {least:.4g} to {greatest:.4g}"

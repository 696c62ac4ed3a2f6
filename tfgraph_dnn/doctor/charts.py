"""What is known of one graph of the program: its runs, gradients and growth, what was fed, what values were seen."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tfgraph_dnn.doctor.findings import Place
from tfgraph_dnn.graph.live import from_graph
from tfgraph_dnn.graph.model import GraphModel
from tfgraph_dnn.graph.trace import Distinct

# How many sampled steps a layer's activity is kept for.
KEPT = 5


class Differentiated(NamedTuple):
    """One call of `tf.gradients`, an optimizer's too: names of what was differentiated and of what for.

    Attributes:
      losses: names of the operations of the ys.
      gradients: name of an x's operation -> its gradient's tensor; None where the ys do not depend on it.
      place: the line of the program.
    """

    losses: tuple[str, ...]
    gradients: dict[str, Any]
    place: Place | None


class Activity(NamedTuple):
    """Which units of a layer gave more than 0 for some example of a step, and how many examples there were."""

    units: Any
    examples: int


@dataclass
class Growth:
    """How often a line of the program added operations between two runs."""

    times: int = 0
    operations: int = 0


@dataclass
class Failure:
    """A run that met a variable without a value."""

    variable: str
    run: Distinct
    place: Place | None


@dataclass
class NotFinite:
    """The first NaN that was seen.

    Attributes:
      name: the tensor, or the variable.
      step: the number of the training run.
      place: the line that ran.
      origin: the operation that gave the first NaN out of numbers, its type, and what it was given; None if unknown.
    """

    name: str
    step: int
    place: Place | None
    origin: tuple[str, str, str] | None = None


@dataclass
class Chart:
    """What is known of one graph.

    Attributes:
      graph: the `tf.Graph`.
      runs: its distinct session runs.
      differentiated: the calls of `tf.gradients` in it.
      growth: line of the program -> what it added between runs.
      flags: name of a boolean placeholder -> the values it was fed in runs that train.
      failures: runs that met a variable without a value.
      steps: how many runs trained.
      active: ReLU operation -> its activity in the last sampled steps.
      sizes: variable -> root mean square of its gradient, and its norm, in each sampled step.
      not_finite: the first NaN.
    """

    graph: Any
    runs: list[Distinct] = field(default_factory=list)
    differentiated: list[Differentiated] = field(default_factory=list)
    growth: dict[Place, Growth] = field(default_factory=dict)
    flags: dict[str, set[bool]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    steps: int = 0
    active: dict[str, deque] = field(default_factory=dict)
    sizes: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    not_finite: NotFinite | None = None
    operations: int = -1
    _model: GraphModel | None = None

    def model(self) -> GraphModel:
        """The graph as it is now."""
        if self._model is None or len(self._model) != self.graph.num_operations():
            self._model = from_graph(self.graph)
        return self._model

    def op(self, name: str) -> Any:
        """An operation by name."""
        return self.graph.get_operation_by_name(name)

    def succeeded(self, *, training: bool | None = None) -> list[Distinct]:
        """The distinct runs that ended well at least once; of those that train, of those that do not, or all."""
        ended = [run for run in self.runs if len(run.seconds) > run.errors]
        return ended if training is None else [run for run in ended if run.trains == training]

    def executed(self, *, training: bool | None = None) -> set[str]:
        """The names of all operations that these runs executed."""
        return set().union(*(run.executed for run in self.succeeded(training=training)))

    def training(self) -> str:
        """The training run that ran most, in words."""
        run = max(self.succeeded(training=True), key=lambda one: len(one.seconds))
        times = len(run.seconds)
        return f"{run.fetches[0]} ran {times:,} time{'s' if times > 1 else ''}"

    def upstream(self, names: Any) -> set[str]:
        """The operations that the named ones are computed from, along data edges, themselves included."""
        model = self.model()
        seen = {model.by_name[name].index for name in names if name in model.by_name}
        waiting = list(seen)
        while waiting:
            for edge in model.nodes[waiting.pop()].data:
                if edge.source not in seen:
                    seen.add(edge.source)
                    waiting.append(edge.source)
        return {model.nodes[index].name for index in seen}

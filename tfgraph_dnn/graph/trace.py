"""Every distinct `sess.run` of a program: what it fetched and fed, how often it ran and how long, what it writes.

A `Recorder` is one of the observers of our sessions: it changes nothing of what the program does.
"""

from __future__ import annotations

import statistics
import threading
import time
from array import array
from typing import Any

from tfgraph_dnn.graph import fed_names, live, names
from tfgraph_dnn.graph.explanation import Explanation, explain
from tfgraph_dnn.graph.model import GraphModel, split
from tfgraph_dnn.graph.report import misses_updates

SCHEMA = 1
# A program whose graph grows fetches something new each time: from here on they are only counted.
MOST_DISTINCT = 300


class Distinct:
    """The runs of one graph with the same fetches and feeds.

    Attributes:
      number: their place among the distinct ones, from 1.
      graph: the `tf.Graph`.
      graph_number: the graph's place among those that were run.
      fetches, feeds: names, the feeds' in alphabetical order.
      seconds: how long each took; those that raised an error included.
      errors: how many raised one.
      explanation: what they execute.
    """

    def __init__(self, number: int, graph: Any, graph_number: int, fetches: tuple, feeds: tuple, model: GraphModel):
        self.number, self.graph, self.graph_number = number, graph, graph_number
        self.fetches, self.feeds = fetches, feeds
        self.seconds = array("d")
        self.errors = 0
        self.explanation: Explanation = explain(model, fetches, feeds)
        self.executed = frozenset(operation.name for operation in self.explanation.operations)
        self.trains = _trains(self.explanation)

    def as_data(self) -> dict[str, Any]:
        """The row of a table."""
        run = self.explanation
        return {
            "number": self.number,
            "graph": self.graph_number,
            "fetches": list(self.fetches),
            "feeds": list(self.feeds),
            "runs": len(self.seconds),
            "errors": self.errors,
            "total_seconds": sum(self.seconds),
            "median_seconds": statistics.median(self.seconds),
            "operations": len(run.operations),
            "trains": self.trains,
            "writes": [variable.name for variable in run.writes if variable.certain],
            "writes_on_condition": [variable.name for variable in run.writes if not variable.certain],
            "random": [effect.name for effect in run.random],
            "not_fed": [p.name for p in run.placeholders if p.state == "not fed"],
            "leaves_out_updates": misses_updates(run),
        }


def _trains(run: Explanation) -> bool:
    trained = {split(name)[0] for name in run.graph.collections.get("train_op", ())}
    return any("Apply" in operation.op or operation.name in trained for operation in run.operations)


class Recorder:
    """Keeps the book of all runs.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn._backend import sessions
      >>> recorder = Recorder()
      >>> sessions.observers.append(recorder)
      >>> with tf.Session() as session:
      ...     two = tf.constant(2, name="two")
      ...     values = [session.run(two), session.run(two)]
      >>> sessions.observers.remove(recorder)
      >>> [(distinct.fetches, len(distinct.seconds)) for distinct in recorder.distinct]
      [(('two:0',), 2)]
    """

    def __init__(self) -> None:
        self.others = 0
        self._found: dict[tuple, Distinct] = {}
        self._graphs: dict[int, Any] = {}
        self._models: dict[int, GraphModel] = {}
        self._lock = threading.Lock()
        self._now = threading.local()  # queues' threads run sessions too

    @property
    def distinct(self) -> list[Distinct]:
        """The distinct runs, in the order of their first."""
        return list(self._found.values())

    def before_run(self, run: Any) -> None:
        """Called by the session."""
        if not hasattr(self._now, "begun"):
            self._now.begun = []
        self._now.begun.append((self.find(run), time.perf_counter()))

    def after_run(self, run: Any) -> None:
        """Called by the session."""
        ended = time.perf_counter()
        found, begun = self._now.begun.pop()
        if found is None:
            self.others += 1
            return
        found.seconds.append(ended - begun)
        found.errors += run.error is not None

    def find(self, run: Any) -> Distinct | None:
        """The entry of a run; None when there are too many, or when what is fetched is nothing of the graph."""
        try:
            fetches = tuple(names(run.fetches))
            feeds = tuple(sorted(fed_names(run.feed_dict)))
        except TypeError:
            return None
        key = (id(run.session.graph), fetches, feeds)
        found = self._found.get(key)
        if found is None and len(self._found) < MOST_DISTINCT and fetches:
            with self._lock:
                found = self._found.get(key) or self._add(key, run.session.graph, fetches, feeds)
        return found

    def _add(self, key: tuple, graph: Any, fetches: tuple, feeds: tuple) -> Distinct | None:
        number = list(self._graphs).index(id(graph)) + 1 if id(graph) in self._graphs else len(self._graphs) + 1
        self._graphs[id(graph)] = graph  # kept, so that its id stays its own
        model = self._models.get(id(graph))
        if model is None or len(model) != graph.num_operations():
            model = self._models[id(graph)] = live.from_graph(graph, f"graph {number}")
        try:
            made = Distinct(len(self._found) + 1, graph, number, fetches, feeds, model)
        except KeyError:  # the session itself says what is wrong with a name
            return None
        self._found[key] = made
        return made

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        rows = [distinct.as_data() for distinct in self.distinct if distinct.seconds]
        return {"schema": SCHEMA, "runs": rows, "others": self.others}

    def to_html(self) -> str:
        """One page: the table, and a drawing of each run."""
        from tfgraph_dnn.graph.page import trace_page

        return trace_page(self)


def table_of(recorder: Recorder, *, width: int = 44) -> list[str]:
    """The lines that tell a program's runs."""
    from tfgraph_dnn.tables import table

    data = recorder.to_dict()["runs"]
    total = sum(row["total_seconds"] for row in data)
    count = sum(row["runs"] for row in data)
    lines = [f"{len(data)} distinct session runs, {count:,} in all, {total:.2f} s in them"]
    if recorder.others:
        lines[0] += f"; {recorder.others:,} more were only counted"
    several = len({row["graph"] for row in data}) > 1
    rows = [("#", *(["graph"] if several else []), "runs", "total", "median", "fetches", "feeds", "ops", "writes")]
    for row in data:
        rows.append((
            str(row["number"]), *([str(row["graph"])] if several else []),
            f"{row['runs']:,}", duration(row["total_seconds"]), duration(row["median_seconds"]),
            _listed(row["fetches"], width), _listed(row["feeds"], 30), f"{row['operations']:,}",
            _listed([*row["writes"], *(f"{name}?" for name in row["writes_on_condition"])], width),
        ))  # fmt: skip
    right = [at for at, title in enumerate(rows[0]) if title in ("#", "graph", "runs", "total", "median", "ops")]
    lines += table(rows, right=right)
    if any(row["writes_on_condition"] for row in data):
        lines.append("?: written if a condition of the graph holds")
    failed = [f"#{row['number']} ({row['errors']:,} times)" for row in data if row["errors"]]
    if failed:
        lines.append(f"raised an error: {', '.join(failed)}")
    for row in data:
        if row["leaves_out_updates"]:
            lines.append(f"#{row['number']} trains and leaves out UPDATE_OPS: moving averages stay as they are")
    return lines


def duration(seconds: float) -> str:
    """A time as people say it.

    Example:
      >>> duration(0.00123), duration(2.5)
      ('1.23 ms', '2.50 s')
    """
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} us"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _listed(items: list[str], width: int) -> str:
    """Names as far as they fit, then how many more."""
    from tfgraph_dnn.errors import printable

    if not items:
        return "-"
    told = printable(items[0])
    if len(told) > width:
        told = f"...{told[3 - width :]}"
    for at, item in enumerate(items[1:], start=1):
        longer = f"{told}, {printable(item)}"
        if len(longer) > width:
            return f"{told} + {len(items) - at} more"
        told = longer
    return told

"""Catches one of a program's session runs with a full trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfgraph_dnn.errors import printable
from tfgraph_dnn.graph.explanation import Explanation, explain
from tfgraph_dnn.graph.model import split
from tfgraph_dnn.graph.observed import full_trace, observation
from tfgraph_dnn.graph.trace import Distinct, Recorder

# The first run of its kind is slow for other reasons; a trace costs time, so not all are taken.
_TRACED = 3


class Sighting(Recorder):
    """An observer that traces the runs with certain fetches and feeds, up to the third of a kind.

    Args:
      fetches: names of operations or tensors that a run must fetch, among others; any run where there are none.
      feeds: names that it must feed.
    """

    def __init__(self, fetches: Sequence[str], feeds: Sequence[str]):
        super().__init__()
        self._fetches = {split(name)[0] for name in fetches}
        self._feeds = {split(name)[0] for name in feeds}
        self._traced: dict[int, tuple[int, Any]] = {}

    def before_run(self, run: Any) -> None:
        """Asks for a trace where one is wanted; never in place of the program's own."""
        super().before_run(run)
        found, _ = self._now.begun[-1]
        if (
            found is not None
            and self._is_meant(found)
            and run.options is None
            and run.run_metadata is None
            and not run.partial
        ):
            times, _ = self._traced.get(found.number, (0, None))
            if times < _TRACED:
                run.options, run.run_metadata = full_trace(), self._metadata()

    def after_run(self, run: Any) -> None:
        """Keeps the trace."""
        found, _ = self._now.begun[-1]
        super().after_run(run)
        if found is not None and self._is_meant(found) and run.run_metadata is not None and run.error is None:
            times, _ = self._traced.get(found.number, (0, None))
            self._traced[found.number] = times + 1, run.run_metadata

    @staticmethod
    def _metadata() -> Any:
        from tfgraph_dnn._backend import tf1

        return tf1.RunMetadata()

    def _is_meant(self, distinct: Distinct) -> bool:
        fetched = {split(name)[0] for name in distinct.fetches}
        fed = {split(name)[0] for name in distinct.feeds}
        return self._fetches <= fetched and self._feeds <= fed

    def explanation(self) -> Explanation | None:
        """What was seen of the run that is meant; of several, of the one that took most time in all."""
        meant = [one for one in self.distinct if self._is_meant(one) and one.seconds]
        if not meant:
            return None
        run = max(meant, key=lambda one: sum(one.seconds))
        plain = run.explanation
        _, metadata = self._traced.get(run.number, (0, None))
        if metadata is None:
            return plain
        seen = observation((operation.name for operation in plain.operations), metadata)
        return explain(plain.graph, run.fetches, run.feeds, observed=seen)

    def lines(self) -> list[str]:
        """The runs that there were, a line each."""
        return [
            f"{', '.join(map(printable, one.fetches[:6]))}: {len(one.seconds):,} times" for one in self.distinct[:12]
        ]

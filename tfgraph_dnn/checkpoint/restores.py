"""Who is told of restores before they happen: of those of Savers, and of `tfgraph_dnn.checkpoint.restore.restore`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from tfgraph_dnn.checkpoint.mapping.wanted import Wanted


class Observer(Protocol):
    """Sees what is about to be restored."""

    def before_restore(
        self, graph: Any, wanted: Mapping[str, Wanted] | None, what: str, options: Mapping[str, Any]
    ) -> None:
        """Called before anything is looked up.

        Args:
          graph: whose variables they are.
          wanted: what is to be restored; None where the graph does not tell it.
          what: who restores, in words.
          options: those of `restore`, by name; none of a Saver.
        """


observers: list[Observer] = []


def tell(graph: Any, wanted: Mapping[str, Wanted] | None, what: str, **options: Any) -> None:
    """Tells every observer."""
    for observer in list(observers):
        observer.before_restore(graph, wanted, what, options)

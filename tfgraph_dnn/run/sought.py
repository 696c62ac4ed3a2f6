"""The variables that a program would restore: it runs until its graph is complete, and no further."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfgraph_dnn.run import source
from tfgraph_dnn.run.program import run_program
from tfgraph_dnn.run.watching import observing, output_on_stderr


@dataclass(frozen=True)
class Sought:
    """What a program wants of a checkpoint.

    Attributes:
      wanted: name -> Wanted, as `tfgraph_dnn.checkpoint.plan` takes it.
      where: where the program was stopped, in words.
      options: with which options `restore` was called; empty where a Saver was to restore, or nothing was.
    """

    wanted: Mapping[str, Any]
    where: str
    options: Mapping[str, Any] = field(default_factory=dict)


class _Stop(SystemExit):
    """Ends the program where it was to end; no `except Exception` of its own holds it up."""


@dataclass
class _Watch:
    """Sees runs and restores, and stops the program at the first that tells what is wanted."""

    program: str
    through: bool
    graph: Any = None
    found: Sought | None = None
    stopped: bool = field(default=False)

    def before_run(self, run) -> None:
        self.graph = run.session.graph
        if not self.through and not _only_initializes(run):
            self._stop_at("its first run of the graph", self.graph)

    def after_run(self, run) -> None:
        pass

    def before_restore(self, graph, wanted, what, options) -> None:
        """Something is about to be restored."""
        self.graph = graph
        self._stop_at(f"its first {what}", graph, wanted, options)

    def _stop_at(self, what: str, graph, wanted=None, options=None) -> None:
        if self.found is None:
            sought = _variables(graph) if wanted is None else wanted
            self.found = Sought(sought, f"{what}, {self._line()}", options or {})
        raise _Stop

    def _line(self) -> str:
        """The line of the program that is running."""
        frame, name = sys._getframe(), os.path.basename(self.program)
        while frame is not None:
            if os.path.realpath(frame.f_code.co_filename) == os.path.realpath(self.program):
                return f"line {frame.f_lineno} of {name}"
            frame = frame.f_back
        return f"called from another file than {name}"


def sought_by(path: str, args: Sequence[str] = (), *, through: bool = False) -> Sought:
    """Runs a program until it restores a checkpoint, or runs its graph for anything but initializers.

    Args:
      path: the program.
      args: its arguments. What it prints goes to standard error.
      through: let it run its graph, train for instance, until it restores or ends.

    Returns:
      What its Saver, or `tfgraph_dnn.checkpoint.restore.restore`, would restore; the global variables of its graph
      where it does not come to a restore.

    Raises:
      ProgramError: there is no such program, or it makes no variables.
    """
    from tfgraph_dnn.checkpoint import restores

    watch = _Watch(path, through)
    status: Any = 0
    restores.observers.append(watch)
    try:
        with output_on_stderr(), observing(watch):
            status = run_program(path, args)
    except _Stop:
        pass
    except SystemExit as ended:
        status = ended.code
    finally:
        restores.observers.remove(watch)
    if watch.found is None:
        ended = "its end" if not status else f"its end, with status {status}"
        watch.found = Sought(_variables(watch.graph), ended)
    if not watch.found.wanted:
        raise source.ProgramError(f"{path} has made no variables until {watch.found.where}")
    return watch.found


def _variables(graph) -> Mapping[str, Any]:
    """The global variables of a graph; without one, of the default graph."""
    from tfgraph_dnn._backend import default_graph
    from tfgraph_dnn.checkpoint.mapping.wanted import wanted_by

    return wanted_by(default_graph() if graph is None else graph)


def _only_initializes(run) -> bool:
    """Whether a run is of initializers alone: those of variables, of tables, of nothing at all."""
    from tfgraph_dnn.ops.restore_operations import initializes

    fetches = run.fetches if isinstance(run.fetches, list | tuple) else [run.fetches]
    graph = run.session.graph
    try:
        operations = [graph.as_graph_element(one, allow_tensor=False) for one in fetches]
    except (TypeError, ValueError, KeyError):
        return False
    return not run.feed_dict and all(map(initializes, operations))

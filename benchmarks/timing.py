"""Times a measurement on all sides, block by block in turn."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.sides import Process, Side
from benchmarks.suite import Measurement

Times = dict[str, list[float]]


@dataclass(frozen=True)
class Effort:
    """How long to measure.

    Attributes:
      rounds: blocks of each side.
      alone: blocks of each side where one is one long step.
      block: about how many seconds a block takes.
      spawns: processes of each side where the whole process is timed.
      quick: whether measurements take their quick options.
    """

    rounds: int
    alone: int
    block: float
    spawns: int
    quick: bool


@dataclass
class Timed:
    """What came out: seconds a step by side and round, kilobytes at the peak of whole processes, and what failed."""

    times: Times
    peak: dict[str, int]
    failed: dict[str, str]


def whole_processes(measurement: Measurement, sides: Sequence[Side], effort: Effort) -> Timed:
    """Runs the program in processes of its own, side by side in turn; the first of each side warms the disk's cache."""
    able = [side for side in sides if side.can(measurement)]
    timed = Timed({}, {}, {})
    for round_ in range(effort.spawns + 1):
        for side in _turned(able, round_):
            try:
                seconds, kilobytes = side.seconds_to_run(measurement.program)
            except RuntimeError as error:
                timed.failed[side.name] = str(error)
                continue
            if round_:
                timed.times.setdefault(side.name, []).append(seconds)
                timed.peak[side.name] = max(kilobytes, timed.peak.get(side.name, 0))
    return timed


def steps(measurement: Measurement, processes: Sequence[Process], effort: Effort) -> Timed:
    """Builds the program on every side, then runs blocks of its steps, the sides taking turns."""
    options = {**measurement.options, **(measurement.quick if effort.quick else {})}
    timed = Timed({}, {}, {})
    counts: dict[str, int] = {}
    able = [process for process in processes if process.side.can(measurement)]
    for process in able:
        with _noted(timed, process):
            process.tell("build", program=process.side.module(measurement.program), options=options)
            if measurement.alone:
                counts[process.side.name] = 1
            else:
                process.tell("steps", count=20)
                seconds = process.tell("steps", count=20)["seconds"]
                counts[process.side.name] = max(1, round(effort.block / seconds))
    able = [process for process in able if process.side.name in counts]
    for round_ in range(effort.alone if measurement.alone else effort.rounds):
        for process in _turned(able, round_):
            if process.side.name not in timed.failed:
                with _noted(timed, process):
                    seconds = process.tell("steps", count=counts[process.side.name])["seconds"]
                    timed.times.setdefault(process.side.name, []).append(seconds)
    for process in able:
        with contextlib.suppress(RuntimeError):
            process.tell("close")
    return timed


@contextlib.contextmanager
def _noted(timed: Timed, process: Process):
    try:
        yield
    except RuntimeError as error:
        timed.failed[process.side.name] = str(error).splitlines()[0]


def _turned(items: Sequence, round_: int) -> list:
    """Every round begins with another side, so that none always follows the same one."""
    start = round_ % len(items) if items else 0
    return [*items[start:], *items[:start]]


def measure(
    measurements: Sequence[Measurement], sides: Sequence[Side], effort: Effort, tell: Callable[[str, Timed], None]
) -> None:
    """Times all measurements; `tell` hears of each when it is done."""
    with contextlib.ExitStack() as stack:
        processes: list[Process] = []
        for measurement in measurements:
            if measurement.whole_process:
                tell(measurement.name, whole_processes(measurement, sides, effort))
            else:
                processes = processes or [stack.enter_context(Process(side)) for side in sides]
                tell(measurement.name, steps(measurement, processes, effort))

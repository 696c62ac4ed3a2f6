"""What `tfgraph run` watches a program with: traces and the doctor, put on before it begins and told when it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any


@contextlib.contextmanager
def observing(*observers: Any) -> Iterator[None]:
    """Lets observers see every run of the sessions opened meanwhile."""
    # The program is to find TensorFlow as if it had loaded it: nothing is switched to graph mode yet.
    from tfgraph_dnn._backend import sessions

    sessions.observers.extend(observers)
    try:
        yield
    finally:
        for observer in observers:
            sessions.observers.remove(observer)


@contextlib.contextmanager
def traced(destination: str) -> Iterator[None]:
    """Records the program's runs; tells them on standard error at its end, and writes them to a file if there is one.

    Args:
      destination: "" or the path of a `.json` or `.html` file.
    """
    from tfgraph_dnn.graph.trace import Recorder, table_of

    recorder = Recorder()
    try:
        with observing(recorder):
            yield
    finally:
        _say(table_of(recorder))
        if destination:
            write(recorder, destination)


@contextlib.contextmanager
def examined(values: bool) -> Iterator[None]:
    """Lets the doctor watch the program; some findings are told at once, the others at its end.

    Args:
      values: whether values are looked at too.
    """
    from tfgraph_dnn.doctor import Doctor

    told = []

    def tell(finding: Any) -> None:
        told.append(finding)
        _say(finding.lines())

    doctor = Doctor(values=values, tell=tell)
    try:
        with doctor.watching():
            yield
    finally:
        rest = doctor.untold()
        for finding in rest:
            _say(finding.lines())
        count = len(told) + len(rest)
        more = "" if values else " (--doctor=values looks at values too)"
        _say([f"{count} finding{'' if count == 1 else 's'}{more}"])


def write(recorder: Any, destination: str) -> None:
    """Writes a trace, as data or as a page."""
    import json

    html = destination.endswith((".html", ".htm"))
    content = recorder.to_html() if html else json.dumps(recorder.to_dict(), indent=1)
    try:
        with open(destination, "w", encoding="utf-8") as file:
            file.write(content)
        _say([f"written: {destination}"])
    except OSError as error:
        _say([f"cannot write {destination}: {error.strerror}"])


def seen_run(path: str, args: Sequence[str], fetches: Sequence[str], feeds: Sequence[str]) -> Any:
    """Runs a program, and explains one of its session runs as it was seen.

    Args:
      path, args: the program and its arguments; what it prints goes to standard error.
      fetches, feeds: names that the run must fetch and feed, among others; without fetches it is the run that takes
        most time.

    Returns:
      The explanation.

    Raises:
      ProgramError: no run of the program is the one meant; the message has those there were.
    """
    from tfgraph_dnn.graph.sighting import Sighting
    from tfgraph_dnn.run.program import run_program
    from tfgraph_dnn.run.source import ProgramError

    sighting = Sighting(fetches, feeds)
    with output_on_stderr(), observing(sighting):
        try:
            status = run_program(path, args)
        except SystemExit as exit:
            status = exit.code
    run = sighting.explanation()
    if run is None:
        ended = f" (the program ended with status {status})" if status else ""
        wanted = f"fetches {', '.join(fetches)}" if fetches else "was seen"
        raise ProgramError("\n  ".join([f"no session run of {path} {wanted}{ended}", *sighting.lines()]))
    return run


@contextlib.contextmanager
def output_on_stderr() -> Iterator[None]:
    """What the program prints, and the programs it starts, goes to standard error: ours alone goes to the output."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _say(lines: Sequence[str]) -> None:
    first, *rest = lines
    sys.stdout.flush()
    print("\n".join([f"tfgraph: {first}", *rest]), file=sys.stderr)

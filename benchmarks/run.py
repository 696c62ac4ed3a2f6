"""The command: measures, prints the table, writes the JSON and the plot."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import report
from benchmarks.plot import draw
from benchmarks.sides import Side, sides
from benchmarks.suite import SUITE, TINY, Measurement
from benchmarks.timing import Effort, Timed, measure

_FULL = Effort(rounds=21, alone=7, block=0.25, spawns=7, quick=False)
_QUICK = Effort(rounds=3, alone=2, block=0.06, spawns=1, quick=True)
_DESCRIPTION = """\
Runs TF 1.x programs here, on TF 1.15.5, on plain tf.compat.v1, and their like on PyTorch, Keras and NumPy, in
long-lived processes that take turns block by block, and prints how many times as fast as TF 1.15.5 each is. Nothing
else should run on the machine meanwhile; `nice -n -10` before the command helps where something does."""


def main(arguments: list[str]) -> int:
    """Runs the benchmarks; 0 when all went well, 1 when a side failed somewhere, 2 for wrong arguments."""
    options = _parsed(arguments)
    chosen = _chosen(options.only)
    effort = _QUICK if options.quick else _FULL
    if options.rounds:
        fewer = {name: min(options.rounds, getattr(effort, name)) for name in ("alone", "spawns")}
        effort = replace(effort, rounds=options.rounds, **fewer)
    taking_part = [
        side for side in sides(options.oracle, options.torch) if not options.sides or side.name in options.sides
    ]
    begin = time.monotonic()
    timed: dict[str, Timed] = {}

    def tell(name: str, one: Timed) -> None:
        timed[name] = one
        problems = "".join(f"\n  {side}: {why}" for side, why in one.failed.items())
        print(f"{time.monotonic() - begin:5.0f} s  {name}{problems}", file=sys.stderr, flush=True)

    try:
        measure(chosen, taking_part, effort, tell)
    except KeyboardInterrupt:
        print("stopped: this is what was measured until now", file=sys.stderr)
    _show([one for one in chosen if one.name in timed], timed, taking_part, options)
    return 1 if report.failures(timed) else 0


def _show(
    measured: list[Measurement], timed: dict[str, Timed], taking_part: list[Side], options: argparse.Namespace
) -> None:
    if not measured:
        return
    print(report.table(measured, timed, taking_part, best=options.best))
    found = report.data(measured, timed, taking_part)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.plot and not draw(found, options.plot):
        print(f"no {options.plot}: matplotlib is not installed (extra `bench`)", file=sys.stderr)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--oracle", metavar="PYTHON", default=os.environ.get("TFGRAPH_ORACLE"), help="a Python with TF 1.15.5"
    )
    parser.add_argument("--torch", metavar="PYTHON", help="a Python with PyTorch")
    parser.add_argument("--quick", action="store_true", help="about two minutes, smaller programs")
    parser.add_argument("--only", metavar="NAME,...", help=f"of {', '.join(one.name for one in SUITE)}")
    parser.add_argument("--sides", metavar="NAME,...", type=lambda names: names.split(","), help="columns of the table")
    parser.add_argument("--rounds", metavar="N", type=int, help="blocks of each side")
    parser.add_argument(
        "--best", action="store_true", help="show ratios of the fastest blocks: of use where other work disturbs"
    )
    parser.add_argument("--json", metavar="FILE", default="benchmarks.json", help="'' for none")
    parser.add_argument("--plot", metavar="FILE", default="benchmarks.png", help="'' for none")
    options = parser.parse_args(arguments)
    for python in filter(None, (options.oracle, options.torch)):
        if not os.access(python, os.X_OK):
            parser.error(f"{python} is no Python that can be started")
    if options.rounds is not None and options.rounds < 1:
        parser.error(f"--rounds must be at least 1, got {options.rounds}")
    return options


def _chosen(names: str | None) -> list[Measurement]:
    known = {one.name: one for one in (*SUITE, TINY)}
    if names is None:
        return list(SUITE)
    unknown = [name for name in names.split(",") if name not in known]
    if unknown:
        print(f"no benchmark is called {unknown[0]!r}; there are {', '.join(known)}", file=sys.stderr)
        raise SystemExit(2)
    return [known[name] for name in names.split(",")]

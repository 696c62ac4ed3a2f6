"""Medians and quartiles of ratios, as a table and as JSON."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
from collections.abc import Sequence
from typing import Any, NamedTuple

from benchmarks.sides import PLAIN, TF115, Side
from benchmarks.suite import Measurement
from benchmarks.timing import Timed

SCHEMA = 1


class Ratio(NamedTuple):
    """How many times as fast as the reference: the quartiles over all rounds."""

    low: float
    median: float
    high: float


def ratio(reference: Sequence[float], times: Sequence[float]) -> Ratio:
    """The quartiles of reference / time, round by round: both were measured one after the other.

    Example:
      >>> ratio([2.0, 2.0, 3.0], [1.0, 2.0, 1.0])
      Ratio(low=1.5, median=2.0, high=2.5)
    """
    ratios = [before / after for before, after in zip(reference, times, strict=False)]
    if len(ratios) == 1:
        return Ratio(ratios[0], ratios[0], ratios[0])
    low, median, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Ratio(low, median, high)


def reference_of(timed: dict[str, Timed]) -> str:
    """The side that ratios are taken against: TF 1.15.5 where it ran, else plain `tf.compat.v1`."""
    return TF115 if any(TF115 in one.times for one in timed.values()) else PLAIN


def table(
    measurements: Sequence[Measurement], timed: dict[str, Timed], sides: Sequence[Side], *, best: bool = False
) -> str:
    """The table in Markdown: the reference's median time, then each side's median ratio with its quartiles.

    With `best` the times and ratios are those of the fastest blocks.
    """
    reference = reference_of(timed)
    others = [
        side.name for side in sides if side.name != reference and any(side.name in t.times for t in timed.values())
    ]
    lines = [
        "| " + " | ".join(["program", f"{reference}, a step", *others]) + " |",
        "|" + "---|" * (len(others) + 2),
    ]
    for measurement in measurements:
        one = timed[measurement.name]
        base = one.times.get(reference)
        cells = [_duration(_middle(base, best)) if base else _absence(one, reference)]
        cells += [_cell(one, base, name, best) for name in others]
        lines.append("| " + " | ".join([measurement.title, *cells]) + " |")
    what = "fastest block by fastest block" if best else "medians over the rounds, quartiles in brackets"
    lines += ["", f"Above 1: faster than {reference}; {what}."]
    return "\n".join(lines)


def _middle(times: Sequence[float], best: bool) -> float:
    return min(times) if best else statistics.median(times)


def _cell(one: Timed, base: Sequence[float] | None, name: str, best: bool) -> str:
    times = one.times.get(name)
    if not times:
        return _absence(one, name)
    if not base:
        return _duration(_middle(times, best))
    if best:
        return f"{min(base) / min(times):.2f}"
    found = ratio(base, times)
    return f"{found.median:.2f} ({found.low:.2f}-{found.high:.2f})"


def _absence(one: Timed, name: str) -> str:
    return "failed" if name in one.failed else "-"


def _duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1e3:.2f} ms"


def failures(timed: dict[str, Timed]) -> list[str]:
    """One line for each thing that failed."""
    return [f"{name}: {side}: {why}" for name, one in timed.items() for side, why in one.failed.items()]


def data(measurements: Sequence[Measurement], timed: dict[str, Timed], sides: Sequence[Side]) -> dict[str, Any]:
    """All of it: every block's seconds a step, and the ratios."""
    reference = reference_of(timed)
    rows = []
    for measurement in measurements:
        one = timed[measurement.name]
        base = one.times.get(reference)
        found = {name: ratio(base, times)._asdict() for name, times in one.times.items()} if base else {}
        rows.append(
            {
                "name": measurement.name,
                "title": measurement.title,
                "seconds_a_step": one.times,
                "ratio": found,
                "peak_kilobytes": one.peak,
                "failed": one.failed,
            }
        )
    return {"schema": SCHEMA, "reference": reference, "machine": machine(sides), "measurements": rows}


def machine(sides: Sequence[Side]) -> dict[str, Any]:
    """The processor, the cores, and the versions of the sides."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {side.name: _versions(side) for side in sides},
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def _versions(side: Side) -> str:
    code = (
        "import platform\n"
        "try:\n    from importlib.metadata import version\n"
        "except ImportError:\n    from pkg_resources import get_distribution\n"
        "    version = lambda name: get_distribution(name).version\n"
        "told = ['Python ' + platform.python_version()]\n"
        "for name in ('tensorflow', 'keras', 'torch', 'numpy'):\n"
        "    try:\n        told.append(name + ' ' + version(name))\n    except Exception:\n        pass\n"
        "print(', '.join(told))"
    )
    told = subprocess.run([side.running[0], "-c", code], capture_output=True, text=True, check=False)
    return told.stdout.strip()

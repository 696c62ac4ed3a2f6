"""`tfgraph slides`: the slides' programs, what each reproduces, and how it compares with TF 1.15.5."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tfgraph_dnn.cli import unknown
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph slides [--json]
       tfgraph slides N... | --all  [--real] [--dir DIR] [--json]

Lists the programs of the slides; runs those numbered N, or all, and shows what each printed beside what TF 1.15.5
printed for it. They write below ./tf_logs, as they say.

  --real     take the real MNIST where it lies; else it is the digits this package draws, as TF 1.15.5's was
  --dir DIR  run them there
  --json     the same as data

The exit status is 1 when a program failed, or printed another number than TF 1.15.5 (beyond 1e-4 of it)."""

TOLERANCE = 1e-4
_NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
_PLACES = ("legacy_examples", "tests/slides/golden")


@dataclass(frozen=True)
class Slide:
    """One program of the slides."""

    number: int
    file: str
    section: str
    title: str


@dataclass(frozen=True)
class Result:
    """What a program printed, beside what was recorded.

    Attributes:
      ours, recorded: the lines printed.
      same: how many of the recorded lines are the same to the letter.
      largest: the largest relative difference of a number from the recorded one; None where the words differ.
      seconds: how long it ran.
      status: its exit status.
      complaint: the last line of its standard error when it failed.
    """

    slide: Slide
    ours: list[str]
    recorded: list[str]
    same: int
    largest: float | None
    seconds: float
    status: int
    complaint: str = ""

    @property
    def agrees(self) -> bool:
        """Whether it ran and printed TF 1.15.5's words and numbers."""
        return self.status == 0 and self.largest is not None and self.largest <= TOLERANCE


def main(argv: list[str]) -> int:
    """Lists, or runs and compares."""
    options, numbers = _parse(argv)
    if "--help" in options:
        print(HELP)
        return 0
    known = slides()
    if not numbers and "--all" not in options:
        _list(known, "--json" in options)
        return 0
    chosen = [_chosen(number, known) for number in numbers] or known
    results = _run_all(chosen, options.get("--dir") or os.getcwd(), real="--real" in options)
    if "--json" in options:
        print(json.dumps({"schema": 1, "results": [asdict(result) for result in results]}, indent=1))
    else:
        _show(results)
    if "--real" in options:
        return 0 if all(result.status == 0 for result in results) else 1
    return 0 if all(result.agrees for result in results) else 1


def _parse(argv: list[str]) -> tuple[dict[str, str], list[str]]:
    options: dict[str, str] = {}
    numbers = []
    words = iter(argv)
    for word in words:
        if word in ("-h", "--help"):
            options["--help"] = ""
        elif word in ("--all", "--json", "--real"):
            options[word] = ""
        elif word == "--dir":
            options[word] = next(words, "")
            if not os.path.isdir(options[word]):
                raise UsageError("--dir needs a directory that exists")
        elif word.isdigit():
            numbers.append(word)
        else:
            raise UsageError(f"tfgraph slides takes numbers and --all, not {word!r}", hint="tfgraph slides lists them.")
    return options, numbers


def _chosen(number: str, known: list[Slide]) -> Slide:
    for slide in known:
        if slide.number == int(number):
            return slide
    raise unknown("slide", number, [str(slide.number) for slide in known])


def slides() -> list[Slide]:
    """The programs, in the slides' order.

    Raises:
      UsageError: they were not installed with the package.
    """
    return [Slide(**entry) for entry in json.loads((_place(_PLACES[0]) / "slides.json").read_text(encoding="utf-8"))]


def _place(name: str) -> Path:
    """A directory of the checkout, or where an installation keeps it."""
    checkout = Path(__file__).parents[2] / name
    places = [checkout]
    for scheme in (None, "posix_user", "nt_user"):
        if scheme is None or scheme in sysconfig.get_scheme_names():
            data = sysconfig.get_path("data", *([scheme] if scheme else []))
            places.append(Path(data, "share", "tfgraph_dnn", name))
    for place in places:
        if place.is_dir():
            return place
    raise UsageError(f"the slides' programs are not installed: no {name} in {', '.join(map(str, places))}")


def _recorded(slide: Slide) -> list[str]:
    path = _place(_PLACES[1]) / f"{Path(slide.file).stem}.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))["stdout"] if path.exists() else []


def _list(known: list[Slide], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"schema": 1, "slides": [asdict(slide) for slide in known]}, indent=1))
        return
    for section, group in itertools.groupby(known, lambda slide: slide.section):
        print(section)
        for slide in group:
            print(f"  {slide.number:>2}  {slide.title}")
    print(f"\nThe programs lie in {_place(_PLACES[0])}. tfgraph slides N runs one, tfgraph slides --all runs all.")


def _run_all(chosen: list[Slide], directory: str, *, real: bool) -> list[Result]:
    from tqdm import tqdm

    recorded = {slide.number: _recorded(slide) for slide in chosen}
    total = sum(map(len, recorded.values()))
    with tempfile.TemporaryDirectory() as data, tqdm(total=total, unit="line", file=sys.stderr, leave=False) as bar:
        environment = _environment(None if real else data)
        results = []
        for slide in chosen:
            bar.set_description(f"{slide.number:02d} {slide.section}"[:40])
            results.append(_run(slide, recorded[slide.number], directory, environment, bar.update))
    return results


def _environment(drawn: str | None) -> dict[str, str]:
    """The programs' environment; with `drawn`, MNIST is the package's digits, written to that directory."""
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}
    if drawn is not None:
        from tfgraph_dnn import datasets

        datasets.write_idx_gz(drawn)
        environment.update(TFGRAPH_MNIST=drawn, TFGRAPH_OFFLINE="1")
    return environment


def _run(
    slide: Slide, recorded: list[str], directory: str, environment: dict[str, str], step: Callable[[], object]
) -> Result:
    program = str(_place(_PLACES[0]) / slide.file)
    command = [sys.executable, "-m", "tfgraph_dnn", "run", program]
    begun, ours = time.monotonic(), []
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        with subprocess.Popen(
            command, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8"
        ) as process:
            for line in process.stdout or ():
                ours.append(line.rstrip("\n"))
                if len(ours) <= len(recorded):
                    step()
        status = process.returncode
        errors.seek(0)
        complaint = (errors.read().strip().splitlines() or [""])[-1] if status else ""
    # What a download or an unpacking says depends on the machine.
    left, right = list(_telling(ours)), list(_telling(recorded))
    same = sum(ours_line == line for ours_line, line in zip(left, right, strict=False))
    return Result(slide, left, right, same, difference(left, right), time.monotonic() - begun, status, complaint)


def _telling(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if not line.startswith(("Extracting ", "Successfully downloaded ")))


def difference(ours: list[str], recorded: list[str]) -> float | None:
    """The largest relative difference between the numbers of two texts; None when their words differ.

    Example:
      >>> difference(["loss 0.50"], ["loss 0.40"])
      0.25
    """
    if [_NUMBER.sub("#", line) for line in ours] != [_NUMBER.sub("#", line) for line in recorded]:
        return None
    largest = 0.0
    for left, right in zip(ours, recorded, strict=True):
        for mine, theirs in zip(map(float, _NUMBER.findall(left)), map(float, _NUMBER.findall(right)), strict=True):
            if mine != theirs:
                largest = max(largest, abs(mine - theirs) / max(abs(theirs), 1e-12))
    return round(largest, 12)


def _show(results: list[Result]) -> None:
    if len(results) == 1:
        _show_lines(results[0])
    print(f"{'':2}  {'slide':<58} {'lines':>7} {'off by':>8} {'seconds':>7}  last numbers: ours | TF 1.15.5")
    for result in results:
        counts = f"{result.same}/{len(result.recorded)}"
        off = "words" if result.largest is None else f"{result.largest:.0e}" if result.largest else "0"
        last = f"{_last(result.ours)} | {_last(result.recorded)}"
        row = f"{result.slide.number:>2}  {_short(result.slide.title, 58):<58} {counts:>7} {off:>8}"
        print(f"{row} {result.seconds:>7.1f}  {result.complaint or last}")


def _show_lines(result: Result) -> None:
    width = min(60, max([len("ours"), *map(len, result.ours)]))
    print(f"  {'ours':<{width}}  TF 1.15.5")
    for ours, recorded in itertools.zip_longest(result.ours, result.recorded, fillvalue=""):
        mark = " " if ours == recorded else "*"
        print(f"{mark} {_short(ours, width):<{width}}  {_short(recorded, width)}")
    print()


def _last(lines: list[str]) -> str:
    """The last line with a decimal number in it; else the last line."""
    told = [line for line in lines if re.search(r"\d\.\d", line)] or lines
    return _short(told[-1], 40) if told else "-"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"

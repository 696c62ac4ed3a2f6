"""`tfgraph lesson NAME`: a lesson on one section of the slides, run for real and written as a page with plots."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from tfgraph_dnn.cli import arguments, unknown
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph lesson [--list] [--json]
       tfgraph lesson NAME [-o PAGE.html]
       tfgraph lesson --all [--dir DIR]

Runs a TF 1.x program on one theme of the slides, some seconds, and writes what came out as one HTML page: text, the
code that ran, plots, papers. The page needs no network. Lessons draw with matplotlib.

  --list        the lessons; so does no name
  -o PAGE.html  where to write it; NAME.html otherwise
  --all         all of them
  --dir DIR     with --all: write them there
  --json        the list as data"""

SCHEMA = 1


def main(argv: list[str]) -> int:
    """Lists the lessons, or gives one or all."""
    given = arguments.parse(
        argv, "lesson", flags=("--list", "--json", "--all"), valued=("--dir", "-o"), what="lesson", words=(0, None)
    )
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn import lessons

    names = given.words
    if not names and "--all" not in given.flags:
        _list(lessons.CATALOGUE, "--json" in given.flags)
        return 0
    if "--all" in given.flags:
        _give_all(given.last("--dir", "."))
        return 0
    for name in names:
        if name not in lessons.CATALOGUE:
            raise unknown("lesson", name, lessons.CATALOGUE)
    if len(names) > 1:
        raise UsageError("tfgraph lesson gives one lesson", hint="tfgraph lesson --all gives all of them.")
    tell: Callable[[str], object] | None = None
    if sys.stderr.isatty():
        tell = lambda line: print(f"{names[0]}: {line} ...", file=sys.stderr)  # noqa: E731
    print(lessons.write(names[0], given.last("-o", f"{names[0]}.html"), tell))
    return 0


def _list(catalogue: dict[str, str], as_json: bool) -> None:
    if as_json:
        found = [{"name": name, "title": title} for name, title in catalogue.items()]
        print(json.dumps({"schema": SCHEMA, "lessons": found}, indent=1))
        return
    width = max(map(len, catalogue))
    print("\n".join(f"{name:<{width}}  {title}" for name, title in catalogue.items()))


def _give_all(directory: str) -> None:
    if not os.path.isdir(directory):
        raise UsageError(f"--dir needs a directory that exists, not {directory!r}")
    from tqdm import tqdm

    from tfgraph_dnn import lessons

    with tqdm(lessons.CATALOGUE, unit="lesson", file=sys.stderr, leave=False, disable=None) as bar:
        for name in bar:
            bar.set_description(name)
            tqdm.write(lessons.write(name, os.path.join(directory, f"{name}.html")), file=sys.stdout)

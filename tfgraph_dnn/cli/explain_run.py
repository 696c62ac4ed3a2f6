"""`tfgraph explain-run TARGET`: what a `sess.run` executes, and why."""

from __future__ import annotations

import sys

from tfgraph_dnn.cli import arguments

HELP = """\
usage: tfgraph explain-run TARGET --fetch NAME... [--feed NAME]... [--ops] [--why NAME] [--depth N] [--all]
                           [--json] [-o PAGE.html]
       tfgraph explain-run [--fetch NAME]... [OPTIONS] program.py [args]

Tells which operations sess.run executes for these fetches and feeds and why each is there, which variables it reads and
writes, what must be fed, and what does not run though it is near: update operations that no fetch reaches.

TARGET is a checkpoint (its .meta file is read), a .meta file, a frozen graph (.pb, .pbtxt) or a SavedModel; nothing is
run and TensorFlow is not loaded. Or it is a program: it runs as under `tfgraph run`, what it prints goes to stderr, and
its session run with these fetches (without --fetch, the one that takes most time) is explained with times, memory and
what TensorFlow optimized away, as seen when it ran. Everything after the program's name is the program's own.

  --fetch NAME  an operation (train/Adam) or a tensor (loss:0); may be repeated
  --feed NAME   a tensor that is fed; may be repeated
  --why NAME    the path from an operation to the fetch that it runs for; may be repeated
  --ops         every operation, not only the scopes
  --depth N     so many levels of scopes are told apart (2)
  --all         whole lists, where the first lines are shown otherwise
  -o PAGE.html  write a drawing, one page that needs no network
  --json        the same as data"""

SCHEMA = 1
_MANY = 1 << 60


def main(argv: list[str]) -> int:
    """Tells one run."""
    given = arguments.parse(
        argv,
        "explain-run",
        flags=("--ops", "--json", "--all"),
        valued=("--fetch", "--feed", "--why", "--depth", "-o"),
        what="graph",
        ends=_is_program,
    )
    if given is None:
        print(HELP)
        return 0
    depth = given.number("--depth", 2)
    target, *args = given.words
    asked = given.values.get("--fetch", []), given.values.get("--feed", [])
    if _is_program(target):
        from tfgraph_dnn.run.watching import seen_run

        run = seen_run(target, args, *asked)
    else:
        from tfgraph_dnn.cli.graph import load
        from tfgraph_dnn.graph.explanation import explain

        run = explain(load(target), *asked)
    if "-o" in given.values:
        _write(given.last("-o"), run.to_html())
    if "--json" in given.flags:
        import json

        print(json.dumps({"schema": SCHEMA, **run.to_dict()}, indent=1))
        return 0
    if "--why" in given.values:
        _why(run, given.values["--why"])
        return 0
    if "-o" in given.values:
        return 0
    from tfgraph_dnn.graph.report import report

    lines = report(run, depth=depth, every="--ops" in given.flags, most=_MANY if "--all" in given.flags else 12)
    print("\n".join(lines).rstrip())
    return 0


def _is_program(word: str) -> bool:
    return word.endswith((".py", ".pyw"))


def _why(run, names: list[str]) -> None:
    from tfgraph_dnn.graph.model import printable

    words = {"data": "its result goes to", "control": "waited for by", "fetch": "which is fetched"}
    for name in names:
        for step, (operation, kind) in enumerate(run.why(name)):
            print(f"{'  ' if step else ''}{printable(operation)}  {words[kind]}")


def _write(path: str, content: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)
    print(f"written: {path}", file=sys.stderr)

"""`tfgraph check`: what will not run, and what does not do what it seems to, from a program's source alone."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tfgraph_dnn.cli import unknown
from tfgraph_dnn.cli.terminal import colour
from tfgraph_dnn.errors import UsageError, printable

HELP = """\
usage: tfgraph check PATH... [--only CODES] [--json | --sarif]
       tfgraph check --rules

Checks TF 1.x programs without running them, and without TensorFlow: names that are not there, arguments that are not
taken, what the runner cannot do; and classic mistakes. PATH is a program, a notebook, a directory or a glob ('src/**').

  --only CODES  only these rules: TG001,TG013
  --rules       list the rules; `tfgraph explain TG013` says more about one
  --json        the findings as data
  --sarif       the findings as SARIF 2.1.0, for code review

A comment `# tfgraph: ignore[TG013]` keeps a rule quiet on its line, `# tfgraph: ignore` all of them.
The exit status is 0 when nothing was found (notes do not count), 1 with findings, 2 when a file cannot be checked."""

SCHEMA = 1  # of what --json prints; goes up when a field changes its meaning or goes away
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


class Request(NamedTuple):
    """A command line."""

    targets: list[str]
    only: list[str] | None = None
    form: str = "text"


def parse(argv: list[str]) -> Request:
    """Takes a command line apart.

    Raises:
      UsageError: an unknown option, a code that no rule has, or no path.
    """
    targets: list[str] = []
    only: list[str] | None = None
    form = "text"
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in ("-h", "--help"):
            return Request([], None, "help")
        if word in ("--json", "--sarif", "--rules"):
            form = word.removeprefix("--")
        elif option == "--only":
            if not equals and not rest:
                raise UsageError("--only needs codes, as in --only TG001,TG013")
            only = [*(only or []), *_codes(value if equals else rest.pop(0))]
        elif word == "--":
            targets += rest
            break
        elif word.startswith("-"):
            raise unknown("option", word, ("--json", "--sarif", "--only", "--rules"))
        else:
            targets.append(word)
    if not targets and form != "rules":
        raise UsageError("which program?", hint="tfgraph check program.py")
    return Request(targets, only, form)


def _codes(text: str) -> list[str]:
    from tfgraph_dnn.lint import pages

    known = pages.titles()
    codes = [word.upper() for word in text.replace(",", " ").split()]
    for code in codes:
        if code not in known:
            raise unknown("rule", code, known)
    return codes


def main(argv: list[str]) -> int:
    """Checks the files and prints what was found."""
    request = parse(argv)
    if request.form == "help":
        print(HELP)
        return 0
    if request.form == "rules":
        from tfgraph_dnn.lint import pages

        print("\n".join(f"{code}  {title}" for code, title in pages.titles().items()))
        return 0
    from tfgraph_dnn.lint.targets import files

    paths = files(request.targets)
    reports, refused = [], []
    for path in _with_progress(paths):
        outcome = _checked(path, request.only)
        (refused if isinstance(outcome, UsageError) else reports).append(outcome)
    _print(request.form, reports)
    sys.stdout.flush()
    for error in refused:
        print(f"tfgraph: {error}", file=sys.stderr)
    if request.form == "text":
        _summarize(reports, len(refused))
    if refused:
        return 2
    return 1 if any(finding.level != "note" for report in reports for finding in report.findings) else 0


def _checked(path: str, only):
    from tfgraph_dnn.lint.checking import check_file

    try:
        return check_file(path, only)
    except UsageError as error:
        return error


def _with_progress(paths: list[str]) -> Iterator[str]:
    if len(paths) < 2 or not sys.stderr.isatty():
        return iter(paths)
    from tqdm import tqdm

    return iter(tqdm(paths, unit="file", leave=False, file=sys.stderr, delay=1))


def _print(form: str, reports: list) -> None:
    import json

    if form == "json":
        print(json.dumps({"schema": SCHEMA, "files": [_plain(report) for report in reports]}, indent=1))
    elif form == "sarif":
        from tfgraph_dnn.lint import sarif

        print(json.dumps(sarif.log(reports), indent=1))
    else:
        for report in reports:
            for finding in report.findings:
                _show(report, finding)


def _plain(report) -> dict:
    findings = []
    for finding in report.findings:
        entry = finding._asdict()
        if report.places:
            entry["cell"], entry["cell_line"] = report.places[min(finding.line, len(report.places)) - 1]
        findings.append(entry)
    return {"path": report.path, "findings": findings, "ignored": report.ignored}


def _show(report, finding) -> None:
    where = f"{report.path}, {report.place(finding.line)}" if report.places else f"{report.path}:{finding.line}"
    code = colour(finding.code, _COLOURS[finding.level])
    print(printable(f"{where}:{finding.column}: "), code, f" {printable(finding.message)}", sep="")
    if finding.hint:
        print(f"    {printable(finding.hint)}")


def _summarize(reports: list, refused: int) -> None:
    levels = Counter(finding.level for report in reports for finding in report.findings)
    ignored = sum(report.ignored for report in reports)
    counted = [f"{levels[level]} {level}{'s' if levels[level] > 1 else ''}" for level in _COLOURS if levels[level]]
    counted += [f"{ignored} ignored"] if ignored else []
    files = f"{len(reports)} file{'' if len(reports) == 1 else 's'}"
    told = f": {', '.join(counted) or 'nothing to report'}" if reports or not refused else ""
    left = f", {refused} could not be read" if refused else ""
    print(f"{files} checked{left}{told}", file=sys.stderr)

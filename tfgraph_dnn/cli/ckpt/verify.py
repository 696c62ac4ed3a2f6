"""`tfgraph ckpt verify`: whether a checkpoint is all there."""

from __future__ import annotations

import sys

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph ckpt verify PATH... [--json] [--v1 | --v2]

Checks checkpoints: the checksum of every tensor, shapes against bytes, missing and needless shards, slices that are not
there, bytes that belong to nothing, Git LFS pointers, the graph in the .meta file.

  --v1, --v2  that format, where both lie at one prefix
  --json      the same as data

The exit status is 1 when something is wrong, 2 when a checkpoint cannot be read at all."""


def main(argv: list[str]) -> int:
    """Prints what is wrong."""
    given = options.parse(argv, "verify", words=(1, None))
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.verification import verify

    reports = []
    for path in given.words:
        with options.progress() as step:
            reports.append(verify(path, format=given.format, progress=step))
    if "--json" in given:
        plain = [{**vars(report), "problems": [vars(problem) for problem in report.problems]} for report in reports]
        printing.as_json({"checkpoints": plain})
    else:
        for report in reports:
            _show(report)
    return 1 if any(report.problems for report in reports) else 0


def _show(report) -> None:
    printing.say(report.notes)
    sys.stderr.flush()
    for problem in report.problems:
        print(printing.colour("bad", "red"), f" {printing.safe(problem.message)}  [{problem.slug}]")
    counted = f"{report.tensors} tensors, {printing.size(report.nbytes)}"
    state = printing.colour("bad", "red") if report.problems else printing.colour("ok", "green")
    trouble = f", {len(report.problems)} problems" if report.problems else ""
    print(state, f" {printing.safe(report.prefix)}: {report.format}, {counted}{trouble}")

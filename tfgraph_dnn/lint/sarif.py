"""Findings as SARIF 2.1.0, the form that code review tools read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from tfgraph_dnn.lint import pages, rules
from tfgraph_dnn.lint.checking import Report
from tfgraph_dnn.lint.findings import Finding
from tfgraph_dnn.version import __version__


def log(reports: Iterable[Report]) -> dict:
    """One run of the checker, as a SARIF log."""
    listed = [_rule(module.RULE) for module in rules.every()]
    index = {rule["id"]: number for number, rule in enumerate(listed)}
    results = [_result(report, finding, index) for report in reports for finding in report.findings]
    driver = {"name": "tfgraph check", "semanticVersion": __version__, "rules": listed}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}],
    }


def _rule(rule) -> dict:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": pages.page(rule.code), "markdown": pages.page(rule.code)},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(report: Report, finding: Finding, index: dict[str, int]) -> dict:
    text = finding.message + (f". {finding.hint}" if finding.hint else "")
    if report.places:
        text = f"{report.place(finding.line)}: {text}"
    place = {"artifactLocation": {"uri": _uri(report.path)}}
    if not report.places:  # a notebook's lines are no lines of its file
        place["region"] = {"startLine": finding.line, "startColumn": finding.column, "endLine": finding.end_line}
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": finding.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    if os.path.isabs(path):
        return PurePath(path).as_uri()
    return quote(os.path.normpath(path).replace(os.sep, "/"))

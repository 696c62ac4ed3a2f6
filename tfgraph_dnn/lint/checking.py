"""Reads a program, lets every rule look at it, and leaves out what the program says to ignore."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
import tokenize
import warnings
from collections.abc import Iterable
from typing import NamedTuple

from tfgraph_dnn.lint import notebooks, rules
from tfgraph_dnn.lint.findings import Finding
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.program_text import ProgramError, python2, python2_error, read, refuse_what_is_no_text

# Of frames: a sum of a thousand terms is a tree a thousand deep.
_DEPTH = 6000
_IGNORE = re.compile(r"#\s*tfgraph:\s*ignore(?:\[([\w\s,]*)\])?")


class Report(NamedTuple):
    """What was found in one file.

    Attributes:
      path: the file, as it was given.
      findings: in the order of the lines.
      ignored: how many more a comment in the program keeps quiet.
      places: for a notebook, the cell and line of each line; else empty.
    """

    path: str
    findings: list[Finding]
    ignored: int
    places: list[notebooks.Line]

    def place(self, line: int) -> str:
        """A line as people find it: `12`, or `cell 3, line 2`."""
        if not self.places:
            return str(line)
        at = self.places[min(line, len(self.places)) - 1]
        return f"cell {at.cell}, line {at.line}"


def check_file(path: str, select: Iterable[str] | None = None) -> Report:
    """Checks a program or a notebook.

    Args:
      path: the file.
      select: codes of the only rules to ask; all when not given.

    Raises:
      ProgramError: it cannot be read, or is no Python 3 program.
    """
    data, places = read(path), []
    if path.endswith(".ipynb"):
        text, places = notebooks.program(data, path)
        data = text.encode()
    else:
        refuse_what_is_no_text(data, path)
    findings = _findings(_parsed(data, path, places), path, select, _modules_beside(path))
    kept = _without_ignored(findings, data)
    return Report(path, kept, len(findings) - len(kept), places)


def check_source(source: str, select: Iterable[str] | None = None) -> list[Finding]:
    """Checks the text of a program.

    Raises:
      ProgramError: it is no Python 3 program.
    """
    data = source.encode("utf-8", "surrogatepass")
    refuse_what_is_no_text(data, "<source>")
    return _without_ignored(_findings(_parsed(data, "<source>", []), "<source>", select), data)


def _parsed(data: bytes, path: str, places: list[notebooks.Line]) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(data, path)
        except SyntaxError as error:
            found = python2(error)
            if places and error.lineno:
                at = places[min(error.lineno, len(places)) - 1]
                error.lineno = at.line
                path = f"{path}, cell {at.cell},"
            if found:
                raise python2_error(path, error, found) from None
            raise ProgramError(f"{path} is no Python program (line {error.lineno}: {error.msg})") from None
        except (ValueError, RecursionError, MemoryError) as error:
            raise ProgramError(f"{path} cannot be parsed: {str(error) or 'nested too deeply'}") from None


def _findings(tree: ast.Module, path: str, select: Iterable[str] | None, beside: Iterable[str] = ()) -> list[Finding]:
    wanted = None if select is None else set(select)
    found: set[Finding] = set()
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, _DEPTH))
        program = Program(tree, beside)
        for rule in rules.every() if program.uses_tensorflow else ():
            if wanted is None or rule.RULE.code in wanted:
                found.update(rule.find(program))
    except RecursionError:
        raise ProgramError(f"{path} cannot be checked: an expression in it is nested too deeply") from None
    finally:
        sys.setrecursionlimit(limit)
    return sorted(found, key=lambda finding: (finding.line, finding.column, finding.code, finding.message))


def _without_ignored(findings: list[Finding], data: bytes) -> list[Finding]:
    if not findings or b"tfgraph:" not in data:
        return findings
    quiet = _ignored_lines(data)

    def ignored(finding: Finding) -> bool:
        codes = [quiet[line] for line in range(finding.line, finding.end_line + 1) if line in quiet]
        return any(not each or finding.code in each for each in codes)

    return [finding for finding in findings if not ignored(finding)]


def _ignored_lines(data: bytes) -> dict[int, frozenset[str]]:
    """Line -> the codes a comment on it keeps quiet; no codes mean all."""
    found = {}
    try:
        for token in tokenize.tokenize(io.BytesIO(data).readline):
            comment = _IGNORE.search(token.string) if token.type == tokenize.COMMENT else None
            if comment:
                found[token.start[0]] = frozenset((comment[1] or "").replace(",", " ").upper().split())
    except (tokenize.TokenError, SyntaxError):
        pass  # what was read up to there counts
    return found


def _modules_beside(path: str) -> set[str]:
    """Names of the modules and packages in a file's directory and in the one above, without the file itself."""
    directory, own = os.path.split(os.path.abspath(path))
    above = _modules_in(os.path.dirname(directory)) - {"tensorflow", "numpy"}
    return _modules_in(directory, own) | above


def _modules_in(directory: str, without: str = "") -> set[str]:
    found = set()
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            stem, extension = os.path.splitext(entry.name)
            if entry.name != without and (extension == ".py" or (not extension and entry.is_dir())):
                found.add(stem)
    return found

"""The program in a notebook: its code cells one after another, without IPython's own commands."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from tfgraph_dnn.lint.program_text import ProgramError

_COMMAND = re.compile(r"^(\s*)(?:[%!].*|\?.*|[\w.]+\?{1,2}\s*)$")
_ASSIGNED = re.compile(r"^(\s*[\w,\s]+=\s*)[%!].*$")
# Magics of a whole cell whose body is still Python of the program's.
_STILL_PYTHON = ("%%time", "%%timeit", "%%capture", "%%prun")


class Line(NamedTuple):
    """Where a line of the joined program stands in the notebook; both count from 1."""

    cell: int
    line: int


def program(data: bytes, shown: str) -> tuple[str, list[Line]]:
    """The Python source of a notebook, and where each of its lines stands.

    Raises:
      ProgramError: it is no notebook, or its language is not Python.
    """
    try:
        content = json.loads(data.decode("utf-8"))
        cells = content["cells"] if "cells" in content else content["worksheets"][0]["cells"]
        sources = [_source(cell) for cell in cells]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ProgramError(f"{shown} is no notebook that can be read: {_said(error)}") from None
    language = _language(content)
    if language != "python":
        raise ProgramError(f"{shown} is a notebook in {language}, not in Python")
    lines, places = [], []
    for number, source in enumerate(sources, start=1):
        for line, text in enumerate(_python(source), start=1):
            lines.append(text)
            places.append(Line(number, line))
    return "\n".join(lines) + "\n", places


def _said(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


def _language(content: dict) -> str:
    metadata = content.get("metadata")
    for part, field in (("language_info", "name"), ("kernelspec", "language")):
        entry = metadata.get(part) if isinstance(metadata, dict) else None
        if isinstance(entry, dict) and isinstance(entry.get(field), str):
            return entry[field].lower()
    return "python"


def _source(cell: dict) -> str | None:
    """The text of a code cell; None for any other."""
    if cell["cell_type"] != "code":
        return None
    source = cell["source"] if "source" in cell else cell["input"]
    return source if isinstance(source, str) else "".join(source)


def _python(source: str | None) -> list[str]:
    """The cell's lines, as many as it has, with what is not Python put out of the way."""
    if source is None:
        return []
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "").strip()
    if first.startswith("%%") and not first.startswith(_STILL_PYTHON):
        return [""] * len(lines)
    return [_without_command(line) for line in lines]


def _without_command(line: str) -> str:
    command = _COMMAND.match(line)
    if command:
        return f"{command[1]}pass"
    assigned = _ASSIGNED.match(line)
    return f"{assigned[1]}None" if assigned else line

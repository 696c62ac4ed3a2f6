"""Runs a lesson's program under the import mapping and keeps what it made."""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import time
from collections.abc import Mapping as Names
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tfgraph_dnn.run import Mapping
from tfgraph_dnn.run.source import compiled

PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Ran:
    """A program that has run.

    Attributes:
      name: the lesson's.
      source: the program's text.
      printed: what it printed.
      seconds: how long it took, TensorFlow's start included.
      made: its global variables.
    """

    name: str
    source: str
    printed: str
    seconds: float
    made: Names[str, Any]

    def __getitem__(self, name: str) -> Any:
        """A global variable of the program."""
        return self.made[name]

    def excerpt(self, *names: str) -> str:
        """The text of functions of the program.

        Raises:
          KeyError: it has no such function.
        """
        found = {node.name: node for node in ast.parse(self.source).body if isinstance(node, ast.FunctionDef)}
        lines = self.source.splitlines()
        return "\n\n\n".join("\n".join(lines[found[n].lineno - 1 : found[n].end_lineno]) for n in names)


def run(name: str) -> Ran:
    """Runs `programs/NAME.py` from a fresh default graph; its exceptions come through."""
    path = PROGRAMS / f"{name}.py"
    source = path.read_text(encoding="utf-8")
    module = ModuleType("__main__")
    mapping = Mapping([])
    mapping.enter(vars(module))
    module.__dict__["__file__"] = str(path)
    begun, printed = time.monotonic(), io.StringIO()
    mapping.import_("tensorflow").reset_default_graph()
    before, sys.argv = sys.argv, [str(path)]
    try:
        with contextlib.redirect_stdout(printed):
            exec(compiled(source.encode(), str(path)), vars(module))
    finally:
        sys.argv = before
        mapping.remove()
    return Ran(name, source, printed.getvalue(), time.monotonic() - begun, vars(module))

"""What a rule is, and what it finds."""

from __future__ import annotations

import ast
from typing import NamedTuple

# Levels: an "error" stops the program under the runner; a "warning" is a mistake that runs; a "note" only tells.
LEVELS = ("error", "warning", "note")


class Rule(NamedTuple):
    """One thing that is looked for; `tfgraph explain CODE` is made of it.

    Attributes:
      code: `TG0nn`.
      name: a short name in words joined by hyphens.
      title: what is wrong, in a line.
      why: why it matters and when the rule is silent, as Markdown.
      bad, good: a program with the fault, and the same without.
      level: one of LEVELS.
    """

    code: str
    name: str
    title: str
    why: str
    bad: str
    good: str
    level: str = "warning"

    def at(self, node: ast.AST, message: str, hint: str | None = None) -> Finding:
        """A finding of this rule at a node of the program."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        return Finding(self.code, self.level, message, hint, line, column, getattr(node, "end_lineno", None) or line)


class Finding(NamedTuple):
    """One place in a program where a rule has something to say; lines and columns count from 1."""

    code: str
    level: str
    message: str
    hint: str | None
    line: int
    column: int
    end_line: int

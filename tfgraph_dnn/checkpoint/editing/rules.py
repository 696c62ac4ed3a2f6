"""Renames as they are typed: `s/regex/replacement/`, as in sed, and `OLD=NEW`.

>>> parse("s/^tower_0/tower/").apply("tower_0/w")
'tower/w'
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tfgraph_dnn.checkpoint.editing.edit import no_rule


class Rule(NamedTuple):
    """A substitution.

    Attributes:
      text: as it was typed.
      pattern: what is looked for.
      replacement: what takes its place, with `\\\\1` or `\\\\g<name>` for groups.
      count: how often at most; 0 for every time.
    """

    text: str
    pattern: re.Pattern[str]
    replacement: str
    count: int

    def apply(self, name: str) -> str:
        """The name after it."""
        return self.pattern.sub(self.replacement, name, count=self.count)


def parse(text: str) -> Rule:
    """A rule out of `s/regex/replacement/flags`; any character may stand for the slashes.

    Flags are `g` (every time it is found, not only the first) and `i` (whatever the case).

    Raises:
      CheckpointError: it is none.
    """
    parts = _parts(text)
    if parts is None:
        raise no_rule(f"{text!r} is no rule", "Write s/regex/replacement/, or s|regex|replacement| around slashes.")
    expression, replacement, flags = parts
    if set(flags) - {"g", "i"}:
        raise no_rule(f"{text!r} ends in {flags!r}", "The flags are g (every time) and i (whatever the case).")
    try:
        pattern = re.compile(expression, re.IGNORECASE if "i" in flags else 0)
        re.sub(pattern, replacement, "")
        _check_groups(pattern, replacement)
    except (re.error, IndexError) as error:
        raise no_rule(f"{text!r} is no rule: {error}") from error
    return Rule(text, pattern, replacement, 0 if "g" in flags else 1)


def _check_groups(pattern: re.Pattern[str], replacement: str) -> None:
    """`re` looks at the groups of a replacement only where the pattern is found: make it found."""
    re.compile(f"(?:{pattern.pattern})|", pattern.flags & re.IGNORECASE).sub(replacement, "")


def _parts(text: str) -> tuple[str, str, str] | None:
    """What stands between the slashes; a backslash keeps the next one from being one."""
    if len(text) < 4 or text[0] != "s" or text[1].isalnum() or text[1] in "\\\n ":
        return None
    slash = re.escape(text[1])
    inner = rf"((?:\\.|[^\\{slash}])*)"
    found = re.fullmatch(rf"s{slash}{inner}{slash}{inner}{slash}(\w*)", text, re.DOTALL)
    if found is None:
        return None
    expression, replacement, flags = found.groups()
    return expression.replace(f"\\{text[1]}", text[1]), replacement.replace(f"\\{text[1]}", text[1]), flags

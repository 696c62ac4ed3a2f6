"""What a check is, and what it finds."""

from __future__ import annotations

from typing import NamedTuple

from tfgraph_dnn.errors import printable


class Place(NamedTuple):
    """A line of the program: its file, its number, its text where the file can be read."""

    file: str
    line: int
    text: str


class Check(NamedTuple):
    """One mistake that is looked for; `tfgraph explain CODE` is made of it.

    Attributes:
      code: `TD0nn`; the same number as the rule of `tfgraph check` for the same mistake, where there is one.
      title: what is wrong, in a line.
      why: why it matters, how it is seen and when nothing is said, as Markdown.
      bad, good: a program with the mistake, and the same without.
      values: whether it needs `--doctor=values`.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    values: bool = False

    def at(self, place: Place | None, message: str, hint: str) -> Finding:
        """A finding of this check at a line of the program."""
        return Finding(self.code, message, hint, place)


class Finding(NamedTuple):
    """A mistake that was seen."""

    code: str
    message: str
    hint: str
    place: Place | None

    def lines(self) -> list[str]:
        """As it is told."""
        where = f"{self.place.file}:{self.place.line}: " if self.place else ""
        told = [f"{where}{self.code} {printable(self.message)}"]
        if self.place and self.place.text:
            told.append(f"      {printable(self.place.text)}")
        return [*told, f"    {printable(self.hint)}  (tfgraph explain {self.code})"]


def page(check: Check) -> str:
    """The page of a check."""
    when = "`tfgraph run --doctor=values`" if check.values else "`tfgraph run --doctor`"
    return f"""\
# {check.code}: {check.title}

{check.why.strip()}

Seen by {when} while the program runs.

Found:

{_indented(check.bad)}

Not found:

{_indented(check.good)}
"""


def _indented(program: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in program.strip().splitlines())

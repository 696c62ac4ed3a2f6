"""Packs of renames: files of rows `old,new`, read in the order of the file.

A row's `old` is a part of a variable's name, in whole steps of its path: `weights` is in `hidden1/weights` and not in
`my_weights`. One that ends in "/" is a scope, wherever it stands; any other is the end of the name, but for optimizer
slots and moving averages, which go along: `hidden1/weights/Adam`. `{n}` is a number, `{_n}` an underscore with a number
or nothing, `{name}` any one step. Where both sides have the same of these, a pack works backwards too.
"""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import NamedTuple

from tfgraph_dnn.checkpoint.relations import ATTACHED
from tfgraph_dnn.errors import CheckpointError

_HERE = Path(__file__).parent / "packs"
_FIELDS = {"{n}": r"(?P<n>\d+)", "{_n}": r"(?P<_n>(?:_\d+)?)", "{name}": "(?P<name>[^/]+)"}
_FIELD = re.compile(r"(\{_?\w+\})")


class Row(NamedTuple):
    """One rename.

    Attributes:
      old, new: parts of names, see the module.
      before, after: a name to which it applies, and what the whole pack makes of it.
      clash: what happens when another variable has the new name: "over": the renamed one takes it; "first": the first
        of the renamed ones takes it; "": nothing may be there.
      why: what it is about.
    """

    old: str
    new: str
    before: str
    after: str
    clash: str
    why: str

    @property
    def label(self) -> str:
        """The rule in a word: "weights -> kernel"."""
        return f"{self.old} -> {self.new or '(nothing)'}"

    def apply(self, name: str) -> str:
        """The name after this rename."""
        return _pattern(self.old).sub(lambda found: self.new.format(**found.groupdict()), name)


class Pack(NamedTuple):
    """A file of renames.

    Attributes:
      name: of the file; with the sides of its "-to-" changed over for a pack that is worked backwards.
      title: what it is for.
      rows: its renames, in the order in which they are tried.
    """

    name: str
    title: str
    rows: tuple[Row, ...]

    def apply(self, name: str) -> tuple[str, tuple[Row, ...]]:
        """The name after all renames, and those that applied."""
        applied = []
        for row in self.rows:
            changed = row.apply(name)
            if changed != name:
                applied.append(row)
                name = changed
        return name, tuple(applied)


@functools.cache
def _pattern(old: str) -> re.Pattern[str]:
    body = "".join(_FIELDS.get(part) or re.escape(part) for part in _FIELD.split(old))
    end = "" if old.endswith("/") else rf"(?=(?:/part_\d+)?(?:/(?:{ATTACHED}))*$)"
    return re.compile(rf"(?:(?<=/)|^){body}{end}")


@functools.cache
def _forward() -> dict[str, Pack]:
    found = {}
    for path in sorted(_HERE.glob("*.csv")):
        title, *lines = path.read_text(encoding="utf-8").splitlines()
        _, *rows = csv.reader(lines)
        found[path.stem] = Pack(path.stem, title.lstrip("# "), tuple(Row(*row) for row in rows))
    return found


@functools.cache
def packs() -> dict[str, Pack]:
    """Every pack by its name, those that work backwards under their other name too.

    Example:
      >>> list(packs())[:2]
      ['contrib-to-layers', 'layers-to-contrib']
    """
    found = {}
    for pack in _forward().values():
        found[pack.name] = pack
        if (back := _backward(pack)) is not None:
            found[back.name] = back
    return found


def opposite(name: str) -> str | None:
    """The name under which a pack works the other way; None when it does not."""
    back = _backward(_forward()[name])
    return None if back is None else back.name


def _backward(pack: Pack) -> Pack | None:
    if any(sorted(_FIELD.findall(row.old)) != sorted(_FIELD.findall(row.new)) or row.clash for row in pack.rows):
        return None
    old, to, new = pack.name.partition("-to-")
    if not to:
        return None
    family, dash, version = old.rpartition("-")  # rnn-0.x-to-1.2: the family is part of both names
    name = f"{family}{dash}{new}-to-{version}" if dash else f"{new}-to-{old}"
    rows = (row._replace(old=row.new, new=row.old, before=row.after, after=row.before) for row in pack.rows)
    return Pack(name, f"{pack.title}, backwards", tuple(rows))


def pack(name: str) -> Pack:
    """The pack of a name.

    Raises:
      CheckpointError: (a ValueError) there is none; the message has those there are.
    """
    if name not in packs():
        raise CheckpointError(f"no pack of renames {name!r}", hint=f"There are: {', '.join(packs())}", slug="ckpt-pack")
    return packs()[name]

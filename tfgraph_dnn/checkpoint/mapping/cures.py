"""What would give a variable its value when the checkpoint has none under its name: a pack, a scope, a like name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.mapping import packs
from tfgraph_dnn.checkpoint.mapping.packs import Row

# In this order; each leaves the names of the last generation alone.
_GENERATIONS = ("tensor-names", "towers-to-one", "rnn-0.x-to-1.2", "rnn-1.0-to-1.2", "contrib-to-layers")
_AVERAGES, _SHADOW = "ema-to-variables", "/ExponentialMovingAverage"
_MOST_COMPARED = 4000


@dataclass(frozen=True)
class Cure:
    """A way to a value.

    Attributes:
      tensor: of the checkpoint, that would be taken.
      rule: what renames it, in a few words.
      packs: names of packs that do it.
      scope: a scope of the checkpoint and the one in the graph, that does it; None when none is needed.
    """

    tensor: str
    rule: str
    packs: tuple[str, ...] = ()
    scope: tuple[str, str] | None = None


class Cures:
    """Looks for cures among the tensors of one checkpoint."""

    def __init__(self, names: Iterable[str], shapes: Mapping[str, tuple], free: Iterable[str] | None = None):
        """Indexes the tensors.

        Args:
          names: their names, as they would be restored.
          shapes: name -> shape.
          free: those that no variable takes already; all of them when not given.
        """
        self._names = list(names)
        self._shapes = shapes
        self._free = set(self._names if free is None else free)
        self._modern: dict[str, list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        for name in self._names:
            modern = _modern(name)[0]
            self._modern.setdefault(modern, []).append(name)
            self._tails.setdefault(modern.rpartition("/")[2], []).append(name)

    def find(self, name: str, shape: tuple | None) -> Cure | None:
        """The way to a value for a variable, when there is one that leaves no doubt."""
        return self._by_packs(name, shape) or self._by_average(name, shape) or self._by_scope(name, shape)

    def nearest(self, name: str, shape: tuple | None, *, most: int = 3) -> tuple[str, ...]:
        """Names like it, those of free tensors of its shape first."""
        alike = [one for one in self._free if self._fits(one, shape)]
        found = self._close(name, alike, most)
        if len(found) < most:
            found += [one for one in self._close(name, self._names, most) if one not in found]
        return tuple(found[:most])

    def _close(self, name: str, among: list[str], most: int) -> list[str]:
        modern: dict[str, str] = {}
        for one in sorted(among)[:_MOST_COMPARED]:
            modern.setdefault(_modern(one)[0], one)
        return [modern[one] for one in difflib.get_close_matches(_modern(name)[0], list(modern), n=most, cutoff=0.5)]

    def _fits(self, name: str, shape: tuple | None) -> bool:
        found = self._shapes[name]
        return shape is None or (
            len(found) == len(shape) and all(b is None or a == b for a, b in zip(found, shape, strict=True))
        )

    def _by_packs(self, name: str, shape: tuple | None) -> Cure | None:
        modern, mine = _modern(name)
        same = [one for one in self._modern.get(modern, ()) if one != name and one in self._free]
        if len(same) > 1:
            same = [one for one in same if self._fits(one, shape)]
        if len(same) != 1:
            return None
        (tensor,) = same
        forward, backward, rules = [], [], []
        theirs = _modern(tensor)[1]
        for pack in _GENERATIONS:
            there = [row for row in theirs.get(pack, ()) if row not in mine.get(pack, ())]
            here = [row for row in mine.get(pack, ()) if row not in theirs.get(pack, ())]
            back = packs.opposite(pack)
            if (there and here) or (here and back is None):
                return None
            if there:
                forward.append(pack)
            elif here:
                backward.insert(0, back)
            rules += [row.label for row in there] + [f"{row.new or '(nothing)'} -> {row.old}" for row in here]
        needed = [*forward, *backward]
        return Cure(tensor, ", ".join(rules), tuple(needed)) if _applied(tensor, needed) == name else None

    def _by_average(self, name: str, shape: tuple | None) -> Cure | None:
        shadow = name + _SHADOW
        if shadow in self._free and self._fits(shadow, shape):
            return Cure(shadow, "the variable's moving average", (_AVERAGES,))
        return None

    def _by_scope(self, name: str, shape: tuple | None) -> Cure | None:
        """A tensor whose name has the same end, where one of the two has a scope more in front, or another."""
        wanted = _modern(name)[0].split("/")
        best, most, several = None, 0, False
        for one in self._tails.get(wanted[-1], ()):
            if one not in self._free or not self._fits(one, shape) or one == name:
                continue
            found = _modern(one)[0].split("/")
            length = _common_end(wanted, found)
            if length < min(2, len(wanted), len(found)):
                continue
            several = several or length == most
            if length > most:
                best, most, several = (one, found), length, False
        if best is None or several or most == len(wanted) == len(best[1]):
            return None
        tensor, found = best
        old, new = ("".join(step + "/" for step in steps[: len(steps) - most]) for steps in (found, wanted))
        needed, rules = [], [f"scope {old or '/'} -> {new or '/'}"]
        for pack, rows in _modern(tensor)[1].items():
            needed.append(pack)
            rules += [row.label for row in rows]
        if not tensor.startswith(old) or _applied(new + tensor[len(old) :], needed) != name:
            return None
        return Cure(tensor, ", ".join(rules), tuple(needed), (old or "/", new or "/"))


def _common_end(one: list[str], other: list[str]) -> int:
    length = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        length += 1
    return length


def _modern(name: str) -> tuple[str, dict[str, tuple[Row, ...]]]:
    """A name as the last generation has it, and the rows of each pack that brought it there."""
    applied = {}
    for pack in _GENERATIONS:
        name, rows = packs.pack(pack).apply(name)
        if rows:
            applied[pack] = rows
    return name, applied


def _applied(name: str, needed: list[str]) -> str:
    for pack in needed:
        name, _ = packs.pack(pack).apply(name)
    return name

"""Renaming all tensors of a checkpoint by packs, and what that does to names that are taken already.

>>> rename(["h1/weights", "h1/weights/Adam"], "contrib-to-layers").names
{'h1/weights': 'h1/kernel', 'h1/weights/Adam': 'h1/kernel/Adam'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tfgraph_dnn.checkpoint.mapping.packs import Pack, Row, pack


@dataclass
class Renaming:
    """What `rename` did.

    Attributes:
      names: old name -> new name, of all tensors that have one; unchanged ones too.
      rules: old name -> the rules that changed it, in a few words.
      left_out: old name -> the old name of the tensor that took its place (the average of a variable, the first tower).
      clashes: new name -> the old names that want it, where more than one does and no rule says which.
    """

    names: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def rename(names: Iterable[str], packs: str | Pack | Iterable[str | Pack]) -> Renaming:
    """New names for tensors; nothing is read or written.

    Args:
      names: the tensors' names.
      packs: a pack, or several that are applied one after the other; by name, or as such.

    Raises:
      CheckpointError: (a ValueError) there is no pack of that name.
    """
    chosen = [pack(one) if isinstance(one, str) else one for one in ([packs] if _is_one(packs) else packs)]
    done = Renaming()
    wanted: dict[str, list[str]] = {}
    policy: dict[str, str] = {}
    for name in names:
        new, rows = name, []
        for one in chosen:
            new, applied = one.apply(new)
            rows += applied
        if rows:
            done.rules[name] = ", ".join(row.label for row in rows)
        policy[name] = _policy(rows)
        wanted.setdefault(new, []).append(name)
    for new, olds in wanted.items():
        _settle(new, olds, policy, done)
    return done


def _is_one(packs) -> bool:
    return isinstance(packs, str | Pack)


def _policy(rows: list[Row]) -> str:
    return next((row.clash for row in rows if row.clash), "")


def _settle(new: str, olds: list[str], policy: dict[str, str], done: Renaming) -> None:
    """Decides which of the tensors that want a name has it."""
    taker = olds[0]
    if len(olds) > 1:
        over = [old for old in olds if policy[old] == "over"]
        firsts = sorted((old for old in olds if policy[old] == "first"), key=_natural)
        if len(over) == 1:
            taker = over[0]
        elif len(firsts) == len(olds):
            taker = firsts[0]
        else:
            done.clashes[new] = tuple(olds)
            return
    done.names[taker] = new
    done.left_out.update({old: taker for old in olds if old != taker})


def _natural(name: str) -> list:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]

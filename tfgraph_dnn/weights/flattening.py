"""Nested dicts and lists to names: {"conv1": {"weights": w}} to {"conv1/weights": w}."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, NamedTuple

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.malformed import about

_MOST_THINGS, _MOST_SCANNED, _DEEPEST, _LONGEST_NAME = 100_000, 20_000_000, 100, 1000
ALONE = "arr_0"  # the name of an array that has none, as in numpy.savez


def flattened(
    top: Any, budget: Budget, *, separator: str = "/", sort: bool = False, nearest: bool = False
) -> dict[str, np.ndarray]:
    """The arrays in nested containers by their paths; what is no array (text, plain numbers) is left out.

    Args:
      top: dicts, lists, and objects with `array(budget)` (or with `held`, where they hold others).
      budget: what the arrays may take.
      separator: between the parts of a name.
      sort: the keys of dicts in natural order: a dict of Python 2 had none of its own.
      nearest: give an array that can be reached in several ways its shortest name alone.

    Raises:
      Malformed: two arrays would have one name, or the containers hold each other without end.
    """
    found: dict[str, np.ndarray] = {}
    for name, leaf in _leaves(top, separator, sort, nearest):
        with about(name or ALONE):
            array = leaf.array(budget)
            if array is None:
                continue
            if (name or ALONE) in found:
                raise Malformed("two arrays have this name")
        found[name or ALONE] = array
    return found


class _Step(NamedTuple):
    """A thing and how it was come by; without a key, that a container is left again."""

    value: Any
    key: str | None
    before: _Step | None
    depth: int

    def name(self, separator: str) -> str:
        """The keys that lead to it; those of holders, which have none, left out."""
        parts, length = [], 0
        step: _Step | None = self
        while step is not None:
            length += len(step.key or "")
            if length > _LONGEST_NAME:
                raise Malformed(f"the name of an array is longer than {_LONGEST_NAME} characters")
            if step.key:
                parts.append(step.key)
            step = step.before
        return separator.join(reversed(parts))


def _leaves(top: Any, separator: str, sort: bool, nearest: bool) -> list[tuple[str, Any]]:
    leaves: list[_Step] = []
    things, scanned, work = 1, 0, deque([_Step(top, "", None, 0)])
    entered: set[int] = set()  # by number, for values need not be hashable
    while work:
        step = work.popleft()
        if step.key is None:
            entered.discard(id(step.value))
            continue
        # A container that holds itself is not entered twice; nearest, nothing is.
        if id(step.value) in entered:
            continue
        inner = _items(step.value, sort)
        if inner is not None or nearest:
            entered.add(id(step.value))
        if inner is None:
            if hasattr(step.value, "array"):
                leaves.append(step)
            continue
        scanned += len(inner)
        found = [_Step(item, key, step, step.depth + 1) for key, item in inner if _is_of_interest(item)]
        things += len(found)
        if things > _MOST_THINGS or scanned > _MOST_SCANNED or (step.depth > _DEEPEST and not nearest):
            raise Malformed(f"it holds more than {_MOST_THINGS:,} things, or is more than {_DEEPEST} levels deep")
        if nearest:
            work.extend(found)
        else:
            work.extendleft([_Step(step.value, None, None, 0), *reversed(found)])
    return [(step.name(separator), step.value) for step in leaves]


def _is_of_interest(item: Any) -> bool:
    return isinstance(item, (dict, list, tuple)) or hasattr(item, "array") or hasattr(item, "held")


def _items(value: Any, sort: bool) -> list[tuple[str, Any]] | None:
    """The items of a container with their names; None for anything else."""
    if isinstance(value, dict):
        items = [(_key(key), item) for key, item in value.items()]
        return sorted(items, key=lambda item: natural(item[0])) if sort else items
    if getattr(value, "held", None) is not None:
        value = value.held
        if len(value) == 1:  # numpy.save of a dict makes an array of one object
            return [("", value[0])]
    if isinstance(value, (list, tuple)):
        return [(str(number), item) for number, item in enumerate(value)]
    return None


def _key(key: Any) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)


def natural(name: str) -> list:
    """A key that sorts conv2 before conv10."""
    parts = re.split(r"([0-9]+)", name)
    # Every other part is a number.
    return [(int(part[:18]), part) if at % 2 else (0, part) for at, part in enumerate(parts)]

"""Which array goes into which variable, and how."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfgraph_dnn.errors import WeightsError, printable
from tfgraph_dnn.weights.entries import Entry, entries, split
from tfgraph_dnn.weights.fitting import Fitted, cast, fit, same_shape
from tfgraph_dnn.weights.layouts import Layout
from tfgraph_dnn.weights.targets import Target

_SHOWN = 6


@dataclass(frozen=True)
class Row:
    """What one variable takes.

    Attributes:
      variable: its name; shape, dtype: its own.
      arrays: the names of what it takes; array_shapes: their shapes.
      steps: what is done with them.
      how: "name", "shape" (nothing else fits), "order" (of several that fit, the one in its place) or "mapping".
      doubts: what the shapes cannot tell; empty where nothing is in doubt.
    """

    variable: str
    shape: tuple[int | None, ...]
    dtype: str
    arrays: tuple[str, ...]
    array_shapes: tuple[tuple[int, ...], ...]
    steps: tuple[str, ...]
    how: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What is, or was, assigned. `print(plan)` shows it as a table; `as_dict()` is the same as data.

    Attributes:
      rows: one a variable, in their order.
      unused: arrays that no variable takes.
      values: name of a variable -> the array that it takes.
    """

    rows: tuple[Row, ...]
    unused: tuple[str, ...]
    values: Mapping[str, np.ndarray]

    @property
    def doubts(self) -> tuple[str, ...]:
        """All that is in doubt, with the variable's name."""
        return tuple(f"{row.variable}: {doubt}" for row in self.rows for doubt in row.doubts)

    def as_dict(self) -> dict[str, Any]:
        """The table as plain data, for JSON."""
        return {"rows": [vars(row) for row in self.rows], "unused": list(self.unused)}

    def __str__(self) -> str:
        head = ("variable", "shape", "takes", "of shape", "found by", "steps")
        cells = [head]
        for row in self.rows:
            shapes = " + ".join(map(_dims, row.array_shapes[:2])) + (" + ..." if len(row.array_shapes) > 2 else "")
            names = " + ".join(map(printable, row.arrays[:2])) + (" + ..." if len(row.arrays) > 2 else "")
            cells.append(
                (printable(row.variable), _dims(row.shape), names, shapes, row.how, "; ".join(row.steps) or "-")
            )
        widths = [max(len(line[at]) for line in cells) for at in range(len(head))]
        lines = ["  ".join(f"{c:<{n}}" for c, n in zip(line, widths, strict=True)).rstrip() for line in cells]
        lines += [f"in doubt: {printable(doubt)}" for doubt in self.doubts]
        if self.unused:
            more = f", ... {len(self.unused) - _SHOWN} more" if len(self.unused) > _SHOWN else ""
            lines.append(f"not taken: {', '.join(map(printable, self.unused[:_SHOWN]))}{more}")
        return "\n".join(lines)


def _dims(shape: Sequence[int | None]) -> str:
    return " x ".join("?" if n is None else str(n) for n in shape) if shape else "scalar"


def make_plan(
    targets: Sequence[Target],
    arrays: Mapping[str, np.ndarray],
    layout: Layout,
    *,
    mapping: Mapping[str, Any] | None = None,
    epsilon: float | None = None,
) -> Plan:
    """Finds for each variable the arrays that it takes.

    Args:
      targets: the variables.
      arrays: name -> array.
      layout: how the arrays are laid out.
      mapping: variable's name -> array's name, names that belong together, or (names, function of the arrays).
      epsilon: batch normalization's where the weights come from; the variance makes up for the difference.

    Raises:
      WeightsError: (a ValueError) a variable finds nothing, or more than one thing, or what it is given does not fit.
    """
    if len({target.name for target in targets}) < len(targets):
        raise _mismatch("two variables have one name")
    planner = _Planner(list(targets), {name: np.asarray(a) for name, a in arrays.items()}, layout, epsilon)
    planner.take_mapped(mapping or {})
    planner.take_named()
    planner.take_by_shape()
    return planner.plan()


def _mismatch(message: str, hint: str | None = None, slug: str = "weights-mismatch") -> WeightsError:
    return WeightsError(message, hint=hint, slug=slug)


class _Planner:
    def __init__(self, targets: list[Target], arrays: dict[str, np.ndarray], layout: Layout, epsilon: float | None):
        self._targets, self._arrays, self._layout, self._epsilon = targets, arrays, layout, epsilon
        self._entries = entries(arrays)
        self._first = _first_kernel(targets)
        self._found: dict[str, tuple[Entry, Fitted, str]] = {}
        self._used: set[Entry] = set()
        self._fits: dict[tuple[str, Entry], Fitted | None] = {}
        self._reasons: dict[str, str] = {}

    # -- what fits ------------------------------------------------------------------------------------------------

    def _fit(self, target: Target, entry: Entry) -> Fitted | None:
        key = (target.name, entry)
        if key not in self._fits:
            try:
                self._fits[key] = fit(target, entry, self._arrays, self._layout, first=target.name == self._first)
            except ValueError as error:
                self._fits[key] = None
                self._reasons[target.name] = f"{' + '.join(map(printable, entry.names[:3]))}: {error}"
        return self._fits[key]

    def _may(self, target: Target, entry: Entry) -> bool:
        """Whether nothing speaks against it: neither what they are called, nor their shapes."""
        role = split(target.name)[1]
        if role is not None and entry.role is not None and role != entry.role:
            return False
        return entry not in self._used and self._fit(target, entry) is not None

    def _take(self, target: Target, entry: Entry, fitted: Fitted, how: str) -> None:
        self._found[target.name] = (entry, fitted, how)
        self._used.add(entry)
        if how == "mapping":
            self._used.update(e for e in self._entries if e.part == entry.part and set(e.names) & set(entry.names))

    # -- ways to find it ------------------------------------------------------------------------------------------

    def take_mapped(self, mapping: Mapping[str, Any]) -> None:
        known = {target.name: target for target in self._targets}
        for name, wanted in mapping.items():
            if name.removesuffix(":0") not in known:
                raise _mismatch(f"no variable {printable(name)!r} to map to", _nearest(name, known))
            target = known[name.removesuffix(":0")]
            names, function = wanted if isinstance(wanted, tuple) and callable(wanted[-1]) else (wanted, None)
            names = (names,) if isinstance(names, str) else tuple(names)
            if not names:
                raise _mismatch(f"no array is named for {target.name}")
            for array in names:
                if array not in self._arrays:
                    raise _mismatch(
                        f"no array {printable(str(array))!r} for {target.name}", _nearest(array, self._arrays)
                    )
            self._take_mapped(target, names, function)

    def _take_mapped(self, target: Target, names: tuple[str, ...], function: Callable[..., Any] | None) -> None:
        role = split(target.name)[1]
        same = [entry for entry in self._entries if set(entry.names) == set(names) and entry.kind != "plain"]
        kind = target.kind if target.kind in ("lstm", "gru") else "plain"
        fitting = [entry for entry in same if function is None and self._fit(target, entry) is not None]
        entry = (
            (fitting or same)[0]
            if same
            else Entry(names, "", role, kind if len(names) > 1 or kind != "plain" else "plain")
        )
        if function is not None:
            value = np.asarray(function(*(self._arrays[name] for name in names)))
            fitted = Fitted(value, (getattr(function, "__name__", "a function"),))
        else:
            fitted = self._fit(target, entry) or Fitted(np.empty(0), ())
        if not same_shape(fitted.value.shape, target.shape) or (function is None and self._fit(target, entry) is None):
            shapes = " + ".join(_dims(self._arrays[name].shape) for name in names)
            raise _mismatch(
                f"{target.name} is {_dims(target.shape)}; {', '.join(names)} ({shapes}) does not fit it"
                + self._reason(target)
            )
        if function is not None:
            fitted = fitted._replace(value=cast(fitted.value, target))
        self._take(target, entry, fitted, "mapping")

    def take_named(self) -> None:
        """What is called alike: the same layer, the same role."""
        by_name: dict[tuple[str, str | None], list[Entry]] = {}
        for entry in self._entries:
            if entry.layer and entry.role:
                by_name.setdefault((entry.layer, entry.role), []).append(entry)
        exact = {entry.names[0]: entry for entry in self._entries if len(entry.names) == 1}
        alike: dict[tuple[str, str | None], int] = {}
        for target in self._left():
            alike[split(target.name)] = alike.get(split(target.name), 0) + 1
        for target in self._left():
            found = by_name.get(split(target.name), []) if alike[split(target.name)] == 1 else []
            entry = exact.get(target.name) or (found[0] if len(found) == 1 else None)
            if entry is not None and self._may(target, entry):
                self._take(target, entry, self._fits[target.name, entry], "name")

    def take_by_shape(self) -> None:
        """The rest by shape; several of one shape in their order, where there are as many arrays as variables."""
        while left := self._left():
            wanted = {target.name: self._candidates(target) for target in left}
            for target in left:
                if not wanted[target.name]:
                    raise self._nothing(target)
            groups: dict[tuple[Entry, ...], list[Target]] = {}
            for target in left:
                groups.setdefault(wanted[target.name], []).append(target)
            settled = [(found, group) for found, group in groups.items() if len(found) == len(group)]
            if not settled:
                raise self._ambiguous(groups)
            found, group = min(settled, key=lambda pair: len(pair[0]))
            for target, entry in zip(group, found, strict=True):
                self._take(target, entry, self._fits[target.name, entry], "shape" if len(group) == 1 else "order")

    def _candidates(self, target: Target) -> tuple[Entry, ...]:
        """What it may take: by its shape, or where there is nothing of that, as a row of so many values."""
        found = tuple(entry for entry in self._entries if self._may(target, entry))
        as_they_are = tuple(entry for entry in found if not self._fits[target.name, entry].reshaped)
        return as_they_are or found

    def _left(self) -> list[Target]:
        return [target for target in self._targets if target.name not in self._found]

    # -- what is said ---------------------------------------------------------------------------------------------

    def _reason(self, target: Target) -> str:
        return f" - {self._reasons[target.name]}" if target.name in self._reasons else ""

    def _nothing(self, target: Target) -> WeightsError:
        size = None if None in target.shape else math.prod(target.shape)  # type: ignore[arg-type]
        same = [e for e in self._entries if sum(self._arrays[n].size for n in e.names) == size]
        shown = [f"{' + '.join(e.names)} ({_dims(self._arrays[e.names[0]].shape)})" for e in same[:3]]
        left = len(set(self._entries) - self._used)
        hint = f"Of its size: {', '.join(map(printable, shown))}. " if shown else ""
        return _mismatch(
            f"nothing fits {target.name} {_dims(target.shape)} ({target.kind}){self._reason(target)}; of "
            f"{len(self._entries)} arrays for {len(self._targets)} variables, {left} are not taken",
            hint + "Is source right? mapping={variable: array} says what goes where; dry_run=True shows it.",
        )

    def _ambiguous(self, groups: Mapping[tuple[Entry, ...], list[Target]]) -> WeightsError:
        found, group = min(groups.items(), key=lambda pair: len(pair[0]))
        arrays = ", ".join(printable(" + ".join(entry.names)) for entry in found[:_SHOWN])
        names = ", ".join(target.name for target in group[:_SHOWN])
        return _mismatch(
            f"{len(found)} arrays fit {len(group)} variables of shape {_dims(group[0].shape)}: {arrays} for {names}",
            "Say which goes where: mapping={variable: array}.",
            "weights-ambiguous",
        )

    def plan(self) -> Plan:
        rows, values = [], {}
        for target in self._targets:
            entry, fitted, how = self._found[target.name]
            value, steps, doubts = fitted.value, list(fitted.steps), list(fitted.doubts)
            value = self._with_epsilon(target, value, steps, doubts)
            if str(self._arrays[entry.names[0]].dtype) != target.dtype:
                steps.append(f"{self._arrays[entry.names[0]].dtype} -> {target.dtype}")
            shapes = tuple(self._arrays[name].shape for name in entry.names)
            rows.append(
                Row(target.name, target.shape, target.dtype, entry.names, shapes, tuple(steps), how, tuple(doubts))
            )
            values[target.name] = value
        taken = {name for entry, _, _ in self._found.values() for name in entry.names}
        return Plan(tuple(rows), tuple(name for name in self._arrays if name not in taken), values)

    def _with_epsilon(self, target: Target, value: np.ndarray, steps: list[str], doubts: list[str]) -> np.ndarray:
        if target.epsilon is None:
            return value
        if self._epsilon is not None and abs(self._epsilon - target.epsilon) > 1e-9:
            steps.append(f"+ {self._epsilon:g} - {target.epsilon:g} (epsilon)")
            return (value.astype(np.float64) + self._epsilon - target.epsilon).astype(value.dtype)
        usual = self._layout.epsilon
        if self._epsilon is None and usual is not None and abs(usual - target.epsilon) > 1e-9:
            doubts.append(
                f"epsilon is {target.epsilon:g} here, {usual:g} there as a rule: epsilon={usual:g} makes up for it"
            )
        return value


def _first_kernel(targets: Iterable[Target]) -> str | None:
    """The first convolution, which sees the image where it takes three channels."""
    first = next((target for target in targets if target.kind == "conv"), None)
    return first.name if first is not None and first.shape[-2] == 3 else None


def _nearest(name: object, known: Iterable[str]) -> str | None:
    import difflib

    near = difflib.get_close_matches(str(name), list(known), n=3, cutoff=0.3)
    return f"Nearest: {', '.join(map(printable, near))}" if near else None

"""Finding out how weights are laid out: try the layouts until the net answers as the original did."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tfgraph_dnn.errors import ArgumentError, WeightsError
from tfgraph_dnn.weights.assignment import put
from tfgraph_dnn.weights.layouts import SOURCES, TF_GATES, Layout
from tfgraph_dnn.weights.planning import make_plan
from tfgraph_dnn.weights.targets import targets, with_maps

# What each kind of variable leaves open.
_OPEN = {
    "conv": ("conv", "flip", "swap", "bgr"),
    "dense": ("dense", "flatten"),
    "lstm": ("dense", "gates", "forget_bias_stored"),
    "depthwise": ("conv", "flip", "swap"),
    "transposed": ("conv", "flip", "swap"),
}
DELAY = 1.0  # seconds before the bar is shown
_GATES = tuple("".join(order) for order in itertools.permutations(TF_GATES))
_CHOICES = {"conv": ("HWIO", "OIHW"), "flip": (False, True), "swap": (False, True), "bgr": (False, True),
            "dense": ("io", "oi"), "flatten": ("HWC", "CHW"), "gates": _GATES,
            "forget_bias_stored": (True, False)}  # fmt: skip


class Found(NamedTuple):
    """A layout that was tried.

    Attributes:
      error: by how much the outputs differ at most.
      relative: the same in parts of the largest expected output.
      source: the framework that is nearest to it; pass it to `assign`,
      changes: and these with it.
      layout: both together.
    """

    error: float
    relative: float
    source: str
    changes: dict[str, object]
    layout: Layout

    def __str__(self) -> str:
        told = ", ".join([f'source="{self.source}"', *(f"{name}={value!r}" for name, value in self.changes.items())])
        return f"{self.error:<10.3g} {told}"


class Probe(NamedTuple):
    """What `probe` found.

    Attributes:
      found: the layouts that were tried, the best first; of those that come to the same, one.
      agrees: whether the best gives the expected output, but for rounding.
      tried: how many were run.
      refused: how many did not fit the variables.
    """

    found: tuple[Found, ...]
    agrees: bool
    tried: int
    refused: int

    @property
    def best(self) -> Found:
        """The layout with the smallest error."""
        return self.found[0]

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else "none agrees; the nearest"
        lines = [f"{verdict}: {str(self.best).split(' ', 1)[1].strip()}", "error      layout"]
        return "\n".join([*lines, *map(str, self.found[:8])])


def probe(
    sess: Any,
    variables: Iterable[Any],
    arrays: Mapping[str, np.ndarray],
    feed_dict: Mapping[Any, Any],
    output: Any,
    expected: Any,
    *,
    source: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    maps: Mapping[str, Sequence[int]] | None = None,
    tolerance: float = 1e-3,
    most: int = 400,
) -> Probe:
    """Searches for the layout with which the net gives the output that the original framework gave.

    The variables have their own values again afterwards, and the graph does not grow. All layouts that fit are tried,
    those of the known frameworks first, until `most` were run; each different set of values is run once.

    Args:
      sess: a session in which the variables are initialized.
      variables: as for `assign`.
      arrays: as for `assign`.
      feed_dict: the input.
      output: the tensor that the original's output is compared with, of the same shape.
      expected: what the original gave for that input.
      source: a framework to begin with, if there is a guess.
      mapping, maps: as for `assign`.
      tolerance: what still counts as agreement, in parts of the largest expected value.
      most: how many layouts may be run.

    Returns:
      A Probe; print it for the ranking. `assign(..., source=found.best.source, **found.best.changes)` takes the best.

    Raises:
      WeightsError: (a ValueError) no layout at all fits the variables; the message is that of the first.
    """
    if source is not None and source not in SOURCES:
        raise ArgumentError(f"no layout {source!r}", hint=f"There are: {', '.join(SOURCES)}.")
    wanted = with_maps(targets(variables), maps or {})
    expected = np.asarray(expected, np.float64)
    largest = float(np.abs(expected).max(initial=0)) or 1.0
    before = sess.run({target.name: target.variable for target in wanted})
    kinds = {target.kind for target in wanted}
    fields = sorted({field for kind in kinds for field in _OPEN.get(kind, ())}, key=list(_CHOICES).index)
    found: list[Found] = []
    seen: set[bytes] = set()
    refused, first_refusal = 0, None
    try:
        candidates = list(_candidates(fields, source))
        with _progress(len(candidates)) as step:
            for candidate in candidates:
                if len(found) >= most:
                    break
                step(1)
                try:
                    values = make_plan(wanted, arrays, candidate, mapping=mapping).values
                except WeightsError as error:
                    refused, first_refusal = refused + 1, first_refusal or error
                    continue
                mark = _digest(values)
                if mark in seen:
                    continue
                seen.add(mark)
                put(sess, wanted, values)
                error = _difference(sess.run(output, feed_dict), expected)
                found.append(_found(error, error / largest, candidate, source, fields))
    finally:
        put(sess, wanted, before)
    if not found:
        raise first_refusal or ArgumentError("there is nothing to try: no variables")
    found.sort(key=lambda one: (one.error, len(one.changes)))
    return Probe(tuple(found), found[0].relative <= tolerance, len(found), refused)


def _candidates(fields: list[str], source: str | None) -> Iterator[Layout]:
    names = ([source] if source else []) + [name for name in SOURCES if name != source]
    yield from (SOURCES[name] for name in names)
    start = SOURCES[names[0]]
    combinations = [dict(zip(fields, c, strict=True)) for c in itertools.product(*(_CHOICES[f] for f in fields))]
    # Nearest to a framework first: few layouts are far from all.
    layouts = [dataclasses.replace(start, **combination) for combination in combinations]
    yield from sorted(layouts, key=lambda one: min(len(one.differences(SOURCES[name])) for name in names))


def _digest(values: Mapping[str, np.ndarray]) -> bytes:
    import hashlib

    digest = hashlib.sha256()
    for value in values.values():
        digest.update(np.ascontiguousarray(value))
    return digest.digest()


def _difference(output: Any, expected: np.ndarray) -> float:
    output = np.asarray(output, np.float64)
    if output.shape != expected.shape:
        raise ArgumentError(f"the output is of shape {output.shape}, what is expected of {expected.shape}")
    difference = np.abs(output - expected)
    return float(np.where(np.isfinite(difference), difference, np.inf).max(initial=0))


def _found(error: float, relative: float, candidate: Layout, source: str | None, fields: list[str]) -> Found:
    """Tells it as the nearest framework and what is otherwise, of what matters to these variables."""

    def changes(name: str) -> dict[str, object]:
        return {key: value for key, value in candidate.differences(SOURCES[name]).items() if key in fields}

    nearest = min(([source] if source else []) + list(SOURCES), key=lambda name: len(changes(name)))
    return Found(error, relative, nearest, changes(nearest), candidate)


class _Quiet:
    def __enter__(self):
        return lambda count: None

    def __exit__(self, *exception) -> None:
        pass


def _progress(total: int):
    """A bar on a terminal."""
    if not sys.stderr.isatty():
        return _Quiet()
    from tqdm import tqdm

    class Bar(tqdm):
        def __enter__(self):
            return super().__enter__().update

    return Bar(total=total, unit="layout", leave=False, file=sys.stderr, delay=DELAY)

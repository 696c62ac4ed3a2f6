"""What a restore would do, variable by variable, before anything is restored; no TensorFlow is needed.

>>> from tfgraph_dnn.checkpoint.info import TensorInfo
>>> graph = {"hidden1/weights": TensorInfo("hidden1/weights", "float32", (784, 30), None)}
>>> found = plan("checkpoints/dense_momentum", graph)
>>> found.steps[0].status, found.steps[0].cure.packs
('missing', ('layers-to-contrib',))
"""

from __future__ import annotations

import functools
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.mapping import objects
from tfgraph_dnn.checkpoint.mapping.cures import Cure, Cures
from tfgraph_dnn.checkpoint.mapping.sources import Rename, Sources, sources
from tfgraph_dnn.checkpoint.mapping.wanted import Wanted, wanted_by
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
from tfgraph_dnn.checkpoint.relations import roles
from tfgraph_dnn.errors import ArgumentError

MATCHED, RENAMED, RESIZED, CAST = "matched", "renamed", "resized", "cast"
MISSING, SHAPE, DTYPE, CLASH = "missing", "shape", "dtype", "clash"
GOOD, BAD = (MATCHED, RENAMED, RESIZED, CAST), (MISSING, SHAPE, DTYPE, CLASH)
AUTO = "auto"
_NEAREST = 200  # missing variables for which the nearest names are looked for: it takes a while


@dataclass(frozen=True)
class Step:
    """What a restore would do for one variable.

    Attributes:
      name: the variable's.
      role: "variable", "slot", "average", "step" or "optimizer", see `roles`.
      status: "matched"; "renamed"; "resized" and "cast", where that was allowed; or why it cannot be restored:
        "missing", "shape" or "dtype" differ, "clash" of several tensors.
      tensor: of the checkpoint, that it takes or would take; None when it is missing.
      rule: what gave the tensor the variable's name, in a few words; "" for its own.
      wanted, found: type and shape of the variable, and of the tensor.
      nearest: names of tensors that are like that of a missing variable.
      cure: what would give a missing variable its value; None when nothing is known that would.
    """

    name: str
    role: str
    status: str
    tensor: str | None
    rule: str
    wanted: str
    found: str
    nearest: tuple[str, ...] = ()
    cure: Cure | None = None

    @property
    def good(self) -> bool:
        """Whether the variable would be restored."""
        return self.status in GOOD


@dataclass(frozen=True)
class Plan:
    """What a restore would do.

    Attributes:
      prefix: of the checkpoint.
      steps: one for each variable, in the graph's order.
      unused: tensors of the checkpoint that no variable takes.
      left_out: tensors that were left out on purpose.
      notes: what else should be known.
    """

    prefix: str
    steps: tuple[Step, ...]
    unused: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def having(self, *statuses: str) -> list[Step]:
        """The steps of these statuses."""
        return [step for step in self.steps if step.status in statuses]

    @property
    def counts(self) -> dict[str, int]:
        """Status -> how many variables have it; only those that occur, and "unused" tensors."""
        found = {status: len(self.having(status)) for status in (*GOOD, *BAD)}
        return {status: count for status, count in {**found, "unused": len(self.unused)}.items() if count}


def plan(
    ckpt: Checkpoint | str | os.PathLike[str],
    target,
    *,
    only: str | None = None,
    exclude: str | None = None,
    rename: Rename | None = None,
    scopes: Mapping[str, str] | None = None,
    packs: str | Iterable[str] = (),
    resize: bool | str = False,
    cast: bool = False,
) -> Plan:
    """Says what a restore from a checkpoint into a graph would do, variable by variable.

    Args:
      ckpt: a checkpoint, or its path.
      target: the graph, or something else that has variables; see `wanted_by`.
      only: a regular expression; variables in whose name it is not found are passed over: `hidden[123]`.
      exclude: another; those in whose name it is found are.
      rename: a function of a tensor's name that gives the variable's, or None to leave the tensor out; or a dict.
      scopes: {"scope in the checkpoint/": "scope in the graph/"}; "/" is the top.
      packs: names of packs of renames, see `packs()`; or "auto" for whichever gives a missing variable a value.
      resize: whether a tensor of another shape is cut, or filled up; or a regular expression of the names it is for.
      cast: whether values of another type are converted.

    Raises:
      CheckpointError: a file cannot be read, or what `rename`, `scopes` and `packs` name is not there.
      ArgumentError: (a ValueError) something that should be a regular expression is none.
    """
    ckpt = ckpt if isinstance(ckpt, Checkpoint) else open_checkpoint(ckpt)
    wanted = wanted_by(target)
    chosen = {name: one for name, one in wanted.items() if _is_chosen(name, only, exclude)}
    infos = _infos(ckpt)
    given = () if packs == AUTO else [packs] if isinstance(packs, str) else list(packs)
    found = sources(ckpt.prefix, infos, rename=rename, scopes=scopes, packs=given)
    search = _Search(infos, found, chosen, packs == AUTO, resize, cast)
    kinds = roles({name: _Shaped(one.shape) for name, one in wanted.items()})
    steps = tuple(search.step(one, kinds[name].kind) for name, one in chosen.items())
    taken = {step.tensor for step in steps}
    clashing = {tensor for tensors in found.clashes.values() for tensor in tensors}
    left_out = tuple(sorted(found.left_out | {t for n, t in found.tensors.items() if not _is_chosen(n, only, exclude)}))
    unused = tuple(name for name in infos if name not in taken and name not in left_out and name not in clashing)
    return Plan(ckpt.prefix, steps, unused, left_out, (*_missing_files(ckpt), *ckpt.notes))


@dataclass(frozen=True)
class _Shaped:
    shape: tuple | None


def _is_chosen(name: str, only: str | None, exclude: str | None) -> bool:
    return (only is None or _found(only, name)) and not (exclude is not None and _found(exclude, name))


def _found(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error as error:
        raise ArgumentError(f"{pattern!r} is no regular expression: {error}") from error


def _infos(ckpt: Checkpoint) -> dict:
    """The tensors by the names of variables: those of an object-based checkpoint by the names of its objects'."""
    if not objects.is_object_based(ckpt):
        return dict(ckpt.tensors)
    names = objects.variable_names(ckpt)
    return {names.get(key, key): info for key, info in ckpt.tensors.items() if key != objects.OBJECT_GRAPH}


def _missing_files(ckpt: Checkpoint) -> list[str]:
    names = ", ".join(map(os.path.basename, ckpt.missing[:3]))
    count = len(ckpt.missing) + len(ckpt.files)
    return [f"{len(ckpt.missing)} of its {count} files are missing, with all they hold: {names}"] if names else []


class _Search:
    """Finds a tensor for each variable."""

    def __init__(self, infos: dict, found: Sources, chosen: dict[str, Wanted], auto: bool, resize, cast: bool):
        self._infos, self._found, self._auto, self._resize, self._cast = infos, found, auto, resize, cast
        self._chosen = chosen
        self._looked = 0

    @functools.cached_property
    def _cures(self) -> Cures:
        shapes = {name: self._infos[tensor].shape for name, tensor in self._found.tensors.items()}
        return Cures(self._found.tensors, shapes, [name for name in shapes if name not in self._chosen])

    def step(self, one: Wanted, role: str) -> Step:
        """What a restore would do for a variable."""
        if one.name in self._found.clashes:
            return Step(one.name, role, CLASH, None, "", said(one), "", self._found.clashes[one.name])
        if one.name in self._found.tensors:
            return self._of(one, role, self._found.tensors[one.name], self._found.rules.get(one.name, ""))
        cure = self._cures.find(one.name, one.shape)
        if cure is None:
            return Step(one.name, role, MISSING, None, "", said(one), "", self._nearest(one))
        tensor = self._found.tensors[cure.tensor]
        if self._auto and cure.packs and cure.scope is None:
            return self._of(one, role, tensor, ", ".join(filter(None, [self._found.rules.get(cure.tensor), cure.rule])))
        return Step(one.name, role, MISSING, None, "", said(one), said(self._infos[tensor]), (cure.tensor,), cure)

    def _nearest(self, one: Wanted) -> tuple[str, ...]:
        self._looked += 1
        return self._cures.nearest(one.name, one.shape) if self._looked <= _NEAREST else ()

    def _of(self, one: Wanted, role: str, tensor: str, rule: str) -> Step:
        info = self._infos[tensor]
        status = RENAMED if rule else MATCHED
        if not fits(info.shape, one):
            status = RESIZED if self._may_resize(one, info) else SHAPE
        if one.dtype not in ("", info.dtype) and status != SHAPE:
            status = (status if status == RESIZED else CAST) if self._cast and _castable(one, info) else DTYPE
        return Step(one.name, role, status, tensor, rule, said(one), said(info))

    def _may_resize(self, one: Wanted, info) -> bool:
        if self._resize is False or one.shape is None or len(one.shape) != len(info.shape) or None in one.shape:
            return False
        return self._resize is True or _found(self._resize, one.name)


def fits(shape: tuple[int, ...], one: Wanted) -> bool:
    """Whether a variable takes a value of this shape."""
    if one.shape is None:
        return True
    if one.reshaped and None not in one.shape:
        return math.prod(shape) == math.prod(one.shape)
    return len(shape) == len(one.shape) and all(b is None or a == b for a, b in zip(shape, one.shape, strict=True))


def _castable(one: Wanted, info) -> bool:
    return "string" not in (one.dtype, info.dtype)


def said(one) -> str:
    """Type and shape, as errors and lists show them: "float32 (784, 30)"."""
    shape = "(?)"
    if one.shape is not None:
        shape = str(tuple(one.shape)).replace("None", "?")
    return f"{one.dtype} {shape}".strip()

"""A checkpoint at a glance: what it holds in all, who wrote it, and the tree of its scopes."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field

from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.relations import AVERAGE, SLOT, VARIABLE, Role, roles
from tfgraph_dnn.errors import CheckpointError


@dataclass(frozen=True)
class Summary:
    """What `summarize` tells.

    Attributes:
      prefix, format, producer: as of the Checkpoint.
      files: name -> bytes, of the checkpoint's files and its `.meta`.
      missing: names of files that should be there.
      tensorflow: the version that wrote the graph; None without a `.meta` that says so.
      step: the global step, or None.
      tensors: how many there are; variables: how many of them are neither slots nor averages nor counters.
      parameters: values in the variables.
      slots: label of a slot or average -> how many.
      notes: what else should be known.
    """

    prefix: str
    format: str
    producer: int
    files: dict[str, int]
    missing: tuple[str, ...]
    tensorflow: str | None
    step: int | None
    tensors: int
    variables: int
    parameters: int
    slots: dict[str, int]
    notes: tuple[str, ...]


@dataclass
class Scope:
    """A scope of the tree: the scopes in it, and the variables.

    Attributes:
      name: its last part; "" at the top.
      scopes: name -> Scope.
      tensors: names of the tensors right in it.
      parameters, nbytes: values, and bytes of all below it.
    """

    name: str
    scopes: dict[str, Scope] = field(default_factory=dict)
    tensors: list[str] = field(default_factory=list)
    parameters: int = 0
    nbytes: int = 0


def summarize(ckpt: Checkpoint, known: dict[str, Role] | None = None) -> Summary:
    """What a checkpoint holds in all; of the values, only the step is read.

    Args:
      ckpt: an open checkpoint.
      known: its `roles`, where they are at hand.
    """
    known = roles(ckpt.tensors) if known is None else known
    variables = [ckpt.tensors[name] for name, role in known.items() if role.kind == VARIABLE]
    slots: dict[str, int] = {}
    for role in known.values():
        if role.kind in (SLOT, AVERAGE):
            slots[role.label] = slots.get(role.label, 0) + 1
    version, notes = _version(ckpt)
    paths = [*ckpt.files, *([ckpt.meta_file] if ckpt.meta_file else [])]
    return Summary(
        prefix=ckpt.prefix,
        format=ckpt.format,
        producer=ckpt.producer,
        files={os.path.basename(path): os.path.getsize(path) for path in paths},
        missing=tuple(map(os.path.basename, ckpt.missing)),
        tensorflow=version,
        step=ckpt.step,
        tensors=len(ckpt),
        variables=len(variables),
        parameters=sum(math.prod(info.shape) for info in variables),
        slots=slots,
        notes=(*ckpt.notes, *notes),
    )


def _version(ckpt: Checkpoint) -> tuple[str | None, list[str]]:
    try:
        return ckpt.writer(), []
    except CheckpointError as error:
        return None, [f"its graph cannot be read: {error.args[0]}"]


def tree(ckpt: Checkpoint, known: dict[str, Role] | None = None) -> Scope:
    """The scopes that the names of a checkpoint's tensors are made of.

    Args:
      ckpt: an open checkpoint.
      known: its `roles`, where they are at hand.

    Returns:
      The top scope. Slots and averages stand with their variable: they are not listed, and count in `nbytes` alone.
    """
    known = roles(ckpt.tensors) if known is None else known
    top = Scope("")
    for name, info in ckpt.tensors.items():
        owner = known[name].of
        path = [top]
        for part in (owner or name).split("/")[:-1]:
            path.append(path[-1].scopes.setdefault(part, Scope(part)))
        if owner is None:
            path[-1].tensors.append(name)
        for scope in path:
            scope.parameters += math.prod(info.shape) if owner is None else 0
            scope.nbytes += info.nbytes or 0
    return top

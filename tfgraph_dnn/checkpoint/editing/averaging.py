"""The mean of several checkpoints, value by value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.editing.choosing import chosen
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint

_INEXACT = ("float", "bfloat", "complex")


def average(
    sources: Sequence[edit.Source], *, weights: Sequence[float] | None = None, only: str | None = None, **writing
) -> edit.Edit:
    """Averages checkpoints that hold the same tensors.

    Sums are in float64 (complex128), the mean is rounded to the tensors' own type. Whole numbers, truth values and
    strings must be the same in all; of a counter, a single whole number, the largest is taken.

    Args:
      sources: open checkpoints, or paths.
      weights: how much each counts; they need not add up to one. All alike by default.
      only: a regular expression; tensors in whose name it is not found are left out.
      **writing: see `Writing`.

    Raises:
      CheckpointError: names, types or shapes are not the same in all, or something that has no mean differs.

    Example:
      >>> average(["checkpoints/dense_momentum", "checkpoints/dense_momentum_v1"], dry_run=True).tensors
      13
    """
    opened = [edit.opened(source) for source in sources]
    shares = _shares(weights, len(opened))
    first = opened[0]
    names = chosen(first, only)
    values: Draft = draft.of_checkpoint(first)
    mean: Draft = {}
    changes = []
    for name in names:
        _check(name, opened)
        value = values[name]
        if value.dtype.startswith(_INEXACT):
            mean[name] = replace(value, read=lambda name=name: _mean(name, opened, shares))
            changes.append(edit.changed(name, value, f"mean of {len(opened)}"))
        else:
            mean[name], remark = _same(name, value, opened)
            changes.append(edit.changed(name, value, remark) if remark else edit.kept(name, value))
    notes = [f"left out, as {printable(ckpt.prefix)} alone holds it: {printable(name)}" for ckpt in opened[1:]
             for name in (set(ckpt) - set(first) if only is None else ())]  # fmt: skip
    return edit.finish(opened, mean, changes, notes, **writing)


def _shares(weights: Sequence[float] | None, count: int) -> Sequence[float]:
    if count < 2:
        raise edit.refused("two checkpoints at least have a mean")
    if weights is None:
        return [1] * count
    if len(weights) != count:
        raise edit.refused(f"{len(weights)} weights for {count} checkpoints")
    if not all(map(math.isfinite, weights)) or math.fsum(weights) <= 0:
        raise edit.refused(f"no mean has the weights {', '.join(map(str, weights))}")
    return weights


def _check(name: str, opened: Sequence[Checkpoint]) -> None:
    wanted = opened[0].tensors[name]
    for ckpt in opened[1:]:
        other = ckpt.info(name)
        if (other.dtype, other.shape) != (wanted.dtype, wanted.shape):
            raise edit.misfit(
                f"{printable(name)} is {wanted.dtype} {list(wanted.shape)} in {opened[0].prefix} and {other.dtype} "
                f"{list(other.shape)} in {ckpt.prefix}",
                "--only REGEX averages some tensors alone.",
            )


def _mean(name: str, opened: Sequence[Checkpoint], shares: Sequence[float]):
    import numpy as np

    total, kind = 0, np.dtype(np.float64)
    with np.errstate(all="ignore"):
        for ckpt, share in zip(opened, shares, strict=True):
            array = ckpt.read(name)
            kind = array.dtype
            total = total + array.astype(np.complex128 if kind.kind == "c" else np.float64) * share
        return np.asarray(total / math.fsum(shares)).astype(kind)


def _same(name: str, value: Value, opened: Sequence[Checkpoint]) -> tuple[Value, str]:
    import numpy as np

    arrays = [ckpt.read(name) for ckpt in opened]
    if all(np.array_equal(arrays[0], array) for array in arrays[1:]):
        return value, ""
    if value.shape == () and arrays[0].dtype.kind in "iu":
        largest = max(arrays, key=int)
        return replace(value, read=lambda: largest), f"the largest: {int(largest)}"
    raise edit.misfit(
        f"{printable(name)} ({value.dtype}) differs, and has no mean",
        "Leave it out: --only REGEX, or tfgraph ckpt strip --drop REGEX before.",
    )

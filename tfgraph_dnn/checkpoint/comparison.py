"""Two checkpoints side by side: names, types, shapes, values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.reader import Checkpoint


@dataclass(frozen=True)
class Difference:
    """A tensor in which two checkpoints differ.

    Attributes:
      name: the tensor's.
      kind: "only left", "only right", "dtype", "shape" or "values".
      left, right: dtype and shape there; "" where it is not.
      largest: the largest absolute difference of two values; NaN where only one of them is NaN, or both are infinite
        and differ; None for other kinds and for strings.
      differing: how many values differ in their bits, of how many.
    """

    name: str
    kind: str
    left: str = ""
    right: str = ""
    largest: float | None = None
    differing: int = 0
    values: int = 0


@dataclass(frozen=True)
class Comparison:
    """What `compare` found: how many tensors are the same (to the bit, where values were compared), and the others."""

    same: int
    differences: tuple[Difference, ...]


def compare(left: Checkpoint, right: Checkpoint, *, values: bool = True, only: str | None = None) -> Comparison:
    """Compares two checkpoints tensor by tensor, in the order of the names.

    Args:
      left, right: open checkpoints, of either format.
      values: compare the values too, bit by bit.
      only: a regular expression; tensors in whose name it is not found are passed over.

    Raises:
      CheckpointError: values cannot be read.
    """
    names = sorted({*left, *right})
    if only is not None:
        names = [name for name in names if re.search(only, name)]
    found = [difference(name, left, right, values=values) for name in names]
    differences = tuple(one for one in found if one is not None)
    return Comparison(len(found) - len(differences), differences)


def difference(name: str, left: Checkpoint, right: Checkpoint, *, values: bool = True) -> Difference | None:
    """In what a tensor differs in two checkpoints; None when it does not.

    Raises:
      CheckpointError: its values cannot be read.
    """
    mine, other = left.tensors.get(name), right.tensors.get(name)
    if mine is None or other is None:
        return Difference(name, "only right" if mine is None else "only left", _said(mine), _said(other))
    if (mine.dtype, mine.shape) != (other.dtype, other.shape):
        return Difference(name, "dtype" if mine.shape == other.shape else "shape", _said(mine), _said(other))
    return _values(name, mine, left.read(name), right.read(name)) if values else None


def _said(info: TensorInfo | None) -> str:
    return "" if info is None else f"{info.dtype} {list(info.shape)}"


def _values(name: str, info: TensorInfo, mine, other) -> Difference | None:
    import numpy as np

    if mine.dtype == object:
        differing = sum(a != b for a, b in zip(mine.ravel(), other.ravel(), strict=True))
        if not differing:
            return None
        return Difference(name, "values", _said(info), _said(info), None, differing, mine.size)
    rows = (max(mine.size, 1), -1)
    bits = mine.reshape(-1).view(np.uint8).reshape(rows) != other.reshape(-1).view(np.uint8).reshape(rows)
    differing = int(np.count_nonzero(bits.any(axis=1)))
    if not differing:
        return None
    wide = np.complex128 if mine.dtype.kind == "c" else np.int64 if mine.dtype.kind in "iub" else np.float64
    if mine.dtype == np.uint64:
        wide = np.float64
    with np.errstate(all="ignore"):
        a, b = mine.astype(wide), other.astype(wide)
        unlike = ~((a == b) | ((a != a) & (b != b)))
        gap = np.abs(a[unlike] - b[unlike])
        largest = float(gap.max()) if gap.size else 0.0
    return Difference(name, "values", _said(info), _said(info), largest, differing, int(mine.size))

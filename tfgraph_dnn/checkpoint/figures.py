"""What the values of a tensor look like: range, spread, NaN and infinities, dead units, histogram. Needs NumPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# A unit whose weights are this much smaller than the largest of its layer has been shut off.
_DEAD = 1e-6


@dataclass(frozen=True)
class Statistics:
    """Figures of a tensor; those of finite values only.

    Attributes:
      values: how many there are; nans, infinities, zeros: how many of them are that.
      minimum, maximum, mean, deviation: None when no value is finite.
      units: the size of the last axis of a matrix or kernel; 0 for other tensors.
      dead: the units all of whose incoming weights are less than a millionth of the layer's largest.
    """

    values: int
    nans: int
    infinities: int
    zeros: int
    minimum: float | None
    maximum: float | None
    mean: float | None
    deviation: float | None
    units: int
    dead: tuple[int, ...]


def is_numeric(array: np.ndarray) -> bool:
    """Whether there is anything to compute: no strings."""
    return array.dtype != object


def statistics(array: np.ndarray) -> Statistics:
    """The figures of an array of numbers (of the magnitudes, where they are complex).

    Example:
      >>> statistics(np.array([[0.0, 1.0], [0.0, np.nan]], np.float32)).dead
      (0,)
    """
    values = _real(array)
    finite = np.isfinite(values)
    nans = int(np.count_nonzero(np.isnan(values)))
    good = values[finite] if not finite.all() else values
    known = (float(good.min()), float(good.max()), float(good.mean()), float(good.std())) if good.size else (None,) * 4
    dead = _dead(values) if values.ndim >= 2 and array.dtype.kind not in "iub" else None
    return Statistics(
        values=int(values.size),
        nans=nans,
        infinities=int(values.size) - int(np.count_nonzero(finite)) - nans,
        zeros=int(np.count_nonzero(values == 0)),
        minimum=known[0],
        maximum=known[1],
        mean=known[2],
        deviation=known[3],
        units=0 if dead is None else values.shape[-1],
        dead=() if dead is None else dead,
    )


def _dead(values: np.ndarray) -> tuple[int, ...]:
    if not values.size:
        return ()
    largest = np.abs(values).max(axis=tuple(range(values.ndim - 1)))
    finite = largest[np.isfinite(largest)]
    limit = _DEAD * finite.max() if finite.size else 0.0
    return tuple(np.flatnonzero((largest < limit) | (largest == 0)).tolist())


def histogram(array: np.ndarray, bins: int) -> tuple[np.ndarray, float, float]:
    """Counts of the finite values in equal bins, and the least and the greatest value (0, 0 when none is finite)."""
    values = _real(array)
    values = values[np.isfinite(values)]
    if not values.size:
        return np.zeros(bins, np.int64), 0.0, 0.0
    least, greatest = float(values.min()), float(values.max())
    # Values that hardly differ, or that span more than a float can say, fall into one bin.
    if not np.isfinite(greatest - least) or not (least + (greatest - least) / bins > least):
        counts = np.zeros(bins, np.int64)
        counts[bins // 2] = values.size
        return counts, least, greatest
    counts, _ = np.histogram(values, bins, (least, greatest))
    return counts, least, greatest


def _real(array: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.abs(array).astype(np.float64) if array.dtype.kind == "c" else array.astype(np.float64)

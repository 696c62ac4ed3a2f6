"""Putting a partitioned variable together from its slices."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import Extents, Shape, slice_shape, spec

_MOST_COMPARISONS = 2_000_000


def is_whole(piece: Extents) -> bool:
    """Whether a slice is all of its tensor."""
    return all(length == -1 for _, length in piece)


def extents(text: str) -> Extents:
    """A slice out of the way TensorFlow writes it.

    Example:
      >>> extents("0,5:-")
      ((0, 5), (0, -1))
    """
    parts = [part.partition(",") for part in text.split(":")]
    return tuple((0, -1) if start == "-" else (int(start), int(length)) for start, _, length in parts)


def place(piece: Extents) -> tuple[slice, ...]:
    """A slice as an index of an array."""
    return tuple(slice(None) if length == -1 else slice(start, start + length) for start, length in piece)


def check_tiling(pieces: Sequence[Extents], shape: Shape) -> None:
    """Makes sure that slices fill a shape exactly, so that no more is allocated than was stored.

    Raises:
      Malformed: they leave a hole, or two overlap.
    """
    boxes = [[(s, d if n == -1 else n) for (s, n), d in zip(piece, shape, strict=True)] for piece in pieces]
    boxes = [box for box in boxes if all(length for _, length in box)]
    total = sum(math.prod(length for _, length in box) for box in boxes)
    if total != math.prod(shape):
        raise Malformed(f"its {len(pieces)} slices hold {total} values where the shape {list(shape)} has "
                        f"{math.prod(shape)}")  # fmt: skip
    if len(boxes) < 2:
        return
    axis = max(range(len(shape)), key=lambda at: len({box[at][0] for box in boxes}))
    boxes.sort(key=lambda box: box[axis][0])
    budget = _MOST_COMPARISONS
    for number, box in enumerate(boxes):
        end = box[axis][0] + box[axis][1]
        for other in boxes[number + 1 :]:
            if other[axis][0] >= end:
                break
            budget -= 1
            if budget < 0 or _overlap(box, other):
                raise Malformed("its slices overlap" if budget >= 0 else f"its {len(pieces)} slices are too scattered")


def _overlap(box, other) -> bool:
    return all(a < b + m and b < a + n for (a, n), (b, m) in zip(box, other, strict=True))


def assemble(pieces: Sequence[Extents], shape: Shape, read: Callable):
    """The whole tensor.

    Args:
      pieces: the slices it was saved in.
      shape: of the whole.
      read: gives the array of one slice.

    Raises:
      Malformed: the slices do not fill the shape exactly.
    """
    import numpy as np

    check_tiling(pieces, shape)
    whole = None
    for piece in pieces:
        part = read(piece)
        if part.shape != slice_shape(piece, shape):
            raise Malformed(f"the slice {spec(piece)} is of shape {list(part.shape)}")
        if whole is None:
            whole = np.empty(shape, part.dtype)
        whole[place(piece)] = part
    if whole is None:
        raise Malformed("none of its slices is there")
    return whole

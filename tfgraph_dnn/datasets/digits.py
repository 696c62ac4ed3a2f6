"""Handwritten-looking digits that this package draws itself: MNIST's shapes, dtypes and counts without a network.

The offline default of `mnist.load`. The images go the way MNIST's went: pen strokes, a black and white bitmap whose
longer side fits 20 pixels, made grey by averaging and placed in 28x28 with the centre of mass in the middle (LeCun,
Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, 1998, section III.A).

The same bits come on every platform and with every NumPy: random numbers are `RandomState.random_sample` alone (its
stream is frozen), floating point is elementwise + - * / alone (no sin, no exp, no dot product, no sum of floats, whose
last bits differ between machines), and from the pen point on everything is integer.

    >>> from tfgraph_dnn.datasets import digits
    >>> images, labels = digits.draw("test", 100)
    >>> images.shape, images.dtype.name, labels.shape
    ((100, 28, 28), 'uint8', (100,))
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tfgraph_dnn.datasets.strokes import HANDS

VERSION = 1  # of the bits: raise it whenever any pixel of any image changes
COUNTS = {"train": 60000, "test": 10000}
CHUNK = 2500  # images drawn from one random stream; part of the bits

_PEN_POINTS = 128  # along the strokes of one digit
_FINE = 4  # fine pixels per pixel, each way
_BOX = 20 * _FINE  # the longer side of a digit, in fine pixels
_CANVAS = 22  # pixels drawn on before a digit is placed in 28x28: the box, and one around it for the blur
_RASTER_AT_ONCE = 250  # so that the bitmaps stay in the processor's cache
_FIRST_SEED = {"train": 19980, "test": 28000}
_WOBBLES = ("slant", "turn", "aspect", "bend", "lean", "squeeze", "sag", "waist", "sloppy", "pen", "ink")


class Hand(NamedTuple):
    """One way to write a digit: control points (k, 2); per pen point four of them (128, 4) and weights (128, 4)."""

    share: float
    points: np.ndarray
    taps: np.ndarray
    weights: np.ndarray


def draw(part: str, count: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Draws the first `count` digits of the training or the test set; a longer draw begins with a shorter one.

    Args:
      part: `"train"` (60,000 digits) or `"test"` (10,000).
      count: how many; all by default.

    Returns:
      images uint8 (count, 28, 28), 0 is paper and 255 ink; labels uint8 (count,).

    Raises:
      ValueError: no such part, or more digits asked for than there are.
    """
    if part not in COUNTS:
        raise ValueError(f"part must be 'train' or 'test', not {part!r}")
    count = COUNTS[part] if count is None else count
    if not 0 <= count <= COUNTS[part]:
        raise ValueError(f"count must be between 0 and {COUNTS[part]} for the {part} part, not {count!r}")
    images = np.empty((count, 28, 28), np.uint8)
    labels = np.empty((count,), np.uint8)
    hands = _hands()
    for start in range(0, count, CHUNK):
        stop = min(start + CHUNK, count)
        images[start:stop], labels[start:stop] = _draw_chunk(hands, _FIRST_SEED[part] + start // CHUNK, stop - start)
    return images, labels


def _draw_chunk(hands: list[list[Hand]], seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(seed)
    digit = (random.random_sample(CHUNK) * 10).astype(np.intp)
    taste = random.random_sample(CHUNK)
    # Bells from sums of uniforms: randn goes through log and sqrt, whose last bits differ between C libraries.
    wobble = dict(zip(_WOBBLES, _bell(random, (len(_WOBBLES), CHUNK)), strict=True))
    tremble = _bell(random, (CHUNK, max(len(h.points) for of_digit in hands for h in of_digit), 2))
    x, y = _pen_paths(hands, digit, taste, tremble, wobble["sloppy"])
    x, y = _as_written(x, y, wobble)
    radius = _pen_radius(wobble["pen"])
    images = np.empty((count, 28, 28), np.uint8)
    for start in range(0, count, _RASTER_AT_ONCE):
        part = slice(start, min(start + _RASTER_AT_ONCE, count))
        images[part] = _rasterise(x[part], y[part], radius[part], wobble["ink"][part])
    return images, digit[:count].astype(np.uint8)


def _bell(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    """Nearly normal numbers of mean 0 and variance 1, never beyond 3.5: four uniforms added."""
    total = random.random_sample(shape)
    for _ in range(3):
        total = total + random.random_sample(shape)
    return (total - 2.0) * 1.7320508075688772


def _hands() -> list[list[Hand]]:
    return [[_hand(share, path) for share, path in HANDS[digit]] for digit in range(10)]


def _hand(share: int, path: str) -> Hand:
    """Parses a path into control points and the Catmull-Rom weights of its pen points."""
    strokes = [[tuple(int(v) for v in point.split(",")) for point in stroke.split()] for stroke in path.split("/")]
    points = list(dict.fromkeys(point for stroke in strokes for point in stroke))
    spans = []
    for stroke in strokes:
        ids = [points.index(point) for point in stroke]
        ends = [ids[0], *ids, ids[-1]]
        spans += [ends[i : i + 4] for i in range(len(ids) - 1) if ids[i] != ids[i + 1]]
    taps, weights = _pen_points(spans, points)
    return Hand(float(share), np.array(points, np.float64) / 100.0, taps, weights)


def _pen_points(spans: list[list[int]], points: list[tuple[int, ...]]) -> tuple[np.ndarray, np.ndarray]:
    """Spreads the pen points over the spans by length, in integers; gives taps and weights (128, 4)."""
    lengths = [abs(points[b][0] - points[c][0]) + abs(points[b][1] - points[c][1]) for _, b, c, _ in spans]
    reach = np.cumsum([0, *lengths])
    at = np.arange(_PEN_POINTS) * int(reach[-1])  # in units of 1/(_PEN_POINTS - 1) of a length
    span = np.minimum(np.searchsorted(reach * (_PEN_POINTS - 1), at, side="right") - 1, len(spans) - 1)
    t = (at - reach[span] * (_PEN_POINTS - 1)) / (np.array(lengths)[span] * (_PEN_POINTS - 1.0))
    t2 = t * t
    t3 = t2 * t
    weights = [-0.5 * t3 + t2 - 0.5 * t, 1.5 * t3 - 2.5 * t2 + 1.0, -1.5 * t3 + 2.0 * t2 + 0.5 * t, 0.5 * t3 - 0.5 * t2]
    return np.array(spans, np.intp)[span], np.stack(weights, axis=1)


def _pen_paths(hands, digit, taste, tremble, sloppy) -> tuple[np.ndarray, np.ndarray]:
    """Pen points x, y (n, 128): each writer's hand, its control points trembling."""
    x = np.empty((len(digit), _PEN_POINTS))
    y = np.empty_like(x)
    shaky = 0.039 + 0.011 * (sloppy + 0.5 * (sloppy * sloppy))
    for value, of_digit in enumerate(hands):
        total = sum(hand.share for hand in of_digit)
        low = 0.0
        for hand in of_digit:
            high = low + hand.share
            who = np.nonzero((digit == value) & (taste * total >= low) & (taste * total < high))[0]
            control = hand.points + tremble[who, : len(hand.points)] * shaky[who, None, None]
            for axis, path in ((0, x), (1, y)):
                taps = control[:, :, axis][:, hand.taps]
                w = hand.weights
                path[who] = (
                    taps[..., 0] * w[:, 0] + taps[..., 1] * w[:, 1] + taps[..., 2] * w[:, 2] + taps[..., 3] * w[:, 3]
                )
            low = high
    return x, y


def _as_written(x: np.ndarray, y: np.ndarray, wobble: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Bends, stretches, slants and turns the paths about the middle of the digit."""
    v = {name: value[:, None] for name, value in wobble.items()}
    x = (x - 0.32) * (1.12 + 0.26 * v["aspect"] + 0.035 * (v["aspect"] * v["aspect"]))
    y = y - 0.5
    y = y + 0.18 * v["waist"] * (0.25 - y * y)
    x, y = (
        x * (1.0 + 0.28 * v["squeeze"] * y) + 0.20 * v["bend"] * (y * y),
        y * (1.0 + 0.24 * v["lean"] * x) + 0.24 * v["sag"] * (x * x),
    )
    x = x - (0.12 + 0.25 * v["slant"]) * y
    half = 0.07 * v["turn"]  # tangent of half the angle: a rotation without sin and cos
    whole = 1.0 + half * half
    cos, sin = (1.0 - half * half) / whole, 2.0 * half / whole
    return x * cos - y * sin, x * sin + y * cos


def _pen_radius(pen: np.ndarray) -> np.ndarray:
    """Radius of the pen in fine pixels, whole numbers from 2 to 8."""
    return np.clip(np.floor(4.05 + 1.25 * pen), 2, 8).astype(np.intp)


def _rasterise(x, y, radius, ink) -> np.ndarray:
    """Draws paths with round pens: (n, 128) points in any scale to uint8 (n, 28, 28)."""
    n, side = len(x), _CANVAS * _FINE
    col, row = _to_box(x, y, radius)
    bitmap = np.zeros((n, side * side), np.uint8)
    bitmap[np.arange(n)[:, None], (row + _FINE) * side + col + _FINE] = 1
    order = np.argsort(-radius, kind="stable")
    bitmap = _thicken(bitmap[order].reshape(n, side, side), radius[order])
    grey = np.empty((n, _CANVAS, _CANVAS), np.uint8)
    grey[order] = _average(bitmap, ink[order])
    return _centred(grey)


def _to_box(x, y, radius) -> tuple[np.ndarray, np.ndarray]:
    """Scales paths so that the longer side of the inked digit is 20 pixels, in the middle of the box; fine pixels."""
    sides = [p.max(axis=1) - p.min(axis=1) for p in (x, y)]
    room = _BOX - 1 - 2 * radius
    scale = room / np.maximum(*sides)
    placed = []
    for path, side in zip((x, y), sides, strict=True):
        margin = radius + 0.5 * (room - side * scale)
        placed.append(np.floor((path - path.min(axis=1)[:, None]) * scale[:, None] + margin[:, None]).astype(np.intp))
    return placed[0], placed[1]


def _thicken(bitmap: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Grows the ink by `radius` fine pixels to an octagon; the images come sorted, the thickest first.

    One long row of bytes for all images: a step to the side is a shift by 1, a step down a shift by one row. Nothing
    runs over into a neighbour, for the box keeps off the canvas' border by a pixel.
    """
    down = bitmap.shape[2]
    for step in range(1, int(radius.max(initial=0)) + 1):
        thick = bitmap[: int(np.count_nonzero(radius >= step))].reshape(-1)
        wide = thick.copy()
        wide[1:] |= thick[:-1]
        wide[:-1] |= thick[1:]
        column = wide.copy() if step % 2 == 0 else thick.copy()  # square and cross in turn: the octagon
        thick[:] = wide
        thick[down:] |= column[:-down]
        thick[:-down] |= column[down:]
    return bitmap


def _average(bitmap: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """Black and white fine pixels to grey: (n, 88, 88) to uint8 (n, 22, 22)."""
    rows = _windows(bitmap, axis=1)
    counts = _windows(rows, axis=2).astype(np.int32)
    full = 6 * 6
    strength = np.floor(330.0 + 20.0 * ink).astype(np.int32)[:, None, None]
    return np.minimum((counts * strength) // full, 255).astype(np.uint8)


def _windows(fine: np.ndarray, axis: int) -> np.ndarray:
    """Sums of six fine pixels around each pixel's four along one axis."""
    padding = [(0, 0)] * 3
    padding[axis] = (1, 1)
    padded = np.pad(fine, padding)
    stop = fine.shape[axis]

    def every_fourth(first: int) -> np.ndarray:
        cut = [slice(None)] * 3
        cut[axis] = slice(first, first + stop, _FINE)
        return padded[tuple(cut)]

    total = every_fourth(0) + every_fourth(1)
    for first in range(2, 6):
        total += every_fourth(first)
    return total


def _centred(grey: np.ndarray) -> np.ndarray:
    """Moves (n, 22, 22) by whole pixels into 28x28, the centre of mass to the middle as far as the box stays inside."""
    n = len(grey)
    at = np.arange(_CANVAS)
    mass = grey.sum(axis=(1, 2), dtype=np.int64)
    first = []
    for others in (2, 1):
        moment = (grey.sum(axis=others, dtype=np.int64) * at).sum(axis=1)
        first.append(np.clip(15 + (-moment) // mass, 0, 8)[:, None] + at)
    page = np.zeros((n, 30, 30), np.uint8)
    page[np.arange(n)[:, None, None], first[0][:, :, None], first[1][:, None, :]] = grey
    return page[:, 1:29, 1:29]

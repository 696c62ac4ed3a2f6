"""Shape arithmetic as TF 1.15's gradient functions build it, with its per-graph caches.

TF 1.15 writes the shape nodes of a reduction or a broadcast once per graph and pair of static shapes and uses plain
numbers from then on, so the cache decides which operations exist.
"""

from __future__ import annotations

import weakref
from typing import Any, NamedTuple

import numpy as np

from tfgraph_dnn._backend import tf1

Shape = tuple[int | None, ...]

_reductions: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()
_broadcasts: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


class Side(NamedTuple):
    """How the gradient of a broadcasting operation comes back to one of its inputs.

    Attributes:
      shape: the input's shape.
      axes: the axes over which the gradient is summed.
      reduce: whether anything has to be done at all.
    """

    shape: Any
    axes: Any
    reduce: bool


def static_shape(tensor) -> Shape | None:
    """The static shape as a tuple with None for unknown sizes; None for an unknown rank."""
    shape = tensor.shape
    return None if shape.rank is None else tuple(shape.as_list())


def is_fully_known(shape: Shape | None) -> bool:
    """Whether rank and all sizes are known."""
    return shape is not None and None not in shape


def dynamic_shape(tensor):
    """A `Shape` node, even where the static shape is known."""
    return tf1.raw_ops.Shape(input=tensor)


def all_known_and_equal(*tensors) -> bool:
    """Whether all static shapes are known and the same."""
    first = static_shape(tensors[0])
    return is_fully_known(first) and all(static_shape(tensor) == first for tensor in tensors[1:])


def broadcast_sides(x, y, grad) -> tuple[Side, Side]:
    """How `grad` comes back to `x` and to `y`; adds nodes unless this pair of static shapes was seen before."""
    x_shape, y_shape, grad_shape = static_shape(x), static_shape(y), static_shape(grad)
    if not (is_fully_known(x_shape) and is_fully_known(y_shape)):
        return dynamic_sides(dynamic_shape(x), dynamic_shape(y))
    cache = _broadcasts.setdefault(tf1.get_default_graph(), {})
    if (x_shape, y_shape) not in cache:
        tf1.raw_ops.BroadcastGradientArgs(s0=_vector(x_shape), s1=_vector(y_shape))
        cache[x_shape, y_shape] = _broadcast_axes(x_shape, y_shape)
    x_axes, y_axes = cache[x_shape, y_shape]
    return Side(x_shape, x_axes, x_shape != grad_shape), Side(y_shape, y_axes, y_shape != grad_shape)


def dynamic_sides(x_shape, y_shape) -> tuple[Side, Side]:
    """The same from two shape tensors, to be worked out when the graph runs."""
    x_axes, y_axes = tf1.raw_ops.BroadcastGradientArgs(s0=x_shape, s1=y_shape)
    return Side(x_shape, x_axes, True), Side(y_shape, y_axes, True)


def reduce_to(grad, side: Side):
    """Sums `grad` over what was broadcast and gives it the input's shape."""
    if not side.reduce:
        return grad
    summed = tf1.reduce_sum(grad, side.axes)
    return tf1.reshape(summed, _vector(side.shape) if isinstance(side.shape, tuple) else side.shape)


def kept_shape(input_shape, axes):
    """The shape of a reduction that keeps its dimensions: ones at `axes`."""
    input_shape, axes = tf1.cast(input_shape, tf1.int32), tf1.cast(axes, tf1.int32)
    rank = tf1.size(input_shape)
    axes = (axes + rank) % rank
    axes_shape = tf1.shape(axes)
    return tf1.raw_ops.DynamicStitch(indices=[tf1.range(rank), axes], data=[input_shape, tf1.fill(axes_shape, 1)])


def ones_like(tensor, dtype=None):
    """`tf.ones_like` under TF 1.15's names: TF 2 calls the shape constant `Shape/shape_as_tensor`."""
    with tf1.name_scope("ones_like") as name:
        ones = tf1.ones(tf1.shape(tensor), dtype=dtype or tensor.dtype, name=name)
    ones.set_shape(tensor.shape)
    return ones


def zeros_of_shape(tensor):
    """Zeros made from the shape of `tensor`; `tf.zeros_like` builds another node."""
    return tf1.zeros(tf1.shape(tensor), dtype=tensor.dtype)


def safe_ratio(x, y):
    """`x // y` of shapes, with 0 // 0 = 0."""
    return x // tf1.maximum(y, 1)


def static_reduction(input_shape: Shape, axes: tuple[int, ...]) -> tuple[Shape, Shape]:
    """The kept shape and the multiples that tile it back, as numbers; adds the nodes of both once per graph."""
    cache = _reductions.setdefault(tf1.get_default_graph(), {})
    if (input_shape, axes) not in cache:
        kept_shape(input_shape, axes)
        reduced = {axis % len(input_shape) for axis in axes}
        kept = tuple(1 if axis in reduced else size for axis, size in enumerate(input_shape))
        safe_ratio(input_shape, kept)
        multiples = tuple(size // max(k, 1) for size, k in zip(input_shape, kept, strict=True))
        cache[input_shape, axes] = kept, multiples
    return cache[input_shape, axes]


def _vector(shape: Shape) -> np.ndarray:
    return np.array(shape, np.int32)


def _broadcast_axes(x_shape: Shape, y_shape: Shape) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The axes summed over for x and for y; an axis of size 1 in both is summed for both, as the kernel does it."""
    rank = max(len(x_shape), len(y_shape))
    x_padded, y_padded = ((1,) * (rank - len(shape)) + tuple(shape) for shape in (x_shape, y_shape))
    if x_padded == y_padded and len(x_shape) == len(y_shape):
        return (), ()
    x_axes = tuple(i for i, (a, b) in enumerate(zip(x_padded, y_padded, strict=True)) if a == 1)
    y_axes = tuple(i for i, (a, b) in enumerate(zip(x_padded, y_padded, strict=True)) if b == 1)
    return x_axes, y_axes

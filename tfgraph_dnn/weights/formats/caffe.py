"""Caffe's .caffemodel, of all three generations of layers, off the protobuf wire.

The arrays of a layer are called by its name and their number: conv1/0 its kernel, conv1/1 its bias.
"""

from __future__ import annotations

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, integers, signed, text
from tfgraph_dnn.weights.arrays import dtype, packed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import about

# Field of NetParameter -> fields of the layer: name, blobs, and the layer of the generation before inside it.
_LAYERS = {100: (1, 7, None), 2: (4, 6, 1)}
_OLDEST = (1, 50, None)
_OLD_SHAPE = (1, 2, 3, 4)  # num, channels, height, width
_VALUES = {5: "<f4", 8: "<f8"}
_SHAPE = 7


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays, in the order of the layers."""
    found: dict[str, np.ndarray] = {}
    used: dict[str, int] = {}
    layers = 0
    for number, value in fields(content.whole()):
        if number in _LAYERS:
            layers += 1
            name, blobs = _layer(block(number, value), _LAYERS[number])
            used[name] = used.get(name, 0) + bool(blobs)
            if used[name] > 1:  # nothing forbids two layers of one name
                name = f"{name}#{used[name]}"
            for place, blob in enumerate(blobs):
                with about(f"{name}/{place}"):
                    found[f"{name}/{place}"] = _array(blob, budget)
    if not layers:
        raise Malformed("it has no layers")
    return found


def _layer(message, numbers) -> tuple[str, list]:
    name_field, blobs_field, inner_field = numbers
    name, blobs = "", []
    for number, value in fields(message):
        if number == name_field:
            name = text(number, value)
        elif number == blobs_field:
            blobs.append(block(number, value))
        elif number == inner_field and not isinstance(value, int):
            inner_name, inner = _layer(value, _OLDEST)
            name, blobs = name or inner_name, blobs + inner
    return name, blobs


def _array(message, budget: Budget) -> np.ndarray:
    old: dict[int, int] = {}
    shape: list[int] | None = None
    values: dict[int, list] = {}
    for number, value in fields(message):
        if number in _OLD_SHAPE:
            old[number] = signed(integer(number, value))
        elif number == _SHAPE:
            shape = [signed(dim) for dim in integers(v for n, v in fields(block(number, value)) if n == 1)]
        elif number in _VALUES:
            values.setdefault(number, []).append(value)
    if shape is None:
        shape = [old.get(number, 0) for number in _OLD_SHAPE]
    if len(values) > 1:
        raise Malformed("it has values of two types")
    number, pieces = next(iter(values.items()), (5, []))
    kind = dtype(_VALUES[number])
    content = b"".join(p.to_bytes(kind.itemsize, "little") if isinstance(p, int) else p for p in pieces)
    return packed(content, kind, shape, budget)

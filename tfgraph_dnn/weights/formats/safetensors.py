"""The safetensors format: a JSON header with types, shapes and places, then the values."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn.checkpoint.format import safetensors
from tfgraph_dnn.weights.arrays import dtype, packed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import about


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays, in the order of the header."""
    start, entries = safetensors.entries(content.read, content.size, about)
    found = {}
    for name, named, shape, begin, end in entries:
        with about(name):
            found[name] = packed(content.read(start + begin, end - begin), dtype(named), shape, budget)
    return found


def save(arrays: dict[str, np.ndarray], file) -> None:
    """Writes arrays to an open binary file.

    Raises:
      ValueError: the format has no such type.
    """
    for name, array in arrays.items():
        if array.dtype.name not in safetensors.CODES:
            raise ValueError(f"safetensors has no type {array.dtype.name} ({name})")
    file.write(safetensors.head((name, array.dtype.name, array.shape, array.nbytes) for name, array in arrays.items()))
    for array in arrays.values():
        file.write(np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes())

"""MXNet's .params: a list of arrays, then their names (arg:conv1_weight, aux:bn_moving_mean)."""

from __future__ import annotations

import struct

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.arrays import dtype, packed
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import about

MAGIC = 0x112
_V1, _V2, _V3 = 0xF993FAC8, 0xF993FAC9, 0xF993FACA
_TYPES = ("float32", "float64", "float16", "uint8", "int32", "int8", "int64", "bool", "int16", "uint16", "uint32",
          "uint64", "bfloat16")  # fmt: skip
_MOST_DIMENSIONS = 32


class _Reader:
    def __init__(self, content: Content):
        self._content, self._position = content, 0

    def bytes(self, count: int) -> bytes:
        piece = self._content.read(self._position, count)
        self._position += count
        return piece

    def numbers(self, format: str) -> tuple[int, ...]:
        return struct.unpack("<" + format, self.bytes(struct.calcsize("<" + format)))

    def number(self, format: str) -> int:
        return self.numbers(format)[0]

    def count(self, least: int) -> int:
        """A number of things of which each takes so many bytes at least."""
        number = self.number("Q")
        if number * least > self._content.size - self._position:
            raise Malformed(f"it claims {number:,} arrays or names where {self._content.size:,} bytes are all there is")
        return number


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays, in the order of the file."""
    reader = _Reader(content)
    magic, _ = reader.numbers("QQ")
    if magic != MAGIC:
        raise Malformed("it does not begin as a list of arrays does")
    arrays = []
    for number in range(reader.count(4)):
        with about(f"number {number}"):
            arrays.append(_array(reader, budget))
    names = []
    for _ in range(reader.count(8)):
        names.append(reader.bytes(reader.count(1)).decode("utf-8", "backslashreplace"))
    if names and len(names) != len(arrays):
        raise Malformed(f"{len(names)} names for {len(arrays)} arrays")
    names = names or [str(number) for number in range(len(arrays))]
    if len(set(names)) < len(names):
        raise Malformed("two arrays have one name")
    return {name: array for name, array in zip(names, arrays, strict=True) if array is not None}


def _array(reader: _Reader, budget: Budget) -> np.ndarray | None:
    first = reader.number("I")
    if first in (_V2, _V3) and reader.number("i") not in (0, -1):
        raise Malformed("it is sparse, which is not read")
    shape = _shape(reader, first)
    if shape is None:
        return None
    reader.numbers("ii")  # the device
    flag = reader.number("i")
    if not 0 <= flag < len(_TYPES):
        raise Malformed(f"type {flag} is not known")
    kind = dtype(_TYPES[flag])
    count = size(shape) * kind.itemsize
    return packed(reader.bytes(count), kind, shape, budget)


def _shape(reader: _Reader, first: int) -> tuple[int, ...] | None:
    """The shape; None for an array without values. The oldest files have no magic number: the rank comes first."""
    rank = reader.number("i") if first in (_V1, _V2, _V3) else first
    if not -1 <= rank <= _MOST_DIMENSIONS:
        raise Malformed(f"it has {rank} dimensions")
    if rank == -1 or (rank == 0 and first != _V3):
        return None
    return reader.numbers(f"{rank}{'q' if first in (_V1, _V2, _V3) else 'I'}")

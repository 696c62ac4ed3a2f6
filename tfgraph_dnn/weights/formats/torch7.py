"""Torch7's .t7 (binary): tensors, tables, modules, which may hold each other in circles; functions are stepped over."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.arrays import dtype, strided
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import flattened

_NIL, _NUMBER, _STRING, _TABLE, _OBJECT, _BOOLEAN, _FUNCTION = range(7)
_FUNCTIONS = (_FUNCTION, 7, 8)
_KINDS = {"Double": "float64", "Float": "float32", "Half": "float16", "Long": "int64", "Int": "int32",
          "Short": "int16", "Char": "int8", "Byte": "uint8", "Cuda": "float32", "CudaDouble": "float64",
          "CudaHalf": "float16", "CudaLong": "int64", "CudaInt": "int32", "CudaShort": "int16", "CudaChar": "int8",
          "CudaByte": "uint8"}  # fmt: skip
_MOST_DIMENSIONS = 32


class _Storage:
    def __init__(self, kind: str):
        self.kind, self.content = kind, b""


class _Tensor:
    """A tensor; its storage comes after it in the file."""

    def __init__(self, kind: str, shape: tuple, strides: tuple, offset: int):
        self.kind, self.shape, self.strides, self.offset = kind, shape, strides, offset
        self.storage: Any = None

    def array(self, budget: Budget) -> np.ndarray | None:
        if self.storage is None:  # an empty tensor, such as a module's cleared output
            return None if not self.shape else np.empty(self.shape, dtype(self.kind))
        if not isinstance(self.storage, _Storage) or self.storage.kind != self.kind:
            raise Malformed("its storage is none of its type")
        if not self.shape:
            return None
        return strided(self.storage.content, dtype(self.kind), self.offset, self.shape, self.strides, budget)


class _Frame:
    """A container that is being filled: a table takes `left` more pairs; a holder takes one value."""

    def __init__(self, put, left: int):
        self.put, self.left = put, left


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The tensors by their paths through tables and modules: modules/1/weight."""
    top = _Reader(content).top()
    return flattened(top, budget, nearest=True)


class _Reader:
    """Reads without recursion: a net that is a chain of nodes is as deep as it is long."""

    def __init__(self, content: Content):
        self._content, self._position = content, 0
        self._objects: dict[int, Any] = {}
        self._frames: list[_Frame] = []

    def _bytes(self, count: int) -> bytes:
        piece = self._content.read(self._position, count)
        self._position += count
        return piece

    def _number(self, format: str) -> Any:
        return struct.unpack("<" + format, self._bytes(struct.calcsize("<" + format)))[0]

    def _string(self) -> bytes:
        return self._bytes(self._number("i"))

    def top(self) -> Any:
        found: list[Any] = []
        self._frames = [_Frame(found.append, 1)]
        while self._frames:
            frame = self._frames[-1]
            if not frame.left:
                self._frames.pop()
                continue
            frame.left -= 1
            frame.put(self._value())
        return found[0]

    def _value(self) -> Any:
        kind = self._number("i")
        if kind == _NIL:
            return None
        if kind == _NUMBER:
            return self._number("d")
        if kind == _STRING:
            return self._string().decode("utf-8", "backslashreplace")
        if kind == _BOOLEAN:
            return bool(self._number("i"))
        if kind not in (_TABLE, _OBJECT, *_FUNCTIONS):
            raise Malformed(f"byte {self._position - 4} begins no object of Torch7: type {kind}")
        number = self._number("i")
        if number in self._objects:
            return self._objects[number]
        if kind == _TABLE:
            return self._table(number)
        if kind == _OBJECT:
            return self._object(number)
        self._string()  # a function of Lua: it is not run, and what it holds is not kept
        self._frames.append(_Frame(lambda held: None, 1))
        self._objects[number] = None
        return None

    def _table(self, number: int) -> dict:
        count = self._number("i")
        if count < 0 or count * 8 > self._content.size - self._position:
            raise Malformed(f"a table claims {count:,} items where {self._content.size:,} bytes are all there is")
        made: dict = {}
        self._objects[number] = made
        key: list[Any] = []

        def put(value: Any) -> None:
            if not key:
                key.append(value)
                return
            name = key.pop()
            if isinstance(name, float) and name.is_integer():
                name = int(name)
            if isinstance(name, (str, int, float)):  # others say nothing of what they are the key of
                made[name] = value

        self._frames.append(_Frame(put, 2 * count))
        return made

    def _object(self, number: int) -> Any:
        version = self._string()
        name = (self._string() if version.startswith(b"V ") else version).decode("latin-1")
        for ending, read in (("Tensor", self._tensor), ("Storage", self._storage)):
            kind = name.removeprefix("torch.").removesuffix(ending)
            if name == f"torch.{kind}{ending}" and kind in _KINDS:
                return read(number, _KINDS[kind])
        # Anything else writes one value, a table of its fields.
        made: list[Any] = [None]
        holder = self._objects[number] = _Holder(made)
        self._frames.append(_Frame(lambda value: made.__setitem__(0, value), 1))
        return holder

    def _tensor(self, number: int, kind: str) -> _Tensor:
        rank = self._number("i")
        if not 0 <= rank <= _MOST_DIMENSIONS:
            raise Malformed(f"a tensor has {rank} dimensions")
        numbers = struct.unpack(f"<{2 * rank}q", self._bytes(16 * rank))
        made = _Tensor(kind, numbers[:rank], numbers[rank:], self._number("q") - 1)
        size(made.shape)
        self._objects[number] = made
        self._frames.append(_Frame(lambda value: setattr(made, "storage", value), 1))
        return made

    def _storage(self, number: int, kind: str) -> _Storage:
        made = self._objects[number] = _Storage(kind)
        made.content = self._bytes(self._number("q") * dtype(kind).itemsize)
        return made


class _Holder:
    """An object of a class that is not ours; what it wrote stands in it."""

    def __init__(self, held: list[Any]):
        self.held = held

"""Arrays in pickles: the names a pickle of NumPy's (and of Theano's) may ask for, and what is built for each."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.arrays import packed
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.malformed import Refused
from tfgraph_dnn.weights.pickling import Global

_SIMPLE = re.compile(r"([<>|=]?)([biufcSUO])(\d{0,4})|bool")
_NAMED = {"bool": "b1", "float16": "f2", "float32": "f4", "float64": "f8", "int8": "i1", "int16": "i2", "int32": "i4",
          "int64": "i8", "uint8": "u1", "uint16": "u2", "uint32": "u4", "uint64": "u8"}  # fmt: skip


class Kind:
    """A NumPy dtype on its way out of a pickle."""

    def __init__(self, text: Any, align: Any = False, copy: Any = False):
        if isinstance(text, Global) and text.value in _NAMED:
            text = _NAMED[text.value]
        match = _SIMPLE.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise Malformed("an array's type is none of numbers")
        self.code = "b1" if text == "bool" else match[2] + match[3]
        self.order = match[1] or "="

    def set_state(self, state: Any) -> None:
        """Takes the byte order."""
        if not isinstance(state, tuple) or len(state) < 2 or state[1] not in ("<", ">", "|", "="):
            raise Malformed("the state of an array's type is damaged")
        self.order = state[1]

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.code[0] not in "SUO"

    def dtype(self) -> np.dtype:
        """The type itself."""
        try:
            return np.dtype(self.order + self.code)
        except TypeError as error:
            raise Malformed(f"NumPy has no type {self.code!r}") from error


class Array:
    """An array on its way out of a pickle; its values are made when its name is known."""

    def __init__(self) -> None:
        self.shape: Any = ()
        self.kind: Any = None
        self.fortran = False
        self.content: Any = None

    def set_state(self, state: Any) -> None:
        """Takes shape, type, order and bytes."""
        if not isinstance(state, tuple) or len(state) not in (4, 5):
            raise Malformed("the state of an array is damaged")
        self.shape, self.kind, self.fortran, self.content = state[-4:]
        self.check()

    def check(self) -> None:
        """Whether what was taken is what it must be."""
        if not isinstance(self.shape, tuple) or not isinstance(self.kind, Kind):
            raise Malformed("the state of an array is damaged")
        size(self.shape)

    @property
    def held(self) -> list | None:
        """Where the values are objects, these."""
        return self.content if isinstance(self.content, list) else None

    def array(self, budget: Budget) -> np.ndarray | None:
        """The values; None where they are text."""
        if self.kind is None:
            raise Malformed("an array without values")
        if not self.kind.numeric:
            return None
        content = self.content.encode("latin-1") if isinstance(self.content, str) else self.content
        if not isinstance(content, bytes):
            raise Malformed("an array without values")
        return packed(content, self.kind.dtype(), self.shape, budget, fortran=bool(self.fortran))


def _reconstruct(kind: Any, shape: Any, code: Any) -> Array:
    if not isinstance(kind, Global) or kind.value != "ndarray":
        raise Malformed("an array of a class that is not NumPy's")
    return Array()


def _of_buffer(content: Any, kind: Any, shape: Any, order: Any = "C") -> Array:
    made = Array()
    made.content, made.kind, made.shape, made.fortran = content, kind, shape, order == "F"
    made.check()
    return made


def _scalar(kind: Any, content: Any = b"") -> Array:
    return _of_buffer(content, kind, ())


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1", "iso-8859-1"):
        raise Malformed("a text is encoded in an unknown way")
    return text.encode("latin-1")


def _dict(*items: Any) -> dict:
    """An OrderedDict of Python 2 comes with a list of pairs; a defaultdict with its factory, which is let go."""
    made = {}
    pairs = items[0] if items and isinstance(items[0], list) else []
    for pair in pairs:
        key, value = pair
        if not isinstance(key, (str, bytes, int, float)):
            raise Malformed("a key of a dict is neither text nor number")
        made[key] = value
    return made


def _list(items: Any = ()) -> list:
    if not isinstance(items, (list, tuple)):
        raise Malformed("a set of what is no list")
    return list(items)


def _unwrapped(array: Any, *rest: Any) -> Any:
    if not isinstance(array, Array):
        raise Refused("a GPU array that holds no NumPy array")
    return array


def names() -> dict[tuple[str, str], Global]:
    """All that a pickle of arrays may name."""
    found = {
        ("collections", "OrderedDict"): Global("OrderedDict", _dict),
        ("collections", "defaultdict"): Global("defaultdict", _dict),
        ("_codecs", "encode"): Global("encode", _encode),
        ("theano.sandbox.cuda.type", "CudaNdarray_unpickler"): Global("CudaNdarray_unpickler", _unwrapped),
        ("theano.gpuarray.type", "GpuArray_unpickler"): Global("GpuArray_unpickler", _unwrapped),
        ("numpy", "dtype"): Global("numpy.dtype", Kind),
        ("numpy", "ndarray"): Global("numpy.ndarray", value="ndarray"),
    }
    for core in ("numpy.core", "numpy._core"):
        found[core + ".multiarray", "_reconstruct"] = Global("numpy _reconstruct", _reconstruct)
        found[core + ".multiarray", "scalar"] = Global("numpy scalar", _scalar)
        found[core + ".numeric", "_frombuffer"] = Global("numpy _frombuffer", _of_buffer)
    for name in _NAMED:
        found["numpy", name] = Global(f"numpy.{name}", value=name)
    for module in ("__builtin__", "builtins"):
        found[module, "set"] = found[module, "frozenset"] = Global("set", _list)
        for name in ("int", "long", "float", "list", "dict", "bool", "str"):
            found[module, name] = Global(name)  # a defaultdict's factory: mentioned, never called
    return found

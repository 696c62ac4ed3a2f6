"""A checkpoint to be written: names, types, shapes, and where each tensor's values come from when its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tfgraph_dnn.checkpoint.format.dtypes import NUMBERS
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.errors import CheckpointError

_LONGEST_NAME = 16 << 10


@dataclass(frozen=True)
class Value:
    """A tensor to be written.

    Attributes:
      dtype: TensorFlow's name of its type.
      shape: of the whole.
      read: gives its values, once each time it is called.
      slices: the slices to write it in, as TensorFlow writes them (`0,5:-`); empty for one whole.
    """

    dtype: str
    shape: tuple[int, ...]
    read: Callable[[], Any]
    slices: tuple[str, ...] = ()


Draft = dict[str, Value]


def of_checkpoint(ckpt: Checkpoint) -> Draft:
    """All tensors of an open checkpoint; their values are read when they are written."""
    return {
        name: Value(info.dtype, info.shape, lambda name=name: ckpt.read(name), info.slices)
        for name, info in ckpt.tensors.items()
    }


def of_array(name: str, array) -> Value:
    """An array, a number, a text, or nested lists of them.

    Raises:
      CheckpointError: no tensor can hold it.
    """
    import numpy as np

    given = array
    array = np.asarray(given)
    if array.dtype.kind in "SU" and not isinstance(given, np.ndarray | np.generic):
        array = np.asarray(given, object)  # NumPy's own texts lose zero bytes at their end
    kind = "string" if array.dtype.kind in "OSU" else array.dtype.name
    if kind not in NUMBERS:
        raise CheckpointError(
            f"{printable(name)}: no checkpoint holds values of NumPy's type {array.dtype}",
            hint="Numbers, truth values and texts can be written.",
            slug="ckpt-not-written",
        )
    return Value(kind, array.shape, lambda: array)


def of_arrays(tensors: Mapping[str, Any]) -> Draft:
    """Arrays by name; a Value stays what it is."""
    return {name: item if isinstance(item, Value) else of_array(name, item) for name, item in tensors.items()}


def check_names(draft: Draft) -> None:
    """Makes sure that every name can stand in a checkpoint.

    Raises:
      CheckpointError: one is empty, too long, begins as the key of a slice does, or is no text.
    """
    for name in draft:
        try:
            length = len(name.encode("utf-8"))
        except UnicodeEncodeError:
            length = -1
        if not 0 < length <= _LONGEST_NAME or name.startswith("\0"):
            raise CheckpointError(f"no tensor can be called {printable(name[:80])!r}", slug="ckpt-not-written")

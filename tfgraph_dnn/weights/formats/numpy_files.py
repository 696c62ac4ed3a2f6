"""NumPy's .npy and .npz, also those that hold a pickled dict (numpy.save of a dict)."""

from __future__ import annotations

import ast
import re
import warnings

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.archive import Archive
from tfgraph_dnn.weights.arrays import NUMBERS, packed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import ALONE, flattened
from tfgraph_dnn.weights.malformed import about
from tfgraph_dnn.weights.pickled import names
from tfgraph_dnn.weights.pickling import Machine

_MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays of an .npy or an .npz file."""
    if content.head(len(_MAGIC)) == _MAGIC:
        return _array(content.whole(), budget)
    found: dict[str, np.ndarray] = {}
    with Archive(content, budget) as archive:
        for member in archive.names():
            name = member.removesuffix(".npy")
            with about(name):
                inside = _array(archive.read(member), budget)
            for part, array in inside.items():
                found[name if part == ALONE else f"{name}/{part}"] = array
    return found


def _array(data: bytes, budget: Budget) -> dict[str, np.ndarray]:
    descr, fortran, shape, start = _header(data)
    if isinstance(descr, str) and descr.lstrip("|<>=") == "O":
        machine = Machine(data, names(), position=start)
        return flattened(machine.run(), budget, sort=machine.python2)
    if not isinstance(descr, str) or not re.fullmatch(r"[<>|=]?[a-zA-Z?]\d{0,4}", descr):
        raise Malformed("its values are records, not numbers")
    try:
        kind = np.dtype(descr)
    except TypeError as error:
        raise Malformed(f"NumPy has no type {descr!r}") from error
    if kind.kind not in NUMBERS:
        raise Malformed(f"its values are no numbers ({descr})")
    with about(ALONE):
        return {ALONE: packed(data[start:], kind, shape, budget, fortran=fortran)}


def _header(data: bytes) -> tuple[object, bool, tuple, int]:
    if data[: len(_MAGIC)] != _MAGIC or len(data) < 12:
        raise Malformed("it does not begin as an .npy file does")
    width = 2 if data[6] == 1 else 4
    start = 8 + width
    end = start + int.from_bytes(data[8:start], "little")
    if data[6] not in (1, 2, 3) or end > len(data) or end - start > _LONGEST_HEADER:
        raise Malformed("its header is damaged")
    # Python 2 wrote long integers.
    text = re.sub(r"(?<=\d)L\b", "", data[start:end].decode("latin-1").strip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what stands in the file
            header = ast.literal_eval(text)
        descr, fortran, shape = header["descr"], header["fortran_order"], header["shape"]
    except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError) as error:
        raise Malformed("its header is damaged") from error
    if not isinstance(fortran, bool) or not isinstance(shape, tuple):
        raise Malformed("its header is damaged")
    return descr, fortran, shape, end

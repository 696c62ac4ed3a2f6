"""The head of a .safetensors file: JSON with names, types, shapes and places, behind its length.

uint64 length of the head | head | values, one tensor after the other
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.malformed import Malformed

TYPES = {
    "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64", "I32": "int32",
    "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32", "U16": "uint16", "U8": "uint8", "BOOL": "bool",
    "C64": "complex64", "F8_E5M2": "float8_e5m2", "F8_E4M3": "float8_e4m3fn",
}  # fmt: skip
CODES = {kind: code for code, kind in TYPES.items()}

_LENGTH = 8  # bytes; and what the head is filled up to a multiple of
_LONGEST = 100_000_000  # the format's own limit


class Entry(NamedTuple):
    """Where a tensor lies.

    Attributes:
      name: its name.
      kind: its type, as TensorFlow and NumPy name it.
      shape: its dimensions.
      begin: its first byte, counted from the end of the head.
      end: the byte behind its last.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    begin: int
    end: int


def entries(
    read: Callable[[int, int], bytes], size: int, about: Callable[[str], AbstractContextManager]
) -> tuple[int, Iterator[Entry]]:
    """Where the values begin, and the tensors in the order of the head.

    Args:
      read: gives bytes of the file, from a place on so many.
      size: the file's.
      about: a context in which errors are told of a tensor.

    Raises:
      Malformed: the head is none. The tensors raise it too, as each is looked at.
    """
    length = int.from_bytes(read(0, _LENGTH), "little") if size >= _LENGTH else -1
    if not 0 <= length <= min(_LONGEST, size - _LENGTH):
        raise Malformed(f"its header claims {length} bytes of a file of {size}")
    try:
        header = json.loads(read(_LENGTH, length).decode("utf-8"), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Malformed) else Malformed(f"its header is no JSON: {error}") from error
    if not isinstance(header, dict):
        raise Malformed("its header is no JSON object")

    def found():
        for name, entry in header.items():
            if name != "__metadata__":
                with about(name):
                    parsed = _entry(name, entry)
                yield parsed

    return _LENGTH + length, found()


def _without_doubles(pairs: list) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("its header has a name twice")
    return found


def _entry(name: str, entry) -> Entry:
    try:
        code, shape, (begin, end) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed(f"its entry in the header is none: {error}") from error
    if not all(type(number) is int and number >= 0 for number in (*shape, begin, end)) or begin > end:
        raise Malformed(f"its entry in the header is none: its shape or place is {[*shape, begin, end]}")
    if not isinstance(code, str) or code not in TYPES:
        raise Malformed(f"the type {code[:40] if isinstance(code, str) else type(code).__name__} is not known")
    return Entry(name, TYPES[code], shape, begin, end)


def head(tensors: Iterable[tuple[str, str, tuple[int, ...], int]]) -> bytes:
    """The head of a file, its length before it.

    Args:
      tensors: name, type, shape and number of bytes of each, in the order of their values.
    """
    header, end = {}, 0
    for name, kind, shape, nbytes in tensors:
        begin, end = end, end + nbytes
        header[name] = {"dtype": CODES[kind], "shape": list(shape), "data_offsets": [begin, end]}
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text = text.ljust(-(-len(text) // _LENGTH) * _LENGTH)
    return len(text).to_bytes(_LENGTH, "little") + text

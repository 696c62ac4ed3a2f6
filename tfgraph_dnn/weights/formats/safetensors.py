"""The safetensors format: a JSON header with types, shapes and places, then the values."""

from __future__ import annotations

import json

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.arrays import dtype, packed
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import about

_TYPES = {
    "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64", "I32": "int32",
    "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32", "U16": "uint16", "U8": "uint8", "BOOL": "bool",
    "F8_E4M3": "float8_e4m3fn", "F8_E5M2": "float8_e5m2", "C64": "complex64",
}  # fmt: skip
_LONGEST_HEADER = 100_000_000
_ALIGNMENT = 8


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays, in the order of the header."""
    length = int.from_bytes(content.head(8), "little")
    if content.size < 8 or length > min(_LONGEST_HEADER, content.size - 8):
        raise Malformed("its header is longer than the file")
    start = 8 + length
    found = {}
    for name, entry in _header(content.read(8, length)).items():
        if name == "__metadata__":
            continue
        with about(name):
            kind, shape, begin, end = _entry(entry)
            if end - begin != size(shape) * kind.itemsize:
                raise Malformed(f"{end - begin:,} bytes for {kind.name} {shape}")
            found[name] = packed(content.read(start + begin, end - begin), kind, shape, budget)
    return found


def _header(text: bytes) -> dict:
    try:
        header = json.loads(text.decode("utf-8"), object_pairs_hook=_without_doubles)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise error if isinstance(error, Malformed) else Malformed(f"its header is no JSON: {error}") from error
    if not isinstance(header, dict):
        raise Malformed("its header is no JSON object")
    return header


def _without_doubles(pairs: list) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("its header has a name twice")
    return found


def _entry(entry) -> tuple[np.dtype, list[int], int, int]:
    if not isinstance(entry, dict):
        raise Malformed("its entry is no JSON object")
    name, shape, places = entry.get("dtype"), entry.get("shape"), entry.get("data_offsets")
    if not isinstance(name, str) or name not in _TYPES:
        raise Malformed(f"the type {str(name)[:40] if isinstance(name, str) else type(name).__name__} is not known")
    if not isinstance(shape, list) or not isinstance(places, list) or len(places) != 2:
        raise Malformed("its entry has no shape, or no place")
    if any(type(number) is not int for number in (*shape, *places)) or not 0 <= places[0] <= places[1]:
        raise Malformed("its shape or place is none")
    return dtype(_TYPES[name]), shape, *places


def save(arrays: dict[str, np.ndarray], file) -> None:
    """Writes arrays to an open binary file.

    Raises:
      ValueError: the format has no such type.
    """
    known = {kind: name for name, kind in _TYPES.items()}
    header, place, contents = {}, 0, []
    for name, array in arrays.items():
        if array.dtype.name not in known:
            raise ValueError(f"safetensors has no type {array.dtype.name} ({name})")
        header[name] = {
            "dtype": known[array.dtype.name],
            "shape": list(array.shape),
            "data_offsets": [place, place + array.nbytes],
        }
        place += array.nbytes
        contents.append(array)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _ALIGNMENT)
    file.write(len(text).to_bytes(8, "little") + text)
    for array in contents:
        file.write(np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes())

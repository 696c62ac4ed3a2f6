"""The .safetensors format: a JSON header with names, types, shapes and places, then the values. Nothing in it executes.

uint64 length of the header | header | values, one tensor after the other
"""

from __future__ import annotations

import json
import math

from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing.edit import refused
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS, DType
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.naming import naming, printable

_LONGEST_HEADER = 100_000_000  # the format's own limit
_TYPES = {
    "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64", "I32": "int32",
    "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32", "U16": "uint16", "U8": "uint8", "BOOL": "bool",
    "C64": "complex64", "F8_E5M2": "float8_e5m2", "F8_E4M3": "float8_e4m3fn",
}  # fmt: skip
_CODES = {kind: code for code, kind in _TYPES.items()}


def values(path: str) -> tuple[Draft, list[str]]:
    """The tensors of a file.

    Raises:
      Malformed: its header is none, or speaks of what is not there.
    """
    source = Source(path)
    length = int.from_bytes(source.read(0, 8), "little") if source.size >= 8 else -1
    if not 0 <= length <= min(_LONGEST_HEADER, source.size - 8):
        raise Malformed(f"its header claims {length} bytes of a file of {source.size}")
    try:
        header = json.loads(source.read(8, length).decode("utf-8"))
        entries = {name: entry for name, entry in header.items() if name != "__metadata__"}
    except (ValueError, AttributeError, RecursionError) as error:
        raise Malformed(f"its header is none: {error}") from error
    found: Draft = {}
    extents = []
    for name, entry in sorted(entries.items()):
        with naming(path, name):
            found[name], *extent = _value(path, source, name, entry, 8 + length)
        extents.append(extent)
    end = 0
    for first, last in sorted(extents):
        if first != end:
            raise Malformed(f"its tensors overlap, or leave a hole, at byte {min(first, end)}")
        end = last
    if end != source.size - 8 - length:
        raise Malformed(f"its tensors end at byte {end} of {source.size - 8 - length}")
    return found, []


def _value(path: str, source: Source, name: str, entry, begin: int) -> tuple[Value, int, int]:
    try:
        code, shape, (first, last) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
        places = (*shape, first, last)
        if not all(type(number) is int and number >= 0 for number in places):
            raise TypeError(f"{list(places)}")
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed(f"its entry in the header is none: {error}") from error
    if not isinstance(code, str) or code not in _TYPES:
        raise Malformed(f"no checkpoint holds values of the type {code!r}")
    kind = DTYPES[NUMBERS[_TYPES[code]]]
    if last - first != math.prod(shape) * kind.size or begin + last > source.size:
        raise Malformed(f"bytes {first} to {last} of {source.size - begin} are said to hold {kind} {list(shape)}")

    def read():
        from tfgraph_dnn.checkpoint.values import numbers

        with naming(path, name):
            return numbers(source.read(begin + first, last - first), kind, shape)

    return Value(kind.name, shape, read), first, last


def write(path: str, draft: Draft, progress) -> None:
    """Writes a file of tensors, one after the other.

    Raises:
      CheckpointError: a type that the format does not have.
    """
    from tfgraph_dnn.checkpoint import contents

    order = sorted(draft, key=lambda name: (-_kind(name, draft[name]).size, name))  # large values lie aligned
    with open(path, "xb") as file:
        file.write(_header(draft, order))
        for name in order:
            buffers, _ = contents.encoded(contents.little_endian(draft[name].read()), draft[name].dtype)
            for buffer in buffers:
                file.write(buffer)
            progress(sum(map(len, buffers)))


def _header(draft: Draft, order: list[str]) -> bytes:
    header, end = {}, 0
    for name in order:
        value = draft[name]
        begin, end = end, end + math.prod(value.shape) * _kind(name, value).size
        header[name] = {"dtype": _CODES[value.dtype], "shape": list(value.shape), "data_offsets": [begin, end]}
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text = text.ljust(-(-len(text) // 8) * 8)
    return len(text).to_bytes(8, "little") + text


def _kind(name: str, value: Value) -> DType:
    if value.dtype not in _CODES or name == "__metadata__":
        raise refused(
            f"{printable(name)} is {value.dtype}, which the safetensors format does not have",
            "--drop leaves it out; .npz has strings and complex128.",
        )
    return DTYPES[NUMBERS[value.dtype]]


def notes(draft: Draft) -> list[str]:
    """What should be known of such a file of these tensors: nothing."""
    return []


def stored(name: str, value: Value, array):
    """An array as it stands in the file: as it is."""
    return array

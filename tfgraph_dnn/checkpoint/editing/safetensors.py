"""Files of the .safetensors format: read as tensors of a checkpoint, and written. Nothing in them executes."""

from __future__ import annotations

import math

from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing.edit import refused
from tfgraph_dnn.checkpoint.format import safetensors
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS, DType
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.naming import naming, printable


def values(path: str) -> tuple[Draft, list[str]]:
    """The tensors of a file.

    Raises:
      Malformed: its header is none, or speaks of what is not there.
    """
    source = Source(path)
    start, entries = safetensors.entries(source.read, source.size, lambda name: naming(path, name))
    found: Draft = {}
    extents = []
    for entry in entries:
        with naming(path, entry.name):
            found[entry.name] = _value(path, source, entry, start)
        extents.append((entry.begin, entry.end))
    end = 0
    for first, last in sorted(extents):
        if first != end:
            raise Malformed(f"its tensors overlap, or leave a hole, at byte {min(first, end)}")
        end = last
    if end != source.size - start:
        raise Malformed(f"its tensors end at byte {end} of {source.size - start}")
    return dict(sorted(found.items())), []


def _value(path: str, source: Source, entry: safetensors.Entry, start: int) -> Value:
    kind, size = DTYPES[NUMBERS[entry.kind]], entry.end - entry.begin
    if size != math.prod(entry.shape) * kind.size or start + entry.end > source.size:
        raise Malformed(
            f"bytes {entry.begin} to {entry.end} of {source.size - start} are said to hold {kind} {list(entry.shape)}"
        )

    def read():
        from tfgraph_dnn.checkpoint.values import numbers

        with naming(path, entry.name):
            return numbers(source.read(start + entry.begin, size), kind, entry.shape)

    return Value(kind.name, entry.shape, read)


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
    sizes = ((name, draft[name], _kind(name, draft[name])) for name in order)
    return safetensors.head(
        (name, value.dtype, value.shape, math.prod(value.shape) * kind.size) for name, value, kind in sizes
    )


def _kind(name: str, value: Value) -> DType:
    if value.dtype not in safetensors.CODES or name == "__metadata__":
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

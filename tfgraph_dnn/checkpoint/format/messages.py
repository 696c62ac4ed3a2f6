"""The messages of both formats: what stands behind a key, checked as far as one message can be checked alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, DType
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, integer, signed, text

_MOST_DIMENSIONS, _MOST_VALUES = 254, (1 << 63) - 1

Shape = tuple[int, ...]
Extents = tuple[tuple[int, int], ...]  # (start, length) of each dimension; length -1 is all of it


class Header(NamedTuple):
    """The first entry of a V2 index: number of data files, byte order, the writer's version, the least of a reader."""

    shards: int
    big_endian: bool
    producer: int
    min_consumer: int


class Entry(NamedTuple):
    """A tensor, or a slice of one, in a V2 index: what it is, where its bytes lie, their masked checksum."""

    dtype: DType
    shape: Shape
    shard: int
    offset: int
    size: int
    checksum: int
    slices: tuple[Extents, ...]


class SavedMeta(NamedTuple):
    """A tensor in a V1 file's table of contents."""

    name: str
    dtype: DType
    shape: Shape
    slices: tuple[Extents, ...]


class SavedSlice(NamedTuple):
    """A slice in a V1 file; `tensor` is a TensorProto, not yet decoded."""

    name: str
    extents: Extents
    tensor: memoryview


def header(message) -> Header:
    """Decodes a BundleHeaderProto."""
    shards, order, producer, min_consumer = 0, 0, 0, 0
    for number, value in fields(message):
        if number == 1:
            shards = integer(number, value)
        elif number == 2:
            order = integer(number, value)
        elif number == 3:
            producer, min_consumer = versions(block(number, value))
    if order not in (0, 1):
        raise Malformed(f"byte order {order}")
    return Header(shards, order == 1, producer, min_consumer)


def versions(message) -> tuple[int, int]:
    """A VersionDef's producer and least consumer."""
    found = {number: value for number, value in fields(message) if number in (1, 2)}
    return integer(1, found.get(1, 0)), integer(2, found.get(2, 0))


def entry(message) -> Entry:
    """Decodes a BundleEntryProto.

    Raises:
      Malformed: a dtype that does not exist, a shape that no tensor has, a place before the beginning, or another
        number of bytes than values of that type and shape have.
    """
    number_of_dtype = 0
    dims: Shape = ()
    slices: list[Extents] = []
    numbers = dict.fromkeys((3, 4, 5, 6), 0)
    for number, value in fields(message):
        if number == 1:
            number_of_dtype = integer(number, value)
        elif number == 2:
            dims = shape(block(number, value))
        elif number in numbers:
            numbers[number] = signed(integer(number, value))
        elif number == 7:
            slices.append(extents(block(number, value)))
    kind = dtype(number_of_dtype)
    shard, offset, size, checksum = numbers.values()
    if min(shard, offset, size) < 0:
        raise Malformed(f"it claims {size} bytes at {offset} of data file {shard}")
    _check_extents(slices, dims)
    if not slices and kind.size and size != math.prod(dims) * kind.size:
        raise Malformed(f"{size} bytes are stored for {kind} {list(dims)}, which takes {math.prod(dims) * kind.size}")
    return Entry(kind, dims, shard, offset, size, checksum, tuple(slices))


def dtype(number: int) -> DType:
    """The type of a number."""
    if number not in DTYPES:
        raise Malformed(f"dtype {number} does not exist")
    return DTYPES[number]


def shape(message) -> Shape:
    """Decodes a TensorShapeProto; every dimension must be known."""
    dims = []
    for number, value in fields(message):
        if number == 2:
            sizes = [integer(1, inner) for at, inner in fields(block(number, value)) if at == 1]
            dims.append(signed(sizes[-1]) if sizes else 0)
        elif number == 3 and integer(number, value):
            raise Malformed("its shape is unknown")
    if len(dims) > _MOST_DIMENSIONS:
        raise Malformed(f"it has {len(dims)} dimensions")
    if any(dim < 0 for dim in dims):
        raise Malformed(f"a dimension of its shape {dims} is negative")
    if math.prod(max(1, dim) for dim in dims) > _MOST_VALUES:
        raise Malformed(f"no tensor has the shape {dims}")
    return tuple(dims)


def extents(message) -> Extents:
    """Decodes a TensorSliceProto."""
    found = []
    for number, value in fields(message):
        if number == 1:
            inner = {at: signed(integer(at, part)) for at, part in fields(block(number, value)) if at in (1, 2)}
            found.append((inner.get(1, 0), inner.get(2, -1)))
    return tuple(found)


def _check_extents(slices: list[Extents], dims: Shape) -> None:
    for piece in slices:
        if len(piece) != len(dims):
            raise Malformed(f"a slice has {len(piece)} dimensions where the tensor has {len(dims)}")
        for (start, length), dim in zip(piece, dims, strict=True):
            whole = length == -1
            if start < 0 or (whole and start) or (not whole and (length < 0 or start + length > dim)):
                raise Malformed(f"the slice {spec(piece)} reaches outside of the shape {list(dims)}")


def slice_shape(piece: Extents, dims: Shape) -> Shape:
    """The shape of a slice of a tensor of shape `dims`."""
    return tuple(dim if length == -1 else length for (_, length), dim in zip(piece, dims, strict=True))


def spec(piece: Extents) -> str:
    """A slice as TensorFlow writes it: `0,5:-` is five rows from the first on and all columns."""
    return ":".join("-" if length == -1 else f"{start},{length}" for start, length in piece)


def saved_metas(message) -> tuple[list[SavedMeta], int]:
    """Decodes a V1 file's table of contents: its tensors, and the producer's version."""
    metas, producer = [], 0
    for number, value in fields(message):
        if number != 1:
            continue
        for at, part in fields(block(number, value)):
            if at == 1:
                metas.append(_saved_meta(block(at, part)))
            elif at == 2:
                producer, _ = versions(block(at, part))
    return metas, producer


def _saved_meta(message: memoryview) -> SavedMeta:
    name, kind = "", 0
    dims: Shape = ()
    slices: list[Extents] = []
    for number, value in fields(message):
        if number == 1:
            name = text(number, value)
        elif number == 2:
            dims = shape(block(number, value))
        elif number == 3:
            kind = integer(number, value)
        elif number == 4:
            slices.append(extents(block(number, value)))
    try:
        _check_extents(slices, dims)
        return SavedMeta(name, dtype(kind), dims, tuple(slices))
    except Malformed as error:
        raise Malformed(f"{name!r}: {error}") from error


def saved_slice(message) -> SavedSlice:
    """Decodes what stands behind a slice's key in a V1 file."""
    name, tensor = "", None
    piece: Extents = ()
    for number, value in fields(message):
        if number != 2:
            continue
        for at, part in fields(block(number, value)):
            if at == 1:
                name = text(at, part)
            elif at == 2:
                piece = extents(block(at, part))
            elif at == 3:
                tensor = block(at, part)
    if tensor is None:
        raise Malformed("it holds no values")
    return SavedSlice(name, piece, tensor)


def named(table_entries: Iterator[tuple[bytes, memoryview]]) -> Iterator[tuple[str | bytes, memoryview]]:
    """V2 index entries with the tensors' names as text; keys of slices, which begin with a zero byte, stay bytes."""
    for key, value in table_entries:
        if key[:1] == b"\0":
            yield key, value
            continue
        try:
            yield key.decode("utf-8"), value
        except UnicodeDecodeError as error:
            raise Malformed(f"the name {key!r} is no UTF-8 text") from error

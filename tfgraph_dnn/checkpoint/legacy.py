"""The V1 format, written until TF 0.11: names and values together in one table file, or in several."""

from __future__ import annotations

import math
import os

from tfgraph_dnn.checkpoint.format.dtypes import DType
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import Extents, Shape, saved_metas, saved_slice, slice_shape, spec
from tfgraph_dnn.checkpoint.format.orderedcode import slice_key
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import Table, is_table
from tfgraph_dnn.checkpoint.format.wire import fields, signed, varint
from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.location import Location, what_else
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.checkpoint.slices import assemble, is_whole
from tfgraph_dnn.errors import printable

_INTEGERS = (7, 10)  # int_val and int64_val of a TensorProto


class Tables:
    """A V1 checkpoint.

    Attributes:
      infos: name -> TensorInfo, in the order of the names.
      producer: the highest version of the format among the files.
      files: the table files.
      missing: those of them that are not there.
    """

    def __init__(self, location: Location):
        """Reads each file's table of contents.

        Raises:
          CheckpointError: one is damaged, or they contradict each other.
        """
        self.files, self.missing = location.files, location.missing
        self.producer = 0
        self._tables: dict[str, Table] = {}
        self._known: dict[str, tuple[DType, Shape, list[tuple[Extents, str]]]] = {}
        for path in self.files:
            self._read_contents(path)
        self._known = dict(sorted(self._known.items(), key=lambda item: item[0].encode("utf-8")))
        self.infos = {name: self._info(name) for name in self._known}

    def read(self, name: str, *, check: bool = True):
        """The values of a tensor as a new array; checksums are always compared, block by block.

        Raises:
          CheckpointError: they are damaged, or not there.
        """
        del check
        kind, shape, pieces = self._known[name]
        files = dict(pieces)
        with naming(self._where(name), name):
            return assemble(
                [piece for piece, _ in pieces], shape, lambda piece: self._array(name, kind, shape, piece, files[piece])
            )

    def check(self, name: str) -> None:
        """Reads a tensor, which compares its blocks' checksums.

        Raises:
          CheckpointError: one differs, or the values are not there.
        """
        if self._known[name][0].numpy is not None:
            self.read(name)

    def integer(self, name: str) -> int:
        """The value of an integer scalar, read without NumPy.

        Raises:
          CheckpointError: it is damaged, or not there.
        """
        ((piece, path),) = self._known[name][2]
        with naming(path, name):
            for number, value in fields(self._saved(name, piece, path)):
                if number in _INTEGERS:
                    return signed(value if isinstance(value, int) else varint(value, 0)[0])
            raise Malformed("it holds no values")

    def problems(self) -> list[str]:
        """What is wrong beside the values themselves: missing files, bytes and keys that nothing refers to."""
        found = [f"{name} is missing" for name in self.missing]
        wanted = {slice_key(name, piece) for name, (_, _, pieces) in self._known.items() for piece, _ in pieces}
        for path, table in self._tables.items():
            if extra := table.source.size - table.blocks_end():
                found.append(f"{path} holds {extra} bytes that nothing refers to")
            try:
                with naming(path):
                    keys = [key for key, _ in table.entries()]
            except ValueError as error:
                found.append(str(error))
                continue
            found += [f"{path}: the slice {key!r} belongs to no tensor" for key in keys if key and key not in wanted]
        return found

    def _read_contents(self, path: str) -> None:
        with naming(path):
            source = Source(path)
            if not is_table(source):
                raise what_else(path, source)
            table = self._tables[path] = Table(source)
            first = table.first()
            if first is None or first[0] != b"":
                raise Malformed("it has no table of contents, so it is no checkpoint")
            if any(isinstance(value, int) for number, value in fields(first[1]) if number == 1):
                raise Malformed("it is the index of a V2 checkpoint under another name: call it PREFIX.index")
            metas, producer = saved_metas(first[1])
        self.producer = max(self.producer, producer)
        for meta in metas:
            with naming(path, meta.name):
                kind, shape, pieces = self._known.setdefault(meta.name, (meta.dtype, meta.shape, []))
                if (kind, shape) != (meta.dtype, meta.shape):
                    raise Malformed("another of the files holds it with another type or shape")
                there = {piece for piece, _ in pieces}
                for piece in meta.slices or (((0, -1),) * len(shape),):
                    if piece in there:
                        raise Malformed(f"its slice {spec(piece)} comes twice")
                    pieces.append((piece, path))

    def _info(self, name: str) -> TensorInfo:
        kind, shape, pieces = self._known[name]
        size = math.prod(shape) * kind.size if kind.size else None
        slices = () if all(is_whole(piece) for piece, _ in pieces) else tuple(spec(piece) for piece, _ in pieces)
        files = tuple(sorted({os.path.basename(path) for _, path in pieces}))
        return TensorInfo(name, kind.name, shape, size, slices, files)

    def _where(self, name: str) -> str:
        return self._known[name][2][0][1]

    def _array(self, name: str, kind: DType, shape: Shape, piece: Extents, path: str):
        from tfgraph_dnn.checkpoint import values

        return values.tensor_proto(self._saved(name, piece, path), kind, slice_shape(piece, shape))

    def _saved(self, name: str, piece: Extents, path: str) -> memoryview:
        """The TensorProto of a slice."""
        value = self._tables[path].get(slice_key(name, piece))
        if value is None:
            raise Malformed(f"its slice {spec(piece)} is missing")
        found = saved_slice(value)
        if found.name != name:
            raise Malformed(f"the values under its key are those of {printable(found.name)}")
        return found.tensor

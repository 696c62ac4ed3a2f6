"""The V2 format: an index (a table file of names and places) and data files with the values, one after the other."""

from __future__ import annotations

import glob
import math
import os

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import Entry, Extents, Header, entry, header, named, slice_shape, spec
from tfgraph_dnn.checkpoint.format.orderedcode import slice_key
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import Table, is_table
from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.location import Location, lfs_pointer, what_else
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.checkpoint.slices import assemble, check_tiling, is_whole
from tfgraph_dnn.errors import CheckpointError, CheckpointNotFoundError, printable

_VERSION = 1  # of the format: no other has ever been written
_MOST_SHARDS = 1 << 16


class Bundle:
    """A V2 checkpoint.

    Attributes:
      infos: name -> TensorInfo, in the order of the names.
      producer: the version of the format.
      files: index and data files.
      missing: data files that are not there.
    """

    def __init__(self, location: Location):
        """Reads the index; the data files are left alone until values are wanted.

        Raises:
          CheckpointError: the index is damaged, or describes what no checkpoint holds.
        """
        (self.index,) = location.files
        self._prefix = location.prefix
        self._entries: dict[str, Entry] = {}
        self._pieces: dict[bytes, Entry] = {}
        self._header = self._read_index()
        self._sources: dict[str, Source] = {}
        self.producer = self._header.producer
        data = [self._data_file(number) for number in range(self._header.shards)]
        self.files = (self.index, *(name for name in data if os.path.isfile(name)))
        self.missing = tuple(name for name in data if not os.path.isfile(name))
        self.infos = {name: self._info(name, known) for name, known in self._entries.items()}

    def read(self, name: str, *, check: bool = True):
        """The values of a tensor as a new array.

        Args:
          name: one of `infos`.
          check: compare the checksum.

        Raises:
          CheckpointError: they are damaged, or not there.
        """
        known = self._entries[name]
        if not known.slices:
            return self._array(name, known, check)
        with naming(self.index, name):
            return assemble(
                known.slices, known.shape, lambda piece: self._array(name, self._piece(name, known, piece), check)
            )

    def check(self, name: str) -> None:
        """Compares the checksum of a tensor without keeping its values.

        Raises:
          CheckpointError: it differs, or the values are not there.
        """
        known = self._entries[name]
        with naming(self.index, name):
            pieces = [self._piece(name, known, piece) for piece in known.slices] or [known]
            if known.slices:
                check_tiling(known.slices, known.shape)
        for piece in pieces:
            if piece.dtype.name == "string":
                self._array(name, piece, True)
            elif piece.dtype.size:
                self._check_bytes(name, piece)

    def integer(self, name: str) -> int:
        """The value of an integer scalar, read without NumPy.

        Raises:
          CheckpointError: it is damaged, or not there.
        """
        known = self._entries[name]
        with naming(self._data_file(known.shard), name):
            content = self._source(name, known).read(known.offset, known.size)
            if known.slices or masked(crc32c(content)) != known.checksum:
                raise Malformed("its values are damaged: their checksum differs")
            return int.from_bytes(content, "big" if self._header.big_endian else "little", signed=True)

    def problems(self) -> list[str]:
        """What is wrong beside the values themselves: missing, needless or overlong files."""
        found = [f"{name} is missing" for name in self.missing]
        there = set(glob.glob(glob.escape(self._prefix) + ".data-?????-of-?????"))
        found += [f"{name} does not belong to this index" for name in sorted(there - set(self.files))]
        with naming(self.index):
            table = Table(Source(self.index))
            if extra := table.source.size - table.blocks_end():
                found.append(f"{self.index} holds {extra} bytes that nothing refers to")
        ends: dict[int, int] = {}
        for known in (*self._entries.values(), *self._pieces.values()):
            ends[known.shard] = max(ends.get(known.shard, 0), known.offset + known.size)
        for shard in range(self._header.shards):
            name = self._data_file(shard)
            extra = os.path.getsize(name) - ends.get(shard, 0) if os.path.isfile(name) else 0
            if extra > 0 and lfs_pointer(name, Source(name)) is None:
                found.append(f"{name} has {extra} trailing bytes that belong to no tensor")
        return found + self._overlaps() + self._orphans()

    def _overlaps(self) -> list[str]:
        named_entries = [*self._entries.items(), *((f"slice {key!r}", piece) for key, piece in self._pieces.items())]
        places = sorted((e.shard, e.offset, e.offset + e.size, name) for name, e in named_entries if e.size)
        found = []
        for (shard, _, end, name), (next_shard, begin, _, next_name) in zip(places, places[1:], strict=False):
            if shard == next_shard and begin < end:
                found.append(f"{self._data_file(shard)}: tensors {printable(name)} and {printable(next_name)} overlap")
        return found

    def _orphans(self) -> list[str]:
        wanted = {slice_key(name, piece) for name, known in self._entries.items() for piece in known.slices}
        return [f"{self.index}: the slice {key!r} belongs to no tensor" for key in self._pieces if key not in wanted]

    def _read_index(self) -> Header:
        with naming(self.index):
            source = Source(self.index)
            if not is_table(source):
                raise what_else(self.index, source)
            found = None
            for name, value in named(Table(source).entries()):
                if name == "":
                    found = self._checked(header(value))
                elif found is None:
                    raise Malformed("it has no header, so it is no checkpoint's index")
                else:
                    self._add(name, value, found)
            if found is None:
                raise Malformed("it is empty: not even a header")
            return found

    @staticmethod
    def _checked(found: Header) -> Header:
        if found.min_consumer > _VERSION:
            raise Malformed(f"its format is of version {found.producer}, for readers of {found.min_consumer} or later")
        if not 0 <= found.shards <= _MOST_SHARDS:
            raise Malformed(f"it claims {found.shards} data files")
        return found

    def _add(self, name: str | bytes, value, found: Header) -> None:
        with naming(self.index, name if isinstance(name, str) else repr(name)):
            known = entry(value)
            if known.shard >= found.shards and (known.size or not known.slices):
                raise Malformed(f"it lies in data file {known.shard} of {found.shards}")
            if isinstance(name, str):
                self._entries[name] = known
            else:
                self._pieces[name] = known

    def _info(self, name: str, known: Entry) -> TensorInfo:
        pieces = [self._pieces.get(slice_key(name, piece)) for piece in known.slices] or [known]
        there = [piece for piece in pieces if piece is not None]
        size = sum(piece.size for piece in there)
        if known.slices and known.dtype.size:
            size = math.prod(known.shape) * known.dtype.size
        files = tuple(sorted({os.path.basename(self._data_file(piece.shard)) for piece in there}))
        slices = () if all(map(is_whole, known.slices)) else tuple(map(spec, known.slices))
        return TensorInfo(name, known.dtype.name, known.shape, size, slices, files)

    def _piece(self, name: str, known: Entry, piece: Extents) -> Entry:
        found = self._pieces.get(slice_key(name, piece))
        if found is None:
            raise Malformed(f"its slice {spec(piece)} is missing")
        if found.dtype != known.dtype or found.shape != slice_shape(piece, known.shape) or found.slices:
            raise Malformed(f"its slice {spec(piece)} is of type {found.dtype} and shape {list(found.shape)}")
        return found

    def _array(self, name: str, known: Entry, check: bool):
        from tfgraph_dnn.checkpoint import values

        path = self._data_file(known.shard)
        with naming(path, name):
            content = self._source(name, known).read(known.offset, known.size)
            if known.dtype.name == "string":
                array, crc = values.strings(content, known.shape)
            else:
                array = values.numbers(content, known.dtype, known.shape, big_endian=self._header.big_endian)
                crc = crc32c(content) if check else 0
            if check and masked(crc) != known.checksum:
                raise Malformed("its values are damaged: their checksum differs")
            return array

    def _check_bytes(self, name: str, known: Entry) -> None:
        with naming(self._data_file(known.shard), name):
            crc = 0
            for chunk in self._source(name, known).chunks(known.offset, known.size):
                crc = crc32c(chunk, crc)
            if masked(crc) != known.checksum:
                raise Malformed("its values are damaged: their checksum differs")

    def _source(self, name: str, known: Entry) -> Source:
        """The data file of a tensor, and that the tensor lies in it."""
        path = self._data_file(known.shard)
        if path not in self._sources:
            if not os.path.exists(path):
                raise CheckpointNotFoundError(
                    f"{path} is missing: tensor {printable(name)} lies in it", slug="ckpt-missing-shard"
                )
            source = Source(path)
            if pointer := lfs_pointer(path, source):
                raise pointer
            self._sources[path] = source
        source = self._sources[path]
        if known.offset + known.size > source.size:
            raise CheckpointError(
                f"{path}: tensor {printable(name)}: its bytes {known.offset} to {known.offset + known.size} lie beyond "
                f"the end of the file ({source.size} bytes)",
                hint="The file was cut short, or belongs to another index.",
            )
        return source

    def _data_file(self, shard: int) -> str:
        return f"{self._prefix}.data-{shard:05d}-of-{self._header.shards:05d}"

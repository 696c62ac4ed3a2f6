"""Opening a checkpoint, whatever path is given, and reading what is wanted of it.

>>> import tfgraph_dnn.checkpoint as checkpoint
>>> ckpt = checkpoint.open("checkpoints/dense_momentum")
>>> ckpt["hidden1/kernel"].shape, ckpt.step
((784, 30), 100)
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from types import MappingProxyType

from tfgraph_dnn.checkpoint.format import metagraph
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.location import Location, lfs_pointer, locate
from tfgraph_dnn.checkpoint.naming import missing_key, naming
from tfgraph_dnn.errors import CheckpointNotFoundError

_STEP_NAMES = ("global_step", "Variable/global_step")
_STEP_TYPES = ("int64", "int32")


class Checkpoint:
    """A checkpoint: names at once, values when they are read.

    Attributes:
      prefix: TensorFlow's name of it, which `Saver.restore` takes.
      format: "V1" or "V2".
      files: the files that are there; missing: those that are not, but should be.
      producer: the version of the format that the writer stated.
      notes: what should be known of how it was found: a stale state file, another checkpoint at the same prefix.
      tensors: name -> TensorInfo, in the order of the names.
    """

    def __init__(self, location: Location):
        """Reads the names. Use `open`, which finds the files."""
        self.prefix, self.format, self.notes = location.prefix, location.format, location.notes
        self._meta_file = location.meta
        self._store = _store(location)
        self.files, self.missing, self.producer = self._store.files, self._store.missing, self._store.producer
        self.tensors: Mapping[str, TensorInfo] = MappingProxyType(self._store.infos)

    def __repr__(self) -> str:
        return f"<{self.format} checkpoint {self.prefix}: {len(self.tensors)} tensors>"

    def __iter__(self):
        return iter(self.tensors)

    def __len__(self) -> int:
        return len(self.tensors)

    def __contains__(self, name: object) -> bool:
        return name in self.tensors

    def __getitem__(self, name: str):
        return self.read(name)

    def info(self, name: str) -> TensorInfo:
        """What is known of a tensor.

        Raises:
          CheckpointKeyError: (a KeyError) there is none of that name; the message has the nearest.
        """
        if name not in self.tensors:
            raise missing_key(self.prefix, name, self.tensors)
        return self.tensors[name]

    def read(self, name: str, *, check: bool = True):
        """Reads one tensor; of the files, only what holds it is touched.

        Args:
          name: its name.
          check: compare the checksum of its values.

        Returns:
          A new, writable NumPy array; 0-d for a scalar, of bytes objects for strings. bfloat16 is that of ml_dtypes,
          or its bits as uint16 where ml_dtypes is not installed.

        Raises:
          CheckpointKeyError: (a KeyError) there is none of that name.
          CheckpointError: (a ValueError) its values are damaged, or their file is missing.
        """
        self.info(name)
        return self._store.read(name, check=check)

    def check(self, name: str) -> None:
        """Compares the checksum of one tensor, in little memory; raises CheckpointError when it differs."""
        self.info(name)
        self._store.check(name)

    def problems(self) -> list[str]:
        """What is wrong with the files beside the values: missing shards, trailing bytes, overlaps. One line each."""
        return self._store.problems()

    @property
    def step(self) -> int | None:
        """The global step: the variable's value; else what the file's name ends in (`model.ckpt-200`); else None."""
        named = [n for n in self.tensors if n in _STEP_NAMES] or [n for n in self.tensors if n.endswith("/global_step")]
        for name in named:
            info = self.tensors[name]
            if info.shape == () and info.dtype in _STEP_TYPES:
                return self._integer(name)
        ending = re.search(r"-(\d{1,18})$", self.prefix)
        return int(ending[1]) if ending else None

    def _integer(self, name: str) -> int | None:
        try:
            return self._store.integer(name)
        except ValueError:
            return None

    @property
    def meta_file(self) -> str | None:
        """The `.meta` file beside it, or None."""
        return self._meta_file

    def meta(self) -> metagraph.Meta | None:
        """Who wrote the graph beside it and what it is made of; None without a `.meta` file.

        Raises:
          CheckpointError: the file is damaged.
        """
        if self._meta_file is None:
            return None
        with naming(self._meta_file):
            source = self._meta_source(self._meta_file)
            return metagraph.parse(source.read(0, source.size))

    @staticmethod
    def _meta_source(path: str) -> Source:
        source = Source(path)
        if not source.size:
            raise Malformed("it is empty")
        if pointer := lfs_pointer(path, source):
            raise pointer
        return source

    def writer(self) -> str | None:
        """The version of TensorFlow that wrote the `.meta` beside it; None without one that says it.

        Raises:
          CheckpointError: the file is damaged.
        """
        if self._meta_file is None:
            return None
        with naming(self._meta_file):
            source = self._meta_source(self._meta_file)
            return metagraph.writer(source.read, source.size) or None


def open(  # noqa: A001 - as gzip.open, meant to be read as checkpoint.open
    path: str | os.PathLike[str], *, format: str | None = None, partial: bool = False
) -> Checkpoint:
    """Opens a checkpoint; no TensorFlow is needed, and no value is read yet.

    Args:
      path: a directory (the latest checkpoint in it), a prefix, or any file of the checkpoint.
      format: "V1" or "V2", where both lie at one prefix; V2 otherwise, as in TensorFlow.
      partial: open a V1 checkpoint of which shards are missing, with what the others hold. TensorFlow always does,
        without a word.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) there is none.
      CheckpointError: (a ValueError) it is damaged, or something else.
    """
    if format not in (None, "V1", "V2"):
        raise ValueError(f"format is 'V1', 'V2' or None, not {format!r}")
    location = locate(path, format=format)
    if location.missing and not partial:
        raise CheckpointNotFoundError(
            f"{len(location.missing)} of {len(location.missing) + len(location.files)} files of {location.prefix} are "
            f"missing: {', '.join(map(os.path.basename, location.missing[:5]))}",
            hint="What they hold is not known. --partial (partial=True) opens the rest.",
            slug="ckpt-missing-shard",
        )
    return Checkpoint(location)


def _store(location: Location):
    if location.format == "V2":
        from tfgraph_dnn.checkpoint.bundle import Bundle

        return Bundle(location)
    from tfgraph_dnn.checkpoint.legacy import Tables

    return Tables(location)

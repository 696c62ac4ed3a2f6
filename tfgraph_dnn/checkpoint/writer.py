"""Writing a checkpoint of the V2 format, which every TensorFlow since 0.12 opens; without TensorFlow.

A tensor at a time is in memory. The files come to be in a folder beside, are read back and compared there, and only
then put in place, the index last: whatever interrupts it, what was there before stays whole.

    >>> import tempfile, tfgraph_dnn.checkpoint as checkpoint
    >>> written = checkpoint.write(tempfile.mkdtemp() + "/model.ckpt", {"w": [[1.0, 2.0]], "global_step": 7})
    >>> checkpoint.open(written.prefix)["w"]
    array([[1., 2.]])
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tfgraph_dnn.checkpoint import draft, publishing
from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.format import encoding
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS
from tfgraph_dnn.checkpoint.format.messages import Entry, slice_shape
from tfgraph_dnn.checkpoint.format.orderedcode import slice_key
from tfgraph_dnn.checkpoint.format.tablefile import table
from tfgraph_dnn.checkpoint.location import Location
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.slices import check_tiling, extents, place
from tfgraph_dnn.errors import CheckpointError


@dataclass(frozen=True)
class Written:
    """What `write` wrote.

    Attributes:
      prefix: the checkpoint's name, which `open` and `Saver.restore` take.
      tensors: how many.
      nbytes: how many bytes their values take.
    """

    prefix: str
    tensors: int
    nbytes: int


def write(
    prefix: str | os.PathLike[str],
    tensors: Mapping[str, Any] | Checkpoint,
    *,
    replace: bool = False,
    state: bool = False,
    meta: str | os.PathLike[str] | None = None,
    keep_old_meta: bool = False,
    progress: Callable[[int], object] = lambda count: None,
) -> Written:
    """Writes a checkpoint, reads it back, compares it to the bit, and puts it in place.

    Args:
      prefix: its name, as `Saver.save` takes it; the folder must be there.
      tensors: name -> array (or number, text, nested lists), or an open checkpoint. bfloat16 and float8 arrays are
        those of ml_dtypes.
      replace: whether there may be a checkpoint of that name, which is replaced.
      state: name it as the latest in the folder's `checkpoint` file too.
      meta: a `.meta` file to put beside it; the one that a replaced checkpoint had is removed otherwise.
      keep_old_meta: it is moved to `.meta.old` instead.
      progress: told how many bytes were written or read back since it was last called.

    Returns:
      A Written.

    Raises:
      CheckpointError: (a ValueError) a name or a value that no checkpoint can hold, a checkpoint of that name, or the
        system refused to write (no room, no right): what was there before is as it was.
    """
    known = draft.of_checkpoint(tensors) if isinstance(tensors, Checkpoint) else draft.of_arrays(tensors)
    draft.check_names(known)
    with publishing.staging(os.fspath(prefix), replace=replace) as stage:
        with _Data(stage.data) as data:
            for name in sorted(known, key=lambda name: name.encode("utf-8")):
                progress(data.add(name, known[name]))
        _write_index(stage.index, data.entries)
        _read_back(stage, known, data.digests, progress)
        meta = None if meta is None else os.fspath(meta)
        publishing.publish(stage, meta=meta, keep_old_meta=keep_old_meta, state=state)
    return Written(os.fspath(prefix), len(known), data.size)


class _Data:
    """A data file that grows by a tensor at a time."""

    def __init__(self, path: str):
        self.entries: dict[bytes, Entry] = {}
        self.digests: dict[str, int] = {}
        self.size = 0
        self._file = open(path, "xb")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> _Data:
        return self

    def __exit__(self, kind, *_) -> None:
        """Makes sure that what was written is on the disk."""
        with self._file:
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())

    def add(self, name: str, value: Value) -> int:
        """Writes a tensor; gives how many bytes it took."""
        import numpy as np

        from tfgraph_dnn.checkpoint import contents

        before = self.size
        array = contents.little_endian(np.asarray(value.read()))
        try:
            if array.shape != value.shape:
                raise ValueError(f"its values are of shape {list(array.shape)}, not {list(value.shape)}")
            pieces = tuple(map(extents, value.slices))
            check_tiling(pieces or (((0, -1),) * array.ndim,), array.shape)
            self.digests[name] = contents.digest(array)
            for piece in pieces:
                part = array[place(piece)]
                self._append(slice_key(name, piece), value.dtype, slice_shape(piece, array.shape), part)
            if pieces:
                kind = DTYPES[NUMBERS[value.dtype]]
                self.entries[name.encode("utf-8")] = Entry(kind, array.shape, 0, 0, 0, 0, pieces)
            else:
                self._append(name.encode("utf-8"), value.dtype, array.shape, array)
        except CheckpointError:
            raise
        except ValueError as error:
            raise CheckpointError(f"{printable(name)} cannot be written: {error}", slug="ckpt-not-written") from error
        return self.size - before

    def _append(self, key: bytes, kind: str, shape, array) -> None:
        from tfgraph_dnn.checkpoint import contents

        buffers, checksum = contents.encoded(array, kind)
        size = sum(map(len, buffers))
        for buffer in buffers:
            self._file.write(buffer)
        self.entries[key] = Entry(DTYPES[NUMBERS[kind]], shape, 0, self.size, size, checksum, ())
        self.size += size


def _write_index(path: str, entries: dict[bytes, Entry]) -> None:
    pairs = ((key, encoding.entry(known)) for key, known in sorted(entries.items()))
    with open(path, "xb") as file:
        file.writelines(table([(b"", encoding.header(shards=1)), *pairs]))
        file.flush()
        os.fsync(file.fileno())


def _read_back(stage, known: Draft, digests: dict[str, int], progress: Callable[[int], object]) -> None:
    """Compares what was written with what was to be, by this package's reader.

    Raises:
      CheckpointError: it differs.
    """
    from tfgraph_dnn.checkpoint import contents

    back = Checkpoint(Location(stage.prefix, "V2", (stage.index,)))
    wrong = sorted(set(back) ^ set(known)) or back.problems()
    for name, value in known.items() if not wrong else ():
        info = back.tensors[name]
        if (info.dtype, info.shape) != (value.dtype, value.shape) or contents.digest(back.read(name)) != digests[name]:
            wrong.append(name)
        progress(info.nbytes or 0)
    if wrong:
        raise CheckpointError(
            f"{stage.target}: what was written is not what is read back: {', '.join(map(printable, wrong[:5]))}",
            hint="The disk or the memory is at fault; nothing was put in place.",
            slug="ckpt-not-written",
        )

"""A file of weights as the commands look at it; a checkpoint, where one is named, looks the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.errors import CheckpointError, UsageError, WeightsError, printable

if TYPE_CHECKING:
    import numpy as np

LIMIT = "--limit"


class Opened:
    """Arrays by name.

    Attributes:
      prefix: the path of the file.
      format: what it is, as people say it.
      tensors: name -> what is known of it.
    """

    def __init__(self, prefix: str, format: str, arrays: dict[str, np.ndarray]):
        """Takes the arrays."""
        self.prefix, self.format, self.arrays = prefix, format, arrays
        self.tensors = {
            name: TensorInfo(name, array.dtype.name, array.shape, array.nbytes) for name, array in arrays.items()
        }

    def __iter__(self):
        return iter(self.arrays)

    def __contains__(self, name: object) -> bool:
        return name in self.arrays

    def read(self, name: str) -> np.ndarray:
        """The values of an array."""
        self.info(name)
        return self.arrays[name]

    def info(self, name: str) -> TensorInfo:
        """What is known of an array.

        Raises:
          WeightsError: there is none of that name; the message has the nearest.
        """
        if name in self.tensors:
            return self.tensors[name]
        import difflib

        near = difflib.get_close_matches(name, list(self.tensors), n=3, cutoff=0.4)
        shown = ", ".join(map(printable, near))
        hint = f"Nearest: {shown}" if near else f"tfgraph weights ls {self.prefix} lists them."
        raise WeightsError(f"{self.prefix} holds no array {printable(name)!r}", hint=hint, slug="weights-missing-key")


def load(path: str, limit: str | None = None) -> Opened:
    """Reads a file of weights.

    Raises:
      UsageError: the limit is no number of bytes.
      WeightsError: it cannot be read.
    """
    from tfgraph_dnn import weights

    if limit is not None and not (limit.isascii() and limit.isdigit() and len(limit) < 16):
        raise UsageError(f"{LIMIT} needs a number of bytes, not {limit!r}")
    arrays = weights.load(path, limit=None if limit is None else int(limit))
    return Opened(path, weights.sniff(path).label, arrays)


def load_any(path: str, limit: str | None = None) -> Opened:
    """Reads a file of weights, or a checkpoint of TensorFlow.

    Raises:
      WeightsError: it is neither.
    """
    try:
        return load(path, limit)
    except WeightsError as error:
        if error.slug not in ("weights-unknown-format", "weights-not-found"):
            raise
        from tfgraph_dnn.checkpoint.location import locate
        from tfgraph_dnn.checkpoint.reader import open as open_checkpoint

        try:
            locate(path)
        except CheckpointError:
            raise error from None  # it is no checkpoint either
        ckpt = open_checkpoint(path)
        arrays = {name: ckpt.read(name) for name in ckpt}
        return Opened(os.fspath(ckpt.prefix), f"checkpoint ({ckpt.format})", arrays)

"""Reading a file of weights, whatever framework wrote it."""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.errors import WeightsError, WeightsNotFoundError, printable
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import naming
from tfgraph_dnn.weights.sniffing import FORMATS, sniffed

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Format:
    """What a file of weights is.

    Attributes:
      name: short, e.g. "torch".
      label: as people say it.
    """

    name: str
    label: str


def sniff(path: str | os.PathLike[str]) -> Format:
    """Tells the format of a file by its content.

    Raises:
      WeightsError: it is none that is read.
    """
    path = _checked(path)
    with naming(path):
        source = Source(path)
        name, _ = sniffed(Content(source), Budget(source.size))
    return Format(name, FORMATS[name][1])


def load(path: str | os.PathLike[str], *, limit: int | None = None) -> dict[str, np.ndarray]:
    """Reads all arrays of a file of weights. The format is found by its content, whatever the file is called.

    Read are .npy and .npz, pickled dicts and lists of arrays (Python 2's too), .caffemodel, Keras .h5 and .keras,
    PyTorch .pt and .pth, safetensors, ONNX, MATLAB .mat, MXNet .params, Torch7 .t7; each also inside a gzip file. The
    framework that wrote it is not needed; what a file holds is never run, and the file is only read.

    Args:
      path: the file.
      limit: bytes that the arrays may take; a hundred times the file's size (at least 64 MiB) without it.

    Returns:
      Name -> array, in the file's order; new arrays in the machine's byte order. Nested names are joined by `/`, those
      of PyTorch by `.`; a list is named by number.

    Raises:
      WeightsNotFoundError: (a FileNotFoundError) there is no such file.
      WeightsError: (a ValueError) it is damaged, none that is known, larger than the limit, or would have to run
        code. The message names file and tensor.

    Example:
      >>> import numpy as np
      >>> from tfgraph_dnn import weights
      >>> np.savez("/tmp/net.npz", kernel=np.ones((2, 3)))
      >>> weights.load("/tmp/net.npz")["kernel"].shape
      (2, 3)
    """
    path = _checked(path)
    with naming(path):
        source = Source(path)
        budget = Budget(source.size, limit)
        name, content = sniffed(Content(source), budget)
        reader = importlib.import_module(f"tfgraph_dnn.weights.formats.{FORMATS[name][0]}")
        try:
            return reader.load(content, budget)
        except (MemoryError, RecursionError) as error:
            raise Malformed(f"it cannot be read: {type(error).__name__}") from error


def _checked(path: str | os.PathLike[str]) -> str:
    path = os.fspath(path)
    if "\0" in path:
        raise WeightsNotFoundError(f"{path!r} is no path")
    if os.path.isdir(path):
        raise WeightsError(
            f"{printable(path)} is a directory",
            hint="Name a file in it; tfgraph ckpt ls opens checkpoints and SavedModels.",
            slug="weights-unknown-format",
        )
    return path

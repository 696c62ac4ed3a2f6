"""The drawn digits as one data set: drawn once, kept in the user's cache, written out for other programs."""

from __future__ import annotations

import contextlib
import os
import zipfile
from typing import NamedTuple

import numpy as np

from tfgraph_dnn.datasets import digits, idx
from tfgraph_dnn.datasets.store import atomic_file, cache_directory

FILES = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}

_kept: list[Digits] = []  # the drawing of this process, where it could not be kept in a file


class Digits(NamedTuple):
    """Images uint8 (n, 28, 28) and labels uint8 (n,), under the names they have in `mnist.npz`."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def load() -> Digits:
    """The 60,000 + 10,000 drawn digits: from the cache, else drawn (a few seconds) and cached.

    A damaged cache is drawn anew; where nothing can be written, the digits are kept in memory.

    Example:
      >>> from tfgraph_dnn.datasets import drawn
      >>> drawn.load().x_train.shape                                                     # doctest: +SKIP
      (60000, 28, 28)
    """
    path = os.path.join(cache_directory(), f"drawn_digits_v{digits.VERSION}.npz")
    found = _from_cache(path)
    if found is None and _kept:
        found = Digits(*(array.copy() for array in _kept[0]))
    if found is None:
        found = Digits(*digits.draw("train"), *digits.draw("test"))
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _save(path, found)
        except OSError:
            _kept.append(Digits(*(array.copy() for array in found)))
    return found


def _from_cache(path: str) -> Digits | None:
    with contextlib.suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError):
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            found = Digits(*(file[name] for name in Digits._fields))
        train, test = digits.COUNTS["train"], digits.COUNTS["test"]
        shapes = [(train, 28, 28), (train,), (test, 28, 28), (test,)]
        if [array.shape for array in found] == shapes and all(array.dtype == np.uint8 for array in found):
            return found
    return None


def _save(path: str, data: Digits, compressed: bool = False) -> None:
    with atomic_file(path) as file:
        (np.savez_compressed if compressed else np.savez)(file, **data._asdict())


def write_npz(path: str | os.PathLike[str]) -> str:
    """Writes the drawn digits as a file like Keras' `mnist.npz` (x_train, y_train, x_test, y_test).

    Args:
      path: the file; its directory is made.

    Returns:
      The path.
    """
    path = os.path.abspath(os.fspath(path))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    _save(path, load(), compressed=True)
    return path


def write_idx_gz(directory: str | os.PathLike[str]) -> list[str]:
    """Writes the drawn digits as MNIST's four idx.gz files, for another program (TF 1.15.5, say) to read.

    Args:
      directory: made if absent. Files of these names are replaced: do not name the place of a real MNIST.

    Returns:
      The four paths: training images, training labels, test images, test labels.
    """
    directory = os.fspath(directory)
    os.makedirs(directory, exist_ok=True)
    paths = [os.path.join(directory, FILES[name]) for name in Digits._fields]
    for path, array in zip(paths, load(), strict=True):
        idx.write(path, array)
    return paths

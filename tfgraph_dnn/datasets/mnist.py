"""MNIST: the real one where it lies or can be fetched, else the digits this package draws, and never silently.

Searched in turn: the directory asked for; `$TFGRAPH_MNIST` (a directory or an .npz file); `~/.keras/datasets`; what was
downloaded before; the public mirror (not with `TFGRAPH_OFFLINE=1`); the drawn digits. In each place MNIST's four idx
files count, gzipped or plain, then `mnist.npz`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile

import numpy as np

from tfgraph_dnn.datasets import drawn, idx
from tfgraph_dnn.datasets.download import DownloadError, fetch
from tfgraph_dnn.datasets.drawn import FILES, Digits
from tfgraph_dnn.datasets.idx import DataFileError
from tfgraph_dnn.datasets.store import cache_directory

NPZ_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
NPZ_CHECKSUM = "sha256:731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"

_said: set[str] = set()


def load(directory: str | os.PathLike[str] | None = None) -> Digits:
    """MNIST's arrays, from the first place that has them (see the module).

    Args:
      directory: looked into first; or an .npz file.

    Returns:
      `Digits(x_train, y_train, x_test, y_test)`: uint8 (60000, 28, 28), (60000,), (10000, 28, 28), (10000,). Files of
      other counts, a small extract for tests say, are taken as they are.

    Raises:
      DataFileError: (a ValueError) a damaged file in the directory asked for or in `$TFGRAPH_MNIST`. Damage elsewhere
        is said on stderr, and the search goes on.

    Example:
      >>> from tfgraph_dnn.datasets import mnist
      >>> x_train, y_train, x_test, y_test = mnist.load()                                # doctest: +SKIP
    """
    found = find(directory)
    if found is not None:
        return found
    try:
        return _downloaded()
    except DownloadError as error:
        return drawn_instead(str(error.args[0]))


def keras_load_data(path: str = "mnist.npz") -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """`tf.keras.datasets.mnist.load_data`: the arrays as `(x_train, y_train), (x_test, y_test)`.

    Args:
      path: as in TF 1.15 relative to `~/.keras/datasets`, or absolute. Another name than the default is tried first.
    """
    asked = None
    if path != "mnist.npz" and os.path.exists(os.path.join(_keras_directory(), path)):
        asked = os.path.join(_keras_directory(), path)
    data = load(asked)
    return (data.x_train, data.y_train), (data.x_test, data.y_test)


def find(directory: str | os.PathLike[str] | None = None) -> Digits | None:
    """What lies on this machine, without a download and without drawing; None if nothing does. See `load`."""
    named = os.environ.get("TFGRAPH_MNIST")
    asked = [os.fspath(directory)] if directory is not None else []
    asked += [os.path.expanduser(named)] if named else []
    for place in asked:
        found = look_into(place)
        if found is not None:
            return found
    if named and not os.path.exists(os.path.expanduser(named)):
        _say(f"TFGRAPH_MNIST names {named}, which does not exist; looking further")
    for place in (_keras_directory(), cache_directory()):
        try:
            found = look_into(place)
        except DataFileError as error:
            _say(f"{error.args[0]}; looking further")
            continue
        if found is not None:
            return found
    return None


def look_into(place: str) -> Digits | None:
    """MNIST in one directory or .npz file; None, said on stderr, where only a part of it is there.

    Raises:
      DataFileError: a file is damaged, or images and labels do not fit each other.
    """
    if os.path.isfile(place):
        return _from_npz(place)
    paths = {name: _idx_path(place, file) for name, file in FILES.items()}
    there = {name: path for name, path in paths.items() if path}
    if len(there) == len(FILES):
        return _checked(Digits(**{name: idx.read(path) for name, path in there.items()}), place)
    npz = os.path.join(place, "mnist.npz")
    if os.path.isfile(npz):
        return _from_npz(npz)
    if there:
        held = ", ".join(os.path.basename(path) for path in there.values())
        lacking = ", ".join(file for name, file in FILES.items() if name not in there)
        _say(f"{place} holds only {held}; without {lacking} it is no MNIST, looking further")
    return None


def drawn_instead(reason: str) -> Digits:
    """The drawn digits, with one line on stderr that says so and why, once per process."""
    if "drawn" not in _said:
        _said.add("drawn")
        _print(
            "not the real MNIST: these are digits drawn by this package, for no MNIST was found here and there was "
            f"{reason}. For your own copy set TFGRAPH_MNIST=DIRECTORY"
        )
    return drawn.load()


def _keras_directory() -> str:
    return os.path.join(os.path.expanduser("~"), ".keras", "datasets")


def _idx_path(place: str, file: str) -> str | None:
    plain = file.removesuffix(".gz")
    dotted = plain.replace("-idx", ".idx")
    for name in (file, plain, f"{dotted}.gz", dotted):
        path = os.path.join(place, name)
        if os.path.isfile(path):
            return path
    return None


def _from_npz(path: str) -> Digits:
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            data = Digits(*(file[name] for name in Digits._fields))
    except KeyError as error:
        raise DataFileError(f"{path} is no mnist.npz: {str(error.args[0])}") from error
    except (ValueError, EOFError, AttributeError, TypeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataFileError(f"{path} is not a readable .npz file: {error}") from error
    return _checked(data, path)


def _checked(data: Digits, place: str) -> Digits:
    for part, images, labels in (("training", data.x_train, data.y_train), ("test", data.x_test, data.y_test)):
        if images.ndim != 3 or images.dtype != np.uint8 or labels.shape != images.shape[:1]:
            raise DataFileError(
                f"{place}: the {part} set must be uint8 images (n, rows, columns) and n labels, "
                f"not {images.dtype} {images.shape} and {labels.shape}"
            )
    return data


def _downloaded() -> Digits:
    try:
        return _from_npz(fetch(NPZ_URL, os.path.join(cache_directory(), "mnist.npz"), NPZ_CHECKSUM))
    except DownloadError:
        raise
    except OSError:  # the cache cannot be written
        with tempfile.TemporaryDirectory() as passing:
            return _from_npz(fetch(NPZ_URL, os.path.join(passing, "mnist.npz"), NPZ_CHECKSUM))


def _say(line: str) -> None:
    if line not in _said:
        _said.add(line)
        _print(line)


def _print(line: str) -> None:
    print(f"tfgraph_dnn: {line}", file=sys.stderr, flush=True)

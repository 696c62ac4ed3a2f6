"""CIFAR-10 (Krizhevsky 2009), from `~/.keras/datasets` or its home page; never drawn.

The batches are pickles. The reader builds NumPy arrays and nothing else, so no code in a file runs.
"""

from __future__ import annotations

import io
import os
import pickle
import tarfile

import numpy as np

from tfgraph_dnn.datasets.download import fetch
from tfgraph_dnn.datasets.idx import DataFileError

URL = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
CHECKSUM = "sha256:6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"

_FOLDER = "cifar-10-batches-py"
_TRAIN = [f"data_batch_{number}" for number in range(1, 6)]


def keras_load_data() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """`tf.keras.datasets.cifar10.load_data`, channels last.

    Returns:
      `(x_train, y_train), (x_test, y_test)`: uint8 (50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1).

    Raises:
      DownloadError: (an OSError) the data are not there and cannot be fetched.
      DataFileError: (a ValueError) a damaged file.
    """
    directory = os.path.join(os.path.expanduser("~"), ".keras", "datasets")
    batches = _from_folder(os.path.join(directory, _FOLDER)) or _from_archive(directory)
    train = [batches[name] for name in _TRAIN]
    x_train, y_train = (np.concatenate(parts) for parts in zip(*train, strict=True))
    return (x_train, y_train), batches["test_batch"]


def _from_folder(folder: str) -> dict[str, tuple[np.ndarray, np.ndarray]] | None:
    paths = {name: os.path.join(folder, name) for name in (*_TRAIN, "test_batch")}
    if not all(os.path.isfile(path) for path in paths.values()):
        return None
    batches = {}
    for name, path in paths.items():
        with open(path, "rb") as file:
            batches[name] = _batch(file.read(), path)
    return batches


def _from_archive(directory: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    places = [os.path.join(directory, file) for file in (os.path.basename(URL), f"{_FOLDER}.tar.gz")]
    path = next((place for place in places if os.path.isfile(place)), None) or fetch(URL, places[0], CHECKSUM)
    try:
        with tarfile.open(path) as archive:
            members = {name: archive.extractfile(f"{_FOLDER}/{name}").read() for name in (*_TRAIN, "test_batch")}
    except (tarfile.TarError, KeyError, AttributeError, EOFError, OSError) as error:
        raise DataFileError(f"{path} is not the CIFAR-10 archive: {error}") from error
    return {name: _batch(content, f"{path}:{name}") for name, content in members.items()}


def _batch(content: bytes, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Images (n, 32, 32, 3) and labels (n, 1) of one pickled batch."""
    try:
        batch = _ArraysOnly(io.BytesIO(content), encoding="bytes").load()
        pixels, labels = batch[b"data"], batch[b"labels"]
        images = np.asarray(pixels, np.uint8).reshape(len(labels), 3, 32, 32).transpose(0, 2, 3, 1)
    except (pickle.UnpicklingError, EOFError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise DataFileError(f"{name} is not a CIFAR-10 batch: {error}") from error
    return np.ascontiguousarray(images), np.asarray(labels, np.uint8).reshape(-1, 1)


class _ArraysOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        """Allows what a pickled array needs and nothing else."""
        if (module, name) in (("numpy", "ndarray"), ("numpy", "dtype")):
            return getattr(np, name)
        if name == "_reconstruct" and module in ("numpy.core.multiarray", "numpy._core.multiarray"):
            return np.ndarray.__reduce__(np.empty(0))[0]
        if (module, name) == ("_codecs", "encode"):
            return lambda text, encoding: text.encode(encoding)
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no array needs")

"""`tensorflow.examples.tutorials.mnist.input_data` and `tf.contrib.learn.datasets.mnist` as they were in TF 1.15.

Batches come from NumPy's global generator, seeded as TF 1.15 seeded it: with the same seed of the graph (or `seed=`)
the same batches come. Without any seed NumPy's generator is seeded afresh from the system, even where the program
seeded it before; TF 1.15 did that too.

This room knows no TensorFlow: the seed of the graph comes from a `get_seed` that the TensorFlow side hands in
(`with_seeds_from`).
"""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from tfgraph_dnn.datasets import idx, mnist
from tfgraph_dnn.datasets.download import DownloadError, fetch
from tfgraph_dnn.datasets.drawn import FILES, Digits
from tfgraph_dnn.errors import ArgumentError, TfgraphError

DEFAULT_SOURCE_URL = "https://storage.googleapis.com/cvdf-datasets/mnist/"

_CHECKSUMS = {
    "train-images-idx3-ubyte.gz": "sha256:440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels-idx1-ubyte.gz": "sha256:3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images-idx3-ubyte.gz": "sha256:8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte.gz": "sha256:f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}
_GRAPH_SEED = 87654321  # TF 1.15's graph seed where only the operation has one
_SEED_MODULUS = 2**31 - 1

GetSeed = Callable[[int | None], tuple[int | None, int | None]]
# Where TF 1.15 had them: programs print the type of what `read_data_sets` gives.
_MODULE = "tensorflow.contrib.learn.python.learn.datasets"
Datasets = namedtuple("Datasets", ["train", "validation", "test"], module=f"{_MODULE}.base")


class Face(NamedTuple):
    """What a legacy program calls, with TF 1.15's signatures, bound to one source of seeds."""

    DataSet: type
    read_data_sets: Callable[..., Datasets]
    load_mnist: Callable[..., Datasets]


def get_seed_without_graph(op_seed: int | None) -> tuple[int | None, int | None]:
    """The seed pair of TF 1.15's `get_seed` for a graph without a seed."""
    return (None, None) if op_seed is None else (_GRAPH_SEED, op_seed % _SEED_MODULUS)


def with_seeds_from(get_seed: GetSeed) -> Face:
    """Binds `DataSet`, `read_data_sets` and `load_mnist` to TensorFlow's `get_seed`, as TF 1.15 had them.

    Args:
      get_seed: `tf.get_seed` with TF 1.15's rules: the pair (graph seed, operation seed) for the default graph.

    Example:
      >>> face = with_seeds_from(get_seed_without_graph)
      >>> face.read_data_sets("", fake_data=True, one_hot=True).train.num_examples
      10000
    """

    class BoundDataSet(DataSet):
        _get_seed = staticmethod(get_seed)

    BoundDataSet.__name__ = BoundDataSet.__qualname__ = "DataSet"
    BoundDataSet.__doc__ = DataSet.__doc__
    BoundDataSet.__module__ = f"{_MODULE}.mnist"

    def bound_read_data_sets(
        train_dir,
        fake_data=False,
        one_hot=False,
        dtype=np.float32,
        reshape=True,
        validation_size=5000,
        seed=None,
        source_url=DEFAULT_SOURCE_URL,
    ):
        return read_data_sets(
            train_dir, fake_data, one_hot, dtype, reshape, validation_size, seed, source_url, data_set=BoundDataSet
        )

    def bound_load_mnist(train_dir="MNIST-data"):
        return bound_read_data_sets(train_dir)

    for function, origin in ((bound_read_data_sets, read_data_sets), (bound_load_mnist, load_mnist)):
        function.__name__ = function.__qualname__ = origin.__name__
        function.__doc__ = origin.__doc__
    return Face(BoundDataSet, bound_read_data_sets, bound_load_mnist)


def read_data_sets(
    train_dir: str,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: Any = np.float32,
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = DEFAULT_SOURCE_URL,
    *,
    data_set: type[DataSet] | None = None,
) -> Datasets:
    """Training, validation and test set of MNIST, or of the four files like MNIST's in `train_dir` or at `source_url`.

    Where `train_dir` has not all four files, they are searched as `mnist.load` does, then fetched from `source_url`
    into `train_dir`, else the digits this package draws take their place, which is said on stderr. Standard output has
    TF 1.15's `Extracting` lines with the names of `train_dir` in every case, so that it can be compared line by line.

    Args:
      train_dir: made if absent, as in TF 1.15.
      fake_data: three empty sets for tests of a program; see `DataSet.next_batch`.
      one_hot: labels float64 (n, 10) instead of uint8 (n,).
      dtype: float32 (images in [0, 1]) or uint8 ([0, 255]).
      reshape: images (n, 784) instead of (n, 28, 28, 1).
      validation_size: how many of the first training digits become the validation set.
      seed: of the batches' order; None takes the graph's seed.
      source_url: ends in `/`; empty for the default.
      data_set: the class of the three sets; `DataSet` by default.

    Raises:
      ArgumentError: (a ValueError) validation_size is not between 0 and the number of training digits.
      TypeError: dtype is neither float32 nor uint8.
      DataFileError: (a ValueError) a damaged file.
    """
    make = data_set or DataSet
    if fake_data:
        sets = [make([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed) for _ in Datasets._fields]
        return Datasets(*sets)
    data = _four_arrays(train_dir, source_url or DEFAULT_SOURCE_URL, one_hot)
    count = len(data.x_train)
    if not 0 <= validation_size <= count:
        raise ArgumentError(f"Validation size should be between 0 and {count}. Received: {validation_size}.")
    held, rest = slice(None, validation_size), slice(validation_size, None)
    parts = [
        (data.x_train[rest], data.y_train[rest]),
        (data.x_train[held], data.y_train[held]),
        (data.x_test, data.y_test),
    ]
    return Datasets(*(make(*part, dtype=dtype, reshape=reshape, seed=seed) for part in parts))


def load_mnist(train_dir: str = "MNIST-data") -> Datasets:
    """`read_data_sets` with its defaults."""
    return read_data_sets(train_dir)


def maybe_download(filename: str, work_directory: str, source_url: str) -> str:
    """Fetches `source_url` to `work_directory/filename` unless it is there; returns the path.

    Raises:
      DownloadError: (an OSError) it cannot be fetched.
    """
    path = os.path.join(work_directory, filename)
    if not os.path.exists(path):
        fetch(source_url, path, _CHECKSUMS.get(filename) if source_url == DEFAULT_SOURCE_URL + filename else None)
        print("Successfully downloaded", filename, os.path.getsize(path), "bytes.")
    return path


def extract_images(f: BinaryIO) -> np.ndarray:
    """Images uint8 (n, rows, columns, 1) from an open idx3 file, gzipped or plain; prints its name as TF 1.15 did.

    Raises:
      DataFileError: (a ValueError) the magic number is not 2051, or the file is damaged.
    """
    return _extract(f, 2051, "image")[..., np.newaxis]


def extract_labels(f: BinaryIO, one_hot: bool = False, num_classes: int = 10) -> np.ndarray:
    """Labels uint8 (n,) from an open idx1 file, or float64 (n, num_classes); prints its name as TF 1.15 did.

    Raises:
      DataFileError: (a ValueError) the magic number is not 2049, or the file is damaged.
    """
    labels = _extract(f, 2049, "label")
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense: np.ndarray, num_classes: int) -> np.ndarray:
    """Class numbers to rows of zeros with a single one.

    Example:
      >>> dense_to_one_hot(np.array([2, 0]), 3)
      array([[0., 0., 1.],
             [1., 0., 0.]])
    """
    one_hot = np.zeros((labels_dense.shape[0], num_classes))
    one_hot[np.arange(labels_dense.shape[0]), labels_dense.ravel()] = 1
    return one_hot


def _extract(f: BinaryIO, magic: int, kind: str) -> np.ndarray:
    print("Extracting", f.name)
    content = idx.unzipped(f.read(), f.name)
    found = int.from_bytes(content[:4], "big")
    if found != magic:
        raise idx.DataFileError(f"Invalid magic number {found} in MNIST {kind} file: {f.name}; expected {magic}")
    return idx.parse(content, f.name)


def _four_arrays(train_dir: str, source_url: str, one_hot: bool) -> Digits:
    """Images (n, rows, columns, 1) and labels, with TF 1.15's lines on stdout."""
    paths = {name: os.path.join(train_dir, file) for name, file in FILES.items()}
    data = None
    if not all(os.path.exists(path) for path in paths.values()):
        data = _from_elsewhere(train_dir, source_url)
    if data is None:
        return Digits(**{name: _extract_from(path, one_hot) for name, path in paths.items()})
    for path in paths.values():
        print("Extracting", path)
    labels = [dense_to_one_hot(y, 10) if one_hot else y for y in (data.y_train, data.y_test)]
    return Digits(data.x_train[..., np.newaxis], labels[0], data.x_test[..., np.newaxis], labels[1])


def _extract_from(path: str, one_hot: bool) -> np.ndarray:
    with open(path, "rb") as file:
        return extract_labels(file, one_hot=one_hot) if "labels" in os.path.basename(path) else extract_images(file)


def _from_elsewhere(train_dir: str, source_url: str) -> Digits | None:
    """MNIST from another place, or None when the four files have been fetched into `train_dir`."""
    if "yann.lecun.com/exdb/mnist" in source_url:
        source_url = DEFAULT_SOURCE_URL  # the first home of the same four files serves them no longer
    found = mnist.find(train_dir) if source_url == DEFAULT_SOURCE_URL else mnist.look_into(train_dir)
    if found is not None:
        return found
    try:
        os.makedirs(train_dir, exist_ok=True)
        for file in FILES.values():
            maybe_download(file, train_dir, source_url + file)
    except OSError as error:
        return mnist.drawn_instead(str(error.args[0] if isinstance(error, DownloadError) else error))
    return None


def _scalar_type(dtype: Any) -> np.dtype | None:
    """The NumPy dtype of what TF 1.15 takes for one: a tf.DType, a NumPy dtype, a name; None for anything else."""
    if dtype is float:
        return np.dtype(np.float32)  # Python's float is tf.float32
    try:
        return None if dtype is None else np.dtype(getattr(dtype, "as_numpy_dtype", dtype))
    except TypeError:
        return None


class ShapeMismatchError(TfgraphError, AssertionError, ValueError):
    """Images and labels that do not fit; TF 1.15 stopped at an assertion here."""

    slug = "argument"


class DataSet:
    """Images, labels and a shuffled walk through them in batches; TF 1.15's class of the same name.

    Example:
      >>> pixels = np.arange(12, dtype=np.uint8).reshape(3, 2, 2, 1)
      >>> data = DataSet(pixels, np.array([0, 1, 2], np.uint8), seed=1)
      >>> images, labels = data.next_batch(2, shuffle=False)
      >>> images.shape, images.dtype.name, labels.tolist(), data.epochs_completed
      ((2, 4), 'float32', [0, 1], 0)
    """

    _get_seed = staticmethod(get_seed_without_graph)

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype=np.float32, reshape=True, seed=None):
        """Takes the arrays and seeds NumPy's global generator, as TF 1.15 did.

        Args:
          images: uint8 (n, rows, columns, 1).
          labels: (n,) or one-hot (n, classes).
          fake_data: no arrays; only `next_batch(..., fake_data=True)` is of use then.
          one_hot: of fake labels.
          dtype: float32 scales the images to [0, 1], uint8 leaves them.
          reshape: images become (n, rows * columns).
          seed: of the shuffling; None takes the graph's.

        Raises:
          TypeError: dtype is neither float32 nor uint8.
          ShapeMismatchError: (an AssertionError) images and labels differ in number, or images have more than one
            channel and reshape is set.
        """
        graph_seed, op_seed = self._get_seed(seed)
        np.random.seed(graph_seed if seed is None else op_seed)
        scalar = _scalar_type(dtype)
        if scalar not in (np.uint8, np.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        if fake_data:
            self._num_examples = 10000
            self.one_hot = one_hot
        else:
            images = _as_rows(images, labels) if reshape else _counted(images, labels)
            self._num_examples = images.shape[0]
            if scalar == np.float32:
                images = np.multiply(images.astype(np.float32), np.float32(1.0 / 255.0))
        self._images = images
        self._labels = labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self):
        """The images, in the order of the current epoch."""
        return self._images

    @property
    def labels(self):
        """The labels, in the order of the current epoch."""
        return self._labels

    @property
    def num_examples(self):
        """How many images there are; 10,000 for fake data."""
        return self._num_examples

    @property
    def epochs_completed(self):
        """How often the walk has gone through all images."""
        return self._epochs_completed

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """The next images and labels; past the last ones it goes on with the next epoch, newly shuffled.

        A batch that crosses the border takes the rest of one epoch and the beginning of the next; the border counts as
        crossed only when a batch needs more than is left. As in TF 1.15 the first batch shuffles too, and
        `shuffle=False` keeps the order that there is.

        Args:
          batch_size: how many; at most twice what a set holds makes sense.
          fake_data: a list of `batch_size` white images of 784 ones, all of class 0.
          shuffle: whether a new epoch is shuffled.

        Returns:
          images, labels: arrays of `batch_size` rows.
        """
        if fake_data:
            label = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784 for _ in range(batch_size)], [label for _ in range(batch_size)]
        start = self._index_in_epoch
        end = start + batch_size
        if shuffle and start == 0 and self._epochs_completed == 0:
            self._shuffle()
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]
        old = self._images[start:], self._labels[start:]
        self._epochs_completed += 1
        if shuffle:
            self._shuffle()
        self._index_in_epoch = end - self._num_examples
        new = self._images[: self._index_in_epoch], self._labels[: self._index_in_epoch]
        return tuple(np.concatenate(pair, axis=0) for pair in zip(old, new, strict=True))

    def _shuffle(self):
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images = self.images[order]
        self._labels = self.labels[order]


def _counted(images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if images.shape[0] != labels.shape[0]:
        raise ShapeMismatchError(f"images.shape: {images.shape} labels.shape: {labels.shape}: they differ in number")
    return images


def _as_rows(images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    images = _counted(images, labels)
    if images.ndim != 4 or images.shape[3] != 1:
        raise ShapeMismatchError(f"reshape needs images (n, rows, columns, 1), not {images.shape}; pass reshape=False")
    return images.reshape(images.shape[0], images.shape[1] * images.shape[2])

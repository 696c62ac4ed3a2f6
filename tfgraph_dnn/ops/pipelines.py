"""`tf.data.Dataset` whose functions draw TF 1.15's op seeds.

The function given to `map` is traced into a graph of TensorFlow's own, which counts the seeds drawn as TF 2 does. The
datasets of the face are TensorFlow's, each in a thin class that lets such a graph count its operations from its first.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import count_operations_for_seeds, default_graph, private, tf1
from tfgraph_dnn._backend.shown import shown_as

_SOURCES = (
    "from_generator",
    "from_sparse_tensor_slices",
    "from_tensor_slices",
    "from_tensors",
    "list_files",
    "range",
    "zip",
)
_STEPS = (
    "apply",
    "batch",
    "cache",
    "concatenate",
    "enumerate",
    "filter",
    "filter_with_legacy_function",
    "flat_map",
    "interleave",
    "map",
    "map_with_legacy_function",
    "padded_batch",
    "prefetch",
    "reduce",
    "repeat",
    "shard",
    "shuffle",
    "skip",
    "take",
    "unbatch",
    "window",
    "with_options",
)


class _Kind(type(tf1.data.Dataset)):
    """Knows every dataset of TensorFlow's as a `Dataset`."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, tf1.data.Dataset) if cls is Dataset else super().__instancecheck__(instance)


@shown_as("tensorflow.python.data.ops.dataset_ops.DatasetV1Adapter")
class Dataset(private.DatasetV1Adapter, metaclass=_Kind):
    """A pipeline of elements; see `tensorflow.compat.v1.data.Dataset` for its methods.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default():
      ...     tf.set_random_seed(42)
      ...     noisy = tf.data.Dataset.range(3).map(lambda i: tf.random_uniform([]))
      ...     x = noisy.make_one_shot_iterator().get_next()
      ...     with tf.Session() as sess:
      ...         print(sess.run(x) < 1.0)
      True
    """

    def __repr__(self) -> str:
        shapes = str(private.nest.map_structure(str, tf1.data.get_output_shapes(self))).replace("'", "")
        types = str(private.nest.map_structure(repr, tf1.data.get_output_types(self))).replace("'", "")
        return f"<{type(self).__name__} shapes: {shapes}, types: {types}>"


@shown_as("tensorflow.python.data.ops.readers.TFRecordDatasetV1")
class TFRecordDataset(Dataset):
    """The records of TFRecord files; as `tf.data.TFRecordDataset`."""

    def __init__(self, filenames, compression_type=None, buffer_size=None, num_parallel_reads=None):
        super().__init__(tf1.data.TFRecordDataset(filenames, compression_type, buffer_size, num_parallel_reads))


@shown_as("tensorflow.python.data.ops.readers.TextLineDatasetV1")
class TextLineDataset(Dataset):
    """The lines of text files; as `tf.data.TextLineDataset`."""

    def __init__(self, filenames, compression_type=None, buffer_size=None, num_parallel_reads=None):
        super().__init__(tf1.data.TextLineDataset(filenames, compression_type, buffer_size, num_parallel_reads))


@shown_as("tensorflow.python.data.ops.readers.FixedLengthRecordDatasetV1")
class FixedLengthRecordDataset(Dataset):
    """Records of one length; as `tf.data.FixedLengthRecordDataset`."""

    def __init__(self, *args, **kwargs):
        super().__init__(tf1.data.FixedLengthRecordDataset(*args, **kwargs))


class CsvDataset(Dataset):
    """The rows of CSV files; as `tf.data.experimental.CsvDataset`."""

    def __init__(self, *args, **kwargs):
        super().__init__(tf1.data.experimental.CsvDataset(*args, **kwargs))


def _counting(function: Callable) -> Callable:
    """`function`, counting the operations of the graph it is traced into."""

    @functools.wraps(function, updated=())
    def counting(*args, **kwargs):
        count_operations_for_seeds(default_graph())
        return function(*args, **kwargs)

    if counting.__name__ == "<lambda>":
        counting.__name__ = "_lambda_"  # AutoGraph would look for a lambda in this file, and say that there is none
    return counting


def _ours(method: Callable) -> Callable:
    """`method` with its functions counting and its dataset one of the class above."""

    @functools.wraps(method)
    def step(*args, **kwargs):
        args = [_counting(value) if _is_function(value) else value for value in args]
        kwargs = {name: _counting(value) if _is_function(value) else value for name, value in kwargs.items()}
        made = method(*args, **kwargs)
        return Dataset(made) if isinstance(made, tf1.data.Dataset) else made

    return step


def _is_function(value: Any) -> bool:
    return callable(value) and not isinstance(value, type | tf1.data.Dataset)


for _name in _SOURCES:
    setattr(Dataset, _name, staticmethod(_ours(getattr(tf1.data.Dataset, _name))))
for _name in _STEPS:
    setattr(Dataset, _name, _ours(getattr(private.DatasetV1Adapter, _name)))

group_by_window = _ours(tf1.data.experimental.group_by_window)
map_and_batch = _ours(tf1.data.experimental.map_and_batch)
parallel_interleave = _ours(tf1.data.experimental.parallel_interleave)
scan = _ours(tf1.data.experimental.scan)


def batch_and_drop_remainder(batch_size):
    """Batches of one size; as `tf.contrib.data.batch_and_drop_remainder`."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def padded_batch_and_drop_remainder(batch_size, padded_shapes, padding_values=None):
    """Padded batches of one size; as `tf.contrib.data.padded_batch_and_drop_remainder`."""
    return lambda dataset: dataset.padded_batch(batch_size, padded_shapes, padding_values, drop_remainder=True)


def sloppy_interleave(map_func, cycle_length, block_length=1):
    """Interleaved datasets in no fixed order; as `tf.contrib.data.sloppy_interleave`."""
    return parallel_interleave(map_func, cycle_length, block_length, sloppy=True)


def sliding_window_batch(window_size, stride=None, window_shift=None, window_stride=1):
    """Batches of `window_size` elements that overlap; as `tf.contrib.data.sliding_window_batch`.

    Args:
      window_size: elements in a batch.
      stride: the older name of `window_shift`.
      window_shift: how far the next window begins; 1 when not given.
      window_stride: the distance of the elements in a window.

    Raises:
      ValueError: both `stride` and `window_shift` are given.
    """
    if stride is not None and window_shift is not None:
        raise ValueError("Cannot specify both `stride` and `window_shift`")
    shift = 1 if stride is None and window_shift is None else window_shift if stride is None else stride

    def windows(dataset):
        cut = dataset.window(window_size, shift, window_stride, drop_remainder=True)
        return cut.flat_map(lambda *parts: _batched(parts if len(parts) > 1 else parts[0], window_size))

    return windows


def _batched(window, size):
    """A window - a dataset, or a structure of datasets - as a dataset of one batch."""
    if isinstance(window, dict):
        return tf1.data.Dataset.zip({name: _batched(part, size) for name, part in window.items()})
    if isinstance(window, tuple):
        return tf1.data.Dataset.zip(tuple(_batched(part, size) for part in window))
    return window.batch(size)

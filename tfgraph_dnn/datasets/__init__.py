"""Data for programs that want MNIST: the real one where it lies, else handwritten-looking digits drawn by this package.

Cold: NumPy and the standard library only. Nothing is read or fetched before a function is called.

    >>> from tfgraph_dnn import datasets
    >>> x_train, y_train, x_test, y_test = datasets.load_mnist()                         # doctest: +SKIP
"""

from __future__ import annotations

from tfgraph_dnn import lazy

_MODULES = ("cifar10", "digits", "download", "drawn", "fashion_mnist", "idx", "mnist", "store", "tutorials_mnist")
_FUNCTIONS = {
    "draw": "digits",
    "keras_load_data": "mnist",
    "load_mnist": "mnist:load",
    "read_data_sets": "tutorials_mnist",
    "write_idx_gz": "drawn",
    "write_npz": "drawn",
}

__all__ = [*_FUNCTIONS, *_MODULES]

__getattr__, __dir__ = lazy.names(__name__, _FUNCTIONS, modules=_MODULES)

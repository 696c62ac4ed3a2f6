"""Data for programs that want MNIST: the real one where it lies, else handwritten-looking digits drawn by this package.

Cold: NumPy and the standard library only. Nothing is read or fetched before a function is called.

    >>> from tfgraph_dnn import datasets
    >>> x_train, y_train, x_test, y_test = datasets.load_mnist()                         # doctest: +SKIP
"""

from __future__ import annotations

import importlib

_MODULES = ("cifar10", "digits", "download", "drawn", "fashion_mnist", "idx", "mnist", "store", "tutorials_mnist")
_FUNCTIONS = {
    "draw": ("digits", "draw"),
    "keras_load_data": ("mnist", "keras_load_data"),
    "load_mnist": ("mnist", "load"),
    "read_data_sets": ("tutorials_mnist", "read_data_sets"),
    "write_idx_gz": ("drawn", "write_idx_gz"),
    "write_npz": ("drawn", "write_npz"),
}

__all__ = [*_FUNCTIONS, *_MODULES]


def __getattr__(name: str):
    if name in _FUNCTIONS:
        module, function = _FUNCTIONS[name]
        return getattr(importlib.import_module(f"{__name__}.{module}"), function)
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

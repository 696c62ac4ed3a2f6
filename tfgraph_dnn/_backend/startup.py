"""Loads TensorFlow without Keras.

`import tensorflow` loads Keras at its end, and with it whatever of scikit-learn, pandas or TensorBoard is installed: a
third of the time, for nothing a TF 1.x program uses. TensorFlow takes no notice when that import fails. So it is made
to fail, for the one thread and the time of the one import; whoever imports Keras afterwards, or touches
`tensorflow.keras`, gets it as ever. (Keras' optimizers are then known to `tf.saved_model.load` from that moment on.)
"""

from __future__ import annotations

import contextlib
import gc
import importlib.machinery
import os
import sys
import threading
from collections.abc import Iterator

_KERAS = ("keras", "tf_keras")


@contextlib.contextmanager
def lean() -> Iterator[None]:
    """Puts Keras off while TensorFlow is imported; TFGRAPH_FAST=0 does not."""
    if os.environ.get("TFGRAPH_FAST") == "0" or "tensorflow" in sys.modules:
        yield
        return
    finder = _KerasLater()
    sys.meta_path.insert(0, finder)
    try:
        with no_collection():
            yield
    finally:
        sys.meta_path.remove(finder)


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Hundreds of thousands of objects are made that all stay: looking for garbage among them finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _KerasLater:
    """Finds Keras where it is, but does not let this thread load it."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(self, name, path=None, target=None):
        if name not in _KERAS or threading.get_ident() != self._thread:
            return None
        # TensorFlow asks where Keras lies, too, without loading it.
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = _Refusing()
        return spec


class _Refusing:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        raise ImportError(f"{module.__name__} is not loaded along with TensorFlow")

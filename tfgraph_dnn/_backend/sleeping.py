"""Modules that are imported now and run when somebody first asks them for something.

`from tensorflow.python.data.ops import dataset_ops` stands in a hundred of TensorFlow's modules; few programs come to a
line that uses it. A sleeping module is the very object that is there in the end; waking runs its code in it.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import threading
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from tfgraph_dnn._backend import loaders, type_variables
from tfgraph_dnn._backend.startup import no_collection

# Modules and packages that sleep: imported by many, used by few. So do the generated wrappers of operations, `gen_*`.
# None of these enters anything in a registry that others look into, but for the gradient functions of some, which
# `private.registered_gradient_function` knows how to find.
_SLEEPERS = frozenset(
    (
        "tensorflow.compiler.jit",
        "tensorflow.compiler.tf2xla.python",
        "tensorflow.dtensor",
        "tensorflow.python.autograph",
        "tensorflow.python.compiler",
        "tensorflow.python.data",
        "tensorflow.python.distribute.distribute_utils",
        "tensorflow.python.eager.backprop",
        "tensorflow.python.eager.def_function",
        "tensorflow.python.eager.function",
        "tensorflow.python.eager.polymorphic_function",
        "tensorflow.python.keras",
        "tensorflow.python.ops.ctc_ops",
        "tensorflow.python.ops.gradients",
        "tensorflow.python.ops.image_ops",
        "tensorflow.python.ops.image_ops_impl",
        "tensorflow.python.ops.linalg",
        "tensorflow.python.ops.nn",
        "tensorflow.python.ops.nn_impl",
        "tensorflow.python.ops.numpy_ops",
        "tensorflow.python.ops.parallel_for",
        "tensorflow.python.ops.ragged",
        "tensorflow.python.ops.signal",
        "tensorflow.python.ops.sparse_ops",
        "tensorflow.python.ops.special_math_ops",
        "tensorflow.python.ops.summary_ops_v2",
        "tensorflow.python.saved_model",
        "tensorflow.python.tpu",
    )
)

# A thread that waits this long for another's import goes on without: two that wait for each other must not hang.
_PATIENCE = 60.0

# Names of this kind that a module's own code gives it. The others are asked of every module there is, by the import
# system, `inspect` or `unittest`, and answered without waking it.
_OWN = frozenset(("__all__", "__author__", "__dir__", "__getattr__", "__version__"))

_asleep: dict[str, _Sleeper] = {}
_lock = threading.RLock()
_ended = threading.Event()


class _Sleeper(ModuleType):
    def __getattribute__(self, name: str) -> Any:
        if name == "__path__" and _ended.is_set():
            _wake(self)  # for a module that is to be imported, and to run at once
        if not _is_asked_of_all(name):
            submodule = _submodule(self, name)
            if submodule is not None:
                return submodule
            _wake(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        # The import system sets a submodule in its package; whatever else is set is set after the module has run.
        if not isinstance(value, ModuleType) and not _is_asked_of_all(name):
            _wake(self)
        object.__setattr__(self, name, value)


def _is_asked_of_all(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in _OWN


def sleeps(name: str) -> bool:
    """Whether a module of that name is put to sleep."""
    if not name.startswith("tensorflow."):
        return False
    return name.rpartition(".")[2].startswith("gen_") or is_within(name, _SLEEPERS)


def is_within(name: str, packages: frozenset[str]) -> bool:
    """Whether a module is one of these, or in one of these packages."""
    return not packages.isdisjoint((name, *_packages_around(name)))


def spec(name: str, path, target) -> ModuleSpec | None:
    """Where the module is, to sleep when it is imported; None where it is not written in Python."""
    return loaders.spec(name, path, target, _put_to_sleep)


def _put_to_sleep(module: ModuleType, _) -> None:
    module.__class__ = _Sleeper
    _asleep[module.__name__] = module


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Keeps other threads from importing and waking meanwhile, as one module's import may need the other's."""
    lock = _lock
    held = lock.acquire(timeout=_PATIENCE)
    try:
        with no_collection():
            yield
    finally:
        if held:
            lock.release()


def _renew_lock() -> None:
    """In a forked process: the thread that may have held the lock is not there."""
    global _lock
    _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


def is_asleep(module: ModuleType) -> bool:
    """Whether the module is imported but has not run yet."""
    return type(module) is _Sleeper


def wake_all() -> None:
    """Runs the modules that still sleep; no others are put to sleep."""
    _ended.set()
    while _asleep:
        _wake(next(iter(_asleep.values())))


def _submodule(package: ModuleType, name: str) -> ModuleType | None:
    """The module of that name in a sleeping package, which need not run for it; None where there is no such module."""
    names = object.__getattribute__(package, "__dict__")
    if "__path__" not in names or names["__name__"] not in _asleep:
        return None
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module(f"{names['__name__']}.{name}")
    return None


def _packages_around(name: str) -> list[str]:
    """The packages that a module is in, the outermost first."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def _wake(module: ModuleType) -> None:
    """Runs a module, and before it the packages around it that sleep."""
    with importing():
        name = object.__getattribute__(module, "__name__")
        for package in _packages_around(name):
            if package in _asleep:
                _wake(_asleep[package])
        if _asleep.pop(name, None) is None:
            return  # it was needed by its package, another thread woke it, or this one just runs it
        try:
            _run(module)
        except BaseException:
            _asleep[name] = module
            raise
        object.__setattr__(module, "__class__", ModuleType)


def _run(module: ModuleType) -> None:
    names = object.__getattribute__(module, "__dict__")
    if names["__name__"].rpartition(".")[2].startswith("gen_"):
        names["__builtins__"] = type_variables.BUILTINS
    names["__loader__"].exec_module(module)

"""A function of TensorFlow's, calling our operations where it called its own.

Much of TensorFlow's Python is what it was in TF 1.15 but for the functions it calls: `tf.nn.nce_loss` differs only by
the `tf.ones_like` inside. A rebound function is a copy of TensorFlow's, with its code and other globals: the names of
its module are looked up in ours first. TensorFlow's own function stays as it is.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, ModuleType
from typing import Any


def rebound(function: Callable, ours: Mapping[Any, Any]) -> Callable:
    """A copy of `function` in which each function or class that is a key of `ours` is the value in its stead.

    The functions of its own module that it calls are copied along; those of other modules are not.
    """
    plain = _undecorated(function)
    replacements = {id(_undecorated(theirs)): replacement for theirs, replacement in ours.items()}
    names: dict[str, Any] = {}
    for name, value in plain.__globals__.items():
        names[name] = _rebound_value(value, plain.__module__, names, replacements)
    copy = _copied(plain, names)
    copy.__doc__ = plain.__doc__
    return copy


def rebound_class(theirs: type, ours: Mapping[Any, Any]) -> type:
    """A subclass whose methods, and those of the other classes of its module, call `ours` as in `rebound`."""
    module = inspect.getmodule(theirs)
    local = [value for value in vars(module).values() if inspect.isclass(value) and value.__module__ == module.__name__]
    return rebound_classes(local, ours)[theirs]


def rebound_classes(theirs: Iterable[type], ours: Mapping[Any, Any]) -> dict[type, type]:
    """Subclasses, by the class they were made of, whose methods call `ours` and each other; all are of one module."""
    copies = {
        value: type(value)(value.__name__, (value,), {"__doc__": value.__doc__, "__module__": value.__module__})
        for value in theirs
    }
    module = inspect.getmodule(next(iter(copies)))
    replacements = {id(_undecorated(their)): replacement for their, replacement in {**ours, **copies}.items()}
    names: dict[str, Any] = {}
    for name, value in vars(module).items():
        names[name] = _rebound_value(value, module.__name__, names, replacements)
    for value, copy in copies.items():
        # `super(Normal, self)` in a method of Normal's has to find what is above TensorFlow's.
        _rebind_methods(value, copy, {**names, value.__name__: value})
    return copies


def _rebind_methods(theirs: type, copy: type, names: dict[str, Any]) -> None:
    for name, value in vars(theirs).items():
        if inspect.isfunction(value):
            setattr(copy, name, _copied(_undecorated(value), names))
        elif isinstance(value, classmethod | staticmethod):
            setattr(copy, name, type(value)(_copied(_undecorated(value.__func__), names)))


def lazily_rebound(theirs: Mapping[str, Callable], ours: Mapping[Any, Any]) -> Callable[[str], Any]:
    """A module's `__getattr__`: the functions in `theirs`, each rebound when it is first asked for."""

    @functools.cache
    def attribute(name: str) -> Any:
        if name not in theirs:
            raise AttributeError(f"there is no function {name!r} here")
        return rebound(theirs[name], ours)

    return attribute


def _rebound_value(value: Any, home: str, names: dict[str, Any], replacements: Mapping[int, Any]) -> Any:
    if isinstance(value, ModuleType):
        return _Module(value, replacements) if value.__name__.startswith("tensorflow.python.") else value
    if not inspect.isroutine(value) and not inspect.isclass(value):
        return value
    plain = _undecorated(value)
    if id(plain) in replacements:
        return replacements[id(plain)]
    return _copied(plain, names) if inspect.isfunction(plain) and plain.__module__ == home else value


def _copied(function: FunctionType, names: dict[str, Any]) -> FunctionType:
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def _undecorated(value: Any) -> Any:
    """The function below TensorFlow's wrappers for deprecation and dispatch."""
    return value if inspect.isclass(value) else inspect.unwrap(value)


class _Module:
    """A module as a rebound function sees it."""

    def __init__(self, module: ModuleType, replacements: Mapping[int, Any]):
        self._module = module
        self._replacements = replacements

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        if inspect.isroutine(value) or inspect.isclass(value):
            return self._replacements.get(id(_undecorated(value)), value)
        return value

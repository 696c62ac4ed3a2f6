"""The names that classes of ours show: TF 1.15's, which programs print and find in error messages."""

from __future__ import annotations

import functools
import importlib
import operator
from collections.abc import Callable


def shown_as(path: str) -> Callable[[type], type]:
    """A class decorator: the class calls itself by this module and name, and its objects can be pickled all the same.

    Example:
      >>> @shown_as("tensorflow.python.framework.ops.Tensor")
      ... class Ours: pass
      >>> Ours
      <class 'tensorflow.python.framework.ops.Tensor'>
    """
    module, _, name = path.rpartition(".")

    def give(ours: type) -> type:
        home = ours.__module__, ours.__qualname__
        ours.__module__, ours.__name__, ours.__qualname__ = module, name, name
        if "__reduce_ex__" not in vars(ours):
            ours.__reduce_ex__ = _reducing(ours, home)
        return ours

    return give


def _reducing(ours: type, home: tuple[str, str]) -> Callable:
    """A `__reduce_ex__` that names the class by where it is, not by what it shows."""

    @functools.wraps(object.__reduce_ex__)
    def reduce(self, protocol):
        found = super(ours, self).__reduce_ex__(protocol)
        if type(self) is not ours or isinstance(found, str) or not found[1] or found[1][0] is not ours:
            return found  # a subclass is found under its own name
        make, (_, *arguments), *state = found
        return (_made, (home, make, *arguments), *state)

    return reduce


def _made(home: tuple[str, str], make: Callable, *arguments):
    """The object that a pickle describes, before its state is given to it."""
    module, name = home
    return make(operator.attrgetter(name)(importlib.import_module(module)), *arguments)

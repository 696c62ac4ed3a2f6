"""Functions that Python's standard library has lost, or has narrowed, since TF 1.15's days (Python 3.7)."""

from __future__ import annotations

import importlib.util
import inspect
import math
import random
import re
import sys
from collections import namedtuple
from collections.abc import Callable, Sequence

ArgSpec = namedtuple("ArgSpec", "args varargs keywords defaults")


def getargspec(func) -> ArgSpec:
    """Names and defaults of a function's parameters."""
    spec = inspect.getfullargspec(func)
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)


def sample(population, k, **kwargs):
    """`random.sample`, also of a set."""
    return random.sample(population if isinstance(population, Sequence) else tuple(population), k, **kwargs)


def shuffle(x, random_function: Callable[[], float] | None = None) -> None:
    """`random.shuffle`, also with a function that draws the numbers."""
    if random_function is None:
        random.shuffle(x)
        return
    for i in reversed(range(1, len(x))):
        j = int(random_function() * (i + 1))
        x[i], x[j] = x[j], x[i]


def randint(a, b) -> int:
    """`random.randint`, also of floats without a fraction."""
    return random.randint(_whole(a), _whole(b))


def randrange(start, *args) -> int:
    """`random.randrange`, also of floats without a fraction."""
    return random.randrange(_whole(start), *map(_whole, args))


def _whole(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value


def load_source(name: str, pathname: str):
    """Loads a Python file as the module `name`."""
    spec = importlib.util.spec_from_file_location(name, pathname)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class LooseVersion:
    """A version number; compares number by number, letters after numbers."""

    def __init__(self, vstring: str | None = None):
        if vstring is not None:
            self.parse(vstring)

    def parse(self, vstring: str) -> None:
        """Splits a version into its numbers and words."""
        self.vstring = vstring
        parts = re.findall(r"\d+|[a-z]+", vstring)
        self.version = [int(part) if part.isdigit() else part for part in parts]

    def _key(self, other=None) -> list:
        version = self.version if other is None else other
        return [(isinstance(part, str), part) for part in version]

    def _compare(self, other) -> tuple[list, list]:
        other = other if isinstance(other, LooseVersion) else LooseVersion(str(other))
        return self._key(), other._key()

    def __eq__(self, other) -> bool:
        mine, its = self._compare(other)
        return mine == its

    def __lt__(self, other) -> bool:
        mine, its = self._compare(other)
        return mine < its

    def __le__(self, other) -> bool:
        return not self > other

    def __gt__(self, other) -> bool:
        mine, its = self._compare(other)
        return mine > its

    def __ge__(self, other) -> bool:
        return not self < other

    __hash__ = None

    def __str__(self) -> str:
        return self.vstring

    def __repr__(self) -> str:
        return f"LooseVersion ('{self.vstring}')"


def _of_arrays_too(function: Callable) -> Callable:
    """A function of `math` that takes an array of one element for its element."""

    def apply(*args):
        try:
            return function(*args)
        except TypeError:
            if not any(getattr(arg, "size", 0) == 1 for arg in args):
                raise
            return function(*(arg.item() if getattr(arg, "size", 0) == 1 else arg for arg in args))

    apply.__name__, apply.__doc__ = function.__name__, function.__doc__
    return apply


ceil, cos, exp, floor, isnan = map(_of_arrays_too, (math.ceil, math.cos, math.exp, math.floor, math.isnan))
log, log10, pow, sin, sqrt, tanh = map(_of_arrays_too, (math.log, math.log10, math.pow, math.sin, math.sqrt, math.tanh))

"""Stand-ins for modules some of whose names are gone: `np.infty`, `time.clock`, `scipy.misc.imread`.

`names.csv` is the product: `name,target,when,since`. The target is `module:attribute`, or a module. A row marked
`absent` answers only where the installed module lacks the name; one marked `always` answers in any case.
"""

from __future__ import annotations

import builtins
import csv
import functools
import importlib
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tfgraph_dnn.run.loading import ProgramLoader

_TABLE = Path(__file__).with_name("names.csv")
_MISSING = object()
# Whole top-level modules that left the standard library.
_LEFT_PYTHON = ("cgi", "distutils", "imp")
# The builtins that `from numpy import *` hid in NumPy 1.18.
_HIDDEN_BY_NUMPY = ("all", "any", "divmod", "sum")


class Row(NamedTuple):
    """One line of `names.csv`."""

    name: str
    target: str
    when: str
    since: str


@functools.cache
def rows() -> dict[str, Row]:
    """Every row, by name."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {line["name"]: Row(**line) for line in csv.DictReader(file)}


@functools.cache
def modules() -> frozenset[str]:
    """Every module that has a stand-in: one with a row below it, and its parents."""
    found = set()
    for name in rows():
        parts = name.split(".")
        found.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return frozenset(found)


class Substitute(ModuleType):
    """A module as the program sees it: the real one, with the rows of `names.csv` over it.

    What the program sets here is set in the real module too, as it would be without us.
    """

    def __init__(self, name: str, real: ModuleType | None, registry: Substitutes):
        super().__init__(name)
        kept = vars(self)
        if real is not None:
            kept.update(vars(real))
        always = {row.name.rpartition(".")[2] for row in _below(name) if row.when == "always"}
        for attribute in always | {attribute for attribute in kept if f"{name}.{attribute}" in modules()}:
            kept.pop(attribute, None)
        kept.pop("__getattr__", None)
        if "__all__" in kept:
            kept["__all__"] = _starred(name, kept["__all__"])
        kept.update(_tfgraph_real=real, _tfgraph_registry=registry)

    def __getattr__(self, attribute: str) -> Any:
        full = f"{self.__name__}.{attribute}"
        row = rows().get(full)
        real = self._tfgraph_real
        value = _MISSING
        # A name with a row that the module only answers through its `__getattr__` is one it warns about.
        if real is not None and not (row and (row.when == "always" or attribute not in vars(real))):
            value = getattr(real, attribute, _MISSING)
        if full in modules() and (value is _MISSING or isinstance(value, ModuleType)):
            return self._tfgraph_registry.make(full, None if value is _MISSING else value)
        if value is not _MISSING:
            return value
        if row is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {attribute!r}", name=attribute, obj=self)
        loaded = vars(self)[attribute] = _load(row.target)
        return loaded

    def __setattr__(self, attribute: str, value: Any) -> None:
        vars(self)[attribute] = value
        if self._tfgraph_real is not None:
            setattr(self._tfgraph_real, attribute, value)

    def __delattr__(self, attribute: str) -> None:
        vars(self).pop(attribute, None)
        if self._tfgraph_real is not None:
            delattr(self._tfgraph_real, attribute)

    def __dir__(self) -> list[str]:
        real = dir(self._tfgraph_real) if self._tfgraph_real is not None else []
        return sorted({*real, *(row.name.rpartition(".")[2] for row in _below(self.__name__))})

    def __repr__(self) -> str:
        return f"<module {self.__name__!r} as legacy programs knew it>"


class Substitutes:
    """The stand-ins of one program: always the same object for the same module."""

    def __init__(self) -> None:
        self._made: dict[str, Substitute] = {}

    def make(self, name: str, real: ModuleType | None) -> Substitute:
        """The stand-in for a module of `modules()`; `real` is the module itself, None when it no longer exists."""
        made = self._made.get(name)
        if made is None or made._tfgraph_real is not real:
            made = self._made[name] = Substitute(name, real, self)
        return made

    def find(self, name: str) -> ModuleType:
        """What `importlib.import_module(name)` should give the program: a stand-in where there is one.

        Raises:
          ImportError: as the real import does, when nothing stands for the module.
        """
        row = rows().get(name)
        try:
            real = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if not _gone(error, name):
                raise
            if row is not None and ":" not in row.target:
                return importlib.import_module(row.target)
            if name not in modules():
                raise
            return self.make(name, None)
        own = getattr(real.__spec__, "loader", None)
        return self.make(name, real) if name in modules() and not isinstance(own, ProgramLoader) else real


def _gone(error: ModuleNotFoundError, name: str) -> bool:
    """Whether the module is gone while its library, if it had one, is still there."""
    if error.name is None or not (name == error.name or name.startswith(error.name + ".")):
        return False
    top = name.partition(".")[0]
    return top in _LEFT_PYTHON or error.name != top


def _load(target: str) -> Any:
    module, _, attribute = target.partition(":")
    loaded = importlib.import_module(module)
    return getattr(loaded, attribute) if attribute else loaded


def _starred(name: str, exported: list[str]) -> list[str]:
    """What `from numpy import *` brings: the names that are back, and none of the builtins' names it did not hide."""
    back = {row.name.rpartition(".")[2] for row in _below(name)}
    return [entry for entry in {*exported, *back} if entry in _HIDDEN_BY_NUMPY or not hasattr(builtins, entry)]


@functools.cache
def _below(name: str) -> tuple[Row, ...]:
    return tuple(row for row in rows().values() if row.name.rpartition(".")[0] == name)

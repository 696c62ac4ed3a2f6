"""Modules of which Python finds the source, and we say how it is run."""

from __future__ import annotations

from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType


def spec(name: str, path, target, run: Callable[[ModuleType, SourceFileLoader], None]) -> ModuleSpec | None:
    """Where a module is, for a finder to give; None where it is not written in Python.

    Args:
      name, path, target: as of `find_spec`.
      run: called with the empty module in place of running its code, and with Python's own loader, which is the
        module's by then.
    """
    found = PathFinder.find_spec(name, path, target)
    if found is None or not isinstance(found.loader, SourceFileLoader):
        return None
    found.loader = _Loader(found.loader, run)
    return found


class _Loader:
    def __init__(self, loader: SourceFileLoader, run: Callable[[ModuleType, SourceFileLoader], None]):
        self._loader, self._run = loader, run

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._run(module, self._loader)

"""Finds and loads the program's modules, so that they run with the mapping's builtins."""

from __future__ import annotations

import sys
from collections.abc import Container
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from tfgraph_dnn import environment
from tfgraph_dnn.run import source

if TYPE_CHECKING:
    from tfgraph_dnn.run.mapping import Mapping


# `multiprocessing` imports one of these as it is about to start the first process that is not forked.
_STARTERS = frozenset(f"multiprocessing.popen_{way}" for way in ("spawn_posix", "spawn_win32", "forkserver"))


class ProgramFinder:
    """A `sys.meta_path` entry: asks the others, and wraps the loader where the module found is the program's."""

    def __init__(self, mapping: Mapping):
        self._mapping = mapping

    def find_spec(self, fullname: str, path=None, target=None) -> ModuleSpec | None:
        """The spec the other finders give; None lets them answer for themselves."""
        if fullname in _STARTERS:
            self.follow_spawned((fullname,))
        if fullname == "tensorflow":
            environment.set_defaults()  # a library may load it before the program does
        territory = self._mapping.territory
        if not territory.asks_about(fullname):
            return None
        for finder in sys.meta_path:
            if isinstance(finder, ProgramFinder) or not hasattr(finder, "find_spec"):
                continue  # another program's finder asks the others too
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if territory.covers(spec) and hasattr(spec.loader, "exec_module") and _is_python(spec):
                    spec.loader = ProgramLoader(spec.loader, self._mapping)
                return spec
        return None

    def follow_spawned(self, imported: Container[str] | None = None) -> None:
        """Has the processes that are spawned mapped as well, once the program comes to spawn any."""
        if any(name in (sys.modules if imported is None else imported) for name in _STARTERS):
            from tfgraph_dnn.run import spawned

            spawned.follow(self._mapping)

    def invalidate_caches(self) -> None:
        """Nothing is cached here."""


def _is_python(spec: ModuleSpec) -> bool:
    return spec.has_location and not (spec.origin or "").endswith((".so", ".pyd"))


class ProgramLoader:
    """Another loader's work, with the module's builtins and source exchanged; all else is the other loader's."""

    def __init__(self, inner: Any, mapping: Mapping):
        self.inner = inner
        self._mapping = mapping

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the other loader does."""
        create = getattr(self.inner, "create_module", None)
        return None if create is None else create(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Runs the module's code with the mapping's builtins."""
        vars(module)["__builtins__"] = vars(self._mapping.builtins)
        code = self.get_code(module.__name__)
        if code is None:
            self.inner.exec_module(module)
        else:
            exec(code, vars(module))

    def get_code(self, fullname: str) -> CodeType | None:
        """The module's code, compiled as the program's is; None when the other loader keeps no source."""
        get_data = getattr(self.inner, "get_data", None)
        get_filename = getattr(self.inner, "get_filename", None)
        if get_data is None or get_filename is None:
            return None
        path = get_filename(fullname)
        if not path.endswith((".py", ".pyw")):
            return self.inner.get_code(fullname)
        return source.compiled(get_data(path), path)

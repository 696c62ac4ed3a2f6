"""The import mapping: builtins of the program's own, whose `__import__` gives TF 1.15's face for `tensorflow`.

A module's code takes its builtins from the `__builtins__` in its globals; `import` statements, `__import__()`,
functions called later, threads, and code the program passes to `exec` all follow. Modules that keep Python's own
builtins, that is every library, see nothing of it.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.util
import sys
import threading
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from tfgraph_dnn.errors import AbsentModuleError
from tfgraph_dnn.run import frames, loading, substitutes
from tfgraph_dnn.run.legacy_numpy import operators
from tfgraph_dnn.run.territory import Territory

_MISSING = object()


class Mapping:
    """One program's view of the imports; see the module.

    Args:
      beside: directories whose modules are the program's.
      also: further packages that are.

    Attributes:
      builtins: the module that stands for `builtins` in the program.
      hidden: files whose frames TensorFlow leaves out of the stacks it notes for operations.
    """

    def __init__(self, beside: Iterable[Any] = (), also: Iterable[str] = ()):
        self.territory = Territory(beside, also)
        self.builtins = ModuleType("builtins", builtins.__doc__)
        vars(self.builtins).update(vars(builtins))
        vars(self.builtins).update(operators.names(), __import__=self.import_)
        self._substitutes = substitutes.Substitutes()
        self._own_importlib = self._importlib()
        self._finder = loading.ProgramFinder(self)
        self.hidden = {operators.__file__, __file__, loading.__file__, *frames.IMPORTING}
        self._face_of: Callable[[str], ModuleType] | None = None
        self._namespaces: list[tuple[dict, Any]] = []
        self._numpy_legacy: Any = _MISSING

    def import_(self, name, globals=None, locals=None, fromlist=(), level=0):
        """`__import__` as the program's modules have it."""
        if level == 0 and isinstance(name, str):
            top = name.partition(".")[0]
            if top == "tensorflow":
                return self._face(name, fromlist)
            if top in substitutes.modules() or top in ("builtins", "importlib"):
                return self._substitute(name, top, fromlist)
        module = builtins.__import__(name, globals, locals, fromlist or (), level)
        self._look_for_numpy()
        return module

    def module(self, name: str) -> ModuleType:
        """What `importlib.import_module(name)` gives the program."""
        if name.partition(".")[0] == "tensorflow":
            return self._face_module(name)
        if name == "importlib":
            return self._own_importlib
        if name == "builtins":
            return self.builtins
        return self._substitutes.find(name)

    def _face(self, name: str, fromlist) -> ModuleType:
        module = self._face_module(name)
        if not fromlist:
            return self._face_module("tensorflow")
        for entry in fromlist:
            if entry != "*" and entry:
                _require(module, entry)
        return module

    def _face_module(self, name: str) -> ModuleType:
        if self._face_of is None:
            import tfgraph_dnn.v1  # noqa: F401  (the program asked for TensorFlow: graph mode from here on)
            from tfgraph_dnn._backend.stacks import hide_files
            from tfgraph_dnn.v1 import face

            hide_files(self.hidden)
            self._face_of = face.module
            self._look_for_numpy()
        return self._face_of(name)

    def _substitute(self, name: str, top: str, fromlist) -> ModuleType:
        found = self.module(name)
        self._look_for_numpy()
        if not fromlist:
            return self.module(top)
        for entry in fromlist:
            if entry and entry != "*" and not hasattr(found, entry):
                # A submodule that nobody has imported yet; where there is none, `from` says so itself.
                with contextlib.suppress(ModuleNotFoundError):
                    importlib.import_module(f"{name}.{entry}")
        return found

    def _importlib(self) -> ModuleType:
        """`importlib` for the program: what it imports by name is mapped as its `import` statements are."""

        def import_module(name, package=None):
            return self.module(importlib.util.resolve_name(name, package) if name.startswith(".") else name)

        def reload(module):
            mapped = isinstance(module, substitutes.Substitute) or module.__name__.partition(".")[0] == "tensorflow"
            return module if mapped else importlib.reload(module)

        stand_in = ModuleType("importlib", importlib.__doc__)
        vars(stand_in).update(vars(importlib), import_module=import_module, reload=reload, __import__=self.import_)
        return stand_in

    def _look_for_numpy(self) -> None:
        """Once NumPy is there: old arithmetic for the program, NumPy 1's way of printing scalars for the process."""
        if self._numpy_legacy is not _MISSING or not operators.activate():
            return
        import numpy

        self._numpy_legacy = numpy.get_printoptions()["legacy"]
        numpy.set_printoptions(legacy="1.21")

    def enter(self, namespace: dict[str, Any]) -> None:
        """Gives a namespace (a module's `__dict__`) the program's builtins, until `remove`."""
        self._namespaces.append((namespace, namespace.get("__builtins__", _MISSING)))
        namespace["__builtins__"] = self.builtins

    def insert(self) -> None:
        """From now on modules of the territory are loaded as the program's, in spawned processes too."""
        if self._finder not in sys.meta_path:
            sys.meta_path.insert(0, self._finder)
        self._finder.follow_spawned()

    def remove(self) -> None:
        """Gives every namespace back its builtins and takes our finder away; modules loaded meanwhile keep theirs."""
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)
        if "tfgraph_dnn.run.spawned" in sys.modules:
            sys.modules["tfgraph_dnn.run.spawned"].leave(self)
        for namespace, before in reversed(self._namespaces):
            if before is _MISSING:
                namespace.pop("__builtins__", None)
            else:
                namespace["__builtins__"] = before
        self._namespaces.clear()
        if self._numpy_legacy is not _MISSING:
            sys.modules["numpy"].set_printoptions(legacy=self._numpy_legacy)
            self._numpy_legacy = _MISSING


def _require(module: ModuleType, name: str) -> None:
    try:
        getattr(module, name)
    except AttributeError as error:
        said = str(getattr(error, "args", [error])[0])
        message = f"cannot import name {name!r} from {module.__name__!r}: {said}"
        raise AbsentModuleError(message, name=module.__name__, hint=getattr(error, "hint", None)) from None


_lock = threading.Lock()
_current: Mapping | None = None


def installed() -> Mapping | None:
    """The mapping that `install` made, while it is installed."""
    return _current


def install(namespace: dict[str, Any] | None = None, *, beside: Iterable[Any] | None = None, also=()) -> Mapping:
    """Maps the imports of a namespace and of the modules beside it; for notebooks and other running programs.

    An `import` that follows in the same code block still sees the real TensorFlow, since a running block keeps the
    builtins it began with: in a notebook the mapping holds from the next cell on.

    Args:
      namespace: the `globals()` to map; `__main__`'s when not given.
      beside: directories whose modules are mapped as well; the working directory when not given.
      also: names of further packages to map.

    Returns:
      The mapping; installing again adds to it.
    """
    global _current
    with _lock:
        if _current is None:
            _current = Mapping(["."] if beside is None else beside, also)
        else:
            _current.territory.add(beside or (), also)
        _current.enter(vars(sys.modules["__main__"]) if namespace is None else namespace)
        _current.insert()
        return _current


def uninstall() -> None:
    """Undoes `install`: `import tensorflow` gives the real TensorFlow again. Without an installed mapping, nothing."""
    global _current
    with _lock:
        if _current is not None:
            _current.remove()
            _current = None

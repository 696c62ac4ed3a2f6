"""TensorFlow's public modules without their imports, until somebody asks one of them for a name.

`tensorflow`, `tensorflow.compat.v1` and the modules below them hold nothing but imports from `tensorflow.python`: a
thousand modules, of which a TF 1.x program uses a few hundred. While it is *open*, such a module has run all its
statements but these imports, which stand in a table.

Nobody else sees an open module. The first name that is asked of the real `tensorflow`, whoever asks, closes them all:
the imports that were put off are done, in their order, and what other libraries get is TensorFlow whole, the same
objects as ever.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.machinery
import importlib.util  # noqa: F401 - TensorFlow relies on somebody having imported it
import sys
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tfgraph_dnn._backend import loaders, quiet, sleeping

ROOT = "tensorflow"
TREE = "tensorflow._api.v2"

# Prints a line about CUDA as it is loaded, whatever it is told.
_NOISY = "tensorflow.python.profiler.internal._pywrap_profiler_plugin"

# What other libraries ask of TensorFlow where it happens to be loaded, to see whether something is a tensor (Matplotlib
# does, of all it draws). These are what they are, with or without the rest.
_IN_PASSING = frozenset(("Tensor", "Variable", "is_tensor"))

opened: dict[str, OpenModule] = {}
_ours = threading.local()


class OpenModule:
    """What is left to do for a module that has run without its imports.

    Attributes:
      module: the module itself.
      places: by the name in the module: the module it is imported from, and its name there.
    """

    def __init__(self, module: ModuleType, path: str):
        self.module = module
        self.places: dict[str, tuple[str, str]] = {}
        self._path = path
        self._last_statements: list[ast.stmt] = []

    def run(self, tree: ast.Module) -> None:
        """Runs what is not put off."""
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        now = []
        for statement in tree.body:
            if isinstance(statement, ast.ImportFrom) and _is_public_import(statement):
                later = [alias for alias in statement.names if not _is_used(alias, read)]
                self.places.update({alias.asname or alias.name: (statement.module, alias.name) for alias in later})
                statement.names = [alias for alias in statement.names if _is_used(alias, read)]
                if not statement.names:
                    continue
            elif _is_about_all_names(statement):
                self._last_statements.append(statement)
                if not isinstance(statement, ast.Try):
                    continue
            now.append(statement)
        self.module.__dict__.update(__getattr__=self._attribute, __dir__=self._dir)
        self._execute(now)

    def find(self, name: str) -> Any:
        """The name's value, and nothing else of what was put off.

        Raises:
          AttributeError: the module has no such name.
        """
        if name not in self.places:
            raise missing(self.module, name)
        home, attribute = self.places[name]
        value = _imported(home, attribute, self.module)
        names = self.module.__dict__
        # A package is given its submodules as they are imported; what it imports itself under such a name comes after.
        if name not in names or names[name] is sys.modules.get(f"{self.module.__name__}.{name}"):
            names[name] = value
        return names[name]

    def names(self) -> list[str]:
        """What `dir()` would say."""
        return sorted({*self.module.__dict__, *self.places} - {"__getattr__", "__dir__"})

    def close(self) -> None:
        """Does what was put off."""
        for name in list(self.places):
            self.find(name)
        # In `tensorflow.compat.v1` the module has put one that wraps it in its place, with a copy of its names.
        for module in (self.module, sys.modules[self.module.__name__]):
            module.__dict__.pop("__getattr__", None)
            module.__dict__.pop("__dir__", None)
        self._execute(self._last_statements)
        del opened[self.module.__name__]

    def _execute(self, statements: list[ast.stmt]) -> None:
        exec(compile(ast.Module(statements, []), self._path, "exec"), self.module.__dict__)

    def _attribute(self, name: str) -> Any:
        """`__getattr__` of the module while it is open."""
        if _is_ours():
            return self.find(name)
        if name not in self.places and name != "__all__":
            raise missing(self.module, name)
        if name in _IN_PASSING:
            with ours():
                return self.find(name)
        close()
        return getattr(self.module, name)

    def _dir(self) -> list[str]:
        """`__dir__` of the module while it is open."""
        if _is_ours():
            return self.names()
        close()
        return dir(self.module)


@contextlib.contextmanager
def ours() -> Iterator[None]:
    """What this thread imports meanwhile is opened, and what it asks of open modules leaves them open."""
    _ours.depth = getattr(_ours, "depth", 0) + 1
    try:
        with sleeping.importing():
            yield
    finally:
        _ours.depth -= 1


def start() -> None:
    """From now on, what is imported by `ours` is opened, and much else sleeps."""
    sys.meta_path.insert(0, _finder)


def close() -> None:
    """Imports what was put off: TensorFlow is whole afterwards, as after a plain `import tensorflow`."""
    with ours():
        if _finder in sys.meta_path:
            with quiet.errors_aside(), contextlib.suppress(ImportError):
                importlib.import_module(_NOISY)
            sys.meta_path.remove(_finder)
        sleeping.wake_all()
        while opened:
            next(iter(opened.values())).close()


def missing(module: ModuleType, name: str) -> AttributeError:
    """The error that Python itself raises for a name that a module does not have."""
    return AttributeError(f"module {module.__name__!r} has no attribute {name!r}", name=name, obj=module)


def _is_ours() -> bool:
    return getattr(_ours, "depth", 0) > 0


def _imported(home: str, name: str, importer: ModuleType) -> Any:
    if home != importer.__name__:
        module = importlib.import_module(home)
        with contextlib.suppress(AttributeError):
            return getattr(module, name)
    return importlib.import_module(f"{home}.{name}")


def _is_public_import(statement: ast.ImportFrom) -> bool:
    return not statement.level and (statement.module or "").startswith(ROOT + ".")


def _is_used(alias: ast.alias, read: set[str]) -> bool:
    """Whether the module itself may go on with what it imports."""
    name = alias.asname or alias.name
    return name.startswith("_") or name in read


def _is_about_all_names(statement: ast.stmt) -> bool:
    """`__all__` is made of the names there are, and some modules are hidden again, if they are there."""
    if isinstance(statement, ast.Try):
        return all(isinstance(inner, ast.Delete) for inner in statement.body)
    return any(isinstance(node, ast.Name) and node.id == "__all__" for node in ast.walk(statement))


class _Finder:
    """Opens the public modules that are imported for us; anybody else's import of one closes them."""

    def find_spec(self, name, path=None, target=None):
        if sleeping.sleeps(name):
            return sleeping.spec(name, path, target)
        if name != ROOT and not name.startswith(TREE + "."):
            return None
        if not _is_ours():
            close()
            return None
        return loaders.spec(name, path, target, _open)


def _open(module: ModuleType, loader: importlib.machinery.SourceFileLoader) -> None:
    opened[module.__name__] = opening = OpenModule(module, loader.path)
    opening.run(ast.parse(loader.get_data(loader.path), loader.path))


_finder = _Finder()

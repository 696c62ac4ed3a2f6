"""A module tree that looks like TF 1.15's: TensorFlow's own modules, with ours laid over them.

A name is looked up in the overlay table first, then in the real module behind this one. An object of the real
TensorFlow for which we have a replacement is replaced wherever it is found, so all of its aliases
(`tf.random_uniform`, `tf.random.uniform`, `tensorflow.python.ops.random_ops.random_uniform`) answer alike. Nothing is
changed in TensorFlow.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
from types import ModuleType
from typing import Any

from tfgraph_dnn import symbols
from tfgraph_dnn._backend import (
    legacy_keras,
    legacy_keras_member,
    public_origin,
    running_modules,
    tensorflow_module,
    tf1,
)
from tfgraph_dnn.errors import AbsentModuleError, AbsentNameError
from tfgraph_dnn.symbols import face_table

_MISSING = object()


class FaceModule(ModuleType):
    """One module of the face: resolves names on first use and keeps them."""

    def __init__(self, path: str, real: ModuleType | None):
        super().__init__(_import_path(path), getattr(real, "__doc__", None))
        self.__dict__.update(_face_path=path, _face_real=real)
        self.__path__ = []  # a package, so that `import a.b.c` looks for submodules
        # TensorFlow's lazy loaders import Keras when they are asked for anything.
        if real is not None and "KerasLazyLoader" not in type(real).__name__ and getattr(real, "__file__", None):
            self.__file__ = real.__file__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            return _dunder(self, name)
        value = _find(self._face_path, self._face_real, name)
        if value is _MISSING:
            raise _absent_name(f"{self._face_path}.{name}", self)
        self.__dict__[name] = value
        return value

    def __dir__(self) -> list[str]:
        prefix = self._face_path + "."
        ours = {name[len(prefix) :].split(".")[0] for name in symbols.overlay() if name.startswith(prefix)}
        real = {name for name in dir(self._face_real or object()) if not name.startswith("_")}
        return sorted(ours | real)

    def __repr__(self) -> str:
        return f"<module {self.__name__!r} of TF 1.15's face>"


def _dunder(module: FaceModule, name: str) -> Any:
    if name == "__all__":
        return [entry for entry in dir(module) if not entry.startswith("_")]
    target = symbols.overlay().get(f"{module._face_path}.{name}")
    if target is not None:
        return _load(target, name)
    try:
        return getattr(module._face_real, name)
    except AttributeError:
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}") from None


def _import_path(path: str) -> str:
    return "tensorflow" + path[len("tf") :]


@functools.cache
def root() -> FaceModule:
    """The face's top module, what a legacy program calls `tf`."""
    return FaceModule("tf", tf1)


@functools.cache
def module(import_path: str) -> ModuleType:
    """The face's module for an import path of TF 1.x, e.g. `tensorflow.contrib.layers`.

    Raises:
      AbsentModuleError: TF 1.15 did not have it, or it is honestly absent here.
    """
    parts = import_path.split(".")
    found: Any = root()
    if parts[1:3] == ["compat", "v1"]:
        del parts[1:3]
    for depth, part in enumerate(parts[1:], start=2):
        path = "tf." + ".".join(parts[1:depth])
        found = getattr(found, part, None)
        if not isinstance(found, ModuleType) and (path in _packages() or path in _gone_packages()):
            # A function hides the module of its name (`framework.python.ops.arg_scope`); the import names the module.
            found = FaceModule(path, None)
        if not isinstance(found, ModuleType):
            raise _absent_module(path, import_path)
    return found


def _find(path: str, real: ModuleType | None, name: str) -> Any:
    full = f"{path}.{name}"
    target = symbols.overlay().get(full) or symbols.private_paths().get(full)
    if target is not None:
        return _load(target, full)
    public = symbols.recorded_private_paths().get(full)
    if public and symbols.overlay().get(public) != full:
        with contextlib.suppress(AttributeError):
            return _load(public, full)
    value = _keras(full)
    if value is _MISSING:
        value = _real_attribute(real, name)
    if value is _MISSING:
        return _gone(full)
    if isinstance(value, ModuleType):
        return FaceModule(full, value)
    return replacement(value)


def _gone(full: str) -> Any:
    """What today's module no longer shows: found where TF 1.15 had it from; a package of which something is left."""
    home = symbols.recorded_homes().get(full)
    if home is not None:
        with contextlib.suppress(AttributeError):
            return _load(home, full)
    return FaceModule(full, None) if full in _packages() or full in _gone_packages() else _MISSING


def _keras(full: str) -> Any:
    """The private and contrib paths of Keras give what `tf.keras` is: Keras 2, where it is installed."""
    for prefix in ("tf.python.keras", "tf.contrib.keras"):
        if full == prefix or full.startswith(prefix + "."):
            found = legacy_keras_member(full[len(prefix) + 1 :])
            return _MISSING if found is None else found
    return _MISSING


def _real_attribute(real: ModuleType | None, name: str) -> Any:
    if real is None:
        return _MISSING
    if real is tf1 and name == "keras":
        return legacy_keras() or _MISSING
    value = getattr(real, name, _MISSING)
    if value is not _MISSING:
        return value
    if real is tf1 and name in ("python", "core"):
        return tensorflow_module(name) or _MISSING
    if real.__name__.startswith("tensorflow."):
        return tensorflow_module(f"{real.__name__}.{name}".removeprefix("tensorflow.")) or _MISSING
    return _MISSING


def _load(target: str, full: str) -> Any:
    if target.startswith("tf.") or target == "tf":
        found: Any = root()
        for part in target.split(".")[1:]:
            found = getattr(found, part)
        return found
    module_name, _, attribute = target.partition(":")
    loaded = importlib.import_module(module_name)
    return getattr(loaded, attribute) if attribute else FaceModule(full, loaded)


@functools.cache
def _packages() -> frozenset[str]:
    """Names that exist only because something lies below them (`tf.contrib`, `tf.python.layers`)."""
    recorded = filter(_of_ours, symbols.recorded_private_paths())
    return frozenset(_ancestors(symbols.overlay()) | _ancestors(symbols.private_paths()) | _ancestors(recorded))


@functools.cache
def _gone_packages() -> frozenset[str]:
    """Private modules of TF 1.15 that only showed what lived elsewhere, such as `tf.python.estimator.estimator`."""
    modules = set(filter(_of_ours, symbols.only_showed()))
    return frozenset(modules | _ancestors(modules))


@functools.cache
def _parts_of_contrib() -> frozenset[str]:
    """The parts of contrib of which something is here."""
    return frozenset(_ancestors((*symbols.overlay(), *symbols.private_paths())) | set(symbols.overlay()))


def _of_ours(name: str) -> bool:
    return not name.startswith("tf.contrib.") or ".".join(name.split(".")[:3]) in _parts_of_contrib()


def _ancestors(names) -> set[str]:
    parts_of = (name.split(".") for name in names)
    return {".".join(parts[:end]) for parts in parts_of for end in range(2, len(parts))}


def replacement(value: Any) -> Any:
    """What stands in the face for an object of the real TensorFlow: ours where there is one, else the object itself."""
    for home in running_modules(_awaited()):
        _find_replaced(home, _awaited().pop(home.__name__))
    target = _replaced.get(id(value))
    return value if target is None else _load(target[1], target[0])


# The overlay's row for each object of the real TensorFlow, by `id`, as far as TensorFlow's modules are loaded.
_replaced: dict[int, tuple[str, str]] = {}


@functools.cache
def _awaited() -> dict[str, list[tuple[str, str, str]]]:
    """For each module of TensorFlow's: what is replaced of it, by its name there, and the overlay's row."""
    awaited: dict[str, list[tuple[str, str, str]]] = {}
    for name, target in symbols.overlay().items():
        home, attribute = public_origin(name.removeprefix("tf.")) or ("", "")
        if home:
            awaited.setdefault(home, []).append((attribute, name, target))
    return awaited


def _find_replaced(module: ModuleType, rows: list[tuple[str, str, str]]) -> None:
    for attribute, name, target in rows:
        original = getattr(module, attribute, None)
        if callable(original) and not isinstance(original, ModuleType):
            _replaced[id(original)] = (name, target)


def _absent_name(full: str, module: FaceModule) -> AbsentNameError:
    message, hint = _explain(full, dir(module))
    error = AbsentNameError(message, hint=hint)
    error.name, error.obj = full.rpartition(".")[2], module
    return error


def _absent_module(path: str, import_path: str) -> AbsentModuleError:
    message, hint = _explain(path, ())
    return AbsentModuleError(f"No module named {import_path!r}: {message}", name=import_path, hint=hint)


def _explain(full: str, siblings) -> tuple[str, str | None]:
    row = symbols.absence(full)
    if row is not None:
        return f"{full} is not here: {row.reason}", f"Use {row.instead}." if row.instead else None
    parent, _, name = full.rpartition(".")
    near = symbols.nearest(name, siblings)
    hint = f"Did you mean {parent}.{near}?" if near else None
    if full in symbols.tf115_names():
        return f"{full} existed in TF 1.15 and is not provided here", hint
    if face_table.standing(full) == (full, "absent", None):
        said = f"{full} was private in TF 1.15, and neither today's TensorFlow nor this library has it"
        return said, hint or "Use a public name of tf: private ones move and go from version to version."
    return f"{full} is not a name of TF 1.15", hint

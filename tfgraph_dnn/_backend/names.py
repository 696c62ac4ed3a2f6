"""TensorFlow's public names, each looked up when it is first asked for.

`tf1` is `tensorflow.compat.v1` for this package: it takes names from TensorFlow's open modules (`opening`) one by one,
so a program loads what it uses. `TFGRAPH_FAST=0` imports TensorFlow whole at once; so does whoever imports it before.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from tfgraph_dnn._backend import opening, sleeping

_COMPAT_V1 = f"{opening.TREE}.compat.v1"

# What a module needs of others that it does not import itself: they enter something in registries it looks into.
_COMPANIONS = {
    # The one operation that is not in TensorFlow's own library, for graphs that have it.
    "tensorflow.python.framework.importer": (
        "tensorflow.lite.experimental.microfrontend.python.ops.audio_microfrontend_op",
    ),
    # The collection of queue runners, in a file.
    "tensorflow.python.framework.meta_graph": ("tensorflow.python.training.queue_runner_impl",),
    "tensorflow.python.training.saver": ("tensorflow.python.training.queue_runner_impl",),
}

# With these come dispatchers, specs of types and codecs from everywhere: they get TensorFlow whole.
_WHOLE = frozenset(
    (
        "tensorflow.lite",
        "tensorflow.python.distribute",
        "tensorflow.python.eager.polymorphic_function",
        "tensorflow.python.eager.wrap_function",
        "tensorflow.python.ops.ragged",
        "tensorflow.python.profiler",
        "tensorflow.python.saved_model.load",
        "tensorflow.python.saved_model.save",
    )
)

# A line of a public module, as they are generated.
_IMPORT = re.compile(r"^from (tensorflow\.\S+) import (\w+)(?: as (\w+))?", re.MULTILINE)


class View(ModuleType):
    """A public module of TensorFlow as this package sees it: a name is looked up without closing the module."""

    def __init__(self, module: ModuleType):
        super().__init__(module.__name__, module.__doc__)
        self.__dict__["_module"] = module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            if name not in self._module.__dict__:
                raise opening.missing(self._module, name)
            return self._module.__dict__[name]
        value = _find(self._module, name)
        if isinstance(value, ModuleType):
            # In its dictionary: TensorFlow's lazy loaders import Keras when they are asked for an attribute.
            opened = opening.opened.get(vars(value).get("__name__"))
            value = value if opened is None else View(opened.module)
        self.__dict__[name] = value
        return value

    def __dir__(self) -> list[str]:
        opened = opening.opened.get(self._module.__name__)
        return dir(self._module) if opened is None else opened.names()


def open_compat_v1() -> ModuleType:
    """`tensorflow.compat.v1`, by name; the module itself where TensorFlow was imported before or TFGRAPH_FAST is 0."""
    if os.environ.get("TFGRAPH_FAST") == "0" or opening.ROOT in sys.modules:
        return importlib.import_module("tensorflow.compat.v1")
    opening.start()
    module = load(_COMPAT_V1)
    return View(opening.opened[_COMPAT_V1].module) if _COMPAT_V1 in opening.opened else module


def load(name: str) -> ModuleType:
    """Imports a module and what it needs of others; the public modules stay open, if they can."""
    if sleeping.is_within(name, _WHOLE):
        opening.close()
    with opening.ours():
        module = importlib.import_module(name)
        for companion in _COMPANIONS.get(name, ()):
            importlib.import_module(companion)
    return module


def running_modules(names: Iterable[str]) -> list[ModuleType]:
    """Those of TensorFlow's modules that are imported and have run."""
    found = [sys.modules[name] for name in names if name in sys.modules]
    return [module for module in found if not sleeping.is_asleep(module)]


def public_origin(name: str) -> tuple[str, str] | None:
    """Where `tensorflow.compat.v1.NAME` is imported from: the module, loaded or not, and the name there.

    Returns:
      None where there is no such name, or where it is not imported from `tensorflow.python`.
    """
    module, _, attribute = name.rpartition(".")
    return _origins(module).get(attribute)


@functools.cache
def _origins(module: str) -> dict[str, tuple[str, str]]:
    tree = os.path.join(os.path.dirname(sys.modules[opening.ROOT].__file__), "_api", "v2", "compat", "v1")
    try:
        with open(os.path.join(tree, *module.split("."), "__init__.py"), encoding="utf-8") as file:
            found = _IMPORT.findall(file.read())
    except OSError:
        return {}
    return {shown or name: (home, name) for home, name, shown in found if not home.startswith(opening.TREE)}


def _find(module: ModuleType, name: str) -> Any:
    """`getattr(module, name)` that leaves the module open."""
    if name in module.__dict__:
        return module.__dict__[name]
    opened = opening.opened.get(module.__name__)
    if opened is None or name not in opened.places:
        return getattr(module, name)
    load(opened.places[name][0])
    with opening.ours():
        return opened.find(name)

"""Names of a package that are imported when they are asked for (PEP 562): importing the package costs nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Mapping
from typing import Any


def names(
    package: str, homes: Mapping[str, str], modules: Collection[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and the `__dir__` of a package.

    Args:
      package: its `__name__`.
      homes: name -> the module in the package that has it; `module:other` where it has another name there.
      modules: modules that are names of the package themselves.

    Example:
      >>> __getattr__, __dir__ = names("tfgraph_dnn.checkpoint", {"plan": "planning"}, modules=["reader"])
      >>> __getattr__("plan").__module__, __getattr__("reader").__name__, __dir__()
      ('tfgraph_dnn.checkpoint.planning', 'tfgraph_dnn.checkpoint.reader', ['plan', 'reader'])
    """

    def getattr_(name: str) -> Any:
        if name in homes:
            module, _, other = homes[name].partition(":")
            return getattr(importlib.import_module(f"{package}.{module}"), other or name)
        if name in modules:
            return importlib.import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return getattr_, lambda: sorted([*homes, *modules])

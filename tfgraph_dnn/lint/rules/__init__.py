"""The rules, one a file. Each has `RULE`, all that is told about it, and `find(program)`, which yields findings."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from types import ModuleType


@functools.cache
def every() -> tuple[ModuleType, ...]:
    """The modules of all rules, by their codes."""
    names = [path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted(modules, key=lambda module: module.RULE.code))

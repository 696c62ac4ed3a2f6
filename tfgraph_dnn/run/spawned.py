"""Processes that the program starts by `multiprocessing` with a new interpreter: they get the mapping too.

A forked process has its parent's mapping. One that is spawned (macOS' and Windows' way, and that of `forkserver`) is a
fresh Python that runs the program's file again, as `__mp_main__`. What it is told before that is a pickle made by
`multiprocessing.spawn.get_preparation_data`; in the process of a program that `tfgraph run` runs, this has one entry
more, which sets the mapping up as it is read.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import sys
from collections.abc import Iterable
from multiprocessing import spawn
from types import ModuleType
from typing import Any

from tfgraph_dnn.run import source
from tfgraph_dnn.run.mapping import Mapping
from tfgraph_dnn.run.program import files_below

_followed: list[Mapping] = []
_pythons_own = spawn.get_preparation_data

_BEGIN = """
import sys
sys.path[:] = {path!r}
from tfgraph_dnn.run import spawned
spawned.begin({directories!r}, {also!r})
"""


def follow(mapping: Mapping) -> None:
    """From now on, until `leave`, processes that are spawned begin with a mapping like this one."""
    if mapping not in _followed:
        _followed.append(mapping)
        spawn.get_preparation_data = _preparation_data


def leave(mapping: Mapping) -> None:
    """Ends what `follow` began."""
    if mapping in _followed:
        _followed.remove(mapping)
    if not _followed:
        spawn.get_preparation_data = _pythons_own


def _preparation_data(name: str) -> dict[str, Any]:
    return {**_pythons_own(name), "tfgraph_dnn": _Beginning(_followed[-1])}


class _Beginning:
    """Is read from its pickle as the beginning of a mapping in the process that reads it."""

    def __init__(self, mapping: Mapping):
        self._mapping = mapping

    def __reduce__(self):
        # By a built-in function: this package may lie where the new process does not look yet.
        territory = self._mapping.territory
        path = [os.path.abspath(entry) for entry in sys.path]
        return exec, (_BEGIN.format(path=path, directories=territory.directories, also=sorted(territory.also)),)


def begin(directories: Iterable[str], also: Iterable[str]) -> None:
    """Sets the mapping up in a spawned process; the program's file is then run with it."""
    mapping = Mapping(directories, also)
    mapping.insert()
    mapping.hidden |= files_below(sys._getframe())
    follow(mapping)
    spawn._fixup_main_from_path = functools.partial(_run_path, mapping)
    spawn._fixup_main_from_name = functools.partial(_run_name, mapping)


def _run_path(mapping: Mapping, path: str) -> None:
    code = source.program(source.read(path), path, path)
    _run(mapping, code, {"__file__": path, "__package__": "", "__spec__": None, "__loader__": None})


def _run_name(mapping: Mapping, name: str) -> None:
    if name == "__main__" or name.endswith(".__main__"):
        return  # as in multiprocessing: it is nothing that can be imported safely
    spec = importlib.util.find_spec(name)
    names = {"__file__": spec.origin, "__package__": spec.parent, "__spec__": spec, "__loader__": spec.loader}
    _run(mapping, spec.loader.get_code(name), names)


def _run(mapping: Mapping, code, names: dict[str, Any]) -> None:
    main = ModuleType("__mp_main__")
    main.__dict__.update(names, __cached__=None, __builtins__=mapping.builtins)
    spawn.old_main_modules.append(sys.modules["__main__"])
    sys.modules["__mp_main__"] = main
    exec(code, vars(main))
    sys.modules["__main__"] = main

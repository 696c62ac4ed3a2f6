"""Which modules are the program's own: those beside it, and those named by `--also`."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from importlib.machinery import ModuleSpec

# Never the program's, wherever they lie.
_NEVER = ("tfgraph_dnn", "tensorflow")
_LIBRARIES = ("site-packages", "dist-packages")


class Territory:
    """The directories and packages of one program.

    Args:
      beside: directories; every module below one is the program's, but for libraries installed there.
      also: names of further packages or modules.
    """

    def __init__(self, beside: Iterable[str | os.PathLike] = (), also: Iterable[str] = ()):
        self.directories: list[str] = []
        self.also: set[str] = set()
        self._entered: set[str] = set()
        self.add(beside, also)

    def add(self, beside: Iterable[str | os.PathLike] = (), also: Iterable[str] = ()) -> None:
        """Takes in further directories and packages."""
        self.directories += [os.path.realpath(directory) for directory in beside]
        self.also.update(also)

    def asks_about(self, fullname: str) -> bool:
        """Whether a module of that name may be the program's (a submodule is only where its package is)."""
        top, dot, _ = fullname.partition(".")
        if top in _NEVER:
            return False
        return not dot or top in self._entered or any(name.startswith(top + ".") for name in self.also)

    def covers(self, spec: ModuleSpec) -> bool:
        """Whether the module found as `spec` is the program's."""
        mine = self._named(spec.name) or any(self._below(path) for path in _places(spec))
        if mine:
            self._entered.add(spec.name.partition(".")[0])
        return mine

    def _named(self, fullname: str) -> bool:
        parts = fullname.split(".")
        return any(".".join(parts[:end]) in self.also for end in range(1, len(parts) + 1))

    def _below(self, path: str) -> bool:
        path = os.path.realpath(path)
        for directory in self.directories:
            if os.path.commonpath([path, directory]) == directory:
                return not _is_library(os.path.relpath(path, directory), path, directory)
        return False


def _places(spec: ModuleSpec) -> list[str]:
    if spec.has_location and spec.origin:
        return [spec.origin]
    return list(spec.submodule_search_locations or ())


def _is_library(relative: str, path: str, directory: str) -> bool:
    """Whether a file below a program's directory belongs to a library installed there."""
    if any(part in _LIBRARIES for part in relative.split(os.sep)):
        return True
    homes = {sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), sys.prefix}
    for home in map(os.path.realpath, homes):
        # A program inside such a home (a module of an installed package) is still a program.
        inside_already = os.path.commonpath([directory, home]) == home
        if not inside_already and os.path.commonpath([path, home]) == home:
            return True
        if inside_already and directory == home:
            return True
    return False

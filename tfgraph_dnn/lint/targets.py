"""Which files a command line means: files as they are, directories and globs for the programs below them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator

from tfgraph_dnn.errors import UsageError

_PROGRAMS = (".py", ".ipynb")
_NEVER = ("__pycache__", "node_modules", "site-packages", "dist-packages")


def files(targets: Iterable[str]) -> list[str]:
    """The files to check, each once, in the order asked for.

    Raises:
      UsageError: a glob matches nothing, or a directory holds no program.
    """
    found: dict[str, None] = {}
    for target in targets:
        found.update(dict.fromkeys(_files_of(target)))
    return list(found)


def _files_of(target: str) -> list[str]:
    if os.path.isdir(target):
        below = list(_below(target))
        if not below:
            raise UsageError(f"no .py and no .ipynb file in {target}")
        return below
    if os.path.lexists(target) or not glob.has_magic(target):
        return [target]
    matches = sorted(glob.glob(target, recursive=True))
    if not matches:
        raise UsageError(f"nothing matches {target!r}")
    programs = [path for path in matches if not os.path.isdir(path)]
    return programs + [path for match in matches if os.path.isdir(match) for path in _below(match)]


def _below(directory: str) -> Iterator[str]:
    for path, directories, names in os.walk(directory):
        directories[:] = sorted(name for name in directories if _is_ours(path, name))
        yield from (os.path.join(path, name) for name in sorted(names) if name.endswith(_PROGRAMS))


def _is_ours(path: str, name: str) -> bool:
    """Whether a directory may hold the user's programs: it is neither hidden nor an environment of libraries."""
    environment = os.path.exists(os.path.join(path, name, "pyvenv.cfg"))
    return not name.startswith(".") and name not in _NEVER and not environment

"""pytest's door: `pytest -p tfgraph_dnn.run.pytest_plugin tests_of_a_tf1_project/`.

Test files below the root directory, and below the paths given, import TF 1.15's face; so TF 1.15's own test files run
against it. With `--assert=plain` their code also has NumPy 1's arithmetic; otherwise pytest compiles them itself.
"""

from __future__ import annotations

import os

from tfgraph_dnn.run.mapping import Mapping

_mappings: list[Mapping] = []


def pytest_addoption(parser) -> None:
    """Adds `--tfgraph-also`."""
    group = parser.getgroup("tfgraph", "TF 1.x programs")
    group.addoption(
        "--tfgraph-also", action="append", default=[], metavar="PKG", help="map the imports of this package too"
    )


def pytest_configure(config) -> None:
    """Installs the mapping before any test module is imported."""
    mapping = Mapping(_directories(config), config.getoption("--tfgraph-also"))
    mapping.insert()
    _mappings.append(mapping)


def pytest_unconfigure(config) -> None:
    """Takes it away again."""
    if _mappings:
        _mappings.pop().remove()


def _directories(config) -> list[str]:
    named = [os.path.abspath(str(arg).partition("::")[0]) for arg in config.args]
    beside = [path if os.path.isdir(path) else os.path.dirname(path) for path in named]
    return [str(config.rootpath), *beside]

"""TG005: an import of something that is not installed."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import is_guarded
from tfgraph_dnn.lint.model import Program

RULE = Rule(
    code="TG005",
    name="not-installed",
    title="an import of a package that is not installed here",
    level="note",
    why="""\
The import will fail in the Python that ran the check, unless the package is installed first. It is told as a note,
since the program may be meant for another environment.

Modules beside the program, imports in `try`, and programs that change `sys.path` are left alone, and so are modules of
Python 3.7 that the runner gives back.""",
    bad="""\
import tensorflow as tf
import a_package_nobody_has
""",
    good="""\
import tensorflow as tf
try:
    import a_package_nobody_has
except ImportError:
    a_package_nobody_has = None
""",
)

# Left Python; the runner has stand-ins.
_GIVEN_BACK = ("cgi", "distutils", "imp")


def find(program: Program) -> Iterator[Finding]:
    """Top-level imports that nothing answers."""
    if program.says("path") and any(module == "sys" for _, module in program.imported):
        return
    for node, module in program.imported:
        top = module.partition(".")[0]
        if top and not _is_there(top) and top not in program.beside and not is_guarded(program, node):
            yield RULE.at(node, f"{top} is not installed here")


def _is_there(top: str) -> bool:
    if top == "tensorflow" or top in _GIVEN_BACK or top in sys.modules or top in sys.builtin_module_names:
        return True
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False

"""Runs legacy TF 1.x programs unmodified: the import mapping and its four doors.

The mechanism is one: the program's modules run with a `__builtins__` of their own, whose `__import__` hands them
TF 1.15's face for `tensorflow` and today's answers for names that NumPy, SciPy and Python have removed since. Every
other module of the process keeps the real `builtins`, and so the real TensorFlow; nothing in `sys.modules` is replaced.

The doors: `tfgraph run program.py`, `install()` for notebooks, `%load_ext tfgraph_dnn.run.ipython`, and
`pytest -p tfgraph_dnn.run.pytest_plugin`.

Example:
  >>> import tfgraph_dnn.run
  >>> mapping = tfgraph_dnn.run.install(namespace={}, beside=[])
  >>> mapping.builtins["__import__"]("time").clock() >= 0.0      # removed in Python 3.8
  True
  >>> tfgraph_dnn.run.uninstall()
"""

from __future__ import annotations

import importlib

_WHERE = {
    "Mapping": "tfgraph_dnn.run.mapping",
    "install": "tfgraph_dnn.run.mapping",
    "installed": "tfgraph_dnn.run.mapping",
    "run_module": "tfgraph_dnn.run.program",
    "run_program": "tfgraph_dnn.run.program",
    "uninstall": "tfgraph_dnn.run.mapping",
}

__all__ = ["Mapping", "install", "installed", "run_module", "run_program", "uninstall"]


def __getattr__(name: str):
    if name in _WHERE:
        return getattr(importlib.import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Mistakes of a program seen while it runs: in the live graph, in its session runs and, on request, in the values.

`tfgraph run --doctor program.py` is the door. A check is one file in `checks`; what it looks at is a `Chart`, which the
`Doctor`, an observer of the sessions, fills in. Nothing is added to the program's graph.
"""

from __future__ import annotations

import importlib

_WHERE = {"Chart": "charts", "Check": "findings", "Doctor": "observer", "Finding": "findings"}

__all__ = ["Chart", "Check", "Doctor", "Finding"]


def __getattr__(name: str):
    if name in _WHERE:
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

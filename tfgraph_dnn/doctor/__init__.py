"""Mistakes of a program seen while it runs: in the live graph, in its session runs and, on request, in the values.

`tfgraph run --doctor program.py` is the door. A check is one file in `checks`; what it looks at is a `Chart`, which the
`Doctor`, an observer of the sessions, fills in. Nothing is added to the program's graph.
"""

from __future__ import annotations

from tfgraph_dnn import lazy

_WHERE = {"Chart": "charts", "Check": "findings", "Doctor": "observer", "Finding": "findings"}

__all__ = ["Chart", "Check", "Doctor", "Finding"]

__getattr__, __dir__ = lazy.names(__name__, _WHERE)

"""Checkpoints of TF 0.x and 1.x (and of 2.x): looked into, compared, verified, edited, written; without TensorFlow.

Nothing is loaded before it is used; names and shapes need the standard library alone, values need NumPy.

    >>> from tfgraph_dnn import checkpoint
    >>> sorted(checkpoint.open("checkpoints/dense_momentum"))[:3]
    ['hidden1/bias', 'hidden1/bias/Momentum', 'hidden1/kernel']
"""

from __future__ import annotations

import importlib

_NAMES = {
    "Checkpoint": "reader",
    "TensorInfo": "info",
    "compare": "comparison",
    "fold": "folding.fold",
    "histogram": "figures",
    "locate": "location",
    "open": "reader",
    "packs": "mapping.packs",
    "plan": "planning",
    "rename": "mapping.renaming",
    "roles": "relations",
    "statistics": "figures",
    "summarize": "inspect",
    "tree": "inspect",
    "verify": "verification",
    "write": "writer",
}

__all__ = list(_NAMES)


def __getattr__(name: str):
    if name in _NAMES:
        return getattr(importlib.import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

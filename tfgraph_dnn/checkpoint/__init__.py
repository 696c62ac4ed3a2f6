"""Checkpoints of TF 0.x and 1.x (and of 2.x): looked into, compared, verified, edited, written; without TensorFlow.

Nothing is loaded before it is used; names and shapes need the standard library alone, values need NumPy.

    >>> from tfgraph_dnn import checkpoint
    >>> sorted(checkpoint.open("checkpoints/dense_momentum"))[:3]
    ['hidden1/bias', 'hidden1/bias/Momentum', 'hidden1/kernel']
"""

from __future__ import annotations

from tfgraph_dnn import lazy

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

__getattr__, __dir__ = lazy.names(__name__, _NAMES)

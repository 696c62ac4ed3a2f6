"""Weights of other frameworks: read them, lay them out as TF 1.x does, put them into variables.

Nothing is loaded before it is used, no other framework is needed, and nothing that a file holds is ever run.

    >>> from tfgraph_dnn import weights
    >>> import numpy as np
    >>> np.savez("/tmp/net.npz", kernel=np.ones((2, 3)), bias=np.zeros(3))
    >>> {name: array.shape for name, array in weights.load("/tmp/net.npz").items()}
    {'kernel': (2, 3), 'bias': (3,)}
"""

from __future__ import annotations

from tfgraph_dnn import lazy

_NAMES = {
    "Layout": "layouts",
    "Plan": "planning",
    "Probe": "probing",
    "SOURCES": "layouts",
    "assign": "assignment",
    "load": "loading",
    "probe": "probing",
    "sniff": "loading",
}

__all__ = list(_NAMES)

__getattr__, __dir__ = lazy.names(__name__, _NAMES)

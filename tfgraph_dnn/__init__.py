"""TensorFlow 1.x graph programs on today's TensorFlow, with the numbers they always gave.

Importing this package is cheap and changes nothing. What needs TensorFlow loads it when first touched:

    import tfgraph_dnn.v1 as tf        # TF 1.15's face; switches the process to graph mode

or, on the command line, `tfgraph run program.py`.
"""

from __future__ import annotations

from tfgraph_dnn import lazy
from tfgraph_dnn.version import __version__

_ROOMS = (
    "checkpoint", "contrib", "datasets", "errors", "graph", "layers", "ops", "run", "symbols", "training", "v1",
    "weights",
)  # fmt: skip

__all__ = ["__version__", *_ROOMS]

__getattr__, __dir__ = lazy.names(__name__, {}, modules=_ROOMS)

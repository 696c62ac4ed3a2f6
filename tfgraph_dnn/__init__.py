"""TensorFlow 1.x graph programs on today's TensorFlow, with the numbers they always gave.

Importing this package is cheap and changes nothing. What needs TensorFlow loads it when first touched:

    import tfgraph_dnn.v1 as tf        # TF 1.15's face; switches the process to graph mode

or, on the command line, `tfgraph run program.py`.
"""

from __future__ import annotations

import importlib

from tfgraph_dnn.version import __version__

_ROOMS = (
    "checkpoint", "contrib", "datasets", "errors", "graph", "layers", "ops", "run", "symbols", "training", "v1",
    "weights",
)  # fmt: skip

__all__ = ["__version__", *_ROOMS]


def __getattr__(name: str):
    if name in _ROOMS:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

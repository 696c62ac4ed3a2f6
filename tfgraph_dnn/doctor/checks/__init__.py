"""The checks, one a file: each has a `CHECK`, and `find(chart)`, which yields its findings in one graph."""

from __future__ import annotations

import importlib
from types import ModuleType

NAMES = (
    "update_ops_never_run",
    "training_flag_never_true",
    "graph_grows",
    "regularization_never_added",
    "softmax_twice",
    "collected_never_run",
    "not_initialized",
    "no_gradient",
    "dead_units",
    "gradient_sizes",
    "not_finite",
)


def every() -> list[ModuleType]:
    """All checks, in the order of their codes."""
    return [importlib.import_module(f"{__name__}.{name}") for name in NAMES]

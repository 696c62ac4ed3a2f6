"""TensorFlow's own functions, refusing what cannot be in TF 1.15's words.

What opens a name scope in a graph of ours does so already; listed here is what refuses before, or without one.
"""

from __future__ import annotations

import functools
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.refusals import worded

_NAMES = frozenset(
    (
        "add_n",
        "as_dtype",
        "assign",
        "case",
        "concat",
        "cond",
        "constant",
        "convert_to_tensor",
        "div",
        "group",
        "matmul",
        "multiply",
        "negative",
        "square",
        "stack",
        "subtract",
        "while_loop",
    )
)


@functools.cache
def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"there is no function {name!r} here")
    return worded(getattr(tf1, name))

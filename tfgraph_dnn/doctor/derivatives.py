"""Whether gradients pass an operation."""

from __future__ import annotations

from typing import Any

_FLOATS = ("float", "double", "half", "bfloat", "complex")


def has_derivative(op: Any) -> bool:
    """Whether an operation has a gradient function, and gives numbers that can be differentiated."""
    from tfgraph_dnn._backend import private

    if not any(output.dtype.name.startswith(_FLOATS) or output.dtype.name == "resource" for output in op.outputs):
        return False
    if op.type in ("Floor", "Ceil", "Round", "Rint", "Sign", "ZerosLike", "OnesLike"):
        return False  # of which some have a function that gives None or zeros
    try:
        return private.registered_gradient_function(op) is not None
    except LookupError:
        return False

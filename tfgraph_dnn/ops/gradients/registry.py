"""Which gradient function belongs to an operation: ours, by type, else the one TensorFlow has registered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import private

_OURS: dict[str, Callable[..., Any]] = {}


def gradient(*op_types: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorates a function `(op, *grads) -> grads of the inputs` as the gradient of these operation types."""

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        for op_type in op_types:
            _OURS[op_type] = function
        return function

    return enter


def gradient_function(op) -> Callable[..., Any] | None:
    """The gradient function of `op`; None when the operation is registered as not differentiable.

    An override (`graph.gradient_override_map`, `tf.custom_gradient`) comes first, as in TF 1.15.

    Raises:
      LookupError: nothing is registered for the type.
    """
    ours = _OURS.get(op.type)
    if ours is None or _overridden(op):
        return private.registered_gradient_function(op)
    return ours if len(op.inputs) else None


def has_gradient_function(op) -> bool:
    """Whether `gradient_function` would find something."""
    try:
        gradient_function(op)
    except LookupError:
        return False
    return True


def _overridden(op) -> bool:
    try:
        return bool(op.get_attr("_gradient_op_type"))
    except ValueError:
        return False

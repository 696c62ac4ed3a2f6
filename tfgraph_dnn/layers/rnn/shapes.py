"""Shapes of states and outputs from a batch size and a cell's sizes."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1


def concat(prefix: Any, suffix: Any, static: bool = False) -> Any:
    """The shape `prefix` followed by `suffix`.

    Makes TF 1.15's constants for both parts in the graph, also for a static result: the op count, and with it the op
    seeds of all that follows, depends on them.

    Args:
      prefix: integer, list, `TensorShape`, or an integer tensor of rank 0 or 1.
      suffix: the same.
      static: whether to give a list with None where unknown (or None altogether) instead of a tensor.

    Returns:
      `int32` vector, or the list.

    Raises:
      ValueError: a tensor of rank above 1, or a part that is not fully known where a tensor is wanted.
    """
    before, known_before = _part(prefix, "prefix")
    after, known_after = _part(suffix, "suffix")
    if static:
        shape = tf1.TensorShape(known_before).concatenate(known_after)
        return shape.as_list() if shape.ndims is not None else None
    if before is None or after is None:
        raise ValueError(f"Provided a prefix or suffix of None: {prefix} and {suffix}")
    return tf1.concat((before, after), 0)


def _part(shape: Any, what: str) -> tuple[Any, Any]:
    """A shape as a vector (None when not fully known) and as what is known of it."""
    if isinstance(shape, tf1.Tensor):
        known = tf1.get_static_value(shape)
        if shape.shape.ndims == 0:
            return tf1.expand_dims(shape, 0), known
        if shape.shape.ndims != 1:
            raise ValueError(f"{what} tensor must be either a scalar or vector, but saw tensor: {shape}")
        return shape, known
    shape = shape if isinstance(shape, tf1.TensorShape) else tf1.TensorShape(shape)
    known = shape.as_list() if shape.ndims is not None else None
    return tf1.constant(known, dtype=tf1.int32) if shape.is_fully_defined() else None, known

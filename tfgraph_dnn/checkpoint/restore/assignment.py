"""Putting arrays into variables through their initializers: nothing is added to the graph."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tfgraph_dnn.errors import ArgumentError

_ASSIGNING = ("Assign", "AssignVariableOp")
_MOST_BYTES = 256 << 20  # that are fed at once


def initialize(sess, variables: Iterable) -> None:
    """Runs the initializers of variables, one after the other: some take their values from others."""
    for variable in variables:
        sess.run(variable.initializer)


def assign(sess, values: Iterable[tuple[list, np.ndarray]]) -> None:
    """Gives variables their values.

    Args:
      sess: a session.
      values: a variable's parts (the variable alone where it has none), and its value as a whole. Where a dimension
        differs, the part that both have is taken, and the variable keeps the rest of what it holds.

    Raises:
      ArgumentError: (a ValueError) a variable has no initializer to assign through.
    """
    batch: dict = {}
    operations: list = []
    fed: set[str] = set()
    size = 0
    for parts, whole in values:
        for part in parts:
            value = _fitted(sess, part, _piece(part, whole))
            target = _fed(part)
            # Variables may start from one tensor, which can be fed one value at a time.
            if target.name in fed or size > _MOST_BYTES:
                sess.run(operations, batch)
                batch, operations, fed, size = {}, [], set(), 0
            batch[target] = value
            fed.add(target.name)
            operations.append(part.initializer)
            size += value.nbytes
    if operations:
        sess.run(operations, batch)


def _fed(variable):
    """The tensor that a variable's initializer assigns to it."""
    operation = variable.initializer
    if operation is None or operation.type not in _ASSIGNING:
        raise ArgumentError(
            f"{variable.name} has no initializer that assigns a value",
            hint="A tf.train.Saver restores it.",
            slug="ckpt-no-initializer",
        )
    return operation.inputs[1]


def _piece(variable, whole: np.ndarray) -> np.ndarray:
    part = variable._save_slice_info
    if not part:
        return whole
    return whole[tuple(slice(at, at + size) for at, size in zip(part.var_offset, part.var_shape, strict=True))]


def _fitted(sess, variable, value: np.ndarray) -> np.ndarray:
    """The value in the variable's type and shape; what it lacks is what the variable holds."""
    dtype = variable.dtype.base_dtype.as_numpy_dtype
    value = value if value.dtype == object else value.astype(dtype, copy=False)
    shape = variable.shape
    if not shape.is_fully_defined() or tuple(shape.as_list()) == value.shape:
        return value
    held = np.array(sess.run(variable))
    common = tuple(slice(min(a, b)) for a, b in zip(held.shape, value.shape, strict=True))
    held[common] = value[common]
    return held

"""Conditions that are decided while the graph is built when they can be, and when it runs otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import private, tf1


def constant_value(value_or_tensor_or_var, dtype=None) -> Any:
    """The value of a Python object or constant tensor; None for a variable or a tensor not known yet.

    Args:
      value_or_tensor_or_var: Python value (returned as it is), tensor or variable.
      dtype: if given, the dtype a tensor or variable must have.

    Raises:
      ValueError: None was given, or another dtype.
    """
    value = value_or_tensor_or_var
    if value is None:
        raise ValueError("value_or_tensor_or_var cannot be None")
    if not isinstance(value, tf1.Tensor | private.BaseVariable):
        return value
    if dtype and value.dtype != dtype:
        raise ValueError(f"It has the wrong type {value.dtype} instead of {dtype}")
    return None if isinstance(value, private.BaseVariable) else tf1.get_static_value(value)


def static_cond(pred, fn1: Callable, fn2: Callable) -> Any:
    """`fn1()` if the Python value `pred` is true, else `fn2()`; TypeError unless both are callable."""
    for name, fn in (("fn1", fn1), ("fn2", fn2)):
        if not callable(fn):
            raise TypeError(f"{name} must be callable.")
    return fn1() if pred else fn2()


def smart_cond(pred, fn1: Callable, fn2: Callable, name=None) -> Any:
    """`static_cond` when `pred` has a known value, else `tf.cond`.

    Example:
      >>> from tfgraph_dnn.ops.conditions import smart_cond
      >>> smart_cond(True, lambda: "training", lambda: "inference")
      'training'
    """
    value = constant_value(pred)
    if value is not None:
        return static_cond(value, fn1, fn2)
    return tf1.cond(pred, fn1, fn2, name)

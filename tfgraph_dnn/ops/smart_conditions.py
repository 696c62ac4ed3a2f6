"""`tf.cond` where the predicate is known only at run time, the branch itself where it is known already.

This is the rule of `tf.layers`: a Python bool, 0 or 1, or a tensor with a constant value decides while the graph is
built; a variable never does, since it may be fed or assigned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import private, tf1


def constant_value(pred: Any) -> bool | None:
    """The bool that `pred` is known to be, or None.

    Raises:
      TypeError: `pred` is no bool, 0, 1, tensor or variable.
    """
    if isinstance(pred, tf1.Variable):
        return None
    value = private.smart_constant_value(pred)
    return None if value is None else bool(value)


def smart_cond(
    pred: Any,
    true_fn: Callable[[], Any] | None = None,
    false_fn: Callable[[], Any] | None = None,
    name: str | None = None,
) -> Any:
    """`true_fn()` or `false_fn()` if `pred` is known, else `tf.cond` of both.

    Raises:
      TypeError: a branch is not callable, or `pred` is none of what `constant_value` takes.

    Example:
      >>> from tfgraph_dnn.ops.smart_conditions import smart_cond
      >>> smart_cond(1, lambda: "training", lambda: "inference")
      'training'
    """
    if isinstance(pred, tf1.Variable):
        return tf1.cond(pred, true_fn=true_fn, false_fn=false_fn, name=name)
    for argument, branch in (("true_fn", true_fn), ("false_fn", false_fn)):
        if not callable(branch):
            raise TypeError(f"`{argument}` must be callable.")
    value = constant_value(pred)
    if value is None:
        return tf1.cond(pred, true_fn=true_fn, false_fn=false_fn, name=name)
    return true_fn() if value else false_fn()

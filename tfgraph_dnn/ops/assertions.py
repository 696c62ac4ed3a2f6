"""`tf.assert_equal` and its kind, with TF 1.15's ops.

TF 1.15 reduces a scalar condition over a constant of no axes, TF 2 over a range; and TF 1.15 puts the constant data of
an assertion into the graph also where it already knows the outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.reductions import reduce_all


def assert_equal(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x == y` everywhere.

    Args:
      x, y: tensors of shapes that broadcast.
      data: list of tensors to print; what was compared by default.
      summarize: how many entries of each to print.
      message: what to print first.
      name: name of the name scope.

    Returns:
      Operation; use it as a control dependency.

    Raises:
      InvalidArgumentError: both are constant and differ.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.control_dependencies([tf.assert_equal(tf.shape(tf.ones([2])), [2])]):
      ...     checked = tf.constant("fine")
      >>> with tf.Session() as sess:
      ...     sess.run(checked)
      b'fine'
    """
    with tf1.name_scope(name, "assert_equal", [x, y, data]):
        if x is y:
            return tf1.no_op()
    return _binary("==", "assert_equal", tf1.equal, np.equal, x, y, data, summarize, message, name)


def assert_none_equal(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x != y` everywhere; arguments as in `assert_equal`."""
    return _binary("!=", "assert_none_equal", tf1.not_equal, np.not_equal, x, y, data, summarize, message, name)


def assert_less(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x < y` everywhere; arguments as in `assert_equal`."""
    return _binary("<", "assert_less", tf1.less, np.less, x, y, data, summarize, message, name)


def assert_less_equal(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x <= y` everywhere; arguments as in `assert_equal`."""
    return _binary("<=", "assert_less_equal", tf1.less_equal, np.less_equal, x, y, data, summarize, message, name)


def assert_greater(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x > y` everywhere; arguments as in `assert_equal`."""
    return _binary(">", "assert_greater", tf1.greater, np.greater, x, y, data, summarize, message, name)


def assert_greater_equal(x, y, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x >= y` everywhere; arguments as in `assert_equal`."""
    return _binary(
        ">=", "assert_greater_equal", tf1.greater_equal, np.greater_equal, x, y, data, summarize, message, name
    )


def assert_positive(x, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x > 0` everywhere; arguments as in `assert_equal`."""
    return _unary("> 0", "assert_positive", _zero_first(assert_less), x, data, summarize, message, name)


def assert_negative(x, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x < 0` everywhere; arguments as in `assert_equal`."""
    return _unary("< 0", "assert_negative", assert_less, x, data, summarize, message, name)


def assert_non_negative(x, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x >= 0` everywhere; arguments as in `assert_equal`."""
    return _unary(">= 0", "assert_non_negative", _zero_first(assert_less_equal), x, data, summarize, message, name)


def assert_non_positive(x, data=None, summarize=None, message=None, name=None):
    """An op that fails unless `x <= 0` everywhere; arguments as in `assert_equal`."""
    return _unary("<= 0", "assert_non_positive", assert_less_equal, x, data, summarize, message, name)


def _zero_first(compare: Callable[..., Any]) -> Callable[..., Any]:
    return lambda x, zero, **options: compare(zero, x, **options)


def _unary(
    condition: str,
    scope: str,
    compared_with_zero: Callable[..., Any],
    x: Any,
    data: Any,
    summarize: Any,
    message: str | None,
    name: str | None,
) -> Any:
    with tf1.name_scope(name, scope, [x, data]):
        x = tf1.convert_to_tensor(x, name="x")
        if data is None:
            data = [message or "", f"Condition x {condition} did not hold element-wise:", f"x ({x.name}) = ", x]
            if condition == "<= 0":
                data[1:3] = [data[1] + data[2]]  # one string in TF 1.15, so one constant
        zero = tf1.convert_to_tensor(0, dtype=x.dtype)
        return compared_with_zero(x, zero, data=data, summarize=summarize)


def _binary(
    sign: str,
    scope: str,
    compare: Callable[[Any, Any], Any],
    compare_static: Callable[[Any, Any], Any],
    x: Any,
    y: Any,
    data: Any,
    summarize: Any,
    message: str | None,
    name: str | None,
) -> Any:
    with tf1.name_scope(name, scope, [x, y, data]):
        x, y = tf1.convert_to_tensor(x, name="x"), tf1.convert_to_tensor(y, name="y")
        if data is None:
            data = [f"Condition x {sign} y did not hold element-wise:", f"x ({x.name}) = ", x, f"y ({y.name}) = ", y]
        if message is not None:
            data = [message, *data]
        condition = reduce_all(compare(x, y))
        known_x, known_y = tf1.get_static_value(x), tf1.get_static_value(y)
        if known_x is not None and known_y is not None and not np.all(compare_static(known_x, known_y)):
            raise tf1.errors.InvalidArgumentError(None, None, "\n".join(_told(item) for item in data))
        return tf1.Assert(condition, data, summarize=summarize)


def _told(item: Any) -> str:
    known = tf1.get_static_value(item) if isinstance(item, tf1.Tensor) else item
    return str(item if known is None else known)

"""Default arguments for many calls at once: `tf.contrib.framework.arg_scope`, as TF 1.15 had it.

A function decorated with `add_arg_scope` looks its keyword arguments up in the innermost scope that names it. Arguments
of the call itself win; an inner scope wins over an outer one; a scope entered again by its object replaces all others.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

# One stack for the process, as in TF 1.15: a scope opened in one thread is seen by layers built in another.
_stack: list[dict[str, dict[str, Any]]] = [{}]
_keyword_arguments: dict[str, tuple[str, ...]] = {}


def current_arg_scope() -> dict[str, dict[str, Any]]:
    """The innermost scope: function key -> its default arguments."""
    if not _stack:
        _stack.append({})
    return _stack[-1]


def arg_scope_func_key(op: Callable) -> str:
    """The key of `op` in a scope; aliases of one decorated function share it."""
    return getattr(op, "_key_op", str(op))


@contextlib.contextmanager
def arg_scope(list_ops_or_scope, **kwargs: Any) -> Iterator[dict[str, dict[str, Any]]]:
    """Sets default arguments of decorated functions inside a `with` block.

    Args:
      list_ops_or_scope: list or tuple of functions decorated with `add_arg_scope`; or a scope that another `arg_scope`
        yielded, which then replaces the surrounding one (`{}` clears it).
      **kwargs: the default arguments; a name the function does not take is a TypeError at its next call.

    Yields:
      The scope, to be entered again with `arg_scope(scope)`.

    Raises:
      TypeError: neither list, tuple nor scope.
      ValueError: a function that is not decorated, or keyword arguments beside a scope.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> layers = tf.contrib.layers
      >>> with tf.contrib.framework.arg_scope([layers.fully_connected], activation_fn=None):
      ...     tf.contrib.layers.fully_connected(tf.ones([2, 3]), 4).op.type
      'BiasAdd'
    """
    scope = _entered(list_ops_or_scope, kwargs)
    stack = _stack
    current_arg_scope()
    stack.append(scope)
    try:
        yield scope
    finally:
        stack.pop()


def _entered(list_ops_or_scope, kwargs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    if isinstance(list_ops_or_scope, dict):
        if kwargs:
            raise ValueError(
                "When re-using a scope by supplying a dictionary, kwargs must be empty; "
                f"got {', '.join(sorted(kwargs))}. Open a second arg_scope for them."
            )
        return list_ops_or_scope.copy()
    if not isinstance(list_ops_or_scope, list | tuple):
        raise TypeError(
            "list_ops_or_scope must either be a list/tuple of functions or a reused scope (i.e. dict); "
            f"got {list_ops_or_scope!r}."
        )
    scope = current_arg_scope().copy()
    for op in list_ops_or_scope:
        if not has_arg_scope(op):
            name = (getattr(op, "__module__", None), getattr(op, "__name__", repr(op)))
            raise ValueError(f"{name} is not decorated with @add_arg_scope")
        key = arg_scope_func_key(op)
        scope[key] = {**scope.get(key, {}), **kwargs}
    return scope


def add_arg_scope(func: Callable) -> Callable:
    """Decorates `func` so that `arg_scope` can give it default arguments.

    Returns:
      A function of the same name, docstring and signature.

    Example:
      >>> from tfgraph_dnn.contrib.framework import add_arg_scope, arg_scope
      >>> @add_arg_scope
      ... def power(x, exponent=1):
      ...     return x**exponent
      >>> with arg_scope([power], exponent=3):
      ...     power(2), power(2, exponent=2)
      (8, 4)
    """
    key = arg_scope_func_key(func)

    @functools.wraps(func)
    def func_with_args(*args, **kwargs):
        defaults = current_arg_scope().get(key)
        return func(*args, **({**defaults, **kwargs} if defaults else kwargs))

    _keyword_arguments[key] = _names_of_keyword_arguments(func)
    func_with_args._key_op = key
    return func_with_args


def has_arg_scope(func: Callable) -> bool:
    """Whether `func` is decorated with `add_arg_scope`."""
    return arg_scope_func_key(func) in _keyword_arguments


def arg_scoped_arguments(func: Callable) -> tuple[str, ...]:
    """Names of the arguments of `func` that an `arg_scope` can set: those with defaults.

    Raises:
      AssertionError: `func` is not decorated (the type TF 1.15 raised).
    """
    if not has_arg_scope(func):
        raise AssertionError(f"{func!r} is not decorated with @add_arg_scope")
    return _keyword_arguments[arg_scope_func_key(func)]


def _names_of_keyword_arguments(func: Callable) -> tuple[str, ...]:
    code = func.__code__
    return code.co_varnames[-len(func.__defaults__ or ()) : code.co_argcount]

"""What a layer argument names: a function, or the Keras name or config of one, which TF 1.15 accepted in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn.layers import named


def initializer(identifier: Any) -> Callable[..., Any] | None:
    """An initializer from a callable, a name (`"he_normal"`), a config dict, or None.

    Raises:
      ValueError: something else, or an unknown name.
    """
    return _found(identifier, named.INITIALIZERS, "initializer")


def regularizer(identifier: Any) -> Callable[[Any], Any] | None:
    """A regularizer from a callable, a name (`"l2"`), a config dict, or None.

    Raises:
      ValueError: something else, or an unknown name.
    """
    return _found(identifier, named.REGULARIZERS, "regularizer")


def constraint(identifier: Any) -> Callable[[Any], Any] | None:
    """A constraint from a callable, a name (`"non_neg"`), a config dict, or None.

    Raises:
      ValueError: something else, or an unknown name.
    """
    return _found(identifier, named.CONSTRAINTS, "constraint")


def activation(identifier: Any) -> Callable[[Any], Any]:
    """An activation from a callable or a name (`"relu"`); None is `linear`.

    Raises:
      TypeError: something else.
      ValueError: an unknown name.
    """
    if identifier is None:
        return named.linear
    if callable(identifier):
        return identifier
    if not isinstance(identifier, str):
        raise TypeError(f"Could not interpret activation function identifier: {identifier!r}")
    if identifier not in named.ACTIVATIONS:
        raise ValueError(f"Unknown activation function:{identifier}; known: {', '.join(sorted(named.ACTIVATIONS))}")
    return named.ACTIVATIONS[identifier]


def _found(identifier: Any, table: dict[str, Callable[..., Any]], what: str) -> Any:
    if identifier is None or callable(identifier):
        return identifier
    if isinstance(identifier, str):
        identifier = {"class_name": identifier, "config": {}}
    if not isinstance(identifier, dict):
        raise ValueError(f"Could not interpret {what} identifier: {identifier}")
    name = identifier["class_name"]
    if name not in table:
        raise ValueError(f"Unknown {what}: {name}; known: {', '.join(sorted(table))}")
    return table[name](**identifier.get("config", {}))

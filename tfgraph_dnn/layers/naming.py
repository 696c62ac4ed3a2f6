"""Names of layer objects: snake case of the class, numbered per graph from 1 (`dense_1`, `dense_2`)."""

from __future__ import annotations

import collections
import re
import weakref

from tfgraph_dnn._backend import default_graph

_numbers: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


def to_snake_case(name: str) -> str:
    """A class name as a scope name.

    Example:
      >>> from tfgraph_dnn.layers.naming import to_snake_case
      >>> to_snake_case("Conv2DTranspose"), to_snake_case("_Private")
      ('conv2d_transpose', 'private__private')
    """
    words = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    # A scope name must not begin with an underscore.
    return "private" + snake if snake[0] == "_" else snake


def unique_object_name(base: str) -> str:
    """`base_N`, N counting the unnamed layers of that base in the default graph; unrelated to the scopes in use."""
    numbers = _numbers.setdefault(default_graph(), collections.Counter())
    numbers[base] += 1
    return f"{base}_{numbers[base]}"

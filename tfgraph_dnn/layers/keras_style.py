"""`tf.layers.experimental`: layers whose variables belong to the object, not to a variable scope."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from tfgraph_dnn._backend import tf1

_state = {"on": False}


def is_on() -> bool:
    """Whether layers made now manage their variables by object."""
    return _state["on"]


def set_keras_style() -> None:
    """Lets every layer and RNN cell made from now on own its variables; cannot be undone."""
    _state["on"] = True


@contextlib.contextmanager
def keras_style_scope() -> Iterator[None]:
    """Lets layers and RNN cells made inside the block own their variables: no `scope`, no `reuse`, no sharing by name.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.layers.experimental.keras_style_scope():
      ...     layer = tf.layers.Dense(2, name="fc")
      >>> layer(tf.ones([1, 3])).shape.as_list()
      [1, 2]
    """
    before = _state["on"]
    _state["on"] = True
    try:
        yield
    finally:
        _state["on"] = before


def make_variable(name, shape, dtype, initializer, trainable, constraint, use_resource, partitioner, **options) -> Any:
    """A variable that no scope knows: named in the current name scope, a resource unless told otherwise."""
    shape = tf1.TensorShape(shape)
    with tf1.init_scope():
        if isinstance(initializer, type):
            initializer = initializer()
    return tf1.Variable(
        initial_value=lambda: initializer(shape, dtype=dtype),
        name=name,
        trainable=trainable,
        dtype=dtype.base_dtype,
        constraint=constraint,
        use_resource=True if use_resource is None else use_resource,
        shape=shape if shape else None,
        **options,
    )

"""The layer whose `call` is running: what nested layers inherit, and which inputs an update belongs to."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any, NamedTuple


class Call(NamedTuple):
    """One running call of a layer."""

    inputs: Any
    training: Any
    frozen: bool


_local = threading.local()


def current() -> Call | None:
    """The innermost running call of this thread, or None."""
    stack = getattr(_local, "stack", None)
    return stack[-1] if stack else None


@contextlib.contextmanager
def entered(inputs: Any, training: Any, trainable: bool) -> Iterator[None]:
    """Marks a call as running for the duration of the block; frozen if this layer or one around it is not trainable."""
    if not hasattr(_local, "stack"):
        _local.stack = []
    outer = current()
    _local.stack.append(Call(inputs, training, not trainable or (outer is not None and outer.frozen)))
    try:
        yield
    finally:
        _local.stack.pop()

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


_local = threading.local()


def current() -> Call | None:
    """The innermost running call of this thread, or None."""
    stack = getattr(_local, "stack", None)
    return stack[-1] if stack else None


@contextlib.contextmanager
def entered(inputs: Any, training: Any) -> Iterator[None]:
    """Marks a call as running for the duration of the block."""
    if not hasattr(_local, "stack"):
        _local.stack = []
    _local.stack.append(Call(inputs, training))
    try:
        yield
    finally:
        _local.stack.pop()

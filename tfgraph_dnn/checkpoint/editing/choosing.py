"""Which tensors of a checkpoint an edit is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tfgraph_dnn.checkpoint.editing.edit import no_rule
from tfgraph_dnn.checkpoint.naming import missing_key
from tfgraph_dnn.checkpoint.reader import Checkpoint


def compiled(text: str) -> re.Pattern[str]:
    """A regular expression.

    Raises:
      CheckpointError: it is none.
    """
    try:
        return re.compile(text)
    except re.error as error:
        raise no_rule(f"{text!r} is no regular expression: {error}") from error


def chosen(ckpt: Checkpoint, only: str | None = None, drop: Iterable[str] = ()) -> list[str]:
    """The names in which `only` is found and none of `drop`, in order.

    Raises:
      CheckpointError: one of these is no regular expression, or is found in no name.
    """
    names = list(ckpt)
    if only is not None:
        names = _found(ckpt, only)
    for text in drop:
        names = [name for name in names if name not in set(_found(ckpt, text))]
    return names


def _found(ckpt: Checkpoint, text: str) -> list[str]:
    pattern = compiled(text)
    names = [name for name in ckpt if pattern.search(name)]
    if not names:
        raise missing_key(ckpt.prefix, text, ckpt)
    return names

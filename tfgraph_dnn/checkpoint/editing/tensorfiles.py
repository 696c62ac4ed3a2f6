"""Files of named arrays that are no checkpoints: .npz and .safetensors. No pickle is ever loaded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import ModuleType

from tfgraph_dnn.checkpoint.draft import Draft
from tfgraph_dnn.checkpoint.editing import npz, safetensors
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.errors import CheckpointNotFoundError

FORMATS: Mapping[str, ModuleType] = {".npz": npz, ".safetensors": safetensors}


def is_one(path) -> bool:
    """Whether a path ends as one of these files does."""
    return isinstance(path, str | os.PathLike) and os.path.splitext(path)[1].lower() in FORMATS


def values(path: str) -> tuple[Draft, list[str]]:
    """The arrays of a file, which are read when they are wanted; and what should be known of them.

    Raises:
      CheckpointError: it is damaged, or holds what is no array of numbers or texts.
    """
    if not os.path.exists(path):
        raise CheckpointNotFoundError(f"there is no file {path}")
    with naming(path):
        try:
            return FORMATS[os.path.splitext(path)[1].lower()].values(path)
        except npz.DAMAGE as error:
            raise Malformed(f"it is damaged: {error}") from error

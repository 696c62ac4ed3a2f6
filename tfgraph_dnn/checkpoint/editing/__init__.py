"""Checkpoints made out of checkpoints: renamed, stripped, merged, averaged, cut, converted, folded. No TensorFlow.

Every function reads one checkpoint or several and writes another; never over its own input unless `in_place` says so.
What they share is said at `Writing`, what they give back at `Edit`.

    >>> import tempfile
    >>> from tfgraph_dnn.checkpoint import editing
    >>> done = editing.strip("checkpoints/dense_momentum", out=tempfile.mkdtemp() + "/small.ckpt")
    >>> done.tensors, [change.name for change in done.changes if change.kind == "dropped"][:2]
    (7, ['hidden1/bias/Momentum', 'hidden1/kernel/Momentum'])
"""

from __future__ import annotations

import importlib

_NAMES = {
    "Change": "edit",
    "Edit": "edit",
    "Writing": "edit",
    "average": "averaging",
    "convert": "converting",
    "cut": "cutting",
    "export": "exporting",
    "merge": "merging",
    "rename": "renaming",
    "strip": "stripping",
    "unshard": "unsharding",
}

__all__ = list(_NAMES)


def __getattr__(name: str):
    if name in _NAMES:
        return getattr(importlib.import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

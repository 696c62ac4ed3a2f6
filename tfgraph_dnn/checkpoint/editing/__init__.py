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

from tfgraph_dnn import lazy

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

__getattr__, __dir__ = lazy.names(__name__, _NAMES)

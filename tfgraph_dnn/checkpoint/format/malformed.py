"""The error of the decoders."""

from __future__ import annotations


class Malformed(ValueError):
    """Bytes that are not what they must be. The reader turns it into a CheckpointError with file and tensor."""

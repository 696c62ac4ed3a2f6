"""Errors that name what they are about: the file, and the tensor where it is one."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.errors import CheckpointError, CheckpointKeyError, printable

_LONGEST = 300
_MODERN = {"weights": "kernel", "Matrix": "kernel", "biases": "bias", "Bias": "bias"}


@contextlib.contextmanager
def naming(path: str, tensor: str | None = None) -> Iterator[None]:
    """Turns what the decoders and the system raise inside it into a CheckpointError about this file and tensor."""
    try:
        yield
    except Malformed as error:
        raise CheckpointError(f"{_where(path, tensor)}: {_short(str(error))}") from error
    except OSError as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(f"{_where(path, tensor)}: {error.strerror or error}", slug="ckpt-unreadable") from error


def _where(path: str, tensor: str | None) -> str:
    return path if tensor is None else f"{path}: tensor {_short(tensor)}"


def _short(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)")


def missing_key(path: str, name: str, names: Iterable[str]) -> CheckpointKeyError:
    """The error for a tensor that is not there, with the nearest that are."""
    import difflib

    # What one generation of TF 1.x calls kernel and bias, others call otherwise.
    modern = {_modern(known): known for known in names}
    near = [modern[found] for found in difflib.get_close_matches(_modern(name), list(modern), n=3, cutoff=0.5)]
    hint = f"Nearest: {', '.join(map(printable, near))}" if near else f"tfgraph ckpt ls {os.fspath(path)} lists them."
    return CheckpointKeyError(f"{path} holds no tensor {printable(name)!r}", hint=hint)


def _modern(name: str) -> str:
    return re.sub(r"(?<=/)(weights|Matrix|biases|Bias)(?=/|$)", lambda found: _MODERN[found[1]], name)

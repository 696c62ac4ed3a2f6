"""What the readers of formats raise: a sentence, and where it is known the tensor; `naming` adds the file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.errors import WeightsError, WeightsNotFoundError, printable

_LONGEST = 300


class Refused(Malformed):
    """Something that is not taken, whatever its bytes: it would run code, reach out of the file, or is too large."""

    def __init__(self, message: str, *, slug: str = "weights-refused", hint: str | None = None):
        self.slug, self.hint = slug, hint
        super().__init__(message)


@contextlib.contextmanager
def about(tensor: str | None) -> Iterator[None]:
    """Says of which tensor the complaints inside it are, unless they say so themselves."""
    try:
        yield
    except Malformed as error:
        if getattr(error, "tensor", None) is None:
            error.tensor = tensor
        raise


@contextlib.contextmanager
def naming(path: str) -> Iterator[None]:
    """Turns what is raised inside it into a WeightsError about this file, and the tensor where one is known."""
    try:
        yield
    except Malformed as error:
        tensor = getattr(error, "tensor", None)
        where = printable(path) if tensor is None else f"{printable(path)}: tensor {_short(tensor)}"
        slug, hint = getattr(error, "slug", None), getattr(error, "hint", None)
        raise WeightsError(f"{where}: {_short(str(error))}", slug=slug, hint=hint) from error
    except FileNotFoundError as error:
        raise WeightsNotFoundError(f"{printable(path)} is not there") from error
    except OSError as error:
        raise WeightsError(f"{printable(path)}: {error.strerror or error}", slug="weights-unreadable") from error


def _short(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)")

"""Takes our own frames off a program's tracebacks."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from types import TracebackType

_RUN = os.path.dirname(__file__) + os.sep
_PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep
_FACE = os.path.join(_PACKAGE, "v1", "")
IMPORTING = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>", "<frozen runpy>")
# Where the search for `-m module` begins.
_FINDING = importlib.util.find_spec.__code__.co_filename


def peel(error: BaseException) -> BaseException:
    """The same error, its traceback and those of the errors behind it without the frames of the runner."""
    for one in _all_of(error):
        kept = [part for part in _parts(one.__traceback__) if not _is_ours(_file(part))]
        while len(kept) > 1 and _file(kept[0]) == _FINDING:
            kept.pop(0)
        while len(kept) > 1 and _file(kept[-1]).startswith(_FACE):
            kept.pop()
        one.__traceback__ = _chained(kept)
    return error


def _all_of(error: BaseException) -> list[BaseException]:
    """The error, and every error it came from or carries."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or any(one is other for other in found):
            continue
        found.append(one)
        waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    return found


def _parts(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _file(part: TracebackType) -> str:
    return part.tb_frame.f_code.co_filename


def _is_ours(file: str) -> bool:
    return file.startswith(_RUN) or file in IMPORTING


def _chained(parts: list[TracebackType]) -> TracebackType | None:
    following = None
    for part in reversed(parts):
        following = TracebackType(following, part.tb_frame, part.tb_lasti, part.tb_lineno)
    return following

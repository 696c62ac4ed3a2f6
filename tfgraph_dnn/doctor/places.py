"""Which line of the program made an operation, or is running now."""

from __future__ import annotations

import functools
import linecache
import os
import sys
import sysconfig
from typing import Any

from tfgraph_dnn.doctor.findings import Place

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_LIBRARIES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


def of(op: Any) -> Place | None:
    """The line of the program that made an operation: the innermost one that is no library's."""
    frames = getattr(op, "traceback", None) or ()
    for frame in reversed(list(frames)):
        if _is_the_programs(frame.filename):
            return _place(frame.filename, frame.lineno)
    return None


def now() -> Place | None:
    """The line of the program that is running."""
    frame = sys._getframe(1)
    while frame is not None:
        if _is_the_programs(frame.f_code.co_filename):
            return _place(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return None


def _place(file: str, line: int) -> Place:
    inside = os.path.relpath(file) if file.startswith(os.getcwd() + os.sep) else file
    return Place(inside, line, linecache.getline(file, line).strip())


@functools.lru_cache(maxsize=4096)
def _is_the_programs(file: str) -> bool:
    if file.startswith((_PACKAGE, "<frozen ")) or any(part in file for part in _LIBRARIES):
        return False
    paths = sysconfig.get_paths()
    standard = {paths["stdlib"], paths["platstdlib"]}
    return not any(os.path.abspath(file).startswith(path + os.sep) for path in standard)

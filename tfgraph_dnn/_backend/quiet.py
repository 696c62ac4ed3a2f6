"""Loads TensorFlow without its start-up chatter, with the CPU kernels TF 1.15 had, unless the user asked otherwise.

TensorFlow's C++ side reads its environment variables once, while it loads. absl prints lines of its own before it is
configured, whatever those variables say, so standard error is set aside for the moment of the import and given back
(with everything that was written) when the import fails.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator

_SETTINGS = {
    # 3 = nothing: what matters is raised in Python, and a missing GPU driver is no error to a CPU program.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # TF 1.15 wheels have no oneDNN; its reordered sums move the last bits of a matrix product.
    "TF_ENABLE_ONEDNN_OPTS": "0",
    # Each session has threads of its own: what ours choose (`threads.py`) is not to become what other libraries get.
    "TF_OVERRIDE_GLOBAL_THREADPOOL": "1",
    # The C library gives the memory of large tensors back after each step, and in the next all pages are fetched and
    # zeroed anew. With oneDNN TensorFlow keeps memory in a pool of its own; so without it too, and of any size (in MB).
    "TF_CPU_ALLOCATOR_USE_BFC": "1",
    "TF_CPU_BFC_MEM_LIMIT_IN_MB": str(2**30),
}


def wanted() -> bool:
    """Whether the user asked to hear TensorFlow (`tfgraph run -v`, or TFGRAPH_VERBOSE=1)."""
    return os.environ.get("TFGRAPH_VERBOSE", "") not in ("", "0")


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Sets TensorFlow's environment defaults and hides what it prints while it loads."""
    for name, value in _SETTINGS.items():
        if not (name == "TF_CPP_MIN_LOG_LEVEL" and wanted()):
            os.environ.setdefault(name, value)
    if wanted() or "tensorflow" in sys.modules:
        yield
        return
    with errors_aside():
        yield


@contextlib.contextmanager
def errors_aside() -> Iterator[None]:
    """Drops what is written to standard error, C++ included; when an exception leaves, it comes out after all."""
    if wanted():
        yield
        return
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError, AttributeError):
        yield
        return
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        try:
            yield
        except BaseException:
            os.dup2(kept, 2)
            aside.seek(0)
            os.write(2, aside.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def hide_deprecations() -> None:
    """Drops TensorFlow's "is deprecated" notices from its log; every other message of its log stays."""
    if not wanted():
        logging.getLogger("tensorflow").addFilter(_not_a_deprecation)


def _not_a_deprecation(record: logging.LogRecord) -> bool:
    return "Instructions for updating:" not in str(record.msg)

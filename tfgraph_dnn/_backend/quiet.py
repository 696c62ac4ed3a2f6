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

from tfgraph_dnn import environment


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Sets TensorFlow's environment defaults and hides what it prints while it loads."""
    environment.set_defaults()
    if "tensorflow" in sys.modules:
        yield
        return
    with errors_aside():
        yield


@contextlib.contextmanager
def errors_aside() -> Iterator[None]:
    """Drops what is written to standard error, C++ included; when an exception leaves, it comes out after all."""
    if environment.is_verbose():
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
    if not environment.is_verbose():
        logging.getLogger("tensorflow").addFilter(_not_a_deprecation)


def _not_a_deprecation(record: logging.LogRecord) -> bool:
    return "Instructions for updating:" not in str(record.msg)

"""Files that appear whole or not at all, and the user's cache directory."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from typing import BinaryIO


@contextlib.contextmanager
def atomic_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Opens a new binary file that takes the place of `path` when the block ends without an error.

    Readers see the old file or the complete new one, also when several processes write at once.

    Example:
      >>> import tempfile
      >>> path = os.path.join(tempfile.mkdtemp(), "a.bin")
      >>> with atomic_file(path) as file:
      ...     _ = file.write(b"whole")
      >>> os.listdir(os.path.dirname(path))
      ['a.bin']
    """
    # Not tempfile.mkstemp: its files are readable by their owner alone, and a data set may be shared.
    passing = f"{os.fspath(path)}.{os.getpid()}-{secrets.token_hex(4)}.part"
    try:
        with open(passing, "xb") as file:
            yield file
        os.replace(passing, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(passing)
        raise


def cache_directory() -> str:
    """Where this package keeps what it can make again: `$XDG_CACHE_HOME/tfgraph_dnn`, else `~/.cache/tfgraph_dnn`.

    Windows: `%LOCALAPPDATA%\\tfgraph_dnn`. The directory need not exist, nor be writable.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the XDG specification: a relative path is to be ignored
        base = os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "tfgraph_dnn")

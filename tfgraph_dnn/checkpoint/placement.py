"""Puts the finished files of a checkpoint in the place of older ones; a kill at any moment leaves a whole checkpoint.

A V2 checkpoint is an index and data files, and no file system renames two files at once: between the two, an old index
would stand beside new data. But the index says in how many data files the values are, and the number is part of their
names. So the new data are linked under the names of another number, an index that says that number takes the old one's
place - from there on the new checkpoint counts -, then the data get their right names behind its back, then the index
with the right number comes. Each step is one rename.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import re
import shutil
import socket
import struct
import threading
from collections.abc import Callable, Iterator

from tfgraph_dnn.checkpoint.format.crc32c import crc32c, masked
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import Table
from tfgraph_dnn.checkpoint.format.wire import fields

_INDEX = ".index"
_DATA = re.compile(r"(.*)\.data-(\d{5})-of-(\d{5})", re.DOTALL)
_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV)
_LOST = (errno.EIO, errno.ENOSPC, errno.EDQUOT)  # what the disk could not take; said once
_KEPT = ".kept"  # in a directory that a state file may name: the state file's name
_ONE_BYTE = 128  # numbers below take one byte of a varint
# Seconds: what is written by then is a small checkpoint; how long to leave the disk alone between.
_LONG, _PAUSE = 0.03, 0.01


def beside(directory: str, name: str) -> str:
    """Makes a directory in `directory` in which a checkpoint called `name` can be written before it is placed.

    Its name tells which process works in it, so that `sweep` knows when it was left behind.
    """
    import tempfile

    process = os.getpid()
    return tempfile.mkdtemp(prefix=f"{name}{_mark()}{process}.{_started(process)}-", dir=directory or ".")


def keep(place: str, state: str) -> None:
    """Notes that the state file called `state` names a checkpoint in the directory `place`, so that it is not swept."""
    with open(os.path.join(place, _KEPT), "w", encoding="utf-8") as file:
        file.write(state)


def sweep(directory: str, state: str | None = None) -> None:
    """Removes what killed processes of this machine left of `beside`, but for what a state file may name.

    Args:
      directory: where to look.
      state: a state file that names none of them, having just been written.
    """
    if os.name != "posix":
        return
    pattern = re.compile(re.escape(_mark()) + r"(\d+)\.(\d+)-[^/]+$")
    for name in os.listdir(directory or "."):
        match = pattern.search(name)
        if match and not _runs(int(match[1]), int(match[2])):
            place = os.path.join(directory, name)
            if _kept_for(place) in (None, state):
                shutil.rmtree(place, ignore_errors=True)


def place(source: str, directory: str, torn: Callable[[], None] | None = None) -> None:
    """Puts every file of `source` into `directory`, in place of what is there under their names.

    The files of `source` stay where they are, whole, until the caller removes them.

    Args:
      source: a directory on the same file system, with the files of one checkpoint.
      directory: where they are to be; "" is the working directory.
      torn: called before several files have to be replaced of which no order will do (a V1 checkpoint in shards; a
        `.meta` file that differs): from then until `place` returns, only `source` is sure to be whole.
    """
    paths = ((name, os.path.join(source, name)) for name in sorted(os.listdir(source)))
    names = [name for name, path in paths if os.path.isfile(path)]
    index = next((name for name in names if name.endswith(_INDEX)), None)
    data = [name for name in names if index and _DATA.fullmatch(name)]
    others = [name for name in names if name != index and name not in data]
    others = [name for name in others if not _same(os.path.join(source, name), os.path.join(directory, name))]
    for name in (*data, *others, *([index] if index else ())):
        _flush(os.path.join(source, name))
    old = index is not None and os.path.exists(os.path.join(directory, index))
    replaced = old + sum(os.path.exists(os.path.join(directory, name)) for name in others)
    if replaced > 1 and torn:
        torn()
    for name in others:
        _put(source, name, directory)
    if index is not None:
        _put_bundle(source, index, data, directory, old)
    _flush(directory or ".")


def replace(path: str, target: str) -> None:
    """Puts one finished file in the place of another, on the disk before it has the name."""
    _flush(path)
    os.replace(path, target)


@contextlib.contextmanager
def flushing(directory: str) -> Iterator[None]:
    """Has the disk take what is written into `directory` while it is written, so that less is left to `place`.

    Nothing depends on it: `place` flushes every file, whole, before it counts.

    Raises:
      OSError: the disk could not take it, which the system says once.
    """
    if os.name != "posix":  # a file that is open could not be renamed
        yield
        return
    written = threading.Event()
    lost: list[OSError] = []

    def flush() -> None:
        pause = _LONG
        while not written.wait(pause):
            for folder, _, names in os.walk(directory):
                for name in names:
                    try:
                        _flush(os.path.join(folder, name))
                    except OSError as error:
                        lost.append(error)
            pause = _PAUSE

    thread = threading.Thread(target=flush, name="flushing", daemon=True)
    with contextlib.suppress(RuntimeError):  # Python is about to end, and has no more threads
        thread.start()
    try:
        yield
    finally:
        written.set()
        if thread.is_alive():
            thread.join()
    if lost:
        raise lost[0]


def _put_bundle(source: str, index: str, data: list[str], directory: str, old: bool) -> None:
    prefix, count = index.removesuffix(_INDEX), len(data)
    before = _shards(os.path.join(directory, index)) if old else None
    if before == count and count + 1 < _ONE_BYTE:
        other = count + 1
        for name in data:
            _put(source, name, directory, _DATA.sub(rf"\1.data-\2-of-{other:05d}", name))
        # Holds nothing, but is said to be there.
        with open(os.path.join(directory, f"{prefix}.data-{count:05d}-of-{other:05d}"), "wb"):
            pass
        with open(os.path.join(source, index), "rb") as file:
            content = renumbered(file.read(), Table(Source(file.name)), other)
        passing = os.path.join(source, ".passing")
        with open(passing, "wb") as file:
            file.write(content)
        replace(passing, os.path.join(directory, index))
    for name in data:
        _put(source, name, directory)
    _put(source, index, directory)
    for name in os.listdir(directory or "."):
        match = _DATA.fullmatch(name)
        if match and match[1] == prefix and int(match[3]) != count:  # no index speaks of it any more
            with contextlib.suppress(FileNotFoundError):
                os.unlink(os.path.join(directory, name))


def renumbered(content: bytes, table: Table, shards: int) -> bytes:
    """An index file that says another number of data files.

    Args:
      content: its bytes.
      table: the same, opened.
      shards: the number; it and the one there are below 128.

    Raises:
      Malformed: it does not begin as TensorFlow's do.
    """
    offset, size = table.first_block()
    end = offset + size + 1
    # The first entry: no key, a short value, and at its beginning field 1, the number.
    shared, fresh, length, field, number = content[offset : offset + 5]
    if shared or fresh or length >= _ONE_BYTE or field != 8 or number >= _ONE_BYTE or content[end - 1]:
        raise Malformed("its header is not where TensorFlow puts it")
    changed = bytearray(content)
    changed[offset + 4] = shards
    changed[end : end + 4] = struct.pack("<I", masked(crc32c(bytes(changed[offset:end]))))
    return bytes(changed)


def _shards(index: str) -> int | None:
    """In how many data files the values of an index are; None where it cannot be read."""
    try:
        first = Table(Source(index)).first()
        return next((int(value) for number, value in fields(first[1]) if number == 1), 1) if first else None
    except (ValueError, OSError, TypeError):
        return None


def _put(source: str, name: str, directory: str, as_name: str | None = None) -> None:
    path = os.path.join(source, name)
    link = path + ".placed"
    try:
        os.link(path, link)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(path, link)
        _flush(link)
    os.replace(link, os.path.join(directory, as_name or name))


def _same(path: str, other: str) -> bool:
    return os.path.isfile(other) and filecmp.cmp(path, other, shallow=False)


def _flush(path: str) -> None:
    """Sees to it that a file, or the names in a directory, are on the disk; some file systems cannot be asked.

    Raises:
      OSError: what was written is lost.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return  # a directory, on Windows
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _LOST:
            raise OSError(error.errno, f"could not be written to the disk: {error.strerror}", path) from error
    finally:
        os.close(descriptor)


def _mark() -> str:
    host = re.sub(r"[^\w.]", "_", socket.gethostname())
    return f".saving-{host}-"


def _kept_for(place: str) -> str | None:
    try:
        with open(os.path.join(place, _KEPT), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _runs(process: int, started: int) -> bool:
    """Whether that process is still there; another may have been given its number since."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return _started(process) == started


def _started(process: int) -> int:
    """When a process was started, in the kernel's clock ticks; 0 where /proc does not tell."""
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            # The name before may hold spaces and brackets of its own.
            return int(file.read().rpartition(b")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0

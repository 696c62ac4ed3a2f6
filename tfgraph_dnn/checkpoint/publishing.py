"""Putting the files of a checkpoint in place so that there is a whole one at every moment.

The index is what makes a checkpoint: the data file comes first, the index last, by a rename. Where a checkpoint is
replaced, its data file must not change under its index. So the new data first takes the name of a second shard of two,
with an index that says so; once that is in place nothing refers to the old data, and the usual names follow.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.format import statefile
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.messages import header
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import Table
from tfgraph_dnn.checkpoint.location import STATE_FILE, is_v1, read_state
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.errors import CheckpointError

_DATA = ".data-00000-of-00001"
_PASSING = (".data-00000-of-00002", ".data-00001-of-00002")


@dataclass(frozen=True)
class Stage:
    """A folder beside the place of a checkpoint, in which it comes to be.

    Attributes:
      target: the prefix it will have.
      prefix: the one it has in the folder.
      collides: whether the checkpoint there has its data in the file that the new one will have.
    """

    target: str
    prefix: str
    collides: bool

    @property
    def index(self) -> str:
        return self.prefix + ".index"

    @property
    def data(self) -> str:
        return self.prefix + _DATA

    @property
    def passing_index(self) -> str:
        """The index that names the data as the second of two files."""
        return self.prefix + ".passing.index"


def parts(prefix: str) -> list[str]:
    """The files there are of a checkpoint, of either format, and its graph's."""
    endings = (".index", ".meta", ".data-?????-of-?????", "-?????-of-?????")
    found = {name for ending in endings for name in glob.glob(glob.escape(prefix) + ending)}
    return sorted(name for name in (*found, prefix) if os.path.isfile(name) and (name != prefix or is_v1(name)))


def _shards(index: str) -> int:
    """How many data files an index tells of; 0 when it tells nothing."""
    try:
        first = Table(Source(index)).first()
        return 0 if first is None else header(first[1]).shards
    except (Malformed, OSError):
        return 0


@contextlib.contextmanager
def staging(target: str, *, replace: bool) -> Iterator[Stage]:
    """A place for the new files; it is gone afterwards, with all that was not published.

    Raises:
      CheckpointError: there is something at the target, or no folder for it, or the system refused to write.
    """
    check(target, replace=replace)
    folder, base = os.path.split(target)
    with writing(target):
        place = tempfile.mkdtemp(prefix=f".{base[:100]}.writing-", dir=folder or ".")
        try:
            yield Stage(target, os.path.join(place, "new"), _shards(target + ".index") == 1)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def check(target: str, *, replace: bool) -> None:
    """Makes sure that a checkpoint can be written there, as far as names tell.

    Raises:
      CheckpointError: there is something, or no folder, or it is no prefix.
    """
    folder, base = os.path.split(target)
    folder = folder or "."
    if "\0" in target or not base or os.path.isdir(target):
        raise _refused(f"{printable(target)!r} names no checkpoint", "A prefix is wanted, such as run/model.ckpt.")
    if base.endswith(".index") or re.search(r"\.data-\d{5}-of-\d{5}$", base):
        raise _refused(f"{target} names one file of a checkpoint", f"Say {re.sub(r'[.](index|data-.*)$', '', target)}.")
    if not os.path.isdir(folder):
        raise _refused(f"there is no folder {folder} to write {base} to", f"mkdir -p {folder}")
    if not replace and (there := parts(target)):
        names = ", ".join(map(os.path.basename, there[:3]))
        raise _refused(f"{names} is in {folder} already", "--replace (replace=True) takes its place.")


@contextlib.contextmanager
def writing(target: str) -> Iterator[None]:
    """Turns what the system refuses inside it into a CheckpointError about this target."""
    try:
        yield
    except OSError as error:
        if isinstance(error, CheckpointError):
            raise
        raise _refused(
            f"{target} was not written: {error.strerror or error}", "What was there before is as it was."
        ) from error


def _refused(message: str, hint: str) -> CheckpointError:
    return CheckpointError(message, hint=hint, slug="ckpt-not-written")


def publish(
    stage: Stage, *, meta: str | None = None, keep_old_meta: bool = False, state: bool = False
) -> None:
    """Puts staged files in place, and takes away those of what was there.

    Args:
      stage: of which index and data are written.
      meta: the `.meta` to go with it, which may be the one there; None for none.
      keep_old_meta: move the one that goes away to `.meta.old`.
      state: name it in the folder's state file.
    """
    target = stage.target
    kept = [target + ".index", target + _DATA]
    if meta is not None:
        kept.append(target + ".meta")
        if not _same(meta, target + ".meta"):
            shutil.copyfile(meta, stage.prefix + ".meta")
            sync(stage.prefix + ".meta")
            if not os.path.exists(target + ".index"):
                os.replace(stage.prefix + ".meta", target + ".meta")
    if stage.collides:
        _pass_by(stage)
    else:
        os.replace(stage.data, target + _DATA)
        _commit(stage.index, target)
    if os.path.exists(stage.prefix + ".meta"):
        os.replace(stage.prefix + ".meta", target + ".meta")
    for name in parts(target):
        if name == target + ".meta" and name not in kept and keep_old_meta:
            os.replace(name, name + ".old")
        elif name not in kept:
            os.remove(name)
    sync(os.path.dirname(target) or ".")
    if state:
        name_latest(target)


def _pass_by(stage: Stage) -> None:
    """Takes the place of a checkpoint whose data file has the same name: by the names of two shards."""
    target = stage.target
    first, second = (target + ending for ending in _PASSING)
    for name in (first, second):
        if os.path.lexists(name):  # of a run that was killed here
            os.remove(name)
    _link(stage.data, second)
    with open(first, "xb"):
        pass
    _commit(stage.passing_index, target)
    os.replace(stage.data, target + _DATA)
    _commit(stage.index, target)


def _link(path: str, name: str) -> None:
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copyfile(path, name)
        sync(name)


def _commit(index: str, target: str) -> None:
    sync(os.path.dirname(target) or ".")
    os.replace(index, target + ".index")
    sync(os.path.dirname(target) or ".")


def _same(path: str, other: str) -> bool:
    return os.path.exists(other) and os.path.samefile(path, other)


def sync(path: str) -> None:
    """Makes sure that a file, or the names in a folder, are on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        if os.path.isdir(path):  # not every system opens folders
            return
        raise
    try:
        os.fsync(handle)
    except OSError:
        if not os.path.isdir(path):
            raise
    finally:
        os.close(handle)


def name_latest(prefix: str) -> None:
    """Names a checkpoint as the latest in its folder's state file; those named there before stay named."""
    folder, base = os.path.split(prefix)
    before = read_state(folder or ".")
    others = [name for name in (before.all if before else ()) if re.split(r"[/\\]", name)[-1] != base]
    text = statefile.text(statefile.State(base, (*others, base)))
    handle, path = tempfile.mkstemp(prefix=f".{STATE_FILE}.writing-", dir=folder or ".")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(path, 0o644)
        os.replace(path, os.path.join(folder, STATE_FILE))
    except BaseException:
        os.remove(path)
        raise

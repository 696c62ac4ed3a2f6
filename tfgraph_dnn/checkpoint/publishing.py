"""Where a checkpoint is to be written: whether it may be, a directory beside for its files, their way into place."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from tfgraph_dnn.checkpoint import placement
from tfgraph_dnn.checkpoint.format import statefile
from tfgraph_dnn.checkpoint.location import STATE_FILE, is_v1, read_state
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.errors import CheckpointError

_DATA = ".data-00000-of-00001"


@dataclass(frozen=True)
class Stage:
    """A directory beside the place of a checkpoint, in which it comes to be under its own name.

    Attributes:
      target: the prefix it will have.
      directory: where its files are to be written first.
    """

    target: str
    directory: str

    @property
    def prefix(self) -> str:
        """The prefix it has in the directory."""
        return os.path.join(self.directory, os.path.basename(self.target))

    @property
    def index(self) -> str:
        return self.prefix + ".index"

    @property
    def data(self) -> str:
        return self.prefix + _DATA


def parts(prefix: str) -> list[str]:
    """The files there are of a checkpoint, of either format, and its graph's."""
    endings = (".index", ".meta", ".data-?????-of-?????", "-?????-of-?????")
    found = {name for ending in endings for name in glob.glob(glob.escape(prefix) + ending)}
    return sorted(name for name in (*found, prefix) if os.path.isfile(name) and (name != prefix or is_v1(name)))


@contextlib.contextmanager
def staging(target: str, *, replace: bool) -> Iterator[Stage]:
    """A place for the new files; it is gone afterwards, with all that was not published.

    Raises:
      CheckpointError: there is something at the target, or no directory for it, or the system refused to write.
    """
    check(target, replace=replace)
    with beside(target) as directory:
        yield Stage(target, directory)


@contextlib.contextmanager
def beside(target: str) -> Iterator[str]:
    """A directory beside a file or a checkpoint to come; it is gone afterwards.

    What killed processes left of such is removed, too.

    Raises:
      CheckpointError: the system refused to write.
    """
    folder, base = os.path.split(target)
    try:
        placement.sweep(folder)
        directory = placement.beside(folder, base)
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
    except OSError as error:
        if isinstance(error, CheckpointError):
            raise
        message = f"{target} was not written: {error.strerror or error}"
        raise _refused(message, "What was there before is as it was.") from error


def check(target: str, *, replace: bool) -> None:
    """Makes sure that a checkpoint can be written there, as far as names tell.

    Raises:
      CheckpointError: there is something, or no directory, or it is no prefix.
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


def _refused(message: str, hint: str) -> CheckpointError:
    return CheckpointError(message, hint=hint, slug="ckpt-not-written")


def publish(
    stage: Stage, *, meta: str | None = None, keep_old_meta: bool = False, state: bool = False
) -> None:  # fmt: skip
    """Puts staged files in place, and takes away those of what was there.

    Args:
      stage: of which index and data are written.
      meta: the `.meta` to go with it, which may be the one there; None for none.
      keep_old_meta: move the one that goes away to `.meta.old`.
      state: name it in the directory's state file.
    """
    target = stage.target
    kept = [target + ".index", target + _DATA]
    if meta is not None:
        kept.append(target + ".meta")
        if not (os.path.exists(kept[-1]) and os.path.samefile(meta, kept[-1])):
            shutil.copyfile(meta, stage.prefix + ".meta")
    folder = os.path.dirname(target)
    placement.place(stage.directory, folder)
    for name in parts(target):
        if name == target + ".meta" and name not in kept and keep_old_meta:
            os.replace(name, name + ".old")
        elif name not in kept:
            os.remove(name)
    if state:
        _name_latest(stage)


def _name_latest(stage: Stage) -> None:
    """Names a checkpoint as the latest in its directory's state file; those named there before stay named."""
    folder, base = os.path.split(stage.target)
    before = read_state(folder or ".")
    others = [name for name in (before.all if before else ()) if re.split(r"[/\\]", name)[-1] != base]
    path = os.path.join(stage.directory, STATE_FILE)
    with open(path, "w", encoding="ascii") as file:
        file.write(statefile.text(statefile.State(base, (*others, base))))
    placement.replace(path, os.path.join(folder, STATE_FILE))

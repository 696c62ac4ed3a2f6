"""Paths as TensorFlow takes them for a checkpoint, which is by its prefix alone, and what to say of any other."""

from __future__ import annotations

import glob
import os
import re

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.location import STATE_FILE, locate, not_found
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
from tfgraph_dnn.errors import CheckpointError, CheckpointNotFoundError

_PART = re.compile(r"(.+)(\.index|\.meta|\.data-\d{5}-of-\d{5})")


def at_prefix(path: str) -> Checkpoint | None:
    """The checkpoint that TensorFlow reads for a path; None when there is none on this machine's disks.

    Raises:
      CheckpointError: it is damaged.
    """
    if os.path.isfile(path + ".index"):
        return open_checkpoint(path, format="V2")
    if misnamed(path) is not None or not (os.path.isfile(path) or glob.glob(path)):
        return None
    return open_checkpoint(path, format="V1", partial=True)


def misnamed(path: str) -> str | None:
    """What to say of a path that is there, but is no prefix: a part of a checkpoint, a folder; None for all others."""
    if os.path.isfile(path + ".index"):
        return None
    part = _PART.fullmatch(path)
    if part and os.path.isfile(path):
        return (
            f"{printable(path)} is a file of the checkpoint {printable(part[1])}: "
            f"give the path without {part[2]!r}, which all of its files begin with"
        )
    if os.path.isdir(path):
        return f"{printable(path)} is a folder; {_in(path)}"
    if os.path.basename(path) == STATE_FILE and os.path.isfile(path):
        return f"{printable(path)} is the file that names the latest checkpoint; {_in(os.path.dirname(path) or '.')}"
    return None


def _in(folder: str) -> str:
    try:
        return f"give a checkpoint in the folder, as {printable(locate(folder).prefix)}"
    except CheckpointError:
        return "there is no checkpoint in the folder"


def nothing_at(path: str) -> CheckpointNotFoundError:
    """The error for a prefix at which TensorFlow finds nothing; its hint has what is there, or the nearest."""
    error = not_found(path, None)
    if shards := glob.glob(glob.escape(path) + "-00000-of-?????"):
        error.hint = f"A V1 checkpoint in shards is called by a pattern: {printable(path)}-?????{shards[0][-9:]}"
    return error


def about_folder(folder: str) -> str | None:
    """Why `tf.train.latest_checkpoint` finds nothing in a folder that does hold checkpoints, or claims to."""
    if not os.path.isdir(folder):
        return None
    try:
        place = locate(folder)
    except CheckpointNotFoundError as error:
        return str(error.args[0]) if os.path.isfile(os.path.join(folder, STATE_FILE)) else None
    except (CheckpointError, Malformed):
        return None
    told = place.notes[0].partition(";")[0] if place.notes else "the state file names another path"
    return f"{printable(folder)}: {told}. Give the path that is there: {printable(place.prefix)}"

"""Whether a checkpoint is all there: every checksum, by the tensor's name, and every file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.reader import Checkpoint, open
from tfgraph_dnn.errors import CheckpointError


@dataclass(frozen=True)
class Problem:
    """Something that is wrong.

    Attributes:
      tensor: whose values it concerns; None for a file as such.
      message: what it is, with the file.
      slug: its page, for `tfgraph explain`.
    """

    tensor: str | None
    message: str
    slug: str


@dataclass(frozen=True)
class Verification:
    """What `verify` found.

    Attributes:
      prefix, format: of the checkpoint.
      tensors: how many were checked; nbytes: how many bytes their values take.
      problems: empty when all is well.
      notes: what should be known of how it was found.
    """

    prefix: str
    format: str
    tensors: int
    nbytes: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def verify(
    path: str | os.PathLike[str], *, format: str | None = None, progress: Callable[[int], object] = lambda n: None
) -> Verification:
    """Checks a checkpoint in little memory: checksums, shapes against bytes, shards, trailing bytes, the `.meta`.

    Args:
      path: as for `open`.
      format: as for `open`.
      progress: told the bytes of each tensor when it is done.

    Raises:
      CheckpointError: so much is wrong that the names cannot be read.
    """
    ckpt = open(path, format=format, partial=True)
    problems = [Problem(None, message, "ckpt-damaged") for message in ckpt.problems()]
    for name, info in ckpt.tensors.items():
        try:
            ckpt.check(name)
        except CheckpointError as error:
            # A pointer is said once, not for each tensor that should lie in its file.
            tensor = None if error.slug == "ckpt-lfs-pointer" else name
            problem = Problem(tensor, str(error.args[0]), error.slug)
            if problem not in problems:
                problems.append(problem)
        progress(info.nbytes or 0)
    problems += _graph(ckpt)
    total = sum(info.nbytes or 0 for info in ckpt.tensors.values())
    return Verification(ckpt.prefix, ckpt.format, len(ckpt), total, tuple(problems), ckpt.notes)


def _graph(ckpt: Checkpoint) -> list[Problem]:
    try:
        ckpt.meta()
    except CheckpointError as error:
        return [Problem(None, str(error.args[0]), error.slug)]
    return []

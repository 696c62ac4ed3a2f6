"""What all edits have in common: what is read, where it is written, what is told of it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from tfgraph_dnn.checkpoint import publishing, writer
from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS
from tfgraph_dnn.checkpoint.mapping.objects import is_object_based
from tfgraph_dnn.checkpoint.mapping.wanted import wanted_by
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
from tfgraph_dnn.errors import CheckpointError

Source = str | os.PathLike[str] | Checkpoint
KEPT, RENAMED, DROPPED, ADDED, CHANGED = "kept", "renamed", "dropped", "added", "changed"


class Writing(TypedDict, total=False):
    """Where an edit is written, and how; every edit takes these by name.

    Attributes:
      out: the new checkpoint's prefix.
      in_place: write over the input instead.
      replace: there may be a checkpoint at `out`, which is replaced.
      state: name the new one as the latest in its folder's `checkpoint` file.
      dry_run: only tell what would be written.
      progress: told how many bytes were written or read back since it was last called.
    """

    out: str | os.PathLike[str] | None
    in_place: bool
    replace: bool
    state: bool
    dry_run: bool
    progress: Callable[[int], object]


@dataclass(frozen=True)
class Change:
    """What became of a tensor.

    Attributes:
      kind: "kept", "renamed", "dropped", "added", or "changed" in its values, type or shape.
      name: what it is called in the input; "" when it was added.
      now: what it is called now; "" when it was dropped.
      dtype, shape: as it is written; as it was, when it was dropped.
      remark: more about it.
    """

    kind: str
    name: str
    now: str
    dtype: str
    shape: tuple[int, ...]
    remark: str = ""


@dataclass(frozen=True)
class Edit:
    """What an edit did, or would do.

    Attributes:
      prefix: of what was written; "" for a dry run without a place.
      written: False for a dry run.
      tensors, nbytes: how many tensors there are in it, and how many bytes the values of all but strings take.
      changes: what became of each tensor.
      notes: what else should be known.
    """

    prefix: str
    written: bool
    tensors: int
    nbytes: int
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


def opened(source: Source) -> Checkpoint:
    """The checkpoint itself, or the one at a path."""
    return source if isinstance(source, Checkpoint) else open_checkpoint(source)


def by_name(source: Source) -> Checkpoint:
    """A checkpoint whose tensors are found by their names.

    Raises:
      CheckpointError: it is object-based: its names are bound by the object graph in it.
    """
    ckpt = opened(source)
    if is_object_based(ckpt):
        raise CheckpointError(
            f"{ckpt.prefix} is object-based (tf.train.Checkpoint): an object graph in it says which tensor is whose, "
            "and would no longer fit",
            hint=f"tfgraph ckpt convert {ckpt.prefix} --to names --out ... first (editing.convert).",
            slug="ckpt-object-based",
        )
    return ckpt


def kept(name: str, value: Value, remark: str = "") -> Change:
    """A tensor that is as it was."""
    return Change(KEPT, name, name, value.dtype, value.shape, remark)


def renamed(name: str, now: str, value: Value, remark: str = "") -> Change:
    """A tensor with another name, or with the one it had."""
    return Change(RENAMED, name, now, value.dtype, value.shape, remark) if name != now else kept(name, value)


def changed(name: str, value: Value, remark: str) -> Change:
    """A tensor with other values, or of another type or shape, or written otherwise."""
    return Change(CHANGED, name, name, value.dtype, value.shape, remark)


def dropped(name: str, value: Value, remark: str = "") -> Change:
    """A tensor that is left out."""
    return Change(DROPPED, name, "", value.dtype, value.shape, remark)


def added(name: str, value: Value, remark: str = "") -> Change:
    """A tensor that was not there."""
    return Change(ADDED, "", name, value.dtype, value.shape, remark)


def refused(message: str, hint: str | None = None, slug: str = "ckpt-not-written") -> CheckpointError:
    """The error for an edit that cannot be made."""
    return CheckpointError(message, hint=hint, slug=slug)


def misfit(message: str, hint: str | None = None) -> CheckpointError:
    """The error for shapes that do not go together."""
    return refused(message, hint, "ckpt-shapes-differ")


def no_rule(message: str, hint: str | None = None) -> CheckpointError:
    """The error for a rule, an index, a shape or a fill that is written otherwise."""
    return refused(message, hint, "ckpt-rule")


def finish(
    sources: Sequence[Checkpoint],
    draft: Draft,
    changes: Iterable[Change],
    notes: Iterable[str] = (),
    *,
    out: str | os.PathLike[str] | None = None,
    in_place: bool = False,
    replace: bool = False,
    state: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda count: None,
) -> Edit:
    """Writes a draft, or tells what would be written.

    Args:
      sources: what it was made of; the first one's graph goes along while it fits.
      draft: what is to be written.
      changes: what became of each tensor.
      notes: what else should be known.
      out, in_place, replace, state, dry_run, progress: see `Writing`.

    Raises:
      CheckpointError: there is no place, or it is an input's; or as `checkpoint.write`.
    """
    target = _target(sources, out, in_place, dry_run)
    changes, notes = tuple(changes), [*(note for ckpt in sources for note in ckpt.notes), *notes]
    meta = sources[0].meta_file if sources else None
    if meta is not None and not _fits(meta, draft):
        notes.append(_left_out(meta, in_place))
        meta = None
    over = replace or in_place
    if dry_run:
        if target:
            publishing.check(target, replace=over)
        known = (DTYPES[NUMBERS[value.dtype]].size * math.prod(value.shape) for value in draft.values())
        return Edit(target, False, len(draft), sum(known), changes, tuple(notes))
    if not draft:
        raise refused("no tensor is left to be written")
    done = writer.write(
        target, draft, replace=over, state=state, meta=meta, keep_old_meta=in_place, progress=progress
    )  # fmt: skip
    return Edit(target, True, done.tensors, done.nbytes, changes, tuple(notes))


def _target(sources: Sequence[Checkpoint], out, in_place: bool, dry_run: bool) -> str:
    if in_place and (out is not None or len(sources) != 1):
        raise refused("in place is instead of another place, and for one checkpoint", "Leave --in-place or --out away.")
    if in_place:
        return sources[0].prefix
    if out is None:
        if dry_run:
            return ""
        raise refused("where is it to be written?", "--out PREFIX, a new checkpoint; or --in-place, over the input.")
    target = os.fspath(out)
    there = set(map(os.path.realpath, [target, *publishing.parts(target)]))
    for ckpt in sources:
        if there & set(map(os.path.realpath, [ckpt.prefix, *ckpt.files])):
            raise refused(f"{target} is the input itself", "--in-place (in_place=True) writes over it.")
    return target


def _fits(meta: str, draft: Draft) -> bool:
    """Whether a graph finds its variables in the draft."""
    try:
        wanted = wanted_by(meta)
    except CheckpointError:
        return False
    found = [(draft.get(name), variable) for name, variable in wanted.items()]
    return all(
        value is not None
        and variable.dtype in ("", value.dtype)
        and (variable.shape is None or len(variable.shape) == len(value.shape))
        and all(dim in (None, size) for dim, size in zip(variable.shape or (), value.shape, strict=False))
        for value, variable in found
    )


def _left_out(meta: str, in_place: bool) -> str:
    base = printable(os.path.basename(meta))
    what = f"set aside as {base}.old" if in_place else "left out"
    return f"{base} is {what}: the graph in it asks for names or shapes that are no longer there"

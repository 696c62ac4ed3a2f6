"""One data file out of many, and whole variables out of slices."""

from __future__ import annotations

from dataclasses import replace

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.editing import edit


def unshard(source: edit.Source, **writing) -> edit.Edit:
    """Puts a sharded checkpoint into one data file, and the slices of a partitioned variable into one.

    A graph that partitions a variable reads it as well when it was saved whole, and the other way round.

    Args:
      source: an open checkpoint, or a path; of either format.
      **writing: see `Writing`.

    Example:
      >>> unshard("checkpoints/dense_momentum", dry_run=True).notes
      ('it is in one file already, and every tensor whole',)
    """
    ckpt = edit.opened(source)
    changes = []
    whole = {}
    files = {name for info in ckpt.tensors.values() for name in info.files}
    for name, value in draft.of_checkpoint(ckpt).items():
        whole[name] = replace(value, slices=())
        told = f"was in {len(value.slices)} slices"
        changes.append(edit.changed(name, value, told) if value.slices else edit.kept(name, value))
    notes = [f"was in {len(files)} files"] if len(files) > 1 else []
    if not notes and not any(change.remark for change in changes):
        notes = ["it is in one file already, and every tensor whole"]
    return edit.finish([ckpt], whole, changes, notes, **writing)

"""Other formats and other ways of naming: V1 to V2, names to objects and back, .npz and .safetensors in."""

from __future__ import annotations

import os

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.editing import edit, objects, tensorfiles
from tfgraph_dnn.checkpoint.mapping.objects import is_object_based

NAMES, OBJECTS = "names", "objects"


def convert(source: edit.Source, *, to: str | None = None, **writing) -> edit.Edit:
    """Writes the tensors of anything that can be read as a checkpoint of the V2 format.

    Args:
      source: an open checkpoint, or a path; or one of an `.npz` or `.safetensors` file.
      to: "names" for a Saver, "objects" for `tf.train.Checkpoint`; None leaves the naming as it is.
      **writing: see `Writing`.

    Raises:
      CheckpointError: an array of the file is none that a checkpoint can hold.

    Example:
      >>> convert("checkpoints/dense_momentum_v1", dry_run=True).tensors
      13
    """
    if to not in (None, NAMES, OBJECTS):
        raise ValueError(f"to is 'names', 'objects' or None, not {to!r}")
    notes = []
    if tensorfiles.is_one(source):
        path = os.fspath(source)
        values, notes = tensorfiles.values(path)
        opened, is_objects = [], False
        changes = [edit.kept(name, value) for name, value in values.items()]
    else:
        ckpt = edit.opened(source)
        values, opened, is_objects = draft.of_checkpoint(ckpt), [ckpt], is_object_based(ckpt)
        changes = [edit.kept(name, value) for name, value in values.items()]
        if ckpt.format == "V1" and ckpt.meta_file:
            notes.append("a Saver of TF 0.11 or older in the .meta reads V1 alone: a new tf.train.Saver() reads this")
    if to == OBJECTS and not is_objects:
        values, changes = objects.to_objects(values)
    elif to == NAMES and is_objects:
        values, changes = objects.to_names(opened[0], values)
    return edit.finish(opened, values, changes, notes, **writing)

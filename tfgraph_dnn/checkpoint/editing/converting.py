"""Other formats and other ways of naming: V1 to V2, names to objects and back, .npz and .safetensors in."""

from __future__ import annotations

import os

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.editing import edit, objects, tensorfiles
from tfgraph_dnn.checkpoint.mapping.objects import is_object_based
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.errors import CheckpointError

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
        if ckpt.format == "V1" and _reads_v1_alone(ckpt):
            notes.append("the Saver in the .meta, of TF 0.11 or older, reads V1 alone: a new tf.train.Saver() reads it")
    if to == OBJECTS and not is_objects:
        values, changes = objects.to_objects(values)
    elif to == NAMES and is_objects:
        values, changes = objects.to_names(opened[0], values)
    return edit.finish(opened, values, changes, notes, **writing)


def _reads_v1_alone(ckpt: Checkpoint) -> bool:
    try:
        meta = ckpt.meta()
    except CheckpointError:
        return False
    return meta is not None and bool({"Restore", "RestoreSlice"} & set(meta.ops))

"""The tensors of a checkpoint as an .npz or .safetensors file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from tfgraph_dnn.checkpoint import draft, placement, publishing
from tfgraph_dnn.checkpoint.editing import edit, tensorfiles
from tfgraph_dnn.checkpoint.editing.choosing import chosen
from tfgraph_dnn.checkpoint.mapping.objects import OBJECT_GRAPH


def export(
    source: edit.Source,
    out: str | os.PathLike[str],
    *,
    only: str | None = None,
    drop: Iterable[str] = (),
    replace: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda count: None,
) -> edit.Edit:
    """Writes tensors into a file of arrays, reads it back and compares it, and puts it in place.

    Args:
      source: an open checkpoint, or a path.
      out: the file; its ending, `.npz` or `.safetensors`, says of which format.
      only, drop: regular expressions, of the tensors to write and to leave out.
      replace, dry_run, progress: as for `Writing`.

    Raises:
      CheckpointError: another ending, a file that is there, or a tensor that the format cannot hold.

    Example:
      >>> export("checkpoints/dense_momentum", "weights.npz", only="kernel$", dry_run=True).tensors
      3
    """
    path = os.fspath(out)
    ckpt = edit.opened(source)
    if not tensorfiles.is_one(path):
        raise edit.refused(f"{path} ends as no file of arrays does", f"There are: {', '.join(tensorfiles.FORMATS)}")
    if os.path.isdir(path) or not os.path.isdir(os.path.dirname(path) or "."):
        raise edit.refused(f"no file can be written at {path}: there is no such folder, or one of that name")
    if os.path.exists(path) and not replace:
        raise edit.refused(f"{path} is there already", "--replace (replace=True) takes its place.")
    format = tensorfiles.FORMATS[os.path.splitext(path)[1].lower()]
    names = [name for name in chosen(ckpt, only, drop) if name != OBJECT_GRAPH]
    notes = [*ckpt.notes, *(["the object graph is left out"] if OBJECT_GRAPH in ckpt else [])]
    every = draft.of_checkpoint(ckpt)
    values = {name: every[name] for name in names}
    notes += format.notes(values)
    changes = [(edit.kept if name in values else edit.dropped)(name, value) for name, value in every.items()]
    nbytes = sum(ckpt.tensors[name].nbytes or 0 for name in names)
    if not dry_run:
        _write(path, format, values, progress)
    return edit.Edit(path, not dry_run, len(values), nbytes, tuple(changes), tuple(notes))


def _write(path: str, format, values: draft.Draft, progress: Callable[[int], object]) -> None:
    with publishing.beside(path) as directory:
        new = os.path.join(directory, os.path.basename(path))
        format.write(new, values, progress)
        _read_back(path, new, format, values, progress)
        placement.replace(new, path)


def _read_back(path: str, new: str, format, values: draft.Draft, progress: Callable[[int], object]) -> None:
    from tfgraph_dnn.checkpoint import contents

    back, _ = tensorfiles.values(new)
    wrong = sorted(set(back) ^ set(values))
    for name, value in values.items() if not wrong else ():
        array = back[name].read()
        due = format.stored(name, value, value.read())
        if back[name].shape != value.shape or contents.digest(array) != contents.digest(due):
            wrong.append(name)
        progress(array.nbytes)
    if wrong:
        raise edit.refused(f"{path}: what was written is not what is read back: {', '.join(wrong[:5])}")

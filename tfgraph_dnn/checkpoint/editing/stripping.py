"""A checkpoint without what only training needs, or without tensors that were named."""

from __future__ import annotations

from collections.abc import Iterable

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.editing.choosing import chosen
from tfgraph_dnn.checkpoint.relations import AVERAGE, OPTIMIZER, SLOT, roles


def strip(
    source: edit.Source,
    *,
    slots: bool = True,
    averages: bool = False,
    drop: Iterable[str] = (),
    only: str | None = None,
    **writing,
) -> edit.Edit:
    """Leaves tensors out.

    Args:
      source: an open checkpoint, or a path.
      slots: leave out the optimizers' slots and their own state (`beta1_power`).
      averages: leave out moving averages.
      drop: regular expressions; tensors in whose name one is found are left out.
      only: a regular expression; tensors in whose name it is not found are left out.
      **writing: see `Writing`.

    Raises:
      CheckpointError: an expression is none, or is found in no name.

    Example:
      >>> strip("checkpoints/dense_momentum", dry_run=True).tensors
      7
    """
    ckpt = edit.by_name(source)
    kinds = {SLOT: "slot", OPTIMIZER: "optimizer"} if slots else {}
    if averages:
        kinds[AVERAGE] = "average"
    known, asked_for = roles(ckpt.tensors), set(chosen(ckpt, only, drop))
    values = draft.of_checkpoint(ckpt)
    changes = []
    for name, value in values.items():
        reason = kinds.get(known[name].kind) or ("" if name in asked_for else "asked for")
        changes.append(edit.dropped(name, value, reason) if reason else edit.kept(name, value))
    kept = {change.name: values[change.name] for change in changes if change.kind == edit.KEPT}
    notes = [] if len(kept) < len(values) else ["there is nothing to leave out"]
    return edit.finish([ckpt], kept, changes, notes, **writing)

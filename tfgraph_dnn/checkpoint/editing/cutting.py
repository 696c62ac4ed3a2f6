"""A part of a checkpoint: some tensors, some rows or columns of them; other sizes; new tensors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.editing.choosing import chosen, compiled
from tfgraph_dnn.checkpoint.editing.filling import filled
from tfgraph_dnn.checkpoint.naming import missing_key, printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.relations import SLOT, attachments, roles

# What TF 1.x fills these slots with at the start; all others with zeros.
_SLOTS = {"Adagrad": "0.1", "Ftrl": "0.1", "RMSProp": "1"}
_RANGE = re.compile(r"\s*(-?\d+)?\s*(?:(:)\s*(-?\d+)?\s*)?(?:(:)\s*(-?\d+)?\s*)?")


@dataclass
class _Work:
    """The tensors as they come to be, and what is told of each."""

    ckpt: Checkpoint
    values: Draft
    remarks: dict[str, list[str]] = field(default_factory=dict)

    def change(self, name: str, value: Value, remark: str) -> None:
        self.values[name] = value
        self.remarks.setdefault(name, []).append(remark)


def cut(
    source: edit.Source,
    *,
    only: str | None = None,
    drop: Iterable[str] = (),
    take: Mapping[str, str] | None = None,
    resize: Mapping[str, Sequence[int]] | None = None,
    fill: str = "0",
    add: Mapping[str, object] | None = None,
    **writing,
) -> edit.Edit:
    """Cuts, resizes and adds tensors.

    A variable's slots and moving averages are cut and resized with it. What is new in a resized slot is what TF 1.x
    starts it with.

    Args:
      source: an open checkpoint, or a path.
      only, drop: regular expressions, of the tensors to keep and to leave out.
      take: name, or regular expression of whole names -> what to keep of them, as an index: `:, 0:5`.
      resize: likewise -> the new shape; what no longer fits is cut off, the new is at the ends.
      fill: what is new in a resized variable: a number, `normal:DEVIATION`, or `normal:DEVIATION:SEED`.
      add: name -> array.
      **writing: see `Writing`.

    Raises:
      CheckpointError: a name is not there, an index is none or takes nothing, a shape is of another rank, or a tensor
        to be added is there already.

    Example:
      >>> done = cut("checkpoints/dense_momentum", only="^outputs", take={"outputs/kernel": ":, :5"}, dry_run=True)
      >>> [(change.now, change.shape) for change in done.changes if change.kind == "changed"]
      [('outputs/kernel', (20, 5)), ('outputs/kernel/Momentum', (20, 5))]
    """
    ckpt = edit.by_name(source)
    known = draft.of_checkpoint(ckpt)
    work = _Work(ckpt, {name: known[name] for name in chosen(ckpt, only, drop)})
    for text, index in (take or {}).items():
        for name, _ in _with_attached(work, text):
            work.change(name, _taken(name, work.values[name], index), f"[{index}]")
    for text, shape in (resize or {}).items():
        for name, label in _with_attached(work, text):
            what = fill if label is None else _SLOTS.get(label, "0")
            work.change(name, _resized(name, work.values[name], tuple(shape), what), f"was {list(known[name].shape)}")
    added = {name: draft.of_array(name, array) for name, array in (add or {}).items()}
    if there := set(added) & set(work.values):
        raise edit.refused(f"{printable(min(there))} is there already", "--drop it.", "ckpt-name-collision")
    changes = [_change(name, value, work) for name, value in known.items()]
    changes += [edit.added(name, value) for name, value in added.items()]
    return edit.finish([ckpt], {**work.values, **added}, changes, **writing)


def _change(name: str, value: Value, work: _Work) -> edit.Change:
    if name not in work.values:
        return edit.dropped(name, value)
    if name not in work.remarks:
        return edit.kept(name, value)
    return edit.changed(name, work.values[name], ", ".join(work.remarks[name]))


def _with_attached(work: _Work, text: str) -> list[tuple[str, str | None]]:
    """The tensors of a name or an expression, then their slots (with their labels) and averages."""
    known = roles(work.ckpt.tensors)
    names = [text] if text in work.values else [name for name in work.values if compiled(text).fullmatch(name)]
    if not names:
        raise missing_key(work.ckpt.prefix, text, work.values)
    found: dict[str, str | None] = dict.fromkeys(names)
    attached = attachments(known)
    for name in names:
        for other in attached.get(name, ()):
            if other in work.values and work.values[other].shape == work.values[name].shape:
                found.setdefault(other, known[other].label if known[other].kind == SLOT else None)
    return list(found.items())


def _taken(name: str, value: Value, text: str) -> Value:
    index = _index(text)
    if len(index) > len(value.shape):
        told = f"{printable(name)} {list(value.shape)} has no part [{text}]"
        raise edit.misfit(f"{told}: it has {len(value.shape)} dimensions")
    shape = tuple(
        len(range(*part.indices(size))) for part, size in zip(index, value.shape, strict=False)
    ) + value.shape[len(index) :]  # fmt: skip
    if not all(shape):
        raise edit.misfit(f"[{text}] takes nothing of {printable(name)} {list(value.shape)}")
    return Value(value.dtype, shape, lambda: value.read()[index])


def _index(text: str) -> tuple:
    """An index as Python writes it, of ranges alone: a single number would take a dimension away."""
    parts = []
    for part in text.strip("[] ").split(","):
        found = _RANGE.fullmatch(part)
        if found is None or found[2] is None:
            raise edit.no_rule(f"{text!r} is no index", "Ranges are, as in Python: 0:5, or :,10: for columns.")
        numbers = [int(number) if number else None for number in (found[1], found[3], found[5])]
        if numbers[2] is not None and numbers[2] <= 0:
            raise edit.no_rule(f"{text!r} steps backwards, or not at all")
        parts.append(slice(*numbers))
    return tuple(parts)


def _resized(name: str, value: Value, shape: tuple[int, ...], fill: str) -> Value:
    if len(shape) != len(value.shape):
        raise edit.misfit(
            f"{printable(name)} {list(value.shape)} cannot be resized to {list(shape)}: another number of dimensions",
            "--drop it, and --add a new one.",
        )
    if any(size < 0 for size in shape):
        raise edit.misfit(f"no tensor has the shape {list(shape)}")
    if value.dtype == "string":
        raise edit.misfit(f"{printable(name)} holds strings: there is nothing to fill it with")

    filled(name, (0,) * len(shape), value.dtype, fill)  # a fill that is none is said at once

    def read():
        old = value.read()
        new = filled(name, shape, value.dtype, fill)
        common = tuple(slice(min(sizes)) for sizes in zip(old.shape, shape, strict=True))
        new[common] = old[common]
        return new

    return replace(value, shape=shape, read=read, slices=())

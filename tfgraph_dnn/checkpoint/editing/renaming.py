"""Other names for the tensors of a checkpoint: by packs, by rules, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.draft import Draft
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.editing.rules import parse
from tfgraph_dnn.checkpoint.mapping import renaming
from tfgraph_dnn.checkpoint.naming import missing_key, printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.relations import attachments, roles

_MOST_SHOWN = 5


def rename(
    source: edit.Source,
    *,
    packs: Iterable[str] = (),
    rules: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
    **writing,
) -> edit.Edit:
    """Renames tensors: by packs first, then by rules in their order, then by name.

    Args:
      source: an open checkpoint, or a path.
      packs: names of packs, see `checkpoint.packs`.
      rules: `s/regex/replacement/`, with `g` and `i` behind it; each is tried on every name.
      names: old name -> new name; its slots and moving averages go along.
      **writing: see `Writing`.

    Raises:
      CheckpointError: a rule is none, nothing is renamed, or two tensors would have one name.

    Example:
      >>> done = rename("checkpoints/dense_momentum", rules=["s/^hidden/layer/"], dry_run=True)
      >>> done.changes[0].now
      'layer1/bias'
    """
    ckpt = edit.by_name(source)
    named, labels, dropped = _by_packs(ckpt, packs)
    parsed = [parse(text) for text in rules]
    used = dict.fromkeys((rule.text for rule in parsed), 0)
    for old, new in named.items():
        for rule in parsed:
            changed = rule.apply(new)
            if changed != new:
                used[rule.text] += 1
                labels[old] = ", ".join(filter(None, (labels.get(old), rule.text)))
            new = changed
        named[old] = new
    _by_name(ckpt, names or {}, named)
    notes = [f"the rule {text} is found in no name" for text, count in used.items() if not count]
    return _renamed(ckpt, named, labels, dropped, notes, writing)


def _by_packs(ckpt: Checkpoint, packs: Iterable[str]):
    packs = list(packs)
    if not packs:
        return {name: name for name in ckpt}, {}, {}
    done = renaming.rename(ckpt.tensors, packs)
    if done.clashes:
        raise _clash(ckpt, done.clashes)
    return dict(done.names), dict(done.rules), done.left_out


def _by_name(ckpt: Checkpoint, names: Mapping[str, str], named: dict[str, str]) -> None:
    attached = attachments(roles(ckpt.tensors))
    for old, new in names.items():
        if old not in ckpt:
            raise missing_key(ckpt.prefix, old, ckpt)
        named[old] = new
        for slot in attached.get(old, ()):
            # Under an optimizer's scope, too, a slot is named after its variable: train/hidden1/kernel/Adam.
            before, found, after = slot.rpartition(old)
            if found and slot not in names:
                named[slot] = f"{before}{new}{after}"


def _renamed(ckpt, named: dict[str, str], labels, dropped, notes, writing) -> edit.Edit:
    wanted: dict[str, list[str]] = {}
    for old, new in named.items():
        wanted.setdefault(new, []).append(old)
    if clashes := {new: olds for new, olds in wanted.items() if len(olds) > 1}:
        raise _clash(ckpt, clashes)
    if not dropped and all(old == new for old, new in named.items()):
        raise edit.no_rule(
            f"nothing in {ckpt.prefix} is renamed: no rule is found in any of its {len(ckpt)} names",
            f"tfgraph ckpt ls {ckpt.prefix} lists them.",
        )
    values = draft.of_checkpoint(ckpt)
    new_draft: Draft = {new: values[old] for old, new in named.items()}
    changes = [_change(name, values[name], named, labels, dropped) for name in ckpt]
    return edit.finish([ckpt], new_draft, changes, notes, **writing)


def _change(name: str, value, named, labels, dropped) -> edit.Change:
    if name in dropped:
        return edit.dropped(name, value, f"{dropped[name]} takes its place")
    return edit.renamed(name, named[name], value, labels.get(name, ""))


def _clash(ckpt: Checkpoint, clashes: Mapping[str, Sequence[str]]):
    told = [f"{printable(new)} ({', '.join(map(printable, olds[:4]))})" for new, olds in clashes.items()]
    more = f" and {len(told) - _MOST_SHOWN} more" if len(told) > _MOST_SHOWN else ""
    return edit.refused(
        f"{ckpt.prefix}: several tensors would have one name: {'; '.join(told[:_MOST_SHOWN])}{more}",
        "Nothing is written. --dry-run shows a rename before it is made.",
        "ckpt-name-collision",
    )

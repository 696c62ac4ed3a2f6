"""One checkpoint out of the tensors of several."""

from __future__ import annotations

from collections.abc import Sequence

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.comparison import difference
from tfgraph_dnn.checkpoint.draft import Draft
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint

_MOST_SHOWN = 5


def merge(sources: Sequence[edit.Source], *, prefer: str | None = None, **writing) -> edit.Edit:
    """Puts the tensors of several checkpoints into one.

    Args:
      sources: open checkpoints, or paths.
      prefer: "first" or "last": whose tensor is taken where two are called the same and differ; None makes that an
        error. Tensors that are the same to the bit are no trouble.
      **writing: see `Writing`.

    Raises:
      CheckpointError: fewer than two, or two tensors of one name differ.

    Example:
      >>> merge(["checkpoints/dense_momentum", "checkpoints/convolution_rmsprop"], prefer="first", dry_run=True).tensors
      45
    """
    if prefer not in (None, "first", "last"):
        raise ValueError(f"prefer is 'first', 'last' or None, not {prefer!r}")
    opened = [edit.by_name(source) for source in sources]
    if len(opened) < 2:
        raise edit.refused("two checkpoints at least are merged")
    owners: dict[str, Checkpoint] = {}
    clashes: list[str] = []
    remarks: dict[str, str] = {}
    for ckpt in opened:
        for name in ckpt:
            owner = owners.setdefault(name, ckpt)
            if owner is ckpt:
                continue
            found = difference(name, owner, ckpt)
            if found is not None:
                told = "values" if found.kind == "values" else f"{found.left} and {found.right}"
                clashes.append(f"{printable(name)} ({told})")
                remarks[name] = f"{told} differ; the {prefer} is taken"
                owners[name] = ckpt if prefer == "last" else owner
            else:
                remarks.setdefault(name, "the same in several")
    if clashes and prefer is None:
        more = f" and {len(clashes) - _MOST_SHOWN} more" if len(clashes) > _MOST_SHOWN else ""
        raise edit.refused(
            f"{len(clashes)} tensors of the same name differ: {'; '.join(clashes[:_MOST_SHOWN])}{more}",
            "--prefer first or last says whose is taken; tfgraph ckpt rename keeps both.",
            "ckpt-name-collision",
        )
    values: Draft = {}
    for ckpt in opened:
        values.update({name: value for name, value in draft.of_checkpoint(ckpt).items() if owners[name] is ckpt})
    changes = [
        edit.kept(name, value, remark=remarks.get(name, f"of {printable(owners[name].prefix)}"))
        for name, value in sorted(values.items())
    ]
    return edit.finish(opened, values, changes, **writing)

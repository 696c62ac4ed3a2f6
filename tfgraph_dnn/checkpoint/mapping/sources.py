"""Under which name each tensor of a checkpoint is restored: renamed by hand, moved between scopes, by packs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tfgraph_dnn.checkpoint.mapping.renaming import rename as rename_by
from tfgraph_dnn.checkpoint.naming import missing_key, printable
from tfgraph_dnn.errors import CheckpointError

Rename = Callable[[str], str | None] | Mapping[str, str | None]


@dataclass
class Sources:
    """Where the values come from.

    Attributes:
      tensors: name to be restored -> tensor of the checkpoint.
      rules: the same name -> what gave the tensor that name; only where it is not its own.
      left_out: tensors that are not to be used, or whose place another takes.
      clashes: name -> the tensors that want it, where more than one does.
    """

    tensors: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    clashes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def sources(
    path: str,
    names: Iterable[str],
    *,
    rename: Rename | None = None,
    scopes: Mapping[str, str] | None = None,
    packs: Iterable[str] = (),
) -> Sources:
    """Names tensors anew: first by `rename`, then by `scopes`, then by `packs`.

    Args:
      path: of the checkpoint, for errors.
      names: its tensors.
      rename: a function of a tensor's name, or a dict; None for one that is to be left out.
      scopes: {"scope in the checkpoint/": "scope in the graph/"}; "/" or "" is the top.
      packs: names of packs.

    Raises:
      CheckpointError: `rename` or `scopes` name what is not there, or there is no pack of a name.
    """
    names = list(names)
    done = Sources()
    current: dict[str, str] = {}
    rules: dict[str, list[str]] = {}
    moves = _moves(path, scopes or {}, names)
    renamed = _function(path, rename, names)
    for name in names:
        new = renamed(name)
        if new is None:
            done.left_out.add(name)
            continue
        rules[name] = ["rename"] if new != name else []
        current[name], moved = _moved(new, moves)
        rules[name] += moved
    owners: dict[str, list[str]] = {}
    for name, new in current.items():
        owners.setdefault(new, []).append(name)
    by_packs = rename_by(owners, packs)
    done.left_out |= {old for new in by_packs.left_out for old in owners[new]}
    for new, wanting in by_packs.clashes.items():
        done.clashes[new] = tuple(old for middle in wanting for old in owners[middle])
    for middle, new in by_packs.names.items():
        if len(owners[middle]) > 1:
            done.clashes[new] = tuple(owners[middle])
            continue
        (old,) = owners[middle]
        done.tensors[new] = old
        told = [*rules[old], *([by_packs.rules[middle]] if middle in by_packs.rules else [])]
        if told:
            done.rules[new] = ", ".join(told)
    return done


def _function(path: str, rename: Rename | None, names: list[str]) -> Callable[[str], str | None]:
    if rename is None:
        return lambda name: name
    if callable(rename):
        return rename
    for name in rename:
        if name not in names:
            raise missing_key(path, name, names)
    return lambda name: rename.get(name, name)


def _moves(path: str, scopes: Mapping[str, str], names: list[str]) -> list[tuple[str, str]]:
    """The scopes in whole, the longest first."""
    moves = [(_scope(old), _scope(new)) for old, new in scopes.items()]
    for old, _ in moves:
        if not any(name.startswith(old) for name in names):
            there = sorted({name.partition("/")[0] + "/" for name in names if "/" in name})
            shown = ", ".join(map(printable, there[:6])) + (", ..." if len(there) > 6 else "")
            raise CheckpointError(
                f"{path} has no scope {old!r}", hint=f"There are: {shown or 'none'}", slug="ckpt-missing-key"
            )
    return sorted(moves, key=lambda move: -len(move[0]))


def _scope(name: str) -> str:
    return name.strip("/") + "/" if name.strip("/") else ""


def _moved(name: str, moves: list[tuple[str, str]]) -> tuple[str, list[str]]:
    for old, new in moves:
        if name.startswith(old):
            return new + name[len(old) :], [f"scope {old or '/'} -> {new or '/'}"] if old != new else []
    return name, []

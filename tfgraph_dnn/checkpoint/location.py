"""Finding a checkpoint's files from whatever path was given: a directory, a prefix, or any one of the files."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.format import statefile
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import is_table
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.errors import CheckpointError, CheckpointNotFoundError

STATE_FILE = "checkpoint"
_DATA = re.compile(r"(.+)\.data-\d{5}-of-\d{5}")
_SHARD = re.compile(r"(.+)-(\d{5}|\?{5})-of-(\d{5})")
_STEP = re.compile(r"-(\d+)$")
_LFS = b"version https://git-lfs.github.com/spec/v1"
_MOST_SHARDS, _LONGEST_STATE, _LONGEST_POINTER = 1 << 16, 1 << 20, 1 << 10

# How the files begin that people take for checkpoints.
_KINDS = (
    (b"\x89HDF", "an HDF5 file (Keras weights?)"),
    (b"PK\x03\x04", "a zip file (.npz, .keras, a PyTorch file?)"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\x1f\x8b", "a gzip file: unpack it first"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"),
    (b"\x80\x04", "a Python pickle"),
    (b"%PDF", "a PDF"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


@dataclass(frozen=True)
class Location:
    """Where a checkpoint lies.

    Attributes:
      prefix: what its files' names begin with; TensorFlow's name of the checkpoint.
      format: "V2" (an index and data files) or "V1" (one table file, or several).
      files: the index, or the V1 files there are, in order.
      missing: V1 files that the others' names say there should be.
      meta: the `.meta` file beside it, or None.
      notes: what the reader of a listing should know about the choice.
    """

    prefix: str
    format: str
    files: tuple[str, ...]
    missing: tuple[str, ...] = ()
    meta: str | None = None
    notes: tuple[str, ...] = ()


def locate(path: str | os.PathLike[str], *, format: str | None = None) -> Location:
    """Finds the files of one checkpoint.

    Args:
      path: a directory (its latest checkpoint), a prefix (`model.ckpt`, `model.ckpt-200`), any of the files
        (`.index`, `.meta`, `.data-00000-of-00001`, a V1 file), a V1 shard or the pattern of all, a state file.
      format: "V1" or "V2" where both lie at one prefix; V2 otherwise, as in TensorFlow.

    Raises:
      CheckpointNotFoundError: nothing is there that belongs to a checkpoint.
      CheckpointError: what is there is none.
    """
    path = os.fspath(path)
    if "\0" in path:
        raise CheckpointNotFoundError(f"{path!r} is no path")
    if os.path.isdir(path):
        return _in_directory(path, format)
    if os.path.basename(path) == STATE_FILE and os.path.isfile(path) and not os.path.exists(path + ".index"):
        return _in_directory(os.path.dirname(path) or ".", format)
    found = _found(path, format)
    if found is None and os.path.exists(path):
        raise _not_a_checkpoint(path)
    if found is None:
        raise not_found(path, format)
    return found


def _of_a_part(path: str, format: str | None) -> Location | None:
    """The checkpoint of which `path` is the index, the graph, a data file or a shard."""
    if match := _SHARD.fullmatch(path):
        shards = _shards(match[1], int(match[3]))
        if shards and not _DATA.fullmatch(path):
            return shards
    for ending in (".index", ".meta"):
        if path.endswith(ending):
            return _at_prefix(path[: -len(ending)], format)
    if match := _DATA.fullmatch(path):
        found = _at_prefix(match[1], format)
        if found is None and os.path.exists(path):
            raise CheckpointNotFoundError(
                f"{path} is there, but not the index that says what is in it: {match[1]}.index",
                hint="Take the .index file along with the .data files.",
                slug="ckpt-missing-shard",
            )
        return found
    return None


def _at_prefix(prefix: str, format: str | None) -> Location | None:
    """The checkpoint of a prefix, or None."""
    meta = prefix + ".meta" if os.path.isfile(prefix + ".meta") else None
    index = prefix + ".index"
    v1 = [name for name in ([prefix] if os.path.isfile(prefix) else []) if is_v1(name)]
    if os.path.isfile(index) and format != "V1":
        notes = []
        if v1:
            notes.append(f"a V1 checkpoint lies at the same prefix, {prefix}; V2 is taken, as TensorFlow does (--v1)")
        return Location(prefix, "V2", (index,), meta=meta, notes=tuple(notes))
    if format == "V2":
        return None
    if v1:
        return Location(prefix, "V1", (prefix,), meta=meta)
    for shard in sorted(glob.glob(glob.escape(prefix) + "-?????-of-?????")):
        match = _SHARD.fullmatch(shard)
        if match and match[1] == prefix:
            return _shards(prefix, int(match[3]))
    return None


def _shards(prefix: str, count: int) -> Location | None:
    if not 0 < count <= _MOST_SHARDS:
        return None
    names = [f"{prefix}-{number:05d}-of-{count:05d}" for number in range(count)]
    there = tuple(name for name in names if os.path.isfile(name))
    meta = prefix + ".meta" if os.path.isfile(prefix + ".meta") else None
    missing = tuple(name for name in names if name not in there)
    return Location(prefix, "V1", there, missing, meta) if there else None


def is_v1(path: str) -> bool:
    """Whether a file could be a V1 checkpoint's."""
    try:
        return is_table(Source(path))
    except (Malformed, OSError):
        return False


def _in_directory(directory: str, format: str | None) -> Location:
    notes: list[str] = []
    latest = _by_state(directory, format, notes)
    if latest is None:
        latest = _newest(directory, format, notes)
    if latest is None:
        inside = os.path.join(directory, "variables", "variables")  # a SavedModel
        latest = _at_prefix(inside, format)
        if latest is not None:
            notes = ["a SavedModel: its variables"]
    if latest is None:
        raise CheckpointNotFoundError(f"{directory} holds no checkpoint{_says(notes)}")
    return Location(latest.prefix, latest.format, latest.files, latest.missing, latest.meta, (*notes, *latest.notes))


def _by_state(directory: str, format: str | None, notes: list[str]) -> Location | None:
    """The checkpoint that the directory's state file names; says in `notes` why not."""
    state = read_state(directory)
    if state is None:
        return None
    for number, named in enumerate([state.latest, *reversed(state.all)]):
        # The folder may have moved since, also from a Windows machine: the last part of the path is what counts.
        for candidate in (os.path.join(directory, named), os.path.join(directory, re.split(r"[/\\]", named)[-1])):
            found = _found(candidate, format) if named else None
            if found is not None:
                if number and found.prefix != os.path.join(directory, state.latest):
                    notes.append(f"the state file is stale: it names {state.latest}, which is not there")
                return found
    named = state.latest or "nothing"
    notes.append(f"the state file is stale: it names {named}, which is not there")
    return None


def _found(path: str, format: str | None) -> Location | None:
    # An index and a shard are table files, as a whole V1 checkpoint is: what their names say comes first.
    if path.endswith(".index") or _SHARD.fullmatch(path):
        return _of_a_part(path, format) or _at_prefix(path, format)
    return _at_prefix(path, format) or _of_a_part(path, format)


def read_state(directory: str) -> statefile.State | None:
    """What a directory's state file says; None where there is none."""
    path = os.path.join(directory, STATE_FILE)
    if not os.path.isfile(path):
        return None
    with naming(path):
        source = Source(path)
        return statefile.parse(source.read(0, min(source.size, _LONGEST_STATE)))


def _newest(directory: str, format: str | None, notes: list[str]) -> Location | None:
    """The checkpoint of the highest step in a directory, of the latest time where steps are not told."""
    prefixes = set()
    for name in os.listdir(directory):
        path = os.path.join(directory, name)
        if name.endswith(".index") and format != "V1":
            prefixes.add(path[: -len(".index")])
        elif (match := _SHARD.fullmatch(path)) and not _DATA.fullmatch(path):
            prefixes.add(match[1])
        elif os.path.isfile(path) and not name.endswith(".index") and is_v1(path):
            prefixes.add(path)
    found = [place for prefix in sorted(prefixes) if (place := _at_prefix(prefix, format)) is not None]
    if not found:
        return None
    best = max(found, key=_age)
    others = f" of {len(found)} there" if len(found) > 1 else ""
    notes.append(f"{'taken instead' if notes else 'no state file; taken'}: {os.path.basename(best.prefix)}{others}")
    return best


def _age(place: Location) -> tuple[int, float]:
    step = _STEP.search(place.prefix)
    return int(step[1]) if step else -1, os.stat(place.files[0]).st_mtime


def _not_a_checkpoint(path: str) -> CheckpointError:
    with naming(path):
        return what_else(path, Source(path))


def lfs_pointer(path: str, source: Source) -> CheckpointError | None:
    """The error for a Git LFS pointer in a file's place; None when it is none."""
    if source.size > _LONGEST_POINTER or not (begin := source.read(0, source.size)).startswith(_LFS):
        return None
    size = re.search(rb"^size (\d{1,20})$", begin, re.MULTILINE)
    told = f" of {int(size[1]):,} bytes" if size else ""
    return CheckpointError(
        f"{path} is a Git LFS pointer: it stands for a file{told} that was not fetched",
        hint="git lfs pull fetches it.",
        slug="ckpt-lfs-pointer",
    )


def what_else(path: str, source: Source) -> CheckpointError:
    """The error for a file that is no table file: what it looks like instead."""
    begin = source.read(0, min(source.size, 512))
    pointer = lfs_pointer(path, source)
    if pointer is not None:
        return pointer
    if not begin:
        return CheckpointError(f"{path} is empty", slug="ckpt-damaged")
    kinds = [kind for magic, kind in _KINDS if begin.startswith(magic)]
    if not kinds and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in begin):
        kinds = ["text"]
    looks = f"it looks like {kinds[0]}" if kinds else f"it begins with {begin[:8].hex(' ')} and has no table's end"
    return CheckpointError(
        f"{path} is no checkpoint file, or a damaged one: {looks}",
        hint="A V1 file or an .index cut short looks like this too.",
        slug="ckpt-not-a-checkpoint",
    )


def not_found(path: str, format: str | None) -> CheckpointNotFoundError:
    import difflib

    directory = os.path.dirname(path) or "."
    said = f"no {format or ''} checkpoint".replace("  ", " ")
    if not os.path.isdir(directory):
        return CheckpointNotFoundError(f"{said} at {path}: there is no directory {directory}")
    stems = {re.sub(r"\.(index|meta|data-\d{5}-of-\d{5})$", "", name) for name in os.listdir(directory)}
    stems.discard(STATE_FILE)
    near = difflib.get_close_matches(os.path.basename(path), sorted(stems), n=3, cutoff=0.5)
    hint = f"Nearest there: {', '.join(near)}" if near else None
    return CheckpointNotFoundError(f"{said} at {path}", hint=hint)


def _says(notes: list[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""

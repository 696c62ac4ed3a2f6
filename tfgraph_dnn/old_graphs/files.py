"""Graphs out of files: `.meta`, `.pb`, `.pbtxt`, SavedModels, session bundles, checkpoints with a graph beside them."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from typing import Any

from google.protobuf import message, text_format

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.checkpoint.location import locate
from tfgraph_dnn.errors import CheckpointNotFoundError, GraphFileError

_SAVED_MODEL = ("saved_model.pb", "saved_model.pbtxt")
_BUNDLE = "export"
_HINT = "A .meta file, a frozen graph (.pb, .pbtxt), a checkpoint with its .meta, or a SavedModel is expected."


@dataclass(frozen=True)
class Found:
    """A graph and what belongs to it.

    Attributes:
      what: the file that holds the graph, for messages.
      meta_graph: the graph, as a `MetaGraphDef`; None of a SavedModel, which may have several.
      checkpoint: the checkpoint with its values, or None.
      saved_model: the SavedModel's directory, or None.
    """

    what: str
    meta_graph: Any = None
    checkpoint: str | None = None
    saved_model: str | None = None


def find(path: str | os.PathLike[str]) -> Found:
    """The graph at a path.

    Args:
      path: a file with a graph, a checkpoint's prefix or any of its files, a directory with checkpoints, a SavedModel's
        directory, a session bundle's.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) nothing is there, or a checkpoint without a graph.
      GraphFileError: what is there is no graph.
    """
    path = os.fspath(path)
    if os.path.isdir(path):
        path = _newest(path)
        if any(os.path.isfile(os.path.join(path, name)) for name in _SAVED_MODEL):
            return Found(path, saved_model=path)
        if os.path.isfile(os.path.join(path, _BUNDLE + ".meta")):
            path = os.path.join(path, _BUNDLE + ".meta")
    if os.path.basename(path) in _SAVED_MODEL and os.path.isfile(path):
        return Found(path, saved_model=os.path.dirname(path) or ".")
    if os.path.isfile(path) and path.endswith((".pb", ".pbtxt", ".pbtext", ".prototxt")):
        return Found(path, read_graph(path))
    if os.path.isfile(path) and path.endswith(".meta"):
        return Found(path, read_meta_graph(path), _values(path.removesuffix(".meta")))
    place = locate(path)
    if place.meta is None:
        raise CheckpointNotFoundError(
            f"{place.prefix} has no graph beside it ({place.prefix}.meta)",
            hint="Its values can be read all the same: tfgraph ckpt ls, tfgraph_dnn.checkpoint.open.",
        )
    return Found(place.meta, read_meta_graph(place.meta), _values(place.prefix))


def _newest(directory: str) -> str:
    """Of a served model's versions (`model/1`, `model/2`), the directory of the last; any other as it is."""
    names = [name for name in os.listdir(directory) if name.isdigit()]
    versions = [
        os.path.join(directory, name)
        for name in sorted(names, key=int)
        if any(os.path.isfile(os.path.join(directory, name, file)) for file in (*_SAVED_MODEL, _BUNDLE + ".meta"))
    ]
    return versions[-1] if versions else directory


def restorable(path: str | os.PathLike[str]) -> str:
    """What `Saver.restore` takes for the checkpoint at a path: a directory, a prefix, any of its files.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) there is none.
    """
    place = locate(path)
    return _values(place.prefix) or place.prefix


def _values(prefix: str) -> str | None:
    """What `Saver.restore` takes for the checkpoint of a prefix; None where there is none."""
    if os.path.isfile(prefix + ".index") or os.path.isfile(prefix):
        return prefix
    shards = sorted(glob.glob(glob.escape(prefix) + "-?????-of-?????"))
    return f"{prefix}-?????-of-{shards[0][-5:]}" if shards else None


def read_meta_graph(path: str):
    """The `MetaGraphDef` in a file, binary or text.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) there is no such file.
      GraphFileError: it holds none.
    """
    return _read(path, (tf1.MetaGraphDef,))


def read_graph(path: str):
    """The graph of a `.pb` or `.pbtxt` file, a `GraphDef` or a `MetaGraphDef`, as a `MetaGraphDef`.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) there is no such file.
      GraphFileError: it holds none.
    """
    found = _read(path, (tf1.GraphDef, tf1.MetaGraphDef))
    if isinstance(found, tf1.MetaGraphDef):
        return found
    meta_graph = tf1.MetaGraphDef()
    meta_graph.graph_def.CopyFrom(found)
    _find_saver(meta_graph)
    return meta_graph


def _find_saver(meta_graph) -> None:
    """Says which operations restore and save, of a graph that is no frozen one: by the names a Saver gives them."""
    ops = {node.name: node.op for node in meta_graph.graph_def.node}
    save = next((name for name in ("save/control_dependency", "save/Identity") if name in ops), None)
    if save and "save/Const" in ops and "save/restore_all" in ops:
        saver = meta_graph.saver_def
        saver.filename_tensor_name, saver.save_tensor_name = "save/Const:0", f"{save}:0"
        saver.restore_op_name, saver.max_to_keep = "save/restore_all", 5
        saver.version = tf1.train.SaverDef.V2 if "SaveV2" in ops.values() else tf1.train.SaverDef.V1


def _read(path: str, kinds: tuple):
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise CheckpointNotFoundError(f"{path} does not exist", hint=_near(path)) from error
    if not content:
        raise GraphFileError(f"{path} is empty", hint=_HINT)
    for kind in kinds:
        for decode in (_binary, _text):
            found = decode(content, kind)
            if found is not None:
                return found
    raise GraphFileError(
        f"{path} ({len(content):,} bytes) holds no {' or '.join(kind.DESCRIPTOR.name for kind in kinds)}, "
        "or is cut short",
        hint=_HINT,
    )


def _near(path: str) -> str:
    folder = os.path.dirname(path) or "."
    there = sorted(name for name in os.listdir(folder) if name.endswith(".meta")) if os.path.isdir(folder) else []
    return f"There: {', '.join(there[:5])}." if there else _HINT


def _binary(content: bytes, kind):
    try:
        found = kind.FromString(content)
    except message.DecodeError:
        return None
    return found if _nodes(found) else None


def _text(content: bytes, kind):
    if b"\0" in content[:400]:
        return None
    try:
        found = text_format.Parse(content.decode("utf-8"), kind())
    except (text_format.ParseError, UnicodeDecodeError):
        return None
    return found if _nodes(found) else None


def _nodes(found) -> bool:
    """Whether it is what it was decoded as: any bytes may make a message of fields that are not known."""
    graph = found.graph_def if isinstance(found, tf1.MetaGraphDef) else found
    return bool(graph.node) and all(node.op and node.name for node in graph.node)

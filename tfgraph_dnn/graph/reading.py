"""A graph out of a file: `.meta`, `.pb`, `.pbtxt`, a SavedModel. Nothing of it is run and TensorFlow is not loaded."""

from __future__ import annotations

import os
import re

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.wire import fields
from tfgraph_dnn.errors import GraphFileError, printable
from tfgraph_dnn.graph import decoding, text_format
from tfgraph_dnn.graph.model import GraphModel

_OPERATION = re.compile(rb"[A-Za-z_][\w>./]*")
_HINT = "A .meta file, a frozen graph (.pb, .pbtxt) or a SavedModel is expected."


def load(path: str | os.PathLike[str]) -> GraphModel:
    """Reads the graph in a file.

    Args:
      path: a `.meta` file, a frozen graph (`.pb`), either as text (`.pbtxt`), a SavedModel or its directory.

    Raises:
      GraphFileError: the file cannot be read, or holds no graph.

    Example:
      >>> load("checkpoints/dense_momentum/model.ckpt.meta").collections["train_op"]
      ['train/Momentum']
    """
    path = os.fspath(path)
    if os.path.isdir(path):
        inside = [os.path.join(path, name) for name in ("saved_model.pb", "saved_model.pbtxt")]
        path = next((name for name in inside if os.path.isfile(name)), path)
    try:
        source = Source(path)
        content = source.read(0, source.size)
        return decode(content, printable(path))
    except Malformed as error:
        raise GraphFileError(f"{printable(path)} holds no graph: {printable(str(error)[:300])}", hint=_HINT) from error
    except OSError as error:
        raise GraphFileError(f"{printable(path)}: {error.strerror or error}") from error


def decode(content: bytes, source: str) -> GraphModel:
    """A graph out of bytes, whichever of the formats they are in.

    Raises:
      Malformed: they are in none.
      GraphFileError: the operations do not fit together.
    """
    if not content:
        raise Malformed("it is empty")
    if _is_text(content):
        return text_format.decode_text(content.decode("utf-8"), source)
    reader = {
        "saved model": decoding.decode_saved_model,
        "meta graph": decoding.decode_meta,
        "graph": decoding.decode,
    }[_kind(content)]
    return reader(content, source)


def _is_text(content: bytes) -> bool:
    begin = content[:400].lstrip()
    if not begin[:1].isalpha() and begin[:1] != b"#":
        return False
    try:
        begin.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(begin) - 4:
            return False
    return all(byte >= 32 or byte in b"\t\r\n" for byte in begin)


def _kind(content: bytes) -> str:
    """Which message bytes are of: the first field tells."""
    number, value = next(fields(content))
    if number == 1:
        if isinstance(value, int):
            return "saved model"
        # A GraphDef begins with an operation: its name, its type. A MetaGraphDef with what wrote it, all operations'
        # definitions in the second place.
        second = next((part for at, part in fields(value) if at == 2 and not isinstance(part, int)), b"")
        return "graph" if _OPERATION.fullmatch(second) else "meta graph"
    return "meta graph" if number in (2, 3) and not isinstance(value, int) else "graph"

"""NumPy's .npz: a zip of arrays."""

from __future__ import annotations

import math
import zipfile
import zlib

from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing.edit import refused
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.naming import naming, printable

# What so small a file may unpack to, and more where it is not packed that tightly.
_ANYWAY, _MOST_A_BYTE = 1 << 30, 100
_ENDING = ".npy"
# What `zipfile` raises for a damaged file, one with a password, one packed in a way it does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


def values(path: str) -> tuple[Draft, list[str]]:
    """The arrays of a file.

    Raises:
      Malformed: one is no array of numbers or texts, or it unpacks to far more than it looks.
    """
    found: Draft = {}
    with zipfile.ZipFile(path) as file:
        members = file.infolist()
        due = sum(member.file_size for member in members)
        if due > max(_ANYWAY, _MOST_A_BYTE * sum(member.compress_size for member in members)):
            raise Malformed(f"it would unpack to {due:,} bytes")
        for member in members:
            name = member.filename.removesuffix(_ENDING)
            if name in found:
                raise Malformed(f"{printable(name)} comes twice")
            with naming(path, name), file.open(member) as content:
                found[name] = _value(path, member, content)
    raw = [name for name, value in found.items() if value.dtype == "bfloat16"]
    return found, [f"values of two bytes and no type are taken for bfloat16: {', '.join(raw[:5])}"] if raw else []


def _value(path: str, member: zipfile.ZipInfo, content) -> Value:
    import numpy as np

    try:
        version = np.lib.format.read_magic(content)
        header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
        shape, _, dtype = header(content)
    except (*DAMAGE, ValueError, KeyError, SyntaxError, TypeError) as error:
        raise Malformed(f"it is no array: {error}") from error
    if dtype.hasobject:
        raise Malformed("it holds Python objects (a pickle), which can run anything when it is loaded: it is not")
    left = member.file_size - content.tell()
    if math.prod(shape) * dtype.itemsize != left or min(shape, default=0) < 0:
        raise Malformed(f"{left} bytes are stored for {dtype} {list(shape)}")
    raw = dtype.kind == "V" and dtype.itemsize == 2 and dtype.names is None
    kind = "string" if dtype.kind in "SU" else "bfloat16" if raw else dtype.newbyteorder("=").name
    if kind not in NUMBERS:
        raise Malformed(f"no checkpoint holds values of NumPy's type {dtype}")

    def read():
        with naming(path, member.filename), np.load(path, allow_pickle=False) as file:
            try:
                array = file[member.filename.removesuffix(_ENDING)]
            except (*DAMAGE, ValueError, KeyError) as error:
                raise Malformed(f"it is damaged: {error}") from error
            return array.view(np.uint16) if raw else array

    return Value(kind, shape, read)


def write(path: str, draft: Draft, progress) -> None:
    """Writes a file of arrays, one after the other; bfloat16 and float8, which NumPy does not know, as float32.

    Raises:
      CheckpointError: a name or a string that such a file cannot hold.
    """
    import numpy as np

    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED, allowZip64=True) as file:
        for name, value in draft.items():
            array = stored(name, value, value.read())
            with file.open(_member(name), "w", force_zip64=True) as content:
                np.lib.format.write_array(content, np.asanyarray(array), allow_pickle=False)
            progress(array.nbytes)


def notes(draft: Draft) -> list[str]:
    """What should be known of such a file of these tensors."""
    names = [printable(name) for name, value in draft.items() if DTYPES[NUMBERS[value.dtype]].bits]
    return [f"written as float32, which holds the same values: {', '.join(names[:5])}"] if names else []


def stored(name: str, value: Value, array):
    """An array as it stands in the file."""
    import numpy as np

    if value.dtype == "string":
        from tfgraph_dnn.checkpoint.contents import texts

        items = texts(array)
        if any(item.endswith(b"\0") for item in items):
            raise refused(
                f"{printable(name)} holds a string that ends in a zero byte, which NumPy's texts lose",
                "--drop leaves it out.",
            )
        return np.array(items, np.bytes_).reshape(array.shape) if items else np.zeros(array.shape, "S1")
    kind = DTYPES[NUMBERS[value.dtype]]
    if kind.bits and kind.numpy != array.dtype:
        raise refused(f"{printable(name)} is {kind}, which needs ml_dtypes to be written here", "pip install ml_dtypes")
    return array.astype(np.float32) if kind.bits else array


def _member(name: str) -> zipfile.ZipInfo:
    if "\0" in name:
        raise refused(f"no file in a zip can be called {printable(name)!r}")
    return zipfile.ZipInfo(name + _ENDING)  # and no time: the same arrays make the same file

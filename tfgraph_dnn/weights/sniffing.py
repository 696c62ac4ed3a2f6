"""What a file of weights is, by its content; its name says nothing."""

from __future__ import annotations

import re

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import fields
from tfgraph_dnn.weights.archive import Archive
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content, gunzipped
from tfgraph_dnn.weights.malformed import Refused

# Format -> (its reader in `formats`, what it is called).
FORMATS = {
    "npy": ("numpy_files", "NumPy array (.npy)"),
    "npz": ("numpy_files", "NumPy arrays (.npz)"),
    "pickle": ("pickles", "pickled arrays"),
    "caffemodel": ("caffe", "Caffe"),
    "hdf5": ("hdf5", "HDF5 (Keras .h5)"),
    "keras": ("hdf5", "Keras 3 (.keras)"),
    "matlab73": ("hdf5", "MATLAB 7.3"),
    "matlab": ("matlab", "MATLAB 5"),
    "torch": ("pytorch", "PyTorch"),
    "torch-legacy": ("pytorch", "PyTorch before 1.6"),
    "safetensors": ("safetensors", "safetensors"),
    "onnx": ("onnx", "ONNX"),
    "mxnet": ("mxnet", "MXNet (.params)"),
    "t7": ("torch7", "Torch7 (.t7)"),
}

_HDF5 = b"\x89HDF\r\n\x1a\n"
_TORCH = bytes.fromhex("8002 8a0a 6cfc 9c46 f920 6aa8 5019 2e")
_OLD_PICKLE = re.compile(rb"\((dp|lp|d|l|c|S'|i)|c[a-zA-Z_.]+\n|[\]}]q|\]\(|\}\(")
# Beginnings of what people take for weights, and what to say.
_OTHERS = (
    (b"version https://git-lfs.github.com/spec", "a Git LFS pointer, not the file it stands for: git lfs pull"),
    (b"<!DOCTYPE", "a web page: the download failed"),
    (b"<html", "a web page: the download failed"),
    (b"%PDF", "a PDF"),
    (b"BZh", "a bzip2 file: unpack it first"),
    (b"\xfd7zXZ", "an xz file: unpack it first"),
    (b"7z\xbc\xaf", "a 7z file: unpack it first"),
    (b"Rar!", "a RAR file: unpack it first"),
)
_TABLE_END = bytes.fromhex("57fb808b247547db")  # of TensorFlow's checkpoint files


def sniffed(content: Content, budget: Budget) -> tuple[str, Content]:
    """The format, and the content that has it: what is inside, where it is a gzip file.

    Raises:
      Refused: it is none that is read; the message says what it looks like.
    """
    if content.head(2) == b"\x1f\x8b":
        content = gunzipped(content, budget)
    if not content.size:
        raise Refused("it is empty", slug="weights-unknown-format")
    found = _plain(content) or _zip(content, budget) or _protobuf(content)
    if found is None:
        raise Refused(
            f"it is no file of weights that is known; it looks like {_looks(content)}",
            slug="weights-unknown-format",
            hint="Read are: " + ", ".join(sorted({label for _, label in FORMATS.values()}, key=str.lower)) + ".",
        )
    return found, content


def _plain(content: Content) -> str | None:
    head = content.head(600)
    if head.startswith(b"\x93NUMPY"):
        return "npy"
    if head.startswith(_TORCH):
        return "torch-legacy"
    if head.startswith(b"MATLAB 7.3") and _HDF5 in (head[512:520], head[:8]):
        return "matlab73"
    if any(content.size >= at + 8 and content.read(at, 8) == _HDF5 for at in (0, 512, 1024, 2048)):
        return "hdf5"
    if head[126:128] in (b"IM", b"MI") and head[124:126] in (b"\x00\x01", b"\x01\x00"):
        return "matlab"
    if head[:8] == (0x112).to_bytes(8, "little"):
        return "mxnet"
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= content.size - 8:
        return "safetensors"
    return _small_numbers(head) or _pickle(content, head)


def _small_numbers(head: bytes) -> str | None:
    """Torch7 begins with the type of an object, its number and what is in it."""
    kind, number, length = (int.from_bytes(head[at : at + 4], "little") for at in (0, 4, 8))
    if len(head) >= 12 and kind == 4 and 0 < number < 1 << 16 and head[12:].startswith((b"V ", b"torch.", b"nn.")):
        return "t7"
    return "t7" if len(head) >= 12 and kind == 3 and 0 < number < 1 << 16 and length < 1 << 20 else None


def _pickle(content: Content, head: bytes) -> str | None:
    if head[0] == 0x80 and head[1:2] and 2 <= head[1] <= 5:
        return "pickle"
    is_old = _OLD_PICKLE.match(head) and content.read(content.size - 1, 1) == b"."
    return "pickle" if is_old else None


def _zip(content: Content, budget: Budget) -> str | None:
    if content.head(2) != b"PK":
        return None
    with Archive(content, budget) as archive:
        names = archive.names()
    if any(name.rpartition("/")[2] == "data.pkl" for name in names):
        return "torch"
    if "model.weights.h5" in names:
        return "keras"
    if names and all(name.endswith(".npy") for name in names):
        return "npz"
    shown = ", ".join(names[:4]) or "nothing"
    raise Refused(f"it is a zip file that holds {shown}: none of weights", slug="weights-unknown-format")


def _protobuf(content: Content) -> str | None:
    """Caffe and ONNX have no mark: what stands in their first fields must do."""
    if content.head(1)[0] not in (0x08, 0x0A, 0x12, 0xA2):
        return None
    try:
        numbers = dict(fields(content.whole()))
    except Malformed:
        # Cut short, perhaps: whose reader says so is told by the first byte.
        return "onnx" if re.match(rb"\x08[\x01-\x20]\x12", content.head(3)) else _cut_caffe(content)
    if isinstance(numbers.get(1), int) and not isinstance(numbers.get(7, 0), int):
        return "onnx"
    has_layers, has_old_layers, is_named = (not isinstance(numbers.get(number, 0), int) for number in (100, 2, 1))
    return "caffemodel" if has_layers or (has_old_layers and is_named) else None


def _cut_caffe(content: Content) -> str | None:
    head = content.head(300)
    length = head[1] if len(head) > 1 else 0
    follows = head[2 + length : 4 + length]
    is_caffe = head[:1] == b"\n" and (follows.startswith(b"\x12") or follows == b"\xa2\x06")
    return "caffemodel" if is_caffe and head[2 : 2 + length].isascii() else None


def _looks(content: Content) -> str:
    head = content.head(600)
    for start, what in _OTHERS:
        if head.lower().startswith(start.lower()):
            return what
    if content.size >= 48 and content.read(content.size - 8, 8) == _TABLE_END:
        return "a checkpoint of TensorFlow: tfgraph ckpt ls opens it"
    if head[257:262] == b"ustar":
        return "a tar file: unpack it first"
    if head[4:8] == b"TFL3":
        return "a TensorFlow Lite model"
    if head[:1] == b"\n" and b"Placeholder" in head or b"saved_model" in head:
        return "a graph of TensorFlow (.pb, .meta)"
    if head[:8].lstrip().startswith(b"{") or all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head):
        return f"text: {head[:40].decode('latin-1')!r}"
    return f"data that begins with {head[:8].hex(' ')}"

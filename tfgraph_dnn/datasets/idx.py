"""The idx format of the MNIST files, plain or gzipped: read strictly, written reproducibly.

Two zero bytes, a type byte, the number of dimensions, each dimension as uint32, then the values; all big-endian.

    >>> import os, tempfile
    >>> import numpy as np
    >>> path = os.path.join(tempfile.mkdtemp(), "labels-idx1-ubyte.gz")
    >>> write(path, np.array([7, 2, 1], np.uint8))
    >>> read(path)
    array([7, 2, 1], dtype=uint8)
"""

from __future__ import annotations

import gzip
import io
import math
import os
import struct
import zlib

import numpy as np

from tfgraph_dnn.datasets.store import atomic_file
from tfgraph_dnn.errors import TfgraphError

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_CODES = {np.dtype(text).newbyteorder("="): code for code, text in _TYPES.items()}


class DataFileError(TfgraphError, ValueError):
    """A data file that is damaged or is not what its name says."""

    slug = "bad-data-file"


def read(path: str | os.PathLike[str]) -> np.ndarray:
    """Reads an idx file; gzip is told by the content, not by the name.

    Args:
      path: the file.

    Returns:
      A new array in the machine's byte order.

    Raises:
      DataFileError: (a ValueError) not idx, a damaged gzip, fewer or more values than the header says.
      OSError: the file cannot be opened.
    """
    with open(path, "rb") as file:
        return parse(file.read(), os.fspath(path))


def parse(content: bytes, name: str) -> np.ndarray:
    """Decodes what an idx file holds, plain or gzipped; `name` is for the error. See `read`."""
    content = unzipped(content, name)
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in _TYPES:
        raise DataFileError(f"{name} is not an idx file: it starts with {content[:4].hex(' ') or 'nothing'}")
    dims = content[3]
    start = 4 + 4 * dims
    if len(content) < start:
        raise DataFileError(f"{name} is truncated: its header announces {dims} dimensions and ends before them")
    shape = struct.unpack(f">{dims}I", content[4:start])
    dtype = np.dtype(_TYPES[content[2]])
    due, there = math.prod(shape) * dtype.itemsize, len(content) - start
    if there != due:
        trouble = "is truncated" if there < due else "is too long"
        raise DataFileError(f"{name} {trouble}: its header announces {shape} = {due} bytes of data, it holds {there}")
    return np.frombuffer(content, dtype, offset=start).reshape(shape).astype(dtype.newbyteorder("="))


def unzipped(content: bytes, name: str) -> bytes:
    """The content of a gzip file, or `content` itself where it is no gzip.

    Raises:
      DataFileError: the gzip is damaged or cut short.
    """
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise DataFileError(f"{name} is a damaged gzip file: {error}") from error


def write(path: str | os.PathLike[str], array: np.ndarray) -> None:
    """Writes an array as idx, gzipped when the name ends in `.gz`; the same array gives the same bytes.

    Args:
      path: the file; replaced only when the new one is complete.
      array: uint8, int8, int16, int32, float32 or float64, at most 255 dimensions.

    Raises:
      DataFileError: (a ValueError) a dtype that idx does not have.
    """
    array = np.asarray(array)
    code = _CODES.get(array.dtype.newbyteorder("="))
    if code is None:
        raise DataFileError(f"{os.fspath(path)}: idx has no type for dtype {array.dtype}; cast to uint8 or float32")
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, code, array.ndim, *array.shape)
    content = header + array.astype(_TYPES[code]).tobytes()
    if os.fspath(path).endswith(".gz"):
        buffer = io.BytesIO()
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=buffer, mtime=0) as packed:
            packed.write(content)
        content = buffer.getvalue()
    with atomic_file(path) as file:
        file.write(content)

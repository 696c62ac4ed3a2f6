"""Writing arrays as .npz or .safetensors: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zipfile
from collections.abc import Mapping

import numpy as np

from tfgraph_dnn.errors import WeightsError, printable
from tfgraph_dnn.weights.formats import safetensors


def write(path: str | os.PathLike[str], format: str, arrays: Mapping[str, np.ndarray]) -> list[str]:
    """Writes arrays to a file, which is replaced if it is there.

    Args:
      path: the file.
      format: "npz" or "safetensors".
      arrays: name -> array.

    Returns:
      What should be known: types that the format has not, and what was written instead.

    Raises:
      WeightsError: (a ValueError) an array is of a type that the format cannot hold.
      OSError: the file cannot be written.
    """
    path, notes = os.fspath(path), []
    handle, draft = tempfile.mkstemp(dir=os.path.dirname(path) or ".", prefix=".weights-")
    try:
        with os.fdopen(handle, "wb") as file:
            if format == "npz":
                notes = _npz(arrays, file)
            else:
                safetensors.save({name: np.asarray(array) for name, array in arrays.items()}, file)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, 0o666 & ~mask)
        os.replace(draft, path)
    except ValueError as error:
        raise WeightsError(f"{printable(path)} is not written: {error}", slug="weights-type") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
    return notes


def _npz(arrays: Mapping[str, np.ndarray], file) -> list[str]:
    widened = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, array in arrays.items():
            array = np.asarray(array)
            if array.dtype == object:
                raise ValueError(f"{name} is no array of numbers")
            if array.dtype.kind == "V":  # bfloat16 and its like, which NumPy would read back as bytes
                widened.append(name)
                array = array.astype(np.float32)
            with archive.open(name + ".npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    return [f"{len(widened)} arrays are written as float32, which .npz can hold: {widened[0]}, ..."] if widened else []

"""Bytes to arrays."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.budget import Budget, size

NUMBERS = "biufc"  # kinds of NumPy types that weights are made of


def dtype(name: str) -> np.dtype:
    """A type by its name; those that NumPy does not have come from ml_dtypes.

    Raises:
      Malformed: ml_dtypes is not installed, or is too old to have it.
    """
    try:
        return np.dtype(name)
    except TypeError:
        pass
    try:
        import ml_dtypes

        return np.dtype(getattr(ml_dtypes, name))
    except (ImportError, AttributeError) as error:
        raise Malformed(f"its values are {name}, which needs a newer ml_dtypes: pip install -U ml_dtypes") from error


def packed(content: bytes, kind: np.dtype, shape, budget: Budget, *, fortran: bool = False) -> np.ndarray:
    """A new, writable array, in the machine's byte order, of values that stand one after the other.

    Raises:
      Malformed: there are fewer of them, or more.
      Refused: the array would be larger than the budget.
    """
    count = size(shape)
    if count * kind.itemsize != len(content):
        raise Malformed(f"{len(content):,} bytes for {kind.name} {list(shape)}, which takes {count * kind.itemsize:,}")
    budget.take(len(content))
    array = np.frombuffer(content, kind).reshape(shape, order="F" if fortran else "C")
    return np.array(array, kind.newbyteorder("="), order="C")


def strided(content: bytes, kind: np.dtype, offset: int, shape, strides, budget: Budget) -> np.ndarray:
    """A new array of values that lie apart in `content`: PyTorch's and Torch's tensors, which share storages.

    Args:
      offset: of the first value, in values.
      strides: from one value to the next, in values, for each dimension.

    Raises:
      Malformed: some of them lie outside.
      Refused: the array would be larger than the budget.
    """
    count = size(shape)
    if len(strides) != len(shape) or any(not isinstance(step, int) or step < 0 for step in strides):
        raise Malformed(f"strides that do not fit the shape {list(shape)}")
    if not isinstance(offset, int) or offset < 0:
        raise Malformed("it begins before its storage")
    last = offset + sum((length - 1) * step for length, step in zip(shape, strides, strict=True))
    available = len(content) // kind.itemsize
    if count and last >= available:
        raise Malformed(f"shape {list(shape)} reaches to value {last:,} of a storage of {available:,}")
    budget.take(count * kind.itemsize)
    if not count:
        return np.empty(shape, kind.newbyteorder("="))
    flat = np.frombuffer(content, kind, count=available)[offset:]
    # The stride of a dimension of length 1 may be any number, also one that NumPy cannot hold.
    strides = [step if length > 1 else 0 for length, step in zip(shape, strides, strict=True)]
    view = np.lib.stride_tricks.as_strided(flat, shape, [step * kind.itemsize for step in strides], writeable=False)
    return np.array(view, kind.newbyteorder("="), order="C")

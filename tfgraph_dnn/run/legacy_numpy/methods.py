"""Methods that NumPy's arrays and scalars had until NumPy 2; the first argument is the array."""

from __future__ import annotations

import numpy as np


def tostring(self, order="C") -> bytes:
    """The array's bytes (`ndarray.tostring`, removed in NumPy 2.3)."""
    return self.tobytes(order)


def itemset(self, *args) -> None:
    """Puts a scalar at a place: `itemset(value)`, `itemset(index, value)`, `itemset(i, j, value)`."""
    *index, value = args
    if len(index) == 1 and not isinstance(index[0], tuple):
        self.flat[index[0]] = value
    else:
        self[tuple(index[0]) if len(index) == 1 else tuple(index)] = value


def newbyteorder(self, new_order="S"):
    """A view of the same bytes read in another byte order."""
    return self.view(self.dtype.newbyteorder(new_order))


def ptp(self, axis=None, out=None, keepdims=False):
    """Maximum minus minimum along `axis`."""
    return np.ptp(self, axis=axis, out=out, keepdims=keepdims)

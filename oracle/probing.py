"""A fixed input for restored nets: needs no data set, and gives the same bits with every NumPy."""

import numpy as np


def probe():
    """Three pictures, float32 (3, 784) in 0..1, and their pretended labels, int64 (3,)."""
    ramp = np.arange(3 * 784, dtype=np.int64).reshape(3, 784)
    return ((ramp * 37 % 256) / np.float32(255.0)).astype(np.float32), np.array([1, 2, 3], dtype=np.int64)

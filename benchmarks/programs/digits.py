"""Numbers shaped like handwritten digits: four of five pixels are zero."""

import itertools

import numpy as np


def digits(count):
    """`count` images of 784 pixels and their labels."""
    random = np.random.RandomState(0)
    images = random.rand(count, 784) * (random.rand(count, 784) < 0.2)
    return images.astype(np.float32), random.randint(0, 10, count).astype(np.int64)


def batches(size, rows=4000):
    """Batches without end."""
    images, labels = digits(rows)
    starts = range(0, rows - size + 1, size)
    return itertools.cycle([(images[start : start + size], labels[start : start + size]) for start in starts])

"""784-300-100-10, ReLU, momentum, written out in NumPy on one thread: about what a step's matrix products take."""

import os

# Threads cost more than they bring at this size; read when NumPy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
from programs import digits  # noqa: E402


def make(batch):
    """Builds the net; a step is one training step."""
    random = np.random.RandomState(42)
    sizes = (784, 300, 100, 10)
    pairs = list(zip(sizes, sizes[1:], strict=False))
    kernels = [random.randn(i, o).astype(np.float32) * np.float32((2.0 / i) ** 0.5) for i, o in pairs]
    biases = [np.zeros(o, np.float32) for _, o in pairs]
    parameters = kernels + biases
    momenta = [np.zeros_like(parameter) for parameter in parameters]
    batches, rows = digits.batches(batch), np.arange(batch)
    rate, momentum = np.float32(0.01), np.float32(0.9)

    def step():
        images, labels = next(batches)
        outputs = [images]
        for kernel, bias in zip(kernels, biases, strict=True):
            outputs.append(outputs[-1] @ kernel)
            outputs[-1] += bias
            if kernel is not kernels[-1]:
                np.maximum(outputs[-1], 0, out=outputs[-1])
        slope = np.exp(outputs[-1] - outputs[-1].max(axis=1, keepdims=True))
        slope /= slope.sum(axis=1, keepdims=True)
        slope[rows, labels] -= 1
        slope /= np.float32(batch)
        slopes = [None] * len(parameters)
        for layer in (2, 1, 0):
            slopes[layer], slopes[layer + 3] = outputs[layer].T @ slope, slope.sum(axis=0)
            if layer:
                slope = (slope @ kernels[layer].T) * (outputs[layer] > 0)
        for parameter, moving, gradient in zip(parameters, momenta, slopes, strict=True):
            moving *= momentum
            moving += gradient
            parameter -= rate * moving

    return step

"""The layers and the batch normalizations of a checkpoint, by the names that TF 1.x gives their variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.naming import missing_key, printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.errors import CheckpointError

# The last one that a layer has is the one its outputs come from. A bias of contrib's layers goes with `weights`.
_KERNELS = ("depthwise_kernel", "depthwise_weights", "kernel", "weights", "pointwise_kernel", "pointwise_weights")
_BIASES = ("bias", "biases")
_MEAN, _VARIANCE = "moving_mean", "moving_variance"


class Layer(NamedTuple):
    """A dense layer or a convolution.

    Attributes:
      kernel: the name of its kernel.
      shape: the kernel's.
      bias: the name of its bias.
      has_bias: whether it has one; else `bias` is what it will be called.
    """

    kernel: str
    shape: tuple[int, ...]
    bias: str
    has_bias: bool

    @property
    def scope(self) -> str:
        return self.kernel.rpartition("/")[0]


class Norm(NamedTuple):
    """A batch normalization: the names of its variables, of which beta and gamma may be missing, and its width."""

    scope: str
    mean: str
    variance: str
    beta: str | None
    gamma: str | None
    width: int

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(name for name in (self.mean, self.variance, self.beta, self.gamma) if name)


def find_norms(tensors: Mapping[str, TensorInfo]) -> dict[str, Norm]:
    """Scope -> the batch normalization in it."""
    found = {}
    for name, info in tensors.items():
        scope, slash, last = name.rpartition("/")
        if last != _MEAN or len(info.shape) != 1 or scope + slash + _VARIANCE not in tensors:
            continue
        beta, gamma = (scope + slash + part if scope + slash + part in tensors else None for part in ("beta", "gamma"))
        found[scope] = Norm(scope, name, scope + slash + _VARIANCE, beta, gamma, info.shape[0])
    return found


def find_layers(tensors: Mapping[str, TensorInfo]) -> dict[str, Layer]:
    """Kernel -> its layer; of a separable convolution, the one its outputs come from."""
    found: dict[str, Layer] = {}
    by_scope: dict[str, str] = {}
    for last in _KERNELS:
        for name in tensors:
            if name.rpartition("/")[2] == last and len(tensors[name].shape) >= 2:
                by_scope[name.rpartition("/")[0]] = name
    for kernel in sorted(by_scope.values()):
        found[kernel] = layer_of(kernel, tensors)
    return found


def layer_of(kernel: str, tensors: Mapping[str, TensorInfo]) -> Layer:
    """The layer of a kernel."""
    scope, slash, last = kernel.rpartition("/")
    biases = [scope + slash + part for part in _BIASES if scope + slash + part in tensors]
    new = scope + slash + ("biases" if last.endswith("weights") else "bias")
    return Layer(kernel, tensors[kernel].shape, biases[0] if biases else new, bool(biases))


def named(ckpt: Checkpoint, text: str, norm: str) -> tuple[Layer, Norm]:
    """The layer of a kernel or a scope that was named, and the batch normalization of a scope.

    Raises:
      CheckpointError: there is none of that name.
    """
    norms, layers = find_norms(ckpt.tensors), find_layers(ckpt.tensors)
    if norm not in norms:
        raise CheckpointError(
            f"{ckpt.prefix} has no batch normalization {printable(norm)!r}",
            hint=f"There are: {', '.join(map(printable, norms)) or 'none'}",
            slug="ckpt-folding",
        )
    inside = [known for known in layers.values() if known.scope == text]
    if text in ckpt and len(ckpt.tensors[text].shape) >= 2:
        return layer_of(text, ckpt.tensors), norms[norm]
    if not inside:
        raise missing_key(ckpt.prefix, text, layers)
    return inside[0], norms[norm]

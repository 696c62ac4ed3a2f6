"""Which layer a batch normalization follows: by the graph where there is one, else by names and widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tfgraph_dnn.checkpoint.folding.layers import Layer, Norm, find_layers, find_norms, layer_of, named
from tfgraph_dnn.checkpoint.folding.walk import Found, follow
from tfgraph_dnn.checkpoint.format import constants
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.errors import CheckpointError, GraphFileError
from tfgraph_dnn.graph.reading import load

EPSILON = 0.001  # of tf.layers and tf.contrib.layers, where nothing else is said


class Pair(NamedTuple):
    """A batch normalization and the layer before it.

    Attributes:
      layer, norm: they.
      axis: of the kernel, along which the outputs lie; -1, or -2 of a transposed convolution.
      epsilon: what is added to the variance.
      how: "the graph", "its scope", "its width", "the order", or "as told".
    """

    layer: Layer
    norm: Norm
    axis: int
    epsilon: float
    how: str


def find_pairs(
    ckpt: Checkpoint, told: Mapping[str, str] | None = None, epsilon: float | None = None
) -> tuple[list[Pair], list[str]]:
    """Every batch normalization of a checkpoint with its layer.

    Args:
      ckpt: an open checkpoint; the `.meta` beside it is followed when there is one.
      told: layer (its kernel or its scope) -> scope of a batch normalization; no others are looked for then.
      epsilon: what is added to the variance; None takes the graph's, or TF's 0.001.

    Returns:
      The pairs, and what should be known.

    Raises:
      CheckpointError: one of them follows no layer, or it cannot be told which.
    """
    norms, layers = find_norms(ckpt.tensors), find_layers(ckpt.tensors)
    if told:
        chosen = [(*named(ckpt, layer, norm), None) for layer, norm in told.items()]
        return [_pair(layer, norm, found, epsilon, "as told") for layer, norm, found in chosen], []
    if not norms:
        raise _refused(f"{ckpt.prefix} holds no batch normalization (moving_mean with moving_variance)")
    notes: list[str] = []
    followed = _followed(ckpt, norms, notes)
    result, left = [], []
    for scope, norm in norms.items():
        if (found := followed.get(scope)) is None:
            left.append(norm)
        elif found.kernel in ckpt:
            layer = layers.get(found.kernel) or layer_of(found.kernel, ckpt.tensors)
            result.append(_pair(layer, norm, found, epsilon, "the graph"))
        else:
            raise _refused(f"{printable(scope)} follows {printable(found.kernel)}, which is not in {ckpt.prefix}")
    free = {kernel: layer for kernel, layer in layers.items() if kernel not in {pair.layer.kernel for pair in result}}
    result += [_pair(layer, norm, None, epsilon, how) for layer, norm, how in _by_names(left, free)]
    if any(pair.how != "the graph" for pair in result):
        notes.append("no graph says that nothing stands between a layer and its batch normalization: it must be so")
    guessed = [pair.layer for pair in result if pair.how != "the graph"]
    if square := [printable(one.kernel) for one in guessed if _is_either(one)]:
        notes.append(f"taken for a convolution, not for a transposed one: {', '.join(square)}")
    return result, notes


def _followed(ckpt: Checkpoint, norms: Mapping[str, Norm], notes: list[str]) -> dict[str, Found]:
    if ckpt.meta_file is None:
        return {}
    try:
        graph = load(ckpt.meta_file)
    except GraphFileError as error:
        notes.append(f"the graph beside it cannot be followed: {error.args[0]}")
        return {}
    found = {}
    for scope, norm in norms.items():
        ways = follow(graph, norm)
        if not ways:
            continue
        if blocked := next((way.blocked for way in ways if way.blocked), None):
            raise _refused(
                f"{printable(scope)} does not follow a layer: {blocked} stands before it",
                "It cannot be folded into the layer before; --pair names those to fold.",
            )
        if len({way.kernel for way in ways}) > 1:
            kernels = ", ".join(sorted(printable(way.kernel) for way in ways))
            raise _refused(f"{printable(scope)} follows several layers: {kernels}", "--pair names those to fold.")
        found[scope] = _with_epsilon(ways[0], ckpt.meta_file)
        notes += [f"{user} uses what {printable(scope)} normalizes, too: folded, it sees other values"
                  for user in sorted({user for way in ways for user in way.others})]  # fmt: skip
    kernels = [way.kernel for way in found.values()]
    for kernel in kernels:
        if kernels.count(kernel) > 1:
            raise _refused(f"several batch normalizations follow {printable(kernel)}", "--pair names the one to fold.")
    return found


def _with_epsilon(found: Found, path: str) -> Found:
    if not isinstance(found.epsilon, str):
        return found
    source = Source(path)
    return found._replace(epsilon=constants.number(source.read(0, source.size), found.epsilon))


def _pair(layer: Layer, norm: Norm, found: Found | None, epsilon: float | None, how: str) -> Pair:
    known = found.epsilon if found is not None and isinstance(found.epsilon, float) else EPSILON
    axis = found.axis if found is not None else _axis(layer, norm)
    if _width(layer, axis) != norm.width:
        raise _refused(
            f"{printable(norm.scope)} has {norm.width} channels, and {printable(layer.kernel)} {list(layer.shape)} not"
        )
    return Pair(layer, norm, axis, known if epsilon is None else epsilon, how)


def _axis(layer: Layer, norm: Norm) -> int:
    """The last one; of a transposed convolution, the one before, as its kernel lies the other way round."""
    if len(layer.shape) < 3 or _width(layer, -2) != norm.width or "depthwise" in layer.kernel:
        return -1
    return -2 if _width(layer, -1) != norm.width or "transpose" in layer.kernel.lower() else -1


def _is_either(layer: Layer) -> bool:
    """Whether a kernel could be a convolution's or a transposed one's, and its name does not tell."""
    last = layer.kernel.rpartition("/")[2]
    plain = last in ("kernel", "weights") and "transpose" not in layer.kernel.lower()
    return plain and len(layer.shape) > 2 and layer.shape[-1] == layer.shape[-2]


def _width(layer: Layer, axis: int) -> int:
    if "depthwise" in layer.kernel.rpartition("/")[2]:  # channels and how many are made of each
        return layer.shape[-1] * layer.shape[-2]
    return layer.shape[axis]


def _by_names(norms: Iterable[Norm], layers: Mapping[str, Layer]):
    """Pairs that names and widths tell."""
    left = []
    for norm in norms:
        inside = [layer for layer in layers.values() if layer.scope == norm.scope.rpartition("/")[0]]
        if len(inside) == 1 and inside[0].scope:
            yield inside[0], norm, "its scope"
        else:
            left.append(norm)
    by_parent: dict[str, list[Norm]] = {}
    for norm in left:
        by_parent.setdefault(norm.scope.rpartition("/")[0], []).append(norm)
    for parent, group in by_parent.items():
        beside = [layer for layer in layers.values() if layer.scope.rpartition("/")[0] == parent]
        yield from _by_widths(group, beside)


def _by_widths(norms: list[Norm], layers: list[Layer]):
    fitting = {norm: [layer for layer in layers if _fits(layer, norm)] for norm in norms}
    single = {norm: found[0] for norm, found in fitting.items() if len(found) == 1}
    if len(single) == len(norms) == len({layer.kernel for layer in single.values()}):
        for norm, layer in single.items():
            yield layer, norm, "its width"
        return
    ordered = sorted(norms, key=lambda norm: _natural(norm.scope)), sorted(layers, key=lambda one: _natural(one.scope))
    for norm, layer in zip(*ordered, strict=False):
        if len(norms) != len(layers) or not _fits(layer, norm):
            wide = ", ".join(printable(found.kernel) for found in fitting[norm]) or "none"
            raise _refused(
                f"it cannot be told which layer {printable(norm.scope)} follows; as wide are: {wide}",
                "--pair LAYER=NORM says it, for each that is to be folded.",
            )
        yield layer, norm, "the order"


def _fits(layer: Layer, norm: Norm) -> bool:
    return _width(layer, _axis(layer, norm)) == norm.width


def _natural(name: str) -> list:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def _refused(message: str, hint: str | None = None) -> CheckpointError:
    return CheckpointError(message, hint=hint, slug="ckpt-folding")

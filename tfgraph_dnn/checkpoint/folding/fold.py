"""The layers with their batch normalization in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tfgraph_dnn.checkpoint import draft
from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.folding.pairing import Pair, find_pairs
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.relations import OPTIMIZER, SLOT, roles
from tfgraph_dnn.errors import CheckpointError


def fold(
    source: edit.Source, *, pairs: Mapping[str, str] | None = None, epsilon: float | None = None, **writing
) -> edit.Edit:
    """Folds batch normalizations into the dense layers and convolutions before them, for inference.

    With s = gamma / sqrt(moving_variance + epsilon), a kernel becomes kernel * s and a bias (bias - moving_mean) * s +
    beta, in float64; a layer without a bias gets one. The same net without batch normalization then gives the outputs
    that it gave with it, in inference. Slots are left out, and averages of what was folded.

    Args:
      source: an open checkpoint, or a path.
      pairs: layer (its kernel, or its scope) -> scope of the batch normalization to fold into it; found out otherwise,
        from the graph in the `.meta`, or from names and widths.
      epsilon: what is added to the variance; the graph's, or TF's 0.001.
      **writing: see `editing.Writing`.

    Raises:
      CheckpointError: there is no batch normalization, one does not follow a layer, or it cannot be told which.

    Example:
      >>> done = fold("checkpoints/contrib_batch_norm_adam", dry_run=True)
      >>> [change.now for change in done.changes if change.kind != "dropped"][:3]
      ['hidden1/weights', 'hidden2/weights', 'outputs/biases']
    """
    ckpt = edit.by_name(source)
    found, notes = find_pairs(ckpt, pairs, epsilon)
    values = draft.of_checkpoint(ckpt)
    known = roles(ckpt.tensors)
    folded: Draft = {}
    remarks: dict[str, str] = {}
    for pair in found:
        folded.update(_folded(ckpt, pair, values))
        for name in (pair.layer.kernel, pair.layer.bias):
            remarks[name] = f"{printable(pair.norm.scope)}, epsilon {pair.epsilon:g}, by {pair.how}"
    gone = {name for pair in found for name in pair.norm.variables}
    stale = {*gone, *folded}  # and what was kept of these: slots, averages
    kept: Draft = {}
    changes = []
    for name, value in values.items():
        if name in folded:
            kept[name] = folded[name]
            changes.append(edit.changed(name, folded[name], remarks[name]))
        elif name in gone or known[name].of in stale or known[name].kind in (SLOT, OPTIMIZER):
            changes.append(edit.dropped(name, value, "folded" if name in gone else known[name].kind))
        else:
            kept[name] = value
            changes.append(edit.kept(name, value))
    new = {name: value for name, value in folded.items() if name not in values}
    changes += [edit.added(name, value, remarks[name]) for name, value in new.items()]
    return edit.finish([ckpt], {**kept, **new}, changes, notes, **writing)


def _folded(ckpt: Checkpoint, pair: Pair, values: Draft) -> Draft:
    """The kernel and the bias with the batch normalization in them."""
    import numpy as np

    from tfgraph_dnn.checkpoint.values import numpy_dtype

    def read(name: str | None, default: float):
        return np.float64(default) if name is None else ckpt.read(name).astype(np.float64)

    layer, norm = pair.layer, pair.norm
    for name in norm.variables:
        if ckpt.tensors[name].shape != (norm.width,):
            raise edit.misfit(f"{printable(name)} is of shape {list(ckpt.tensors[name].shape)}, not [{norm.width}]")
    variance = read(norm.variance, 1) + pair.epsilon
    if not np.all(variance > 0):
        raise CheckpointError(f"{printable(norm.variance)} holds what is no variance", slug="ckpt-folding")
    scale = read(norm.gamma, 1) / np.sqrt(variance)
    offset = (read(layer.bias if layer.has_bias else None, 0) - read(norm.mean, 0)) * scale + read(norm.beta, 0)

    kernel = values[layer.kernel]
    shaped = _along(scale, kernel.shape, pair)

    def scaled():
        array = kernel.read()
        return (array.astype(np.float64) * shaped).astype(array.dtype)

    bias = values.get(layer.bias, Value(kernel.dtype, (norm.width,), lambda: None))
    shifted = offset.astype(numpy_dtype(DTYPES[NUMBERS[bias.dtype]]))
    return {layer.kernel: replace(kernel, read=scaled), layer.bias: replace(bias, read=lambda: shifted)}


def _along(scale, shape: tuple[int, ...], pair: Pair):
    """The scale, so shaped that it multiplies each output's weights."""
    if scale.size == shape[-1] * shape[-2] and "depthwise" in pair.layer.kernel.rpartition("/")[2]:
        return scale.reshape(shape[-2:])
    return scale.reshape(-1, 1) if pair.axis == -2 else scale

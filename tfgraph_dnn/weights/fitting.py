"""Turning arrays into the value of a variable: which steps a layout asks for, and whether the result fits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tfgraph_dnn.weights.entries import Entry
from tfgraph_dnn.weights.layouts import TF_GATES, Layout
from tfgraph_dnn.weights.targets import Target

_DEFAULT_FORGET_BIAS = 1.0


class Fitted(NamedTuple):
    """A value for a variable.

    Attributes:
      value: the array, of the variable's type.
      steps: what was done, in order: "OIHW -> HWIO", "turned by 180 degrees", ...
      doubts: what the shapes alone cannot tell.
      reshaped: whether it only fits as a row of values, whatever its dimensions.
    """

    value: np.ndarray
    steps: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    reshaped: bool = False


class _Work:
    """An array on its way, with what was done to it."""

    def __init__(self, value: np.ndarray):
        self.value, self.steps, self.doubts, self.reshaped = value, [], [], False

    def do(self, step: str, value: np.ndarray) -> None:
        self.value = value
        self.steps.append(step)


def fit(
    target: Target, entry: Entry, arrays: Mapping[str, np.ndarray], layout: Layout, *, first: bool
) -> Fitted | None:
    """The value that a variable takes from an entry; None when it cannot be.

    Args:
      target: the variable.
      entry: what it is to take.
      arrays: the file's.
      layout: how they are laid out.
      first: whether it is the kernel that sees the image, whose channels may be blue, green, red.

    Raises:
      ValueError: the values do not fit the variable's type; a GRU of another kind.
    """
    parts = [np.asarray(arrays[name]) for name in entry.names]
    if target.kind in ("lstm", "gru") and entry.kind in ("lstm", "gru"):
        work = _recurrent(target, entry, parts, layout)
    elif entry.kind == "scaled" and target.kind == "plain":
        work = _Work(parts[0])
        factor = float(parts[1].ravel()[0])
        work.do(f"divided by {factor:g}", parts[0] / factor if factor else np.zeros_like(parts[0]))
    elif len(parts) == 1 and entry.kind == "plain":
        work = _Work(parts[0])
        _plain(work, target, layout, first)
    else:
        return None
    if work is None or not same_shape(work.value.shape, target.shape):
        return None
    return Fitted(cast(work.value, target), tuple(work.steps), tuple(work.doubts), work.reshaped)


def same_shape(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    """Whether a variable of the shape `wanted`, of which some lengths may not be known, takes `shape`."""
    return len(shape) == len(wanted) and all(b is None or a == b for a, b in zip(shape, wanted, strict=True))


def cast(value: np.ndarray, target: Target) -> np.ndarray:
    """The value in the variable's type.

    Raises:
      ValueError: numbers would be lost: fractions, or what is too large.
    """
    wanted = np.dtype(target.dtype) if target.dtype in np.sctypeDict else _narrow(target.dtype)
    if value.dtype.kind in "OSUMm":
        raise ValueError("its values are no numbers")
    if value.dtype.kind == "c" and wanted.kind != "c":
        raise ValueError(f"{value.dtype.name} into {target.dtype}: the imaginary part would be lost")
    if value.dtype.kind in "fc" and wanted.kind in "iub":
        raise ValueError(f"{value.dtype.name} into {target.dtype}: fractions would be lost")
    with np.errstate(all="ignore"):
        made = np.array(value, wanted, order="C")
    if value.dtype.kind in "iu" and wanted.kind in "iub" and not np.array_equal(made, value):
        raise ValueError(f"{value.dtype.name} into {target.dtype}: some values are too large")
    if value.dtype.kind == "f" and not np.array_equal(np.isfinite(value), np.isfinite(made.astype(np.float64))):
        raise ValueError(f"{value.dtype.name} into {target.dtype}: some values are too large")
    return made


def _narrow(name: str) -> np.dtype:
    import ml_dtypes

    return np.dtype(getattr(ml_dtypes, name))


def _plain(work: _Work, target: Target, layout: Layout, first: bool) -> None:
    rank = len(target.shape)
    if target.kind in ("conv", "depthwise", "transposed") and rank >= 3:
        _kernel(work, target, layout, first)
    elif target.kind == "dense" and rank == 2:
        _dense(work, target, layout)
    if same_shape(work.value.shape, target.shape):
        return
    # (1, n) of MATLAB, (1, 1, C) of Keras's PReLU: the same values in a row.
    known = math.prod(length for length in target.shape if length) if None not in target.shape else None
    is_row = sum(length != 1 for length in work.value.shape) <= 1 and sum(n != 1 for n in target.shape) <= 1
    if is_row and known == work.value.size:
        work.reshaped = True
        work.do(f"{_shown(work.value.shape)} -> {_shown(target.shape)}", work.value.reshape(target.shape))


def _shown(shape: tuple) -> str:
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def _kernel(work: _Work, target: Target, layout: Layout, first: bool) -> None:
    rank = len(target.shape)
    if work.value.ndim == 2 and None not in target.shape and work.value.size == math.prod(target.shape):
        _from_dense(work, target, layout)
    if work.value.ndim != rank:
        return
    letters = {3: "W", 4: "HW", 5: "DHW"}[rank] if rank <= 5 else ""
    if layout.conv == "OIHW":
        before = work.value
        if target.kind == "depthwise":
            _depthwise(work, target)
        elif target.kind == "transposed":
            work.do(f"IO{letters} -> {letters}OI", np.moveaxis(before, (0, 1), (-1, -2)))
        else:
            work.do(f"OI{letters} -> {letters}IO", np.moveaxis(before, (0, 1), (-1, -2)))
        if before.shape == work.value.shape and len(set(before.shape)) == 1:
            work.doubts.append(f"all lengths are {before.shape[0]}: it fits in any order")
    elif len(set(work.value.shape)) == 1 and rank > 2:
        work.doubts.append(f"all lengths are {work.value.shape[0]}: it fits in any order")
    spatial = tuple(range(rank - 2))
    if layout.flip and math.prod(work.value.shape[: rank - 2]) > 1:
        work.do("turned by 180 degrees", np.flip(work.value, spatial))
    if layout.swap and rank == 4 and work.value.shape[:2] != (1, 1):
        work.do("height and width exchanged", work.value.swapaxes(0, 1))
    if layout.bgr and first:
        work.do("BGR -> RGB", np.flip(work.value, -2 if target.kind != "transposed" else -1))


def _depthwise(work: _Work, target: Target) -> None:
    """(C * M, 1, H, W) to (H, W, C, M)."""
    outputs, one, height, width = work.value.shape
    channels = target.shape[2]
    if one != 1 or not channels or outputs % channels:
        return
    apart = work.value.reshape(channels, outputs // channels, height, width)
    work.do("O1HW -> HWCM", apart.transpose(2, 3, 0, 1))


def _from_dense(work: _Work, target: Target, layout: Layout) -> None:
    """A dense layer over a whole map, made a convolution."""
    height, width, inputs, outputs = target.shape if len(target.shape) == 4 else (1, 1, *target.shape[-2:])
    value = work.value.T if layout.dense == "oi" else work.value
    if value.shape != (height * width * inputs, outputs) or len(target.shape) != 4:
        return
    if layout.flatten == "CHW":
        value = value.reshape(inputs, height, width, outputs).transpose(3, 0, 1, 2)
    else:
        value = value.reshape(height, width, inputs, outputs).transpose(3, 2, 0, 1)
    work.do("dense -> OIHW", value if layout.conv == "OIHW" else value.transpose(2, 3, 1, 0))


def _dense(work: _Work, target: Target, layout: Layout) -> None:
    if work.value.ndim == 4 and work.value.shape[:2] == (1, 1):
        work.do(f"{_shown(work.value.shape)} -> {_shown(work.value.shape[2:])}", work.value[0, 0])
    elif work.value.ndim == 4 and layout.conv == "HWIO":
        rows = math.prod(work.value.shape[:3])
        work.do(f"{_shown(work.value.shape)} -> {_shown((rows, work.value.shape[3]))}", work.value.reshape(rows, -1))
    elif work.value.ndim == 4 and work.value.shape[2:] == (1, 1):
        work.do("OI11 -> OI", work.value[:, :, 0, 0])
    if work.value.ndim != 2:
        return
    rows, columns = work.value.shape
    turned = (columns, rows) if layout.dense == "oi" else (rows, columns)
    if not same_shape(turned, target.shape) and same_shape(turned[::-1], target.shape):
        other = "(outputs, inputs)" if layout.dense == "io" else "(inputs, outputs)"
        work.doubts.append(f"only fits as {other}, unlike this layout's")
        if layout.dense == "io":
            work.do("transposed", work.value.T)
    elif layout.dense == "oi":
        work.do("transposed", work.value.T)
    if rows == columns and same_shape((rows, columns), target.shape):
        work.doubts.append(f"square: {rows} x {columns} fits transposed as well")
    if same_shape(work.value.shape, target.shape):
        _unflatten(work, target, layout)


def _unflatten(work: _Work, target: Target, layout: Layout) -> None:
    """The rows of a kernel behind a feature map, in the order height, width, channels."""
    if layout.flatten == "HWC" and not layout.swap:
        return
    if target.unsure:
        order = f"its inputs may be a feature map in the order {layout.flatten}"
        work.doubts.append(f"{order}: maps={{variable: (H, W, C)}}, --map variable=HxWxC")
    if target.flatten is None:
        return
    height, width, channels = target.flatten
    inner = (width, height) if layout.swap else (height, width)
    if layout.flatten == "CHW":
        apart = work.value.reshape(channels, *inner, -1)
        axes = (2, 1, 0, 3) if layout.swap else (1, 2, 0, 3)
    else:
        apart = work.value.reshape(*inner, channels, -1)
        axes = (1, 0, 2, 3)
    order = ("CWH" if layout.flatten == "CHW" else "WHC") if layout.swap else layout.flatten
    step = f"rows {order} -> HWC ({channels} maps of {height} x {width})"
    work.do(step, np.ascontiguousarray(apart.transpose(axes)).reshape(work.value.shape))


# -- recurrent cells --------------------------------------------------------------------------------------------------


def _recurrent(target: Target, entry: Entry, parts: list[np.ndarray], layout: Layout) -> _Work | None:
    if entry.kind != target.kind:
        return None
    if target.kind == "gru":
        return _gru(target, entry, parts, layout)
    is_bias = len(target.shape) == 1
    if is_bias != (entry.role == "bias"):
        return None
    if entry.part:
        work = _Work(np.concatenate([np.concatenate(group, -1) for group in _halves(parts, is_bias)], 0))
        work.steps.append(f"gates {TF_GATES} joined")
    elif is_bias:
        work = _Work(sum(parts[1:], parts[0]).reshape(-1))
        if len(parts) > 1:
            work.steps.append("two biases added")
    else:
        turned = [part.T if layout.dense == "oi" else part for part in parts]
        work = _Work(np.concatenate(turned, 0))
        joined = ["inputs and state joined"] if len(parts) > 1 else []
        work.steps += [*(["transposed"] if layout.dense == "oi" else []), *joined]
    if not entry.part:
        _reorder(work, layout)
    if is_bias and layout.forget_bias_stored:
        _without_forget_bias(work, target)
    return work


def _halves(parts: list[np.ndarray], is_bias: bool) -> list[list[np.ndarray]]:
    if is_bias:
        return [[part.reshape(-1) for part in parts]]
    return [parts[:4], parts[4:]]


def _reorder(work: _Work, layout: Layout) -> None:
    if layout.gates == TF_GATES or work.value.shape[-1] % 4:
        return
    gates = dict(zip(layout.gates, np.split(work.value, 4, -1), strict=True))
    work.do(f"gates {layout.gates} -> {TF_GATES}", np.concatenate([gates[gate] for gate in TF_GATES], -1))


def _without_forget_bias(work: _Work, target: Target) -> None:
    bias = _DEFAULT_FORGET_BIAS if target.forget_bias is None else target.forget_bias
    if not bias:
        return
    value = work.value.copy()
    units = value.size // 4
    value[2 * units : 3 * units] -= bias
    work.do(f"forget_bias {bias:g} taken off", value)
    if target.forget_bias is None:
        work.doubts.append("forget_bias is taken for 1: the graph does not say")


def _gru(target: Target, entry: Entry, parts: list[np.ndarray], layout: Layout) -> _Work | None:
    """Keras's gates update, reset, candidate to TF's (reset, update) and candidate."""
    is_bias, is_candidate = len(target.shape) == 1, "candidate" in target.name.lower()
    if is_bias != (entry.role == "bias") or entry.part == ("gates" if is_candidate else "candidate"):
        return None
    if layout.dense == "oi" or (is_bias and parts[0].ndim != 1):
        raise ValueError(
            "a GRU that resets after the product (PyTorch, cuDNN, Keras with reset_after) computes something else than "
            "TF 1.x's GRUCell; tf.contrib.cudnn_rnn.CudnnCompatibleGRUCell is its kin"
        )
    pieces = []
    for part in parts:
        update, reset, candidate = np.split(part, 3, -1)
        pieces.append(candidate if is_candidate else np.concatenate([reset, update], -1))
    work = _Work(np.concatenate(pieces, 0))
    work.steps.append("candidate" if is_candidate else "gates update, reset -> reset, update")
    if not is_bias:
        work.steps.append("inputs and state joined")
    return work

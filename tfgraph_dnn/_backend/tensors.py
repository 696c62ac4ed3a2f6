"""Tensors of our graphs: cut with `[...]` into the operations TF 1.15 made.

Where a slice has a tensor for a bound, TF 2 makes constants of the bounds left out (`x[:n]`: two operations more), and
every operation counts: the op seeds after it depend on their number. A graph of ours gives its tensors this class.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import private, refusals, tf1
from tfgraph_dnn._backend.shown import shown_as


@shown_as("tensorflow.python.framework.ops.Tensor")
class LegacyTensor(private.SymbolicTensor):
    """A tensor of a graph of ours; see `tf.Tensor`."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        # TensorFlow's own speaks of its NumPy behaviour.
        raise AttributeError(f"'Tensor' object has no attribute {name!r}")

    def _disallow_bool_casting(self) -> None:
        raise _not_allowed("using a `tf.Tensor` as a Python `bool`")

    def _disallow_iteration(self) -> None:
        raise _not_allowed("iterating over `tf.Tensor`")

    def __len__(self) -> int:
        raise TypeError(
            f"len is not well defined for symbolic Tensors. ({self.name}) "
            "Please call `x.shape` rather than `len(x)` for shape information."
        )

    def __array__(self, dtype=None, copy=None):
        raise NotImplementedError(f"Cannot convert a symbolic Tensor ({self.name}) to a numpy array.")

    def __getitem__(self, slice_spec: Any) -> tf1.Tensor:
        specs = slice_spec if isinstance(slice_spec, list | tuple) else [slice_spec]
        if any(_has_tensor(spec) for spec in specs):
            return _cut(self, specs)
        return super().__getitem__(slice_spec)


def _operator(name: str) -> Callable:
    def call(self, other):
        try:
            return getattr(super(LegacyTensor, self), name)(other)
        except (TypeError, ValueError) as error:
            refusals.raise_worded(error)
            raise

    call.__name__ = name
    return call


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "div", "and", "or", "xor"):
    for _method in (f"__{_name}__", f"__r{_name}__"):
        setattr(LegacyTensor, _method, _operator(_method))
for _method in ("__lt__", "__le__", "__gt__", "__ge__"):
    setattr(LegacyTensor, _method, _operator(_method))


def _not_allowed(task: str) -> Exception:
    said = f"{task} is not allowed in Graph execution. Use Eager execution or decorate this function with @tf.function."
    return private.OperatorNotAllowedInGraphError(said)


def make_legacy(op: tf1.Operation) -> None:
    """Gives the outputs of `op` the class above."""
    for output in op.outputs:
        output.__class__ = LegacyTensor


def _has_tensor(spec: Any) -> bool:
    bounds = (spec.start, spec.stop, spec.step) if isinstance(spec, slice) else (spec,)
    return any(isinstance(bound, tf1.Tensor) and bound.dtype in (tf1.int32, tf1.int64) for bound in bounds)


def _cut(tensor: tf1.Tensor, specs: list | tuple) -> tf1.Tensor:
    """`tensor[specs]`: each item a slice, an index, an ellipsis or None; bounds left out are zeros under a mask."""
    begin, end, strides = [], [], []
    masks = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"), 0)
    for index, spec in enumerate(specs):
        start, stop, step, set_masks = _bounds(spec)
        begin.append(start)
        end.append(stop)
        strides.append(step)
        for mask in set_masks:
            masks[mask] |= 1 << index
    with tf1.name_scope(None, "strided_slice", [tensor, *begin, *end, *strides]) as scope:
        packed = [tf1.stack(bounds) for bounds in (begin, end, strides)]
        if any(bounds.dtype == tf1.int64 for bounds in packed):
            packed = [b if b.dtype == tf1.int64 else tf1.raw_ops.Cast(x=b, DstT=tf1.int64) for b in packed]
        return tf1.strided_slice(tensor, *packed, **masks, name=scope)


def _bounds(spec: Any) -> tuple[Any, Any, Any, tuple[str, ...]]:
    """What one item of the brackets says: begin, end, stride, and the masks it sets."""
    if spec is Ellipsis:
        return 0, 0, 1, ("ellipsis_mask",)
    if spec is None:
        return 0, 0, 1, ("new_axis_mask",)
    if not isinstance(spec, slice):
        return _index(spec), spec + 1, 1, ("shrink_axis_mask",)
    open_start, open_stop = _is_open(spec.start), _is_open(spec.stop)
    start = 0 if open_start else _index(spec.start)
    stop = 0 if open_stop else _index(spec.stop)
    step = 1 if spec.step is None else _index(spec.step)
    return start, stop, step, ("begin_mask",) * open_start + ("end_mask",) * open_stop


def _is_open(bound: Any) -> bool:
    return bound is None or (not isinstance(bound, tf1.Tensor) and bound == sys.maxsize)


def _index(value: Any) -> Any:
    if isinstance(value, float) or not (hasattr(value, "__index__") or hasattr(value, "dtype")):
        raise TypeError(
            "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors "
            f"are valid indices, got {value!r}"
        )
    return value

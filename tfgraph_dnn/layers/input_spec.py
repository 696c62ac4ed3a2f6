"""What a layer accepts: `tf.layers.InputSpec` and its check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as


def assert_input_compatibility(input_spec: Any, inputs: Any, layer_name: str) -> None:
    """Checks every input against its `InputSpec`.

    Args:
      input_spec: an `InputSpec`, a nest of them (None accepts anything), or None.
      inputs: tensor or nest of tensors.
      layer_name: for the message.

    Raises:
      ValueError: the number of inputs, or the rank, dtype or a dimension of one of them, is not what is asked for.
    """
    if not input_spec:
        return
    inputs, specs = tf1.nest.flatten(inputs), tf1.nest.flatten(input_spec)
    if len(inputs) != len(specs):
        raise ValueError(
            f"Layer {layer_name} expects {len(specs)} inputs, but it received {len(inputs)} input tensors. "
            f"Inputs received: {inputs}"
        )
    for index, (tensor, spec) in enumerate(zip(inputs, specs, strict=True)):
        if spec is None:
            continue
        for complaint in _complaints(tensor, spec):
            raise ValueError(f"Input {index} of layer {layer_name} is incompatible with the layer: {complaint}")
        if spec.shape is not None and not _fits(tensor.shape.as_list(), spec.shape):
            raise ValueError(
                f"Input {index} is incompatible with layer {layer_name}: "
                f"expected shape={spec.shape}, found shape={tensor.shape.as_list()}"
            )


def _complaints(tensor: Any, spec: InputSpec) -> Iterator[str]:
    """Everything that is wrong with `tensor`, first things first."""
    rank = tensor.shape.ndims
    if rank is None and (spec.ndim, spec.min_ndim, spec.max_ndim) != (None, None, None):
        yield "its rank is undefined, but the layer requires a defined rank."
    if spec.ndim is not None and rank != spec.ndim:
        yield f"expected ndim={spec.ndim}, found ndim={rank}. Full shape received: {tensor.shape.as_list()}"
    if spec.max_ndim is not None and rank > spec.max_ndim:
        yield f"expected max_ndim={spec.max_ndim}, found ndim={rank}"
    if spec.min_ndim is not None and rank < spec.min_ndim:
        # TF 1.15 writes this colon twice, and its own tests look for it.
        yield f": expected min_ndim={spec.min_ndim}, found ndim={rank}. Full shape received: {tensor.shape.as_list()}"
    if spec.dtype is not None and tensor.dtype != spec.dtype:
        yield f"expected dtype={spec.dtype}, found dtype={tensor.dtype}"
    if spec.axes:
        shape = tensor.shape.as_list()
        for axis, value in spec.axes.items():
            value = getattr(value, "value", value)
            if value is not None and shape[axis] not in (value, None):
                yield (
                    f"expected axis {axis} of input shape to have value {value} but received input with shape {shape}"
                )


def _fits(found: list[int | None], wanted: Any) -> bool:
    return all(None in (size, own) or size == own for size, own in zip(wanted, found, strict=False))


@shown_as("tensorflow.python.keras.engine.input_spec.InputSpec")
class InputSpec:
    """Rank, dtype and shape of one input of a layer; as `tf.layers.InputSpec` of TF 1.15.

    Args:
      dtype: the dtype, or None for any.
      shape: the shape, None entries for any size; gives `ndim` too.
      ndim: the exact rank.
      max_ndim: the largest rank.
      min_ndim: the smallest rank.
      axes: dict from axis to the size it must have.

    Raises:
      TypeError: a key of `axes` is no integer.
      ValueError: an axis lies beyond `ndim` or `max_ndim`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.InputSpec(min_ndim=2, axes={-1: 3})
      InputSpec(min_ndim=2, axes={-1: 3})
    """

    def __init__(self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None):
        self.dtype = tf1.as_dtype(dtype).name if dtype is not None else None
        self.shape = shape
        self.ndim = len(shape) if shape is not None else ndim
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        try:
            self.axes = {int(axis): size for axis, size in (axes or {}).items()}
        except (ValueError, TypeError):
            raise TypeError("The keys in axes must be integers.") from None
        self._check_axes()

    def _check_axes(self) -> None:
        if self.axes and (self.ndim is not None or self.max_ndim is not None):
            largest = (self.ndim or self.max_ndim) - 1
            if max(self.axes) > largest:
                raise ValueError(f"Axis {max(self.axes)} is greater than the maximum allowed value: {largest}")

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments."""
        return {name: getattr(self, name) for name in ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes")}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> InputSpec:
        """The spec that `get_config` described."""
        return cls(**config)

    def __repr__(self) -> str:
        given = (f"{name}={value}" for name, value in self.get_config().items() if value)
        return f"InputSpec({', '.join(given)})"

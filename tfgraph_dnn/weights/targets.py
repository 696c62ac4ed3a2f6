"""What a variable of a TF 1.x graph is to it: the kernel of a convolution, of a dense layer behind a flattened map...

Read from the operations that take the variable. TensorFlow itself is not imported: a variable knows its graph.
"""

from __future__ import annotations

import dataclasses
import math
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tfgraph_dnn.errors import ArgumentError

_PASSED = ("Identity", "ReadVariableOp", "Cast", "Enter", "RefEnter", "Switch", "RefSwitch", "ExpandDims",
           "StopGradient", "Reshape")  # fmt: skip
_KINDS = {
    "Conv2D": "conv",
    "Conv3D": "conv",
    "DepthwiseConv2dNative": "depthwise",
    "MatMul": "dense",
    "BatchMatMul": "dense",
    "BatchMatMulV2": "dense",
    "Conv2DBackpropInput": "transposed",
    "Conv3DBackpropInputV2": "transposed",
    "Gather": "embedding",
    "GatherV2": "embedding",
    "ResourceGather": "embedding",
}
# A kernel is also taken by the gradients of its operation: the first of these that takes it counts.
_FIRST = ("conv", "depthwise", "embedding", "dense", "transposed")
_ONE_BY_ONE = (
    *("Identity", "Cast", "Switch", "Merge", "StopGradient", "Reshape", "Squeeze", "MaxPool", "AvgPool"),
    *("Relu", "Relu6", "Elu", "Selu", "LeakyRelu", "Tanh", "Sigmoid", "Softplus", "Neg", "Abs"),
    *("BiasAdd", "Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Select", "SelectV2"),
    *("FusedBatchNorm", "FusedBatchNormV3"),
)
_FURTHEST = 60
_RECURRENT = {"lstm": 4, "gru": 3}


@dataclass(frozen=True)
class Target:
    """A variable that takes weights.

    Attributes:
      name: of the variable's operation.
      shape: lengths; None for those that are not known.
      dtype: NumPy's name of its type.
      kind: "conv", "depthwise", "transposed", "dense", "embedding", "lstm", "gru" or "plain".
      flatten: (height, width, channels) of the feature map that a dense kernel's inputs are.
      unsure: whether its inputs are, or may be, a feature map whose lengths are not known.
      forget_bias: what an LSTM adds to its forget gate; None where the graph does not say.
      epsilon: of the batch normalization that takes a variance.
      variable: the variable itself; None where there is only a name.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str = "float32"
    kind: str = "plain"
    flatten: tuple[int, int, int] | None = None
    unsure: bool = False
    forget_bias: float | None = None
    epsilon: float | None = None
    variable: Any = None


def targets(variables: Iterable[Any]) -> list[Target]:
    """What each variable is.

    Raises:
      ArgumentError: (a ValueError) one of them is no variable of a graph.
    """
    if isinstance(variables, dict):
        variables = variables.values()
    found = []
    for variable in variables:
        try:
            initializer, shape = variable.initializer, variable.shape
            fits = len(initializer.inputs) >= 2
        except (AttributeError, RuntimeError):
            fits = False
        if not fits:
            raise ArgumentError(f"{variable!r} is no variable of a TF 1.x graph, with an initializer")
        found.append(_target(variable, None if shape.rank is None else tuple(shape.as_list())))
    return found


def _target(variable: Any, shape: tuple[int | None, ...] | None) -> Target:
    name = variable.op.name
    dtype = variable.dtype.base_dtype.name
    if shape is None:
        return Target(name, (None,), dtype, variable=variable)
    recurrent = _recurrent(name, shape)
    if recurrent == "lstm":
        bias = _forget_bias(variable) if len(shape) == 1 else None
        return Target(name, shape, dtype, "lstm", forget_bias=bias, variable=variable)
    if recurrent == "gru":
        return Target(name, shape, dtype, "gru", variable=variable)
    uses = list(_uses(variable))
    kinds = {kind for kind, _ in uses}
    kind = next((kind for kind in _FIRST if kind in kinds and len(shape) >= 2), _by_rank(shape))
    flatten, unsure = None, False
    if kind == "dense" and len(shape) == 2:
        for matrix in (operation.inputs[0] for k, operation in uses if k == "dense"):
            found, unknown = _flattened(matrix, shape[0])
            flatten, unsure = flatten or found, unsure or unknown
    return Target(name, shape, dtype, kind, flatten, unsure, epsilon=_epsilon(variable), variable=variable)


def of_checkpoint(infos: Iterable[Any]) -> list[Target]:
    """The variables of a checkpoint, of which only names and shapes are known: rank 4 is a convolution, 2 is dense."""
    found, channels = [], None
    for info in infos:
        shape = tuple(info.shape)
        kind = _recurrent(info.name, shape) or _by_rank(shape)
        unsure = kind == "dense" and channels is not None and shape[0] > channels and shape[0] % channels == 0
        found.append(Target(info.name, shape, info.dtype, kind, unsure=unsure))
        channels = shape[-1] if kind == "conv" else None if kind == "dense" else channels
    return found


def with_maps(wanted: list[Target], maps: Mapping[str, Sequence[int]]) -> list[Target]:
    """The same, with the feature maps that are known otherwise.

    Raises:
      ArgumentError: (a ValueError) there is no such variable, or it has another number of inputs.
    """
    known = {target.name: at for at, target in enumerate(wanted)}
    wanted = list(wanted)
    for name, lengths in maps.items():
        at = known.get(name.removesuffix(":0"))
        if at is None:
            raise ArgumentError(
                f"no variable {name!r} to give a feature map to", hint=f"There are: {', '.join(known)}."
            )
        target, lengths = wanted[at], tuple(lengths)
        if len(lengths) != 3 or len(target.shape) != 2 or math.prod(lengths) != target.shape[0]:
            raise ArgumentError(f"{name} is {target.shape}: no map of height, width, channels {lengths} is its input")
        wanted[at] = dataclasses.replace(target, flatten=lengths, unsure=False)
    return wanted


def _by_rank(shape: tuple) -> str:
    return {2: "dense", 3: "conv", 4: "conv", 5: "conv"}.get(len([n for n in shape if n != 1]) and len(shape), "plain")


def _recurrent(name: str, shape: tuple) -> str | None:
    for kind, gates in _RECURRENT.items():
        if re.search(rf"(^|[/_]){kind}", name.lower()) and re.search(
            r"(kernel|weights|Matrix|bias|biases|Bias)$", name
        ):
            return kind if kind == "gru" or (shape[-1] or 0) % gates == 0 else None
    return None


def _uses(variable: Any) -> Iterator[tuple[str, Any]]:
    """(kind, operation) of all that take the variable's value."""
    work, seen = [(variable.op.outputs[0], 0)], set()
    while work:
        tensor, depth = work.pop()
        for operation in tensor.consumers():
            if (operation.name, id(tensor)) in seen or depth > 8:
                continue
            seen.add((operation.name, id(tensor)))
            if operation.type in _PASSED:
                work += [(output, depth + 1) for output in operation.outputs]
            elif operation.type in _KINDS and not _is_of_gradients(operation, tensor):
                yield _KINDS[operation.type], operation


def _is_of_gradients(operation: Any, tensor: Any) -> bool:
    return operation.type == "MatMul" and (operation.inputs[1] is not tensor or operation.get_attr("transpose_b"))


def _flattened(tensor: Any, inputs: int | None) -> tuple[tuple[int, int, int] | None, bool]:
    """The feature map (height, width, channels) that a matrix of so many columns was; whether that is not known."""
    for operation in _before(tensor):
        if operation.type not in ("Reshape", "Squeeze"):
            continue
        shape = _lengths(operation.inputs[0])
        if shape is not None and len(shape) == 4:
            if _channels_first(operation.inputs[0]):
                return None, False
            height, width, channels = shape[1:]
            if None in shape[1:]:
                return None, channels != inputs
            return ((height, width, channels) if height * width > 1 and math.prod(shape[1:]) == inputs else None), False
    return None, False


def _before(tensor: Any) -> Iterator[Any]:
    """The operations that a tensor comes from, through those that work value by value."""
    for _ in range(_FURTHEST):
        operation = tensor.op
        yield operation
        if not operation.inputs or operation.type not in _ONE_BY_ONE:
            return
        same = [source for source in operation.inputs if _lengths(source) == _lengths(tensor)]
        tensor = (same or list(operation.inputs))[0]


def _channels_first(tensor: Any) -> bool:
    for operation in _before(tensor):
        if "data_format" in operation.node_def.attr:
            return operation.get_attr("data_format") in (b"NCHW", "NCHW")
    return False


def _lengths(tensor: Any) -> list[int | None] | None:
    return None if tensor.shape.rank is None else tensor.shape.as_list()


def _forget_bias(variable: Any) -> float | None:
    """The constant that is added to the third of an LSTM's gates."""
    for operation in _takers(variable.op.outputs[0], (*_PASSED, "BiasAdd")):
        if operation.type == "Split" and len(operation.outputs) == 4:
            for taker in _takers(operation.outputs[2], ()):
                numbers = [_constant(source) for source in taker.inputs] if taker.type in ("Add", "AddV2") else []
                if found := [number for number in numbers if number is not None]:
                    return found[0]
    return None


def _takers(tensor: Any, passed: tuple[str, ...]) -> Iterator[Any]:
    work, seen = [tensor], set()
    while work:
        for operation in work.pop().consumers():
            if operation.name not in seen:
                seen.add(operation.name)
                yield operation
                if operation.type in passed:
                    work += operation.outputs


def _constant(tensor: Any) -> float | None:
    operation = tensor.op
    while operation.type in ("Enter", "Identity"):
        operation = operation.inputs[0].op
    if operation.type != "Const" or operation.outputs[0].dtype.name != "float32":
        return None
    value = operation.get_attr("value")
    if len(value.float_val) == 1:
        return float(value.float_val[0])
    return struct.unpack("<f", value.tensor_content)[0] if len(value.tensor_content) == 4 else None


def _epsilon(variable: Any) -> float | None:
    for operation in _takers(variable.op.outputs[0], _PASSED):
        if operation.type.startswith("FusedBatchNorm") and "Grad" not in operation.type:
            value = _through(operation.inputs[4].op)
            if value is _through(variable.op):
                return float(operation.get_attr("epsilon"))
    return None


def _through(operation: Any) -> Any:
    while operation.type in _PASSED and operation.inputs:
        operation = operation.inputs[0].op
    return operation

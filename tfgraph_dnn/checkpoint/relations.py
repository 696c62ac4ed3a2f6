"""What the tensors of a checkpoint are to each other: variables, their optimizer slots, their moving averages.

By names alone: TF 1.x names a slot after its variable, `hidden1/kernel/Momentum`, under the optimizer's scope where
there is one, `train/hidden1/kernel/Adam_1`; and a moving average `hidden1/kernel/ExponentialMovingAverage`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.info import TensorInfo

VARIABLE, SLOT, AVERAGE, STEP, OPTIMIZER, OBJECTS = "variable", "slot", "average", "step", "optimizer", "objects"
_AVERAGE = "ExponentialMovingAverage"
_OBJECT_VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
_OBJECT_SLOT = re.compile(r"(.+)/\.OPTIMIZER_SLOT/(?:.+/)?([^/]+)" + re.escape(_OBJECT_VALUE))
_SLOTS = re.compile(
    r"(Momentum|Adam|AdamW|AdaMax|Nadam|RMSProp|Adagrad|ProximalAdagrad|AdagradDA|Adadelta|Ftrl|LARSOptimizer|"
    r"PowerSign|AddSign|adam_[mv]|ModelAverage|local_step|biased)(_\d+)?"
)
# The last steps of names that go along with a variable when it is renamed, as a regular expression.
ATTACHED = f"{_SLOTS.pattern}|{_AVERAGE}"
_POWERS = re.compile(r"(.+/)?beta[12]_power(_\d+)?")
_STEPS = re.compile(r"(.+/)?global_step(" + re.escape(_OBJECT_VALUE) + ")?")


@dataclass(frozen=True)
class Role:
    """What a tensor is.

    Attributes:
      kind: "variable", "slot" (of an optimizer), "average" (its shadow), "step", "optimizer" (a state of it that
        belongs to no variable, as `beta1_power`) or "objects" (the object graph of an object-based checkpoint).
      of: the variable that a slot or an average belongs to; None for the others, or when it is not there.
      label: the last part of the name of a slot or an average.
    """

    kind: str
    of: str | None = None
    label: str = ""


def roles(tensors: Mapping[str, TensorInfo]) -> dict[str, Role]:
    """The role of every tensor.

    Args:
      tensors: name -> TensorInfo, as `Checkpoint.tensors`.

    Example:
      >>> kernel = TensorInfo("w", "float32", (2, 3), 24)
      >>> roles({"w": kernel, "w/Momentum": TensorInfo("w/Momentum", "float32", (2, 3), 24)})["w/Momentum"]
      Role(kind='slot', of='w', label='Momentum')
    """
    return {name: _role(name, info, tensors) for name, info in tensors.items()}


def _role(name: str, info: TensorInfo, tensors: Mapping[str, TensorInfo]) -> Role:
    if name.startswith(("_CHECKPOINTABLE_OBJECT_GRAPH", "save_counter/.ATTRIBUTES")):
        return Role(OBJECTS)
    if match := _OBJECT_SLOT.fullmatch(name):
        base = match[1] + _OBJECT_VALUE
        return Role(SLOT, base if base in tensors else None, match[2])
    if _STEPS.fullmatch(name) and info.shape == ():
        return Role(STEP)
    if _POWERS.fullmatch(name) and info.shape == ():
        return Role(OPTIMIZER)
    base, _, label = name.rpartition("/")
    if label == _AVERAGE:
        return Role(AVERAGE, _owner(base, info, tensors), label)
    if _SLOTS.fullmatch(label):
        return Role(SLOT, _owner(base, info, tensors), label)
    # An optimizer may have any name, and its slots with it.
    if base in tensors and tensors[base].shape == info.shape and info.shape:
        return Role(SLOT, base, label)
    return Role(VARIABLE)


def _owner(base: str, info: TensorInfo, tensors: Mapping[str, TensorInfo]) -> str | None:
    """The variable a name stands for, itself or below the scopes of an optimizer."""
    if base in tensors:
        return base
    parts = base.split("/")
    for start in range(1, len(parts)):
        inner = "/".join(parts[start:])
        if inner in tensors and tensors[inner].shape == info.shape:
            return inner
    return None


def attachments(known: Mapping[str, Role]) -> dict[str, list[str]]:
    """Variable -> the names of its slots and averages, in the order of the names."""
    found: dict[str, list[str]] = {}
    for name, role in known.items():
        if role.of is not None:
            found.setdefault(role.of, []).append(name)
    return found

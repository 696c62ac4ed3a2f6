"""What something wants of a checkpoint: the names, types and shapes of its variables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tfgraph_dnn.checkpoint.format import graphvariables
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.mapping import objects
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.reader import open as open_checkpoint


@dataclass(frozen=True)
class Wanted:
    """A variable.

    Attributes:
      name: the name it is looked up under.
      dtype: TensorFlow's name of its type; "" when it is not known.
      shape: its dimensions, None for one that is not known; None when nothing is known.
      reshaped: it takes a value of any shape with as many elements.
    """

    name: str
    dtype: str = ""
    shape: tuple[int | None, ...] | None = None
    reshaped: bool = False


def wanted_by(target) -> dict[str, Wanted]:
    """What a restore would have to find.

    Args:
      target: a checkpoint or its path; a `.meta` file, whose Saver is meant; a list of TensorFlow's variables, or a
        dict as a Saver takes it; a graph, whose global variables are meant; or a mapping from names to things with
        `dtype` and `shape`.

    Raises:
      CheckpointError: a file is damaged, or none.
    """
    if isinstance(target, str | os.PathLike):
        path = os.fspath(target)
        target = _graph_file(path) if path.endswith(".meta") else open_checkpoint(path)
    if isinstance(target, Checkpoint):
        return _of_checkpoint(target)
    if hasattr(target, "get_collection"):
        target = target.get_collection("variables")
    if isinstance(target, Mapping) and all(isinstance(one, Wanted) for one in target.values()):
        return dict(target)
    if isinstance(target, Mapping) and not any(hasattr(one, "op") or _is_list(one) for one in target.values()):
        return {name: Wanted(name, one.dtype, one.shape) for name, one in target.items()}
    return {name: of_parts(name, parts) for name, parts in by_name(target).items()}


def _graph_file(path: str) -> dict[str, Wanted]:
    with naming(path):
        source = Source(path)
        listed = graphvariables.parse(source.read(0, source.size))
    return {one.name: Wanted(one.name, one.dtype, one.shape, one.reshaped) for one in listed}


def _of_checkpoint(ckpt: Checkpoint) -> dict[str, Wanted]:
    names = objects.variable_names(ckpt) if objects.is_object_based(ckpt) else {}
    listed = (Wanted(names.get(name, name), one.dtype, one.shape) for name, one in ckpt.tensors.items())
    return {one.name: one for one in listed if one.name != objects.OBJECT_GRAPH}


def _is_list(value) -> bool:
    return isinstance(value, list | tuple) or hasattr(value, "_get_variable_list") or hasattr(value, "_variable_list")


def by_name(variables) -> dict[str, list]:
    """TensorFlow's variables by the names they are saved under; a partitioned one is the list of its parts.

    Args:
      variables: a list, or a dict as a Saver takes it.
    """
    if isinstance(variables, Mapping):
        return {name: list(one) if _is_list(one) else [one] for name, one in variables.items()}
    found: dict[str, list] = {}
    for one in variables:
        for part in list(one) if _is_list(one) else [one]:
            found.setdefault(_name(part), []).append(part)
    return found


def _name(variable) -> str:
    part = getattr(variable, "_save_slice_info", None)
    return part.full_name if part else variable.op.name


def of_parts(name: str, parts: Iterable) -> Wanted:
    """What a variable, or the parts of one, want under a name."""
    first, *_ = parts
    part = getattr(first, "_save_slice_info", None)
    shape = tuple(part.full_shape) if part else _dimensions(first.shape)
    return Wanted(name, first.dtype.base_dtype.name, shape)


def _dimensions(shape) -> tuple[int | None, ...] | None:
    return None if shape.rank is None else tuple(shape.as_list())

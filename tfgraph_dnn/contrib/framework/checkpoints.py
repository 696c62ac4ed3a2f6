"""Looking into checkpoints, and giving variables their initial values from them, as `tf.contrib.framework` did."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.restoring import restored_tensor


def load_checkpoint(filepattern):
    """A reader of the checkpoint; a directory stands for its latest one.

    Raises:
      ValueError: a directory without checkpoints.
      tf.errors.OpError: no such file.
    """
    filename = _checkpoint_path(filepattern)
    if filename is None:
        raise ValueError(f"Couldn't find 'checkpoint' file or checkpoints in given directory {filepattern}")
    return tf1.train.NewCheckpointReader(filename)


def load_variable(checkpoint_dir, name: str) -> np.ndarray:
    """The value of one variable of a checkpoint; a trailing `:0` of the name is dropped."""
    return load_checkpoint(checkpoint_dir).get_tensor(name.removesuffix(":0"))


def list_variables(checkpoint_dir) -> list[tuple[str, list[int]]]:
    """`(name, shape)` of every variable of a checkpoint, sorted by name."""
    return sorted(load_checkpoint(checkpoint_dir).get_variable_to_shape_map().items())


def init_from_checkpoint(checkpoint_dir, assignment_map) -> None:
    """Makes variables start from values of a checkpoint: their initializer operations are replaced, nothing is run.

    Args:
      checkpoint_dir: directory or path prefix.
      assignment_map: {name in the checkpoint: variable, list of parts, or variable name}; or
        {"scope in the checkpoint/": "scope here/"}, where "/" is the root on either side.

    Raises:
      ValueError: a name the checkpoint lacks, another shape, or a scope mapped to a name that is no scope.
      tf.errors.OpError: no such checkpoint.
    """
    path = _checkpoint_path(checkpoint_dir)
    shapes = load_checkpoint(checkpoint_dir).get_variable_to_shape_map()
    for source, target in assignment_map.items():
        var = _as_variable(target)
        pairs = [(source, var)] if var is not None else _pairs_of_scopes(source, target)
        for name, found in pairs:
            _check(name, found, shapes, checkpoint_dir)
            _start_from(found, path, name)


def _checkpoint_path(filepattern):
    return tf1.train.latest_checkpoint(filepattern) if tf1.gfile.IsDirectory(filepattern) else filepattern


def _as_variable(target):
    if isinstance(target, private.BaseVariable):
        return target
    if isinstance(target, list) and all(isinstance(part, private.BaseVariable) for part in target):
        return target
    return _stored(target)


def _stored(name: str):
    """The variable `tf.get_variable` made under `name`, the list of its parts, or None."""
    store = private.variable_store()._vars
    if name in store:
        return store[name]
    parts = []
    while f"{name}/part_{len(parts)}" in store:
        parts.append(store[f"{name}/part_{len(parts)}"])
    return parts or None


def _pairs_of_scopes(source: str, target: str) -> list[tuple[str, object]]:
    if not source.endswith("/"):
        raise ValueError(
            f"Assignment map with scope only name {target.rpartition('/')[0]} should map to scope only {source}. "
            "Should be 'scope/': 'other_scope/'."
        )
    scope = target.rpartition("/")[0]
    prefix = scope + "/" if scope else ""
    names = {name.partition("/part_")[0] for name in private.variable_store()._vars if name.startswith(prefix)}
    root = "" if source == "/" else source
    return [(root + name[len(prefix) :], _stored(name)) for name in sorted(names)]


def _check(name: str, var, shapes: dict, checkpoint_dir) -> None:
    if name not in shapes:
        there = ", ".join(sorted(shapes))
        raise ValueError(f"Tensor {name} is not found in {checkpoint_dir} checkpoint; it has {there}")
    if isinstance(var, private.BaseVariable) and not var.get_shape().is_compatible_with(shapes[name]):
        raise ValueError(
            f"Shape of variable {var.name} ({var.get_shape()}) doesn't match with shape of "
            f"tensor {name} ({shapes[name]}) from checkpoint reader."
        )


def _start_from(var, path: str, name: str) -> None:
    parts = var if isinstance(var, list | tuple) else [var]
    wholes = {part._save_slice_info.full_name for part in parts} if isinstance(var, list | tuple) else ()
    if len(wholes) > 1:
        raise ValueError(f"Slices must all be from the same tensor: {' != '.join(sorted(wholes))}")
    for part in parts:
        spec = part._save_slice_info.spec if isinstance(var, list | tuple) else ""
        with tf1.device(part.device), tf1.device("/cpu:0"):
            value = restored_tensor(path, name, spec, part.dtype.base_dtype, "checkpoint_initializer")
            part._initializer_op = tf1.assign(part, value)
    label = ",".join(part.name for part in parts)
    tf1.logging.info("Initialize variable %s from checkpoint %s with %s", label, path, name)

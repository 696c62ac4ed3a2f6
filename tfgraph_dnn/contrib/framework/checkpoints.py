"""Looking into checkpoints, and giving variables their initial values from them, as `tf.contrib.framework` did."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.restoring import restored_tensor
from tfgraph_dnn.training import checkpoint_readers
from tfgraph_dnn.training.checkpoint_initializers import check_assignments, pairs_of

__all__ = ["init_from_checkpoint", "list_variables", "load_checkpoint", "load_variable"]


def load_checkpoint(filepattern):
    """A reader of a checkpoint; `tf.train.load_checkpoint` under the argument name it had in contrib."""
    return checkpoint_readers.load_checkpoint(filepattern)


def load_variable(checkpoint_dir, name):
    """The values of one tensor of a checkpoint, as an array; as `tf.train.load_variable`."""
    return checkpoint_readers.load_variable(checkpoint_dir, name)


def list_variables(checkpoint_dir):
    """Names and shapes of a checkpoint's tensors, in the order of the names; as `tf.train.list_variables`."""
    return checkpoint_readers.list_variables(checkpoint_dir)


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
    pairs = [one for source, target in assignment_map.items() for one in pairs_of(source, target)]
    check_assignments(checkpoint_dir, pairs)
    path = tf1.train.latest_checkpoint(checkpoint_dir) if tf1.gfile.IsDirectory(checkpoint_dir) else checkpoint_dir
    for name, variable in pairs:
        _start_from(variable, path, name)


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

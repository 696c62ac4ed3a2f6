"""Assigning many variables at once, from arrays in memory or from a checkpoint, through placeholders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.checkpoint.naming import missing_key
from tfgraph_dnn.contrib.framework.lookup import get_variable_full_name
from tfgraph_dnn.errors import ArgumentError
from tfgraph_dnn.training.checkpoint_readers import NewCheckpointReader
from tfgraph_dnn.training.saver import Saver


def assign_from_values(var_names_to_values: dict[str, np.ndarray]) -> tuple[Any, dict]:
    """An operation that assigns arrays to global variables by name, and what to feed it.

    Args:
      var_names_to_values: full variable name -> array of as many elements.

    Returns:
      `(operation, feed_dict)` for `session.run(operation, feed_dict)`.

    Raises:
      ValueError: a name that finds no variable, or several.

    Example:
      >>> import numpy as np
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2])
      >>> assign, feed = tf.contrib.framework.assign_from_values({"w": np.array([1.0, 2.0])})
      >>> with tf.Session() as session:
      ...     session.run(assign, feed)
      ...     session.run(w).tolist()
      [1.0, 2.0]
    """
    feed_dict, assign_ops = {}, []
    for name, value in var_names_to_values.items():
        var = _the_variable(name)
        placeholder = _assigned_placeholder(var, assign_ops)
        feed_dict[placeholder] = value.reshape(var.get_shape().as_list())
    return tf1.group(*assign_ops), feed_dict


def assign_from_values_fn(var_names_to_values: dict[str, np.ndarray]) -> Callable:
    """As `assign_from_values`, as a function of the session: what `slim.learning.train` takes as `init_fn`."""
    assign_op, feed_dict = assign_from_values(var_names_to_values)

    def callback(session):
        return session.run(assign_op, feed_dict)

    return callback


def assign_from_checkpoint(model_path, var_list, ignore_missing_vars=False) -> tuple[Any, dict]:
    """An operation that assigns variables from a checkpoint, and what to feed it.

    Args:
      model_path: path prefix of the checkpoint.
      var_list: variables, looked up under their own names; or {name in the checkpoint: variable, or list of the parts
        of a partitioned one}.
      ignore_missing_vars: log and leave out what the checkpoint lacks, instead of raising.

    Returns:
      `(operation, feed_dict)`.

    Raises:
      ValueError: a missing name, or a shape that differs.
      tf.errors.OpError: no such checkpoint.
    """
    reader = NewCheckpointReader(model_path)
    feed_dict, assign_ops = {}, []
    for name, variables in _by_checkpoint_name(var_list).items():
        if not reader.has_tensor(name):
            message = f"Checkpoint is missing variable [{name}]"
            if not ignore_missing_vars:
                hint = missing_key(model_path, name, reader.get_variable_to_shape_map()).hint
                raise ArgumentError(f"{message}: {model_path}", hint=hint, slug="ckpt-missing-key")
            tf1.logging.warning(message)
            continue
        value = reader.get_tensor(name)
        for var in variables:
            placeholder = _assigned_placeholder(var, assign_ops)
            feed_dict[placeholder] = _value_for(var, name, value)
    return tf1.group(*assign_ops), feed_dict


def assign_from_checkpoint_fn(
    model_path, var_list, ignore_missing_vars=False, reshape_variables=False
) -> Callable | None:
    """A function of the session that restores variables from a checkpoint.

    Args:
      model_path: path prefix of the checkpoint.
      var_list: list of variables, or {name in the checkpoint: variable}.
      ignore_missing_vars: leave out what the checkpoint lacks.
      reshape_variables: give a value of another shape, but as many elements, the variable's shape.

    Returns:
      The function, or None when `ignore_missing_vars` left nothing to restore.

    Raises:
      ValueError: `var_list` is empty.
    """
    if not var_list:
        raise ValueError("var_list cannot be empty")
    if ignore_missing_vars:
        var_list = _present(model_path, var_list)
    if not var_list:
        tf1.logging.warning("No Variables to restore")
        return None
    saver = Saver(var_list, reshape=reshape_variables, write_version=tf1.train.SaverDef.V1)

    def callback(session):
        saver.restore(session, model_path)

    return callback


def _the_variable(name: str):
    found = tf1.get_collection(tf1.GraphKeys.GLOBAL_VARIABLES, name)
    if not found:
        raise ValueError(f"Variable {name} wasn't found")
    if len(found) == 1:
        return found[0]
    for var in found:
        if var.op.name == name:
            return var
    raise ValueError(f"Variable {name} doesn't uniquely identify a variable")


def _assigned_placeholder(var, assign_ops: list):
    placeholder = tf1.placeholder(var.dtype.base_dtype, var.get_shape(), name="placeholder/" + var.op.name)
    assign_ops.append(var.assign(placeholder))
    return placeholder


def _by_checkpoint_name(var_list) -> dict[str, list]:
    if not isinstance(var_list, list | tuple):
        return {name: vs if isinstance(vs, list | tuple) else [vs] for name, vs in var_list.items()}
    grouped: dict[str, list] = {}
    for var in var_list:
        grouped.setdefault(get_variable_full_name(var), []).append(var)
    return grouped


def _value_for(var, name: str, value: np.ndarray) -> np.ndarray:
    part = var._save_slice_info
    if part:
        inside = tuple(slice(start, start + size) for start, size in zip(part.var_offset, part.var_shape, strict=True))
        return value[inside].reshape(part.var_shape)
    if var.get_shape() != value.shape:
        raise ArgumentError(
            f"Total size of new array must be unchanged for {name} "
            f"lh_shape: [{value.shape}], rh_shape: [{var.get_shape()}]",
            hint="The first is that in the checkpoint, the second that of the variable.",
            slug="ckpt-shape",
        )
    return value


def _present(model_path, var_list) -> dict:
    reader = NewCheckpointReader(model_path)
    named = var_list if isinstance(var_list, dict) else {var.op.name: var for var in var_list}
    for name in named:
        if not reader.has_tensor(name):
            tf1.logging.warning("Variable %s missing in checkpoint %s", name, model_path)
    return {name: var for name, var in named.items() if reader.has_tensor(name)}

"""Finding variables: by scope, by the end of their name, by whole last component, by patterns."""

from __future__ import annotations

import re

from tfgraph_dnn._backend import tf1


def get_variables(scope=None, suffix=None, collection=tf1.GraphKeys.GLOBAL_VARIABLES) -> list:
    """Variables of a collection whose name starts with `scope` and ends with `suffix`.

    Args:
      scope: regular expression that the start of the name must match, or a `VariableScope`.
      suffix: the end of the name, a plain string end: `'a'` finds `foo/a` and also `fooa`.
      collection: key of the collection.

    Returns:
      The variables in the collection's order.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.variable_scope("fc"):
      ...     w, b = tf.get_variable("weights", [2]), tf.get_variable("biases", [2])
      >>> tf.contrib.framework.get_variables("fc", suffix="biases") == [b]
      True
    """
    if isinstance(scope, tf1.VariableScope):
        scope = scope.name
    if suffix is not None:
        end = suffix if ":" in suffix else suffix + ":"
        scope = (scope or "") + ".*" + end
    return tf1.get_collection(collection, scope)


def get_model_variables(scope=None, suffix=None) -> list:
    """`get_variables` in `MODEL_VARIABLES`."""
    return get_variables(scope, suffix, tf1.GraphKeys.MODEL_VARIABLES)


def get_local_variables(scope=None, suffix=None) -> list:
    """`get_variables` in `LOCAL_VARIABLES`."""
    return get_variables(scope, suffix, tf1.GraphKeys.LOCAL_VARIABLES)


def get_trainable_variables(scope=None, suffix=None) -> list:
    """`get_variables` in `TRAINABLE_VARIABLES`."""
    return get_variables(scope, suffix, tf1.GraphKeys.TRAINABLE_VARIABLES)


def get_variables_by_suffix(suffix, scope=None) -> list:
    """Variables whose name ends with the string `suffix`; see `get_variables`."""
    return get_variables(scope=scope, suffix=suffix)


def get_variables_by_name(given_name, scope=None) -> list:
    """Variables whose last name component is exactly `given_name`."""
    return get_variables(scope=scope, suffix=f"/{given_name}:|^{given_name}:")


def get_unique_variable(var_op_name):
    """The one global variable of this full name.

    Raises:
      ValueError: there is none, or names that only begin with it.
    """
    candidates = get_variables(scope=var_op_name)
    if not candidates:
        raise ValueError(f"Couldn't find variable {var_op_name}")
    for candidate in candidates:
        if candidate.op.name == var_op_name:
            return candidate
    near = ", ".join(v.op.name for v in candidates[:4])
    raise ValueError(f"Variable {var_op_name} does not uniquely identify a variable: it begins {near}")


def get_variables_to_restore(include=None, exclude=None) -> list:
    """Global variables under the scopes of `include` (all when None) that are not under those of `exclude`.

    Raises:
      TypeError: `include` or `exclude` is no list or tuple.
    """
    for what, scopes in (("include", include), ("exclude", exclude)):
        if scopes is not None and not isinstance(scopes, list | tuple):
            raise TypeError(f"{what} is provided but is not a list or a tuple: {scopes!r}")
    included = get_variables() if include is None else [v for scope in include for v in get_variables(scope)]
    excluded = {v for scope in exclude or () for v in get_variables(scope)}
    return [v for v in included if v not in excluded]


def filter_variables(var_list, include_patterns=None, exclude_patterns=None, reg_search=True) -> list:
    """Variables that match some pattern of `include_patterns` and none of `exclude_patterns`.

    Args:
      var_list: the variables.
      include_patterns, exclude_patterns: lists of regular expressions for `var.name`; None includes all, excludes none.
      reg_search: search anywhere in the name (True) or match its start (False).
    """
    matches = re.search if reg_search else re.match

    def any_of(patterns, var) -> bool:
        return any(matches(pattern, var.name) for pattern in patterns)

    kept = [v for v in var_list if include_patterns is None or any_of(include_patterns, v)]
    return [v for v in kept if exclude_patterns is None or not any_of(exclude_patterns, v)]


def get_variable_full_name(var) -> str:
    """The name a checkpoint knows `var` by: for a part of a partitioned variable, that of the whole."""
    return var._save_slice_info.full_name if var._save_slice_info else var.op.name

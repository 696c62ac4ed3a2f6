"""Which variables to train: lists for `var_list`, chosen by regular expressions on their names."""

from __future__ import annotations

import difflib
import re

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.errors import ArgumentError


def trainable(pattern: str) -> list:
    """The trainable variables whose name matches, to be passed as `var_list`.

    Args:
      pattern: regular expression matched from the start of the variable's name, like the scope of `tf.get_collection`.

    Raises:
      ValueError: nothing matches; the error names the nearest variable.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import trainable
      >>> for scope in ("hidden1", "hidden2", "outputs"):
      ...     with tf.variable_scope(scope):
      ...         w = tf.get_variable("kernel", [2, 2])
      >>> [v.op.name for v in trainable("hidden[2]|outputs")]
      ['hidden2/kernel', 'outputs/kernel']
    """
    return _matching(pattern)


def freeze(pattern: str) -> list:
    """The trainable variables that remain when those that match are frozen, to be passed as `var_list`.

    Args:
      pattern: regular expression matched from the start of the names of the variables to freeze.

    Raises:
      ValueError: nothing matches (the error names the nearest variable), or everything does.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import freeze
      >>> for scope in ("hidden1", "outputs"):
      ...     with tf.variable_scope(scope):
      ...         w = tf.get_variable("kernel", [2, 2])
      >>> [v.op.name for v in freeze("hidden[123]")]
      ['outputs/kernel']
    """
    frozen = {id(variable) for variable in _matching(pattern)}
    left = [variable for variable in tf1.trainable_variables() if id(variable) not in frozen]
    if not left:
        raise ArgumentError(f"{pattern!r} freezes all {len(frozen)} trainable variables: nothing is left to train")
    return left


def _matching(pattern: str) -> list:
    variables = tf1.trainable_variables()
    found = [variable for variable in variables if re.match(pattern, variable.op.name)]
    if found:
        return found
    names = [variable.op.name for variable in variables]
    plain = re.sub(r"[^\w/]", "", pattern)
    near = difflib.get_close_matches(plain, names + [name.rpartition("/")[0] for name in names], n=1, cutoff=0)
    hint = f"Nearest: {near[0]}" if near and near[0] else "There are no trainable variables in this graph."
    raise ArgumentError(f"no trainable variable of {len(names)} matches {pattern!r}", hint=hint, slug="freeze-no-match")

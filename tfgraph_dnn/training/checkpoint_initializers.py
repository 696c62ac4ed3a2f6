"""`tf.train.init_from_checkpoint`: variables that start from a checkpoint's values, once shapes are known to fit."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tfgraph_dnn._backend import failures, private, tf1
from tfgraph_dnn.checkpoint import prefixes
from tfgraph_dnn.checkpoint.mapping.wanted import Wanted, by_name, of_parts
from tfgraph_dnn.checkpoint.planning import MISSING, plan
from tfgraph_dnn.checkpoint.wording import trouble
from tfgraph_dnn.errors import ArgumentError
from tfgraph_dnn.training.checkpoint_readers import load_checkpoint


def init_from_checkpoint(ckpt_dir_or_file, assignment_map) -> None:
    """Makes variables start from values of a checkpoint: their initializer operations are replaced, nothing is run.

    Args:
      ckpt_dir_or_file: directory or path prefix.
      assignment_map: {name in the checkpoint: variable, list of parts, or variable name}; or
        {"scope in the checkpoint/": "scope here/"}, where "/" is the root on either side; or a list of such pairs.

    Raises:
      ValueError: names that the checkpoint lacks, other shapes or types; the message has the nearest names. TF 1.15
        sees other shapes of whole scopes, and other types, when the initializer runs (`InvalidArgumentError`, which
        this one is too), and does not see other shapes of resource variables at all.
      tf.errors.OpError: no such checkpoint.
    """
    pairs = assignment_map.items() if isinstance(assignment_map, Mapping) else assignment_map
    check_assignments(ckpt_dir_or_file, [one for pair in pairs for one in pairs_of(*pair)])
    tf1.train.init_from_checkpoint(ckpt_dir_or_file, assignment_map)


def check_assignments(ckpt_dir_or_file, pairs) -> None:
    """Raises when a checkpoint cannot give variables their values.

    Args:
      ckpt_dir_or_file: directory or path prefix.
      pairs: (name in the checkpoint, variable or list of its parts).

    Raises:
      ValueError: as for `init_from_checkpoint`.
    """
    try:
        load_checkpoint(ckpt_dir_or_file)
    except failures.NotFoundError as error:
        if error.slug == "ckpt-prefix":  # TF 1.15 finds an .index file empty
            raise ArgumentError(str(error.args[0]), slug=error.slug) from None
        raise
    path = ckpt_dir_or_file
    if tf1.gfile.IsDirectory(path):
        path = tf1.train.latest_checkpoint(path)
    ckpt = prefixes.at_prefix(tf1.compat.as_text(os.fspath(path)))
    if ckpt is None:  # on a file system of TensorFlow's own
        return
    for wanted in _batches(pairs):
        told = trouble(plan(ckpt, wanted))
        if told is not None and told.status == MISSING:
            first = next(name for name in wanted if name not in ckpt)
            message = f"Tensor {first} is not found in {path} checkpoint: {told.message}"
            raise ArgumentError(message, hint=told.hint, slug=told.slug)
        if told is not None:
            raise failures.MismatchError(told.message, hint=told.hint, slug=told.slug)


def _batches(pairs) -> list[dict[str, Wanted]]:
    """The pairs in as few dicts as can be: one tensor may be for several variables."""
    batches: list[dict[str, Wanted]] = [{}]
    for name, variable in pairs:
        one = of_parts(name, by_name({name: variable})[name])
        batch = next((batch for batch in batches if batch.get(name, one) == one), None)
        if batch is None:
            batches.append(batch := {})
        batch[name] = one
    return batches


def pairs_of(source: str, target) -> list[tuple[str, object]]:
    """What an entry of an assignment map assigns.

    Args:
      source: a tensor of the checkpoint, or a scope of it, ending in "/".
      target: a variable, the list of its parts, a variable's name, or a scope.

    Returns:
      (name in the checkpoint, variable or list of its parts).

    Raises:
      ValueError: a scope that is assigned to a name, or the other way round.
    """
    if isinstance(target, private.BaseVariable):
        return [(source, target)]
    if isinstance(target, list) and all(isinstance(part, private.BaseVariable) for part in target):
        return [(source, target)]
    found = _stored(target)
    return _pairs_of_scopes(source, target) if found is None else [(source, found)]


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

"""`restore`: a plan carried out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from tfgraph_dnn._backend import failures, tf1
from tfgraph_dnn.checkpoint import restores
from tfgraph_dnn.checkpoint.mapping import objects
from tfgraph_dnn.checkpoint.mapping.sources import Rename
from tfgraph_dnn.checkpoint.mapping.wanted import by_name, wanted_by
from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.planning import CLASH, MISSING, RESIZED, Plan, plan
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
from tfgraph_dnn.checkpoint.restore.assignment import assign, initialize
from tfgraph_dnn.checkpoint.restore.report import Report
from tfgraph_dnn.checkpoint.wording import trouble
from tfgraph_dnn.errors import CheckpointError


def restore(
    sess,
    ckpt: Checkpoint | str | os.PathLike[str],
    var_list=None,
    *,
    only: str | None = None,
    exclude: str | None = None,
    ignore_missing: bool = False,
    ignore_extra: bool = False,
    rename: Rename | None = None,
    scopes: Mapping[str, str] | None = None,
    packs: str | Iterable[str] = (),
    resize: bool | str = False,
    cast: bool = False,
) -> Report:
    """Restores variables from a checkpoint; strictly, but for what is allowed by name.

    Nothing is restored when something cannot be. Shapes are always checked, also of resource variables. The graph is
    left as it is, so that it may be finalized, and operations made later draw the seeds they would have drawn.

    Args:
      sess: a session with the graph.
      ckpt: a checkpoint, its prefix, any file of it, or a directory (its latest).
      var_list: the variables, or a dict {name in the checkpoint: variable}; all global variables by default.
      only: a regular expression; variables in whose name it is not found are passed over: `hidden[123]`.
      exclude: another; those in whose name it is found are.
      ignore_missing: variables that the checkpoint lacks keep the values they have.
      ignore_extra: tensors that no variable takes, optimizer slots for instance, are no error.
      rename: a function of a tensor's name that gives the variable's, or None to leave the tensor out; or a dict.
      scopes: {"scope in the checkpoint/": "scope in the graph/"}; "/" is the top.
      packs: names of packs of renames, see `tfgraph_dnn.checkpoint.packs()`, or "auto" for whichever gives a missing
        variable a value.
      resize: whether a tensor of another shape, but as many dimensions, is cut or filled up: the part that both have
        comes from the checkpoint, the rest from the variable's initializer. Or a regular expression of the names.
      cast: whether values of another type are converted.

    Returns:
      What was done, variable by variable.

    Raises:
      tf.errors.NotFoundError: the checkpoint lacks variables.
      tf.errors.InvalidArgumentError: variables differ from their tensors in shape or type.
      CheckpointError: (a ValueError) tensors are left over, or a file cannot be read.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.checkpoint.restore import restore
      >>> x = tf.placeholder(tf.float32, [None, 784])
      >>> hidden1 = tf.layers.dense(x, 40, name="hidden1")  # ten more than were trained
      >>> with tf.Session() as session:
      ...     report = restore(session, "checkpoints/dense_momentum", only="hidden1/[^/]+$", resize=True)
      >>> [(step.name, step.status) for step in report.plan.steps]
      [('hidden1/kernel', 'resized'), ('hidden1/bias', 'resized')]
    """
    variables = by_name(sess.graph.get_collection(tf1.GraphKeys.GLOBAL_VARIABLES) if var_list is None else var_list)
    options = {
        "only": only, "exclude": exclude, "rename": rename, "scopes": scopes, "packs": packs, "resize": resize,
        "cast": cast,
    }  # fmt: skip
    if restores.observers:
        allowed = {"ignore_missing": ignore_missing, "ignore_extra": ignore_extra}
        restores.tell(sess.graph, wanted_by(variables), "restore", **options, **allowed)
    ckpt = ckpt if isinstance(ckpt, Checkpoint) else open_checkpoint(ckpt)
    found = plan(ckpt, variables, **options)
    _check(found, ignore_missing, ignore_extra)
    steps = [step for step in found.steps if step.good]
    keys = _keys(ckpt)
    # All of it first: a damaged file must not leave half of the variables restored.
    values = [(variables[step.name], ckpt.read(keys.get(step.tensor, step.tensor))) for step in steps]
    resized = [part for step in steps if step.status == RESIZED for part in variables[step.name]]
    initialize(sess, resized)
    assign(sess, values)
    ignored = tuple(step.name for step in found.steps if not step.good)
    return Report(found, tuple(step.name for step in steps), ignored)


def _check(found: Plan, ignore_missing: bool, ignore_extra: bool) -> None:
    kept = tuple(step for step in found.steps if not (ignore_missing and step.status == MISSING))
    told = trouble(Plan(found.prefix, kept, found.unused, found.left_out, found.notes))
    if told is not None:
        kind = failures.NotFoundError if told.status in (CLASH, MISSING) else failures.InvalidArgumentError
        raise kind(told.message, hint=told.hint, slug=told.slug)
    if found.unused and not ignore_extra:
        names = [f"  {printable(name)}" for name in found.unused]
        shown = names if len(names) <= 4 else [*names[:3], f"  ... and {len(names) - 3} more"]
        raise CheckpointError(
            "\n".join([f"{len(names)} tensors of {printable(found.prefix)} are for no variable of the graph", *shown]),
            hint="ignore_extra=True leaves them; only= and exclude= say which are meant.",
            slug="ckpt-extra",
        )


def _keys(ckpt: Checkpoint) -> dict[str, str]:
    """Variable -> key, in an object-based checkpoint."""
    if not objects.is_object_based(ckpt):
        return {}
    return {name: key for key, name in objects.variable_names(ckpt).items()}

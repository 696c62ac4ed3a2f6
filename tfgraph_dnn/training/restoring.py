"""Checkpoints restored so that an error says what is missing, and no tensor gets into a variable of another shape.

The checkpoint is looked into first, without TensorFlow, and compared with what the restore operation would take.
What cannot be restored is an error of the class that TF 1.15 raises, before any variable has been touched.
"""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import failures, tf1
from tfgraph_dnn.checkpoint import prefixes, restores
from tfgraph_dnn.checkpoint.mapping.wanted import Wanted
from tfgraph_dnn.checkpoint.planning import CLASH, MISSING, plan
from tfgraph_dnn.checkpoint.reader import Checkpoint
from tfgraph_dnn.checkpoint.wording import trouble
from tfgraph_dnn.errors import ArgumentError, CheckpointError, CheckpointNotFoundError
from tfgraph_dnn.ops.restore_operations import restored_by

# What TensorFlow raises on files that it can open, but not read through.
_UNREADABLE = {
    tf1.errors.NotFoundError: failures.NotFoundError,
    tf1.errors.DataLossError: failures.DataLossError,
    tf1.errors.OutOfRangeError: failures.OutOfRangeError,
}


def restore(saver: tf1.train.Saver, read: Callable, sess, save_path) -> None:
    """Restores as `tf.train.Saver.restore` does, once it is known that all can be restored.

    Args:
      saver: whose variables are restored.
      read: TensorFlow's own `restore` of it.
      sess, save_path: as of `tf.train.Saver.restore`.
    """
    if saver._is_empty or tf1.executing_eagerly():
        read(sess, save_path)
        return
    if restores.observers:
        restores.tell(sess.graph, _wanted(sess.graph, saver.saver_def.restore_op_name), "Saver.restore")
    if save_path is None:
        raise ArgumentError(
            "Can't load save_path when it is None.",
            hint="tf.train.latest_checkpoint gives None where a folder has no state file, or a stale one.",
            slug="ckpt-stale",
        )
    ckpt = _found(tf1.compat.as_text(save_path))
    wanted = None if ckpt is None else _wanted(sess.graph, saver.saver_def.restore_op_name)
    if wanted is not None:
        _check(ckpt, wanted)
    try:
        read(sess, save_path)
    except tuple(_UNREADABLE) as error:
        if wanted is not None:
            _explain(error, ckpt, wanted)
        raise


def _found(path: str) -> Checkpoint | None:
    """The checkpoint; None where TensorFlow has to see for itself, as on file systems of its own."""
    try:
        ckpt = prefixes.at_prefix(path)
    except CheckpointNotFoundError:
        return None
    except CheckpointError as error:
        raise failures.DataLossError(str(error.args[0]), hint=error.hint, slug=error.slug) from None
    if ckpt is None:
        wrong = prefixes.misnamed(path)
        if wrong is not None and not path.endswith("/"):
            kind = failures.NotFoundError if path.endswith(".index") else failures.DataLossError
            raise kind(wrong, slug="ckpt-prefix")
        if wrong is not None or not tf1.train.checkpoint_exists(path):
            near = wrong or prefixes.nothing_at(path).hint
            raise ArgumentError(
                f"The passed save_path is not a valid checkpoint: {path}", hint=near, slug="ckpt-not-found"
            )
    return ckpt


def _wanted(graph, name: str) -> dict[str, Wanted] | None:
    """What a restore operation takes; None where the graph does not tell, or is not that of the Saver."""
    try:
        restored = restored_by(graph.get_operation_by_name(name))
    except KeyError:
        return None
    if restored is None:
        return None
    return {one.name: Wanted(one.name, one.dtype, one.shape, one.reshaped) for one in restored}


def _check(ckpt: Checkpoint, wanted: dict[str, Wanted]) -> None:
    """Raises what TF 1.15 would, before anything is restored."""
    told = trouble(plan(ckpt, wanted))
    if told is not None:
        kind = failures.NotFoundError if told.status in (CLASH, MISSING) else failures.InvalidArgumentError
        raise kind(told.message, hint=told.hint, slug=told.slug)


def _explain(error, ckpt: Checkpoint, wanted: dict[str, Wanted]) -> None:
    """Raises TensorFlow's error again with the file and the tensor that could not be read."""
    for name in wanted:
        try:
            if name in ckpt:
                ckpt.check(name)
        except CheckpointError as found:
            kind = next(ours for theirs, ours in _UNREADABLE.items() if isinstance(error, theirs))
            raise kind(str(found.args[0]), hint=found.hint, slug=found.slug) from None

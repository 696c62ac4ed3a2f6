"""Checkpoints saved so that a kill at any moment leaves the last whole one restorable.

TF 1.15's Saver, and today's, writes the values, then the state file, then the graph, and deletes. Where it saves over
an earlier checkpoint of the same path, the index and the values are for a moment of different ones. Here all files are
written in a directory beside, flushed to the disk and put in their places (`tfgraph_dnn.checkpoint.placement`); then
the state file names them; then old ones are deleted. What is there in the end is the same.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.checkpoint import placement

_STATE = "checkpoint"


def save(
    saver: tf1.train.Saver,
    write: Callable,
    sess,
    save_path,
    global_step=None,
    latest_filename=None,
    meta_graph_suffix="meta",
    write_meta_graph=True,
    write_state=True,
    **given,
):
    """Saves as `tf.train.Saver.save` does, every file whole before it counts.

    Args:
      saver: whose variables are saved.
      write: TensorFlow's own `save` of it.
      sess, ...: as of `tf.train.Saver.save`; `given` is for the graph alone.

    Returns:
      The checkpoint's path, with the step; None where the Saver has no variables.
    """
    path = os.fspath(save_path) if not isinstance(save_path, bytes) else os.fsdecode(save_path)
    parent, base = os.path.split(path)
    latest = _STATE if latest_filename is None else latest_filename
    collides = base == latest and global_step is None
    place = None
    if _is_safe(saver, path) and base and not collides and not os.path.dirname(latest):
        _make_parent(saver, parent, path)
        with contextlib.suppress(OSError):  # TensorFlow says it in its own words
            placement.sweep(parent)
            place = placement.beside(parent, base)
    if place is None:
        # Another file system, no variables, or a call that TensorFlow refuses.
        return write(
            sess, save_path, global_step, latest_filename, meta_graph_suffix, write_meta_graph, write_state, **given
        )
    state = _State(saver, parent, latest)
    try:
        with placement.flushing(place):
            made = write(sess, os.path.join(place, base), global_step, None, write_meta_graph=False, write_state=False)
        name = os.path.basename(made)
        failure = None
        if write_meta_graph:
            failure = _write_graph(saver, sess, os.path.join(place, name), meta_graph_suffix, given)
        beside = os.path.join(parent, os.path.basename(place), name)
        placement.place(place, parent, (lambda: state.write(beside, place)) if write_state else None)
        saved = path[: len(path) - len(base)] + name
        if write_state:
            saver._RecordLastCheckpoint(saved)
            state.write(saved, place)
            saver._MaybeDeleteOldCheckpoints(meta_graph_suffix=meta_graph_suffix)
    finally:
        if not state.names_place:
            shutil.rmtree(place, ignore_errors=True)
    if write_state:
        placement.sweep(parent, latest)
    if failure is not None:
        raise failure  # the values are saved all the same, as in TF 1.15
    return saved


class _State:
    """The state file of a directory."""

    def __init__(self, saver: tf1.train.Saver, directory: str, name: str):
        self._saver, self._directory, self._name = saver, directory, name
        self.names_place = False

    def write(self, checkpoint: str, place: str) -> None:
        """Names a checkpoint as the latest; `place` is where files can be written first."""
        target = os.path.join(self._directory, self._name)
        if target == checkpoint:
            raise RuntimeError(
                f"Save path '{checkpoint}' conflicts with path used for checkpoint state.  "
                "Please use a different save path."
            )
        self.names_place = os.path.basename(os.path.dirname(checkpoint)) == os.path.basename(place)
        if self.names_place:
            placement.keep(place, self._name)
        known = self._saver.last_checkpoints
        written = os.path.join(os.path.basename(place), ".state")
        private.update_checkpoint_state(self._directory, checkpoint, known, written, self._saver._save_relative_paths)
        placement.replace(os.path.join(place, ".state"), target)


def _is_safe(saver: tf1.train.Saver, path: str) -> bool:
    local = not re.match(r"\w+://", path)
    return local and saver._is_built and not saver._is_empty and not tf1.executing_eagerly()


def _make_parent(saver: tf1.train.Saver, parent: str, path: str) -> None:
    """Makes a missing directory where TensorFlow does: the last part alone, and for the V2 format alone."""
    if os.path.isdir(parent or "."):
        return
    if saver.saver_def.version == tf1.train.SaverDef.V2 and os.path.isdir(os.path.dirname(parent) or "."):
        os.mkdir(parent)
        return
    raise ValueError(f"Parent directory of {path} doesn't exist, can't save.")


def _write_graph(saver, sess, path: str, suffix: str, given: dict) -> Exception | None:
    """Writes the graph beside the values; gives the error when it cannot be (a graph may be too large for a file)."""
    unsharded = re.sub(r"-[\d?]+-of-\d+$", "", path)
    try:
        with sess.graph.as_default():
            saver.export_meta_graph(f"{unsharded}.{suffix}", **given)
    except Exception as error:
        return error
    return None

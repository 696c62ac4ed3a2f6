"""Looking into checkpoints as TF 1.15 did: `tf.train.list_variables`, `load_checkpoint`, `latest_checkpoint`.

They find and return what TF 1.15's find and return; their errors have its classes, and say what is there instead.
"""

from __future__ import annotations

import os

from tfgraph_dnn._backend import failures, tf1
from tfgraph_dnn.checkpoint import prefixes
from tfgraph_dnn.checkpoint.naming import missing_key
from tfgraph_dnn.errors import ArgumentError, CheckpointError


class CheckpointReader:
    """A reader of one checkpoint, as `tf.train.NewCheckpointReader` gives it.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> reader = tf.train.NewCheckpointReader("checkpoints/dense_momentum/model.ckpt")
      >>> reader.has_tensor("hidden1/kernel"), reader.get_tensor("hidden1/bias").shape
      (True, (30,))
    """

    def __init__(self, reader, path: str):
        self._reader, self._path = reader, path

    def __getattr__(self, name: str):
        return getattr(self._reader, name)

    def get_tensor(self, tensor_str):
        """The values of a tensor.

        Raises:
          tf.errors.NotFoundError: there is none of that name; the message has the nearest.
        """
        name = tf1.compat.as_text(tensor_str)
        names = self._reader.get_variable_to_shape_map()
        if name not in names:
            hint = missing_key(self._path, name, names).hint
            raise failures.NotFoundError(
                f"Key {name} not found in checkpoint {self._path}", hint=hint, slug="ckpt-missing-key"
            )
        return self._reader.get_tensor(tensor_str)


def NewCheckpointReader(filepattern) -> CheckpointReader:  # noqa: N802 - TF's own name
    """A reader of the checkpoint at a prefix.

    Raises:
      tf.errors.NotFoundError: there is none, or the path is that of an `.index` file, of which TF 1.15 reads nothing.
      tf.errors.DataLossError: a file is damaged, or none of a checkpoint.
    """
    path = tf1.compat.as_text(filepattern)
    try:
        found = prefixes.at_prefix(path)
    except CheckpointError as error:
        raise failures.DataLossError(str(error.args[0]), hint=error.hint, slug=error.slug) from None
    if found is None and (wrong := prefixes.misnamed(path)) is not None:
        kind = failures.NotFoundError if path.endswith(".index") else failures.DataLossError
        raise kind(wrong, slug="ckpt-prefix")
    try:
        return CheckpointReader(tf1.train.NewCheckpointReader(path), path)
    except tf1.errors.NotFoundError as error:
        hint = prefixes.nothing_at(path).hint
        raise failures.NotFoundError(error.message, hint=hint, slug="ckpt-not-found") from None


def load_checkpoint(ckpt_dir_or_file) -> CheckpointReader:
    """A reader of the checkpoint; a directory stands for its latest one.

    Raises:
      ValueError: a directory without checkpoints, or whose state file is stale; the message has what is there.
      tf.errors.OpError: as for `NewCheckpointReader`.
    """
    path = os.fspath(ckpt_dir_or_file) if isinstance(ckpt_dir_or_file, os.PathLike) else ckpt_dir_or_file
    filename = path
    if tf1.gfile.IsDirectory(path):
        filename = tf1.train.latest_checkpoint(path)
    if filename is None:
        raise ArgumentError(
            f"Couldn't find 'checkpoint' file or checkpoints in given directory {path}",
            hint=prefixes.about_folder(tf1.compat.as_text(path)),
            slug="ckpt-stale",
        )
    return NewCheckpointReader(filename)


def load_variable(ckpt_dir_or_file, name):
    """The value of one variable of a checkpoint; a trailing `:0` of the name is dropped.

    Raises:
      tf.errors.NotFoundError: the checkpoint has none of that name; the message has the nearest.
      ValueError, tf.errors.OpError: as for `load_checkpoint`.
    """
    return load_checkpoint(ckpt_dir_or_file).get_tensor(name.removesuffix(":0"))


def list_variables(ckpt_dir_or_file) -> list[tuple[str, list[int]]]:
    """`(name, shape)` of every variable of a checkpoint, sorted by name; errors as for `load_checkpoint`."""
    return sorted(load_checkpoint(ckpt_dir_or_file).get_variable_to_shape_map().items())


def latest_checkpoint(checkpoint_dir, latest_filename=None) -> str | None:
    """The prefix that a directory's state file names, when that checkpoint is there; else None.

    As in TF 1.15 a stale state file gives None. Here a warning then says what it names and what is there instead.
    """
    found = tf1.train.latest_checkpoint(checkpoint_dir, latest_filename)
    if found is None and latest_filename is None:
        told = prefixes.about_folder(tf1.compat.as_text(os.fspath(checkpoint_dir)))
        if told is not None:
            tf1.logging.warning("latest_checkpoint: %s  [ckpt-stale]", told)
    return found

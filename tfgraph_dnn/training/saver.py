"""`tf.train.Saver`: TF 1.15's, with saving that survives a kill, and a restore that says what is missing."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.training import restoring, saving


@shown_as("tensorflow.python.training.saver.Saver")
class Saver(tf1.train.Saver):
    """Saves variables to checkpoints and restores them; as TF 1.15's, with the same operations, names and files.

    Where it differs: a process that is killed while it saves leaves the last whole checkpoint restorable, also where it
    saves over an earlier one, and the state file names a whole one. A checkpoint that cannot be restored in full is an
    error that lists the variables, the nearest names and what to do, of the class that TF 1.15 raises; no variable has
    been touched then. TF 1.15 puts a tensor of another shape into a resource variable without a word; here that is
    refused, as it is for reference variables.

    Example:
      >>> import os, tempfile
      >>> import tfgraph_dnn.v1 as tf
      >>> prefix = os.path.join(tempfile.mkdtemp(), "model.ckpt")
      >>> with tf.Graph().as_default(), tf.Session() as session:
      ...     w = tf.get_variable("w", [], initializer=tf.ones_initializer())
      ...     session.run(tf.global_variables_initializer())
      ...     print(os.path.basename(tf.train.Saver().save(session, prefix, global_step=7)))
      model.ckpt-7
    """

    def save(
        self,
        sess,
        save_path,
        global_step=None,
        latest_filename=None,
        meta_graph_suffix="meta",
        write_meta_graph=True,
        write_state=True,
        strip_default_attrs=False,
        save_debug_info=False,
    ):
        """Saves the variables and the graph.

        Args:
          sess: session in which they have values.
          save_path: what the files' names begin with.
          global_step: a number, or a tensor of one, that is put behind it.
          latest_filename: name of the state file; `checkpoint` when not given.
          meta_graph_suffix: ending of the file with the graph.
          write_meta_graph: whether to write that file.
          write_state: whether to write the state file, and to delete what is beyond `max_to_keep`.
          strip_default_attrs: leave attributes with their default values out of the graph.
          save_debug_info: write where the operations were made, too.

        Returns:
          The checkpoint's path, which `restore` takes; None when there are no variables.

        Raises:
          ValueError: the directory does not exist, or `latest_filename` is a path.
          TypeError: `sess` is no session.
        """
        return saving.save(
            self,
            super().save,
            sess,
            save_path,
            global_step,
            latest_filename,
            meta_graph_suffix,
            write_meta_graph,
            write_state,
            strip_default_attrs=strip_default_attrs,
            save_debug_info=save_debug_info,
        )

    def restore(self, sess, save_path):
        """Restores the variables.

        Args:
          sess: session that is to have them.
          save_path: the checkpoint's path, as `save` returned it.

        Raises:
          ValueError: `save_path` is None, or there is no checkpoint.
          tf.errors.NotFoundError: the checkpoint lacks variables.
          tf.errors.InvalidArgumentError: variables differ from their tensors in type or shape.
          tf.errors.DataLossError: the file is damaged, or none of a checkpoint.

        Example:
          >>> import os, tempfile
          >>> import tfgraph_dnn.v1 as tf
          >>> prefix = os.path.join(tempfile.mkdtemp(), "model.ckpt")
          >>> with tf.Graph().as_default(), tf.Session() as session:
          ...     w = tf.get_variable("hidden1/weights", [2, 3])
          ...     session.run(tf.global_variables_initializer())
          ...     path = tf.train.Saver().save(session, prefix)
          >>> with tf.Graph().as_default(), tf.Session() as session:
          ...     w = tf.get_variable("hidden1/kernel", [2, 3])
          ...     try:
          ...         tf.train.Saver().restore(session, prefix)
          ...     except tf.errors.NotFoundError as error:
          ...         print(str(error).splitlines()[1])
            missing  hidden1/kernel  (2, 3)  nearest: hidden1/weights (2, 3)  renamed, rule 'weights -> kernel'
        """
        restoring.restore(self, super().restore, sess, save_path)

    @staticmethod
    def from_proto(saver_def, import_scope=None):
        """The Saver that a `SaverDef` describes."""
        return Saver(saver_def=saver_def, name=import_scope)


def adopted(saver):
    """A Saver that TensorFlow made, saving and restoring as ours do from now on; anything else is left as it is."""
    if type(saver) is tf1.train.Saver:
        saver.__class__ = Saver
    return saver

"""SavedModels of TF 1.x, loaded into a session as TF 1.15's `tf.saved_model.loader.load` did."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.old_graphs.importing import prepared


class Loader(private.SavedModelLoader):
    """A SavedModel whose graph is made ready for today's TensorFlow."""

    def __init__(self, export_dir: str, change: Callable | None = None):
        """Reads the SavedModel.

        Args:
          export_dir: its directory.
          change: is given a graph's `MetaGraphDef` and changes it, first of all.

        Raises:
          OSError: there is none, or it cannot be read.
        """
        super().__init__(export_dir)
        self._change = change
        self._ready: dict[frozenset[str], tf1.MetaGraphDef] = {}

    def get_meta_graph_def_from_tags(self, tags: Iterable[str]):
        """The `MetaGraphDef` of some tags, ready to be imported."""
        key = frozenset(tags)
        if key not in self._ready:
            found = super().get_meta_graph_def_from_tags(tags)
            copy = tf1.MetaGraphDef.FromString(found.SerializeToString())
            if self._change is not None:
                self._change(copy)
            self._ready[key] = prepared(copy, str(self._export_dir))
        return self._ready[key]

    def as_written(self, tags: Iterable[str]):
        """The `MetaGraphDef` of some tags as it is in the file."""
        return super().get_meta_graph_def_from_tags(tags)


def load(sess, tags, export_dir, import_scope=None, **saver_kwargs):
    """Loads a SavedModel into a session: graph, values, tables; as TF 1.15's `tf.saved_model.loader.load`.

    What `tf.train.import_meta_graph` takes that today's TensorFlow does not, this takes too; so do SavedModels of 2017,
    which today's `tf.saved_model.load` refuses.

    Args:
      sess: the session; its graph gets the model's.
      tags: set of tags of the graph wanted, such as `{"serve"}`.
      export_dir: the SavedModel's directory.
      import_scope: name scope to put the graph under.
      **saver_kwargs: as of `tf.train.import_meta_graph`.

    Returns:
      The `MetaGraphDef` as it is in the file, with its signatures.

    Raises:
      OSError: there is no SavedModel.
      RuntimeError: it has no graph of these tags.
    """
    loader = Loader(export_dir)
    loader.load(sess, tags, import_scope, **saver_kwargs)
    return loader.as_written(tags)

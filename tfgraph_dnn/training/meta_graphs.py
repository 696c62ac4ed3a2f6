"""`tf.train.import_meta_graph` for the files of TF 1.x, some of which today's TensorFlow refuses."""

from __future__ import annotations

import re

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.training.saver import adopted

# TF 1.x wrote other shapes for these kernels' reserved outputs than TF 2 infers, and TF 2 takes that for an error.
_SHAPES_CHANGED = ("FusedBatchNormGrad", "FusedBatchNormGradV2", "FusedBatchNormGradV3")


def import_meta_graph(meta_graph_or_file, clear_devices=False, import_scope=None, **kwargs):
    """Puts the graph of a `.meta` file and its collections into the default graph, as TF 1.15 did.

    Where today's TensorFlow differs: it fails on nets with batch normalization that were saved with their gradients
    (`_output_shapes attribute inconsistent`), and on version strings such as `0.12.head` (`InvalidVersion`).

    Args:
      meta_graph_or_file: the path of the file, or a `MetaGraphDef`, which is left as it is.
      clear_devices: forget on which devices the operations were.
      import_scope: name scope to put the graph under.
      **kwargs: such as `input_map`, tensors to use in place of tensors of the file.

    Returns:
      A Saver for the variables, or None where the graph has none.

    Raises:
      OSError: the file does not exist or is no meta graph.
      ValueError: an operation in it is not known to today's TensorFlow.

    Example:
      >>> import os, tempfile
      >>> import tfgraph_dnn.v1 as tf
      >>> prefix = os.path.join(tempfile.mkdtemp(), "model.ckpt")
      >>> with tf.Graph().as_default(), tf.Session() as session:
      ...     w = tf.get_variable("w", [], initializer=tf.ones_initializer())
      ...     session.run(tf.global_variables_initializer())
      ...     path = tf.train.Saver().save(session, prefix)
      >>> with tf.Graph().as_default(), tf.Session() as session:
      ...     saver = tf.train.import_meta_graph(prefix + ".meta")
      ...     saver.restore(session, prefix)
      ...     print(session.run("w:0"))
      1.0
    """
    meta_graph = tf1.MetaGraphDef()
    if isinstance(meta_graph_or_file, tf1.MetaGraphDef):
        meta_graph.CopyFrom(meta_graph_or_file)
    else:
        meta_graph = private.read_meta_graph_file(meta_graph_or_file)
    _make_acceptable(meta_graph)
    return adopted(tf1.train.import_meta_graph(meta_graph, clear_devices, import_scope, **kwargs))


def _make_acceptable(meta_graph) -> None:
    for node in meta_graph.graph_def.node:
        if node.op in _SHAPES_CHANGED:
            node.attr.pop("_output_shapes", None)
    info = meta_graph.meta_info_def
    numbers = re.match(r"\d+(\.\d+)*", info.tensorflow_version)
    # Whether the file is older than 1.9 is all that is asked of it.
    info.tensorflow_version = numbers.group() if numbers else ""

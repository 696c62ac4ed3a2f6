"""`tf.train.import_meta_graph` and `tf.import_graph_def` for the files of TF 0.x and 1.x."""

from __future__ import annotations

import os
import re

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.old_graphs import devices, expansion, files, operations, python_functions
from tfgraph_dnn.training.saver import adopted

# TF 1.x wrote other shapes for these kernels' reserved outputs than TF 2 infers, and TF 2 takes that for an error.
_SHAPES_CHANGED = ("FusedBatchNormGrad", "FusedBatchNormGradV2", "FusedBatchNormGradV3")


def import_meta_graph(meta_graph_or_file, clear_devices=False, import_scope=None, **kwargs):
    """Puts the graph of a `.meta` file and its collections into the default graph, as TF 1.15 did.

    Where it differs from today's TensorFlow: version strings of any kind (`0.12.head`) and batch normalization saved
    with its gradients are taken; operations of `tf.contrib` are put together from today's where that can be, all
    others named at once; nodes on devices that are not here (`/gpu:0`) run where TensorFlow places them, and a line in
    the log says so, as it does of `tf.py_func`.

    Args:
      meta_graph_or_file: the path of the file, or a `MetaGraphDef`, which is left as it is.
      clear_devices: forget on which devices the operations were.
      import_scope: name scope to put the graph under.
      **kwargs: such as `input_map`, tensors to use in place of tensors of the file.

    Returns:
      A Saver for the variables, or None where the graph has none.

    Raises:
      OSError: the file does not exist.
      GraphFileError: (a ValueError) it holds no meta graph.
      UnknownOperations: (a ValueError and `tf.errors.NotFoundError`) operations in it are not known today.

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
    if isinstance(meta_graph_or_file, tf1.MetaGraphDef):
        meta_graph, what = tf1.MetaGraphDef.FromString(meta_graph_or_file.SerializeToString()), "the graph"
    else:
        what = os.fspath(meta_graph_or_file)
        meta_graph = files.read_meta_graph(what)
    prepared(meta_graph, what, clear_devices)
    return adopted(tf1.train.import_meta_graph(meta_graph, False, import_scope, **kwargs))


def import_graph_def(graph_def, input_map=None, return_elements=None, name=None, op_dict=None, producer_op_list=None):
    """Puts a `GraphDef`, such as a frozen graph, into the default graph; as TF 1.15's `tf.import_graph_def`.

    Operations and devices that are not there today are treated as by `tf.train.import_meta_graph`.
    """
    if isinstance(graph_def, tf1.GraphDef) and _needs_care(graph_def):
        graph_def = tf1.GraphDef.FromString(graph_def.SerializeToString())
        _prepare_graph(graph_def, "the graph", clear_devices=False)
    return tf1.import_graph_def(graph_def, input_map, return_elements, name, op_dict, producer_op_list)


def prepared(meta_graph, what: str, clear_devices: bool = False):
    """A `MetaGraphDef`, changed in place so that today's TensorFlow imports it; see `import_meta_graph`."""
    info = meta_graph.meta_info_def
    numbers = re.match(r"\d+(\.\d+)*", info.tensorflow_version)
    # Whether the file is older than 1.9 is all that is asked of it.
    info.tensorflow_version = numbers.group() if numbers else ""
    _prepare_graph(meta_graph.graph_def, what, clear_devices)
    return meta_graph


def _prepare_graph(graph_def, what: str, clear_devices: bool) -> None:
    for node in graph_def.node:
        if node.op in _SHAPES_CHANGED:
            node.attr.pop("_output_shapes", None)
    expansion.expand(graph_def)
    operations.check(graph_def, what)
    if clear_devices:
        devices.forget_all(graph_def)
    elif taken := devices.forget_absent(graph_def):
        tf1.logging.warning("%s: %s.", what, devices.told(taken))
    if found := python_functions.missing(graph_def):
        tf1.logging.warning("%s: %s.", what, python_functions.told(found))


def _needs_care(graph_def) -> bool:
    """Whether there is anything in it that is not imported as it stands; a graph may be large, and is not copied."""
    kinds = {node.op for node in graph_def.node}
    placed = any(node.device for node in graph_def.node) or bool(graph_def.library.function)
    return placed or bool(kinds & {*_SHAPES_CHANGED, *python_functions.OPS}) or bool(operations.unknown(graph_def))

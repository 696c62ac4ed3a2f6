"""Dotted paths: how a program's names are written in the tables."""

from __future__ import annotations

import functools

from tfgraph_dnn import symbols
from tfgraph_dnn.symbols import face_table

# Other names TF 1.15 has for the functions that the rules ask about.
_ALIASES = {
    "tf.initialize_all_variables": "tf.global_variables_initializer",
    "tf.initializers.global_variables": "tf.global_variables_initializer",
    "tf.initialize_local_variables": "tf.local_variables_initializer",
    "tf.initializers.local_variables": "tf.local_variables_initializer",
    "tf.initialize_variables": "tf.variables_initializer",
    "tf.initializers.variables": "tf.variables_initializer",
    "tf.initializers.tables_initializer": "tf.tables_initializer",
    "tf.random.set_random_seed": "tf.set_random_seed",
    "tf.all_variables": "tf.global_variables",
    "tf.math.argmax": "tf.argmax",
    "tf.arg_max": "tf.argmax",
    "tf.math.equal": "tf.equal",
    "tf.contrib.framework.get_or_create_global_step": "tf.train.get_or_create_global_step",
    "tf.contrib.framework.create_global_step": "tf.train.create_global_step",
    "tf.contrib.losses.softmax_cross_entropy": "tf.losses.softmax_cross_entropy",
    "tf.contrib.losses.sigmoid_cross_entropy": "tf.losses.sigmoid_cross_entropy",
    "tf.contrib.losses.sparse_softmax_cross_entropy": "tf.losses.sparse_softmax_cross_entropy",
}


def from_import(path: str) -> str:
    """An import's path as the tables write it: `tensorflow.nn` is `tf.nn`; other modules stay as they are."""
    head, dot, rest = path.partition(".")
    return face_table.without_compat("tf" + dot + rest) if head == "tensorflow" else path


@functools.cache
def canonical(path: str) -> str:
    """One name for all the names of a function: the public one, contrib.layers' for slim's, the core's for nn's."""
    path = face_table.without_compat(path)
    if ".python." in path:
        path = symbols.recorded_private_paths().get(path, path)
    if path.startswith("tf.contrib.slim.losses."):
        path = path.replace("tf.contrib.slim.losses.", "tf.contrib.losses.")
    elif path.startswith("tf.contrib.slim.") and path.count(".") == 3:
        path = path.replace("tf.contrib.slim.", "tf.contrib.layers.")
    return _ALIASES.get(path, path)

"""Collections of a layer's outputs and variables, and the aliases under which an output is found in them."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from tfgraph_dnn._backend import private, tf1


class NamedOutputs(NamedTuple):
    """A layer's name beside its outputs."""

    name: str
    outputs: Any


def collect_named_outputs(collections, alias: str, outputs):
    """Adds `outputs` to the collections and `alias` to its aliases; does nothing without collections.

    Args:
      collections: key, list of keys, or None.
      alias: usually the layer's scope; a trailing slash is dropped.
      outputs: the tensor.

    Returns:
      `outputs`, the very tensor.
    """
    if collections:
        append_tensor_alias(outputs, alias)
        tf1.add_to_collections(collections, outputs)
    return outputs


def append_tensor_alias(tensor, alias: str):
    """Adds an alias to those of `tensor` and returns it."""
    tensor.aliases = [*getattr(tensor, "aliases", ()), alias[:-1] if alias[-1] == "/" else alias]
    return tensor


def gather_tensors_aliases(tensors) -> list[str]:
    """All aliases of all tensors."""
    return [alias for tensor in tensors for alias in get_tensor_aliases(tensor)]


def get_tensor_aliases(tensor) -> list[str]:
    """The tensor's aliases; without any, its name (of the operation, for a first output)."""
    if hasattr(tensor, "aliases"):
        return tensor.aliases
    return [tensor.op.name if tensor.name.endswith(":0") else tensor.name]


def convert_collection_to_dict(collection, clear_collection=False) -> OrderedDict:
    """The tensors of a collection by alias, in order; one with two aliases is there twice.

    Args:
      collection: key.
      clear_collection: empty it afterwards.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.contrib.layers.named_outputs import convert_collection_to_dict
      >>> y = tf.contrib.layers.fully_connected(tf.ones([2, 3]), 4, scope="fc", outputs_collections="end_points")
      >>> convert_collection_to_dict("end_points")["fc"] is y
      True
    """
    found = OrderedDict(
        (alias, tensor) for tensor in tf1.get_collection(collection) for alias in get_tensor_aliases(tensor)
    )
    if clear_collection:
        tf1.get_default_graph().clear_collection(collection)
    return found


def get_variable_collections(variables_collections, name: str):
    """The collections of the variable `name`: those under its key of a dict, else all that were given."""
    if isinstance(variables_collections, dict):
        return variables_collections.get(name)
    return variables_collections


def add_variable_to_collections(variable, variables_collections, name: str) -> None:
    """Adds a layer's variable, or its parts, to the collections meant for `name`, unless they are there."""
    parts = list(variable) if isinstance(variable, private.PartitionedVariable) else [variable]
    for key in get_variable_collections(variables_collections, name) or []:
        for part in parts:
            if part not in tf1.get_collection(key):
                tf1.add_to_collection(key, part)

"""Every import of `tensorflow.python.*`, each with its reason. All of them exist on TF 2.16 and on TF 2.21."""

import importlib
from types import ModuleType

# The per-graph op-seed counters: TF 1.15's rule (the graph's operation count) is given to our own graphs here.
# The stack of default graphs: `tf.get_default_graph()` must hand out one of ours.
from tensorflow.python.framework import ops, random_seed

op_seed_counters = random_seed._graph_to_seed_dict
default_graph_stack = ops._default_graph_stack

# Absolute and uniquified name scopes, and `name_scope` as TF 1.15 had it.
uniquifying_name_scope = ops.name_scope_v1



def tensorflow_module(path: str) -> ModuleType | None:
    """The module `tensorflow.PATH`, for programs that import private paths (`python.framework.ops`); None if absent."""
    try:
        return importlib.import_module(f"tensorflow.{path}")
    except ImportError:
        return None


__all__ = [
    "default_graph_stack",
    "op_seed_counters",
    "ops",
    "random_seed",
    "tensorflow_module",
    "uniquifying_name_scope",
]

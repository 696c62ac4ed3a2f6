"""Every import of `tensorflow.python.*`, each with its reason. All of them exist on TF 2.16 and on TF 2.21."""

import importlib
from types import ModuleType

# The per-graph op-seed counters: TF 1.15's rule (the graph's operation count) is given to our own graphs here.
# The stack of default graphs: `tf.get_default_graph()` must hand out one of ours.
# The table of variables `tf.get_variable` has made: `init_from_checkpoint` finds them by name there.
from tensorflow.python.framework import ops, random_seed, smart_cond, sparse_tensor
from tensorflow.python.ops import control_flow_ops, variable_scope, variables
from tensorflow.python.training import moving_averages

op_seed_counters = random_seed._graph_to_seed_dict
default_graph_stack = ops._default_graph_stack

# Absolute and uniquified name scopes, and `name_scope` as TF 1.15 had it.
uniquifying_name_scope = ops.name_scope_v1

variable_store = variable_scope._get_default_variable_store

# What `tf.get_variable` returns under a partitioner; no public name in any version.
PartitionedVariable = variables.PartitionedVariable

# `identity` under control dependencies, with the name and colocation TF 1.15 gave it; no public name.
with_dependencies = control_flow_ops.with_dependencies

# The moving average of batch normalization: public only in TF 2 behaviour's clothes (`tf.__internal__`).
assign_moving_average = moving_averages.assign_moving_average

# tf.contrib.framework handed these on; none has a public name today.
smart_constant_value = smart_cond.smart_constant_value
get_graph_from_inputs = ops._get_graph_from_inputs
convert_to_tensor_or_sparse_tensor = sparse_tensor.convert_to_tensor_or_sparse_tensor



def tensorflow_module(path: str) -> ModuleType | None:
    """The module `tensorflow.PATH`, for programs that import private paths (`python.framework.ops`); None if absent."""
    try:
        return importlib.import_module(f"tensorflow.{path}")
    except ImportError:
        return None


def legacy_keras() -> ModuleType | None:
    """Keras 2 as `tf.keras` of TF 1.x showed it, where the package `tf_keras` is installed; else None.

    Keras 3 does not build TF 1.x graphs, so `tf.compat.v1.keras` is of no use to a legacy program.
    """
    try:
        return importlib.import_module("tf_keras.api._v1.keras")
    except ImportError:
        return None


__all__ = [
    "PartitionedVariable",
    "assign_moving_average",
    "convert_to_tensor_or_sparse_tensor",
    "default_graph_stack",
    "get_graph_from_inputs",
    "legacy_keras",
    "op_seed_counters",
    "ops",
    "random_seed",
    "smart_constant_value",
    "tensorflow_module",
    "uniquifying_name_scope",
    "variable_store",
    "with_dependencies",
]

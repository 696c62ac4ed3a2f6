"""Every place below `tensorflow.python` that this package uses, each with its reason; all exist on TF 2.16 and 2.21.

`private.NAME` imports the module in question when it is first asked for, so a program loads what it uses.
"""

import contextlib
import functools
import importlib
import operator
import sys
from types import ModuleType
from typing import Any

from tfgraph_dnn._backend import names, opening, sleeping

# Name here: the module below `tensorflow.python`, and the name there; or several of them, for a tuple.
_PLACES = {
    # The per-graph op-seed counters: TF 1.15's rule (the graph's operation count) is given to our own graphs here.
    "op_seed_counters": "framework.random_seed:_graph_to_seed_dict",
    "get_seed": "framework.random_seed:get_seed",
    # The stack of default graphs: `tf.get_default_graph()` must hand out one of ours.
    "default_graph_stack": "framework.ops:_default_graph_stack",
    # The class of tensors in graphs: those of our own graphs have a subclass of it, which slices as TF 1.15 did.
    "SymbolicTensor": "framework.ops:SymbolicTensor",
    # What a tensor of a graph raises as a Python bool; no public name for TF 1.x.
    "OperatorNotAllowedInGraphError": "framework.errors_impl:OperatorNotAllowedInGraphError",
    # Where the operators of tensors are given to their class.
    "array_ops": "ops.array_ops",
    "math_ops": "ops.math_ops",
    # Absolute and uniquified name scopes, and `name_scope` as TF 1.15 had it.
    "uniquifying_name_scope": "framework.ops:name_scope_v1",
    "prepend_name_scope": "framework.ops:prepend_name_scope",
    "strip_name_scope": "framework.ops:strip_name_scope",
    # The filter of the stack that TF notes for each operation and prints in its errors.
    "tf_stack": "util.tf_stack",
    # The nested structures of RNN states; `tf.nest` does not show mapping up to a shallower structure.
    "nest": "util.nest",
    # The table of variables `tf.get_variable` has made: `init_from_checkpoint` finds them by name there.
    "variable_store": "ops.variable_scope:_get_default_variable_store",
    # A convolution in two steps, as TF 1.15's layers take it: constants once when built, the kernels at each call.
    "Convolution": "ops.nn_ops:Convolution",
    # What `tf.get_variable` returns under a partitioner; no public name in any version.
    "PartitionedVariable": "ops.variables:PartitionedVariable",
    # What all variables are; `tf.compat.v1.Variable` is not the class of those that TensorFlow's own modules make.
    "BaseVariable": "ops.variables:Variable",
    # The two classes of variables in graphs, by which a fetch is known.
    "VARIABLE_KINDS": ("ops.ref_variable:RefVariable", "ops.resource_variable_ops:ResourceVariable"),
    # What a fetch is turned into, by type; a program may have added to it.
    "session_run_conversions": "client.session:_REGISTERED_EXPANSIONS",
    "IndexedSlicesValue": "framework.indexed_slices:IndexedSlicesValue",
    # `identity` under control dependencies, with the name and colocation TF 1.15 gave it; no public name.
    "with_dependencies": "ops.control_flow_ops:with_dependencies",
    # The moving average of batch normalization: public only in TF 2 behaviour's clothes (`tf.__internal__`).
    "assign_moving_average": "training.moving_averages:assign_moving_average",
    # `tf.contrib.layers.scale_gradient` is one operation with a gradient of its own; `tf.function` would inline it.
    "Defun": "framework.function:Defun",
    # What `slim.learning` writes its traces with; no public name in any version.
    "Timeline": "client.timeline:Timeline",
    # Counting at thresholds, and the metrics by the best k; `tf.metrics` shows only what builds on them.
    "aggregate_metric_variable": "ops.metrics_impl:_aggregate_variable",
    "average_precision_at_top_k": "ops.metrics_impl:_streaming_sparse_average_precision_at_top_k",
    "confusion_matrix_at_thresholds": "ops.metrics_impl:_confusion_matrix_at_thresholds",
    "metric_variable": "ops.metrics_impl:metric_variable",
    "remove_squeezable_dimensions_of_metrics": "ops.metrics_impl:_remove_squeezable_dimensions",
    # What `tf.metrics` calls; ours stand in for them there.
    "assert_broadcastable": "ops.weights_broadcast_ops:assert_broadcastable",
    "broadcast_weights": "ops.weights_broadcast_ops:broadcast_weights",
    "confusion_matrix": "ops.confusion_matrix:confusion_matrix",
    "remove_squeezable_dimensions": "ops.confusion_matrix:remove_squeezable_dimensions",
    # Logits of probabilities and the other way round, checked, as all of `tf.distributions` has them.
    "get_logits_and_probs": "ops.distributions.util:get_logits_and_probs",
    "reduced_shape": "ops.math_ops:reduced_shape",
    # The classes behind `tf.feature_column`'s functions, of which the columns that make operations get some of ours.
    "FEATURE_COLUMNS": (
        "feature_column.feature_column_v2:BucketizedColumn",
        "feature_column.feature_column_v2:CrossedColumn",
        "feature_column.feature_column_v2:EmbeddingColumn",
        "feature_column.feature_column_v2:IdentityCategoricalColumn",
        "feature_column.feature_column_v2:IndicatorColumn",
        "feature_column.feature_column_v2:SharedEmbeddingColumn",
    ),
    # tf.contrib.framework handed these on; none has a public name today.
    "BoundedTensorSpec": "framework.tensor:BoundedTensorSpec",
    "RecordInput": "ops.data_flow_ops:RecordInput",
    "convert_to_tensor_or_sparse_tensor": "framework.sparse_tensor:convert_to_tensor_or_sparse_tensor",
    "convolutional_delta_orthogonal": "ops.init_ops:convolutional_delta_orthogonal",
    "convolutional_orthogonal_1d": "ops.init_ops:convolutional_orthogonal_1d",
    "convolutional_orthogonal_2d": "ops.init_ops:convolutional_orthogonal_2d",
    "convolutional_orthogonal_3d": "ops.init_ops:convolutional_orthogonal_3d",
    "deprecated": "util.deprecation:deprecated",
    "deprecated_arg_values": "util.deprecation:deprecated_arg_values",
    "deprecated_args": "util.deprecation:deprecated_args",
    "get_graph_from_inputs": "framework.ops:_get_graph_from_inputs",
    "load_and_remap_matrix_initializer": "training.checkpoint_ops:_load_and_remap_matrix_initializer",
    "load_embedding_initializer": "training.checkpoint_ops:_load_embedding_initializer",
    "smart_case": "framework.smart_cond:smart_case",
    "smart_cond_of_framework": "framework.smart_cond:smart_cond",
    "smart_constant_value": "framework.smart_cond:smart_constant_value",
    # `tf.contrib.lookup` and `tf.contrib.staging` showed these; their public names went with it.
    "FastHashSpec": "ops.lookup_ops:FastHashSpec",
    "StagingArea": "ops.data_flow_ops:StagingArea",
    "index_table_from_file": "ops.lookup_ops:index_table_from_file",
    "index_table_from_tensor": "ops.lookup_ops:index_table_from_tensor",
    "index_to_string_table_from_file": "ops.lookup_ops:index_to_string_table_from_file",
    "index_to_string_table_from_tensor": "ops.lookup_ops:index_to_string_table_from_tensor",
    # `tf.contrib.eager` showed these; the public tape has taken their place.
    "EagerVariableStore": "ops.variable_scope:EagerVariableStore",
    "eager_py_func": "ops.script_ops:eager_py_func",
    "gradients_function": "eager.backprop:gradients_function",
    "implicit_grad": "eager.backprop:implicit_grad",
    "implicit_val_and_grad": "eager.backprop:implicit_val_and_grad",
    "val_and_grad_function": "eager.backprop:val_and_grad_function",
    # The reader of `.meta` files, binary or text: what is read is put right before TensorFlow imports it.
    "read_meta_graph_file": "framework.meta_graph:read_meta_graph_file",
    # Which message the items of a graph's collection are, in a file: to leave out what a cut graph does not have.
    # (Named by the module of graphs in files, with which all that are known come.)
    "collection_proto_type": "framework.meta_graph:ops.get_collection_proto_type",
    # Whether an operation is known: an old graph's are looked up before it is imported, to name all that are not.
    # (Named by the module that imports graphs, with which all that are known come.)
    "registered_operation": "framework.importer:op_def_registry.get",
    # What an operation of a graph takes and gives.
    "operation_definition": "framework.op_def_registry:get",
    # Which Python functions the operations of `tf.py_func` can call in this process, by the keys that graphs hold.
    "python_functions": "ops.script_ops:_py_funcs",
    # What the loader of TF 1.x's SavedModels is made of; only its function `load` is public.
    "SavedModelLoader": "saved_model.loader_impl:SavedModelLoader",
    "parse_saved_model": "saved_model.loader_impl:parse_saved_model",
    # The state file with relative paths where a Saver is asked for them; the public function does not take that.
    "update_checkpoint_state": "checkpoint.checkpoint_management:update_checkpoint_state_internal",
    # What a `tf.gradients` of our own stands on, beside the registry of gradient functions (see below): its dtype rule,
    # the bookkeeping of v1 while loops, and conversions that leave references and slices alone.
    # (The registry is named by the module with which all gradient functions come.)
    "gradient_registry": "ops.gradients_impl:ops.gradient_registry",
    "aggregate_indexed_slices": "eager.backprop_util:AggregateIndexedSlicesGradients",
    "colocate_with_for_gradient": "framework.ops:_colocate_with_for_gradient",
    "containing_while_context": "ops.control_flow_util:GetContainingWhileContext",
    "convert_n_as_references": "framework.indexed_slices:internal_convert_n_to_tensor_or_indexed_slices",
    "convert_n_to_tensor_or_indexed_slices": "framework.indexed_slices:convert_n_to_tensor_or_indexed_slices",
    "default_zeros_dtype": "ops.default_gradient:get_zeros_dtype",
    "is_loop_exit": "ops.control_flow_util:IsLoopExit",
    "is_loop_switch": "ops.control_flow_util:IsLoopSwitch",
    "is_resource_variable": "ops.resource_variable_ops:is_resource_variable",
    "is_switch": "ops.control_flow_util:IsSwitch",
    "is_trainable": "eager.backprop_util:IsTrainable",
    "make_loop_state": "ops.control_flow_state:MaybeCreateControlFlowState",
    "variable_shape": "ops.resource_variable_ops:variable_shape",
    "zeros_like_output": "ops.control_flow_state:ZerosLike",
    # What an optimizer differentiates with respect to: a reference, or a resource variable.
    "optimizable_variable": "training.optimizer:_get_processor",
    # The evaluation loop of `tf.estimator` and its eval step; the read of the global step that training makes early.
    "StopAfterNEvalsHook": "training.evaluation:_StopAfterNEvalsHook",
    "evaluate_once": "training.evaluation:_evaluate_once",
    "get_or_create_eval_step": "training.evaluation:_get_or_create_eval_step",
    "get_or_create_global_step_read": "training.training_util:_get_or_create_global_step_read",
    # The shape as a constant where it is known: TF 2 names the constant otherwise.
    "shape_internal": "ops.array_ops:shape_internal",
    # The features of an `Example` as the parsing kernels want them, and sparse features put together from these.
    "ParseOpParams": "ops.parsing_config:_ParseOpParams",
    "composite_features": "ops.parsing_config:_construct_tensors_for_composite_features",
    # What the image functions check their input with, and the remainder they take: both have changed; no public names.
    "check_at_least_3d_image": "ops.image_ops_impl:_CheckAtLeast3DImage",
    "named_mod": "ops.math_ops:mod",
    # The graph of k-means, which `tf.contrib.factorization` showed; no public name today.
    "KMeans": "ops.clustering_ops:KMeans",
    # The class of tf.data's datasets that has TF 1.x' methods.
    "DatasetV1Adapter": "data.ops.dataset_ops:DatasetV1Adapter",
    # `tf.einsum` of TF 1.15: transpositions, reshapes and matrix products, where TF 2 has one kernel.
    "einsum_v1": "ops.special_math_ops:_einsum_v1",
    # What TF 2 wraps the function of `tf.map_fn` in; TF 1.15 did not.
    "tf_convert": "autograph.impl.api:tf_convert",
}


def __getattr__(name: str) -> Any:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = _at(place) if isinstance(place, str) else tuple(_at(each) for each in place)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})


@functools.cache
def _at(place: str) -> Any:
    path, _, attributes = place.partition(":")
    module = names.load(f"tensorflow.python.{path}")
    return operator.attrgetter(attributes)(module) if attributes else module


@functools.cache
def feeds_are_cast() -> bool:
    """Whether a session casts the numbers it is fed: TF 2.21's do, TF 2.16's leave it to NumPy, which minds ranges."""
    return hasattr(_at("client.session"), "numpy_compat")


def composite_kinds() -> tuple[type, ...]:
    """The classes of sparse and ragged tensors; where no ragged one can have been made yet, its class is left out."""
    ragged = sys.modules.get("tensorflow.python.ops.ragged.ragged_tensor")
    kinds = (_at("framework.sparse_tensor:SparseTensor"),)
    return kinds if ragged is None or sleeping.is_asleep(ragged) else (*kinds, ragged.RaggedTensor)


# Where gradient functions are registered: those of most programs first, all that have a module of their own last.
_GRADIENT_FUNCTIONS = ("ops.nn_grad", "ops.math_grad", "ops.array_grad", "ops.gradients_impl")


def registered_gradient_function(op):
    """TensorFlow's gradient function for an operation; None where it has none to give.

    Raises:
      LookupError: nothing is registered for the type.
    """
    lookup = _at("framework.ops:get_gradient_function")
    if op.graph._is_function(op.type):
        return lookup(op)  # a program's own function: no module of TensorFlow's knows it
    for module in _GRADIENT_FUNCTIONS:
        try:
            return lookup(op)
        except LookupError:
            _at(module)
    with contextlib.suppress(LookupError):
        return lookup(op)
    opening.close()
    return lookup(op)


def all_operations():
    """The definitions of all operations, an `OpList`."""
    session = _at("client.pywrap_tf_session")
    found = names.load("tensorflow.core.framework.op_def_pb2").OpList()
    found.ParseFromString(session.TF_GetBuffer(session.TF_GetAllOpList()))
    return found


def context_config():
    """The `tf.ConfigProto` that a session takes when it is given none: what `tf.config` says."""
    return _at("eager.context").context().config


def serialized_options(options):
    """`tf.RunOptions` as sessions hand them on, kept for good: never to be freed, for any number of runs."""
    return _at("client.pywrap_tf_session").TF_NewBufferFromString(options.SerializeToString())


def tensorflow_module(path: str) -> ModuleType | None:
    """The module `tensorflow.PATH`, for programs that import private paths (`python.framework.ops`); None if absent."""
    try:
        return names.load(f"tensorflow.{path}")
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


def legacy_keras_member(path: str):
    """What `tensorflow.python.keras.PATH` was, of the Keras 2 that `tf_keras` is; None where there is none.

    The names that TF 1.x showed come first, so that private and public paths give the same classes.
    """
    found = legacy_keras()
    if found is None:
        return None
    for name in path.split(".") if path else []:
        found = getattr(found, name, None)
    if found is not None:
        return found
    try:
        return importlib.import_module(f"tf_keras.src.{path}")
    except ImportError:
        parent, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(f"tf_keras.src.{parent}".rstrip(".")), name, None)
    except ImportError:
        return None

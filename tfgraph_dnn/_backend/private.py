"""Every import of `tensorflow.python.*`, each with its reason. All of them exist on TF 2.16 and on TF 2.21."""

import importlib
from types import ModuleType

# TF 2 rewrites the function of `tf.map_fn` with it: see `tf_convert` below.
from tensorflow.python.autograph.impl import api as autograph

# The state file, the text named `checkpoint`: see `update_checkpoint_state` below.
from tensorflow.python.checkpoint import checkpoint_management

# The per-graph op-seed counters: TF 1.15's rule (the graph's operation count) is given to our own graphs here.
# The stack of default graphs: `tf.get_default_graph()` must hand out one of ours.
# The table of variables `tf.get_variable` has made: `init_from_checkpoint` finds them by name there.
# Indexed slices and gradients' helpers: see "What a `tf.gradients` of our own stands on" below.
# The prepared steps of sessions know by these what a fetch is turned into.
# A session takes its run options in TensorFlow's own buffers.
from tensorflow.python.client import pywrap_tf_session, session, timeline
from tensorflow.python.data.ops import dataset_ops
from tensorflow.python.eager import backprop, backprop_util, context
from tensorflow.python.feature_column import feature_column_v2
from tensorflow.python.framework import (
    function,
    indexed_slices,
    meta_graph,
    op_def_registry,
    ops,
    random_seed,
    smart_cond,
    sparse_tensor,
    tensor,
)
from tensorflow.python.ops import (
    array_ops,
    clustering_ops,
    control_flow_ops,
    control_flow_state,
    control_flow_util,
    data_flow_ops,
    default_gradient,
    image_ops_impl,
    init_ops,
    lookup_ops,
    math_ops,
    metrics_impl,
    nn_ops,
    parsing_config,
    ref_variable,
    resource_variable_ops,
    script_ops,
    special_math_ops,
    variable_scope,
    variables,
    weights_broadcast_ops,
)
from tensorflow.python.ops import (
    confusion_matrix as confusion_matrix_ops,
)
from tensorflow.python.saved_model import loader_impl
from tensorflow.python.training import checkpoint_ops, evaluation, moving_averages, optimizer, training_util

# The nested structures of RNN states; `tf.nest` does not show mapping up to a shallower structure.
# The filter of the stack that TF notes for each operation and prints in its errors.
from tensorflow.python.util import deprecation, nest, tf_stack

op_seed_counters = random_seed._graph_to_seed_dict
default_graph_stack = ops._default_graph_stack

# The class of tensors in graphs: those of our own graphs have a subclass of it, which slices as TF 1.15 did.
SymbolicTensor = ops.SymbolicTensor

# Absolute and uniquified name scopes, and `name_scope` as TF 1.15 had it.
uniquifying_name_scope = ops.name_scope_v1

variable_store = variable_scope._get_default_variable_store

# A convolution in two steps, as TF 1.15's layers take it: constants once when built, the kernels at each call.
Convolution = nn_ops.Convolution

# The reader of `.meta` files, binary or text: what is read is put right before TensorFlow imports it.
read_meta_graph_file = meta_graph.read_meta_graph_file

# What `tf.get_variable` returns under a partitioner; no public name in any version.
PartitionedVariable = variables.PartitionedVariable

# What all variables are; `tf.compat.v1.Variable` is not the class of those that TensorFlow's own modules make.
BaseVariable = variables.Variable

# The two classes of variables in graphs, by which a fetch is known.
VARIABLE_KINDS = (ref_variable.RefVariable, resource_variable_ops.ResourceVariable)

# What a fetch is turned into, by type; a program may have added to it.
session_run_conversions = session._REGISTERED_EXPANSIONS
IndexedSlicesValue = indexed_slices.IndexedSlicesValue

# TF 2.21's sessions cast the numbers they are fed; TF 2.16's leave it to NumPy, whose version 2 minds the range.
feeds_are_cast = hasattr(session, "numpy_compat")

# `identity` under control dependencies, with the name and colocation TF 1.15 gave it; no public name.
with_dependencies = control_flow_ops.with_dependencies

# The moving average of batch normalization: public only in TF 2 behaviour's clothes (`tf.__internal__`).
assign_moving_average = moving_averages.assign_moving_average

# `tf.contrib.layers.scale_gradient` is one operation with a gradient of its own; `tf.function` would inline it.
Defun = function.Defun

# What `slim.learning` writes its traces with; no public name in any version.
Timeline = timeline.Timeline

# Counting at thresholds, and the metrics by the best k; `tf.metrics` shows only what builds on them.
confusion_matrix_at_thresholds = metrics_impl._confusion_matrix_at_thresholds
remove_squeezable_dimensions_of_metrics = metrics_impl._remove_squeezable_dimensions
average_precision_at_top_k = metrics_impl._streaming_sparse_average_precision_at_top_k
metric_variable = metrics_impl.metric_variable
aggregate_metric_variable = metrics_impl._aggregate_variable
broadcast_weights = weights_broadcast_ops.broadcast_weights

# The classes behind `tf.feature_column`'s functions, of which the columns that make operations get some of ours.
FEATURE_COLUMNS = (
    feature_column_v2.BucketizedColumn,
    feature_column_v2.CrossedColumn,
    feature_column_v2.EmbeddingColumn,
    feature_column_v2.IdentityCategoricalColumn,
    feature_column_v2.IndicatorColumn,
    feature_column_v2.SharedEmbeddingColumn,
)

# tf.contrib.framework handed these on; none has a public name today.
BoundedTensorSpec = tensor.BoundedTensorSpec
RecordInput = data_flow_ops.RecordInput
convert_to_tensor_or_sparse_tensor = sparse_tensor.convert_to_tensor_or_sparse_tensor
convolutional_delta_orthogonal = init_ops.convolutional_delta_orthogonal
convolutional_orthogonal_1d = init_ops.convolutional_orthogonal_1d
convolutional_orthogonal_2d = init_ops.convolutional_orthogonal_2d
convolutional_orthogonal_3d = init_ops.convolutional_orthogonal_3d
deprecated = deprecation.deprecated
deprecated_arg_values = deprecation.deprecated_arg_values
deprecated_args = deprecation.deprecated_args
get_graph_from_inputs = ops._get_graph_from_inputs
load_and_remap_matrix_initializer = checkpoint_ops._load_and_remap_matrix_initializer
load_embedding_initializer = checkpoint_ops._load_embedding_initializer
prepend_name_scope = ops.prepend_name_scope
smart_case = smart_cond.smart_case
smart_constant_value = smart_cond.smart_constant_value
smart_cond_of_framework = smart_cond.smart_cond
strip_name_scope = ops.strip_name_scope

# Whether an operation is known: an old graph's are looked up before it is imported, to name all that are not.
registered_operation = op_def_registry.get

# Which message the items of a graph's collection are, in a file: to leave out what a cut graph does not have.
collection_proto_type = ops.get_collection_proto_type

# Which Python functions the operations of `tf.py_func` can call in this process, by the keys that graphs hold.
python_functions = script_ops._py_funcs

# What the loader of TF 1.x's SavedModels is made of; only its function `load` is public.
SavedModelLoader = loader_impl.SavedModelLoader
parse_saved_model = loader_impl.parse_saved_model

# The state file with relative paths where a Saver is asked for them; the public function does not take that.
update_checkpoint_state = checkpoint_management.update_checkpoint_state_internal

# What a `tf.gradients` of our own stands on: TF's registry of gradient functions for the operations whose subgraph
# has not changed, its dtype rule, the bookkeeping of v1 while loops, and conversions that leave references and slices
# alone.
registered_gradient_function = ops.get_gradient_function
gradient_registry = ops.gradient_registry
is_trainable = backprop_util.IsTrainable
default_zeros_dtype = default_gradient.get_zeros_dtype
make_loop_state = control_flow_state.MaybeCreateControlFlowState
zeros_like_output = control_flow_state.ZerosLike
containing_while_context = control_flow_util.GetContainingWhileContext
is_loop_exit = control_flow_util.IsLoopExit
is_loop_switch = control_flow_util.IsLoopSwitch
is_switch = control_flow_util.IsSwitch
aggregate_indexed_slices = backprop_util.AggregateIndexedSlicesGradients
colocate_with_for_gradient = ops._colocate_with_for_gradient
convert_n_to_tensor_or_indexed_slices = indexed_slices.convert_n_to_tensor_or_indexed_slices
convert_n_as_references = indexed_slices.internal_convert_n_to_tensor_or_indexed_slices
is_resource_variable = resource_variable_ops.is_resource_variable
variable_shape = resource_variable_ops.variable_shape
# What `tf.metrics` calls; ours stand in for them there.
assert_broadcastable = weights_broadcast_ops.assert_broadcastable
broadcast_weights = weights_broadcast_ops.broadcast_weights
confusion_matrix = confusion_matrix_ops.confusion_matrix
reduced_shape = math_ops.reduced_shape
remove_squeezable_dimensions = confusion_matrix_ops.remove_squeezable_dimensions

# What an optimizer differentiates with respect to: a reference, or a resource variable.
optimizable_variable = optimizer._get_processor


# `tf.contrib.lookup` and `tf.contrib.staging` showed these; their public names went with it.
FastHashSpec = lookup_ops.FastHashSpec
index_table_from_file = lookup_ops.index_table_from_file
index_table_from_tensor = lookup_ops.index_table_from_tensor
index_to_string_table_from_file = lookup_ops.index_to_string_table_from_file
index_to_string_table_from_tensor = lookup_ops.index_to_string_table_from_tensor
StagingArea = data_flow_ops.StagingArea

# The evaluation loop of `tf.estimator` and its eval step; the read of the global step that training makes early.
evaluate_once = evaluation._evaluate_once
StopAfterNEvalsHook = evaluation._StopAfterNEvalsHook
get_or_create_eval_step = evaluation._get_or_create_eval_step
get_or_create_global_step_read = training_util._get_or_create_global_step_read


# The shape as a constant where it is known: TF 2 names the constant otherwise.
shape_internal = array_ops.shape_internal

# The features of an `Example` as the parsing kernels want them, and sparse features put together from what these give.
ParseOpParams = parsing_config._ParseOpParams
composite_features = parsing_config._construct_tensors_for_composite_features

# What the image functions check their input with, and the remainder they take: both have changed; no public names.
check_at_least_3d_image = image_ops_impl._CheckAtLeast3DImage
named_mod = math_ops.mod

# The graph of k-means, which `tf.contrib.factorization` showed; no public name today.
KMeans = clustering_ops.KMeans
get_seed = random_seed.get_seed

# `tf.contrib.eager` showed these; the public tape has taken their place.
gradients_function = backprop.gradients_function
implicit_grad = backprop.implicit_grad
implicit_val_and_grad = backprop.implicit_val_and_grad
val_and_grad_function = backprop.val_and_grad_function
eager_py_func = script_ops.eager_py_func
EagerVariableStore = variable_scope.EagerVariableStore

# The class of tf.data's datasets that has TF 1.x' methods.
DatasetV1Adapter = dataset_ops.DatasetV1Adapter

# `tf.einsum` of TF 1.15: transpositions, reshapes and matrix products, where TF 2 has one kernel.
einsum_v1 = special_math_ops._einsum_v1

# What TF 2 wraps the function of `tf.map_fn` in; TF 1.15 did not.
tf_convert = autograph.tf_convert


def context_config():
    """The `tf.ConfigProto` that a session takes when it is given none: what `tf.config` says."""
    return context.context().config


def serialized_options(options):
    """`tf.RunOptions` as sessions hand them on, kept for good: never to be freed, for any number of runs."""
    return pywrap_tf_session.TF_NewBufferFromString(options.SerializeToString())


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


def legacy_keras_member(path: str):
    """What `tensorflow.python.keras.PATH` was, of the Keras 2 that `tf_keras` is; None where there is none.

    The names that TF 1.x showed come first, so that private and public paths give the same classes.
    """
    found = legacy_keras()
    if found is None:
        return None
    names = path.split(".") if path else []
    for name in names:
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


__all__ = [
    "BaseVariable",
    "FEATURE_COLUMNS",
    "IndexedSlicesValue",
    "VARIABLE_KINDS",
    "feeds_are_cast",
    "session_run_conversions",
    "BoundedTensorSpec",
    "Convolution",
    "DatasetV1Adapter",
    "Defun",
    "EagerVariableStore",
    "FastHashSpec",
    "KMeans",
    "ParseOpParams",
    "SavedModelLoader",
    "PartitionedVariable",
    "RecordInput",
    "SymbolicTensor",
    "Timeline",
    "aggregate_indexed_slices",
    "aggregate_metric_variable",
    "assert_broadcastable",
    "assign_moving_average",
    "average_precision_at_top_k",
    "broadcast_weights",
    "check_at_least_3d_image",
    "colocate_with_for_gradient",
    "composite_features",
    "collection_proto_type",
    "confusion_matrix",
    "confusion_matrix_at_thresholds",
    "containing_while_context",
    "context_config",
    "convert_n_as_references",
    "convert_n_to_tensor_or_indexed_slices",
    "convert_to_tensor_or_sparse_tensor",
    "convolutional_delta_orthogonal",
    "convolutional_orthogonal_1d",
    "convolutional_orthogonal_2d",
    "convolutional_orthogonal_3d",
    "default_graph_stack",
    "default_zeros_dtype",
    "deprecated",
    "deprecated_arg_values",
    "deprecated_args",
    "eager_py_func",
    "einsum_v1",
    "get_graph_from_inputs",
    "get_or_create_eval_step",
    "get_seed",
    "gradient_registry",
    "gradients_function",
    "implicit_grad",
    "implicit_val_and_grad",
    "is_loop_exit",
    "is_loop_switch",
    "is_resource_variable",
    "is_switch",
    "is_trainable",
    "legacy_keras",
    "legacy_keras_member",
    "load_and_remap_matrix_initializer",
    "load_embedding_initializer",
    "make_loop_state",
    "metric_variable",
    "named_mod",
    "nest",
    "op_seed_counters",
    "ops",
    "optimizable_variable",
    "parse_saved_model",
    "prepend_name_scope",
    "python_functions",
    "random_seed",
    "read_meta_graph_file",
    "reduced_shape",
    "registered_gradient_function",
    "registered_operation",
    "serialized_options",
    "remove_squeezable_dimensions",
    "remove_squeezable_dimensions_of_metrics",
    "shape_internal",
    "smart_case",
    "smart_cond_of_framework",
    "smart_constant_value",
    "strip_name_scope",
    "tensorflow_module",
    "tf_convert",
    "tf_stack",
    "uniquifying_name_scope",
    "update_checkpoint_state",
    "val_and_grad_function",
    "variable_shape",
    "variable_store",
    "with_dependencies",
    "zeros_like_output",
]

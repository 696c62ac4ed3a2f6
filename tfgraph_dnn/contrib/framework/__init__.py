"""`tf.contrib.framework`: argument scopes, variables and how to find them, checkpoints, small checks on tensors."""

from tfgraph_dnn._backend import tf1 as _tf1
from tfgraph_dnn._backend.private import (
    BoundedTensorSpec,
    RecordInput,
    convert_to_tensor_or_sparse_tensor,
    convolutional_delta_orthogonal,
    convolutional_orthogonal_1d,
    convolutional_orthogonal_2d,
    convolutional_orthogonal_3d,
    deprecated,
    deprecated_arg_values,
    deprecated_args,
    get_graph_from_inputs,
    load_and_remap_matrix_initializer,
    load_embedding_initializer,
    nest,
    prepend_name_scope,
    smart_case,
    smart_constant_value,
    strip_name_scope,
)
from tfgraph_dnn._backend.private import smart_cond_of_framework as smart_cond
from tfgraph_dnn.contrib.framework.assignment import (
    assign_from_checkpoint,
    assign_from_checkpoint_fn,
    assign_from_values,
    assign_from_values_fn,
)
from tfgraph_dnn.contrib.framework.checkpoints import (
    init_from_checkpoint,
    list_variables,
    load_checkpoint,
    load_variable,
)
from tfgraph_dnn.contrib.framework.global_step import (
    assert_global_step,
    assert_or_get_global_step,
    create_global_step,
    get_global_step,
    get_or_create_global_step,
)
from tfgraph_dnn.contrib.framework.graphs import get_name_scope, get_placeholders
from tfgraph_dnn.contrib.framework.lookup import (
    filter_variables,
    get_local_variables,
    get_model_variables,
    get_trainable_variables,
    get_unique_variable,
    get_variable_full_name,
    get_variables,
    get_variables_by_name,
    get_variables_by_suffix,
    get_variables_to_restore,
)
from tfgraph_dnn.contrib.framework.scopes import (
    add_arg_scope,
    arg_scope,
    arg_scope_func_key,
    arg_scoped_arguments,
    current_arg_scope,
    has_arg_scope,
)
from tfgraph_dnn.contrib.framework.variables import (
    VariableDeviceChooser,
    add_model_variable,
    global_variable,
    local_variable,
    model_variable,
    variable,
    zero_initializer,
)
from tfgraph_dnn.ops.python_function import py_func
from tfgraph_dnn.ops.shape_assertions import (
    assert_scalar_int,
    reduce_sum_n,
    remove_squeezable_dimensions,
    with_same_shape,
    with_shape,
)

TensorSpec = _tf1.TensorSpec
argsort = _tf1.argsort
assert_same_float_dtype = _tf1.debugging.assert_same_float_dtype
assert_scalar = _tf1.debugging.assert_scalar
is_tensor = _tf1.is_tensor
sort = _tf1.sort

__all__ = [
    "BoundedTensorSpec",
    "RecordInput",
    "TensorSpec",
    "VariableDeviceChooser",
    "add_arg_scope",
    "add_model_variable",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "argsort",
    "assert_global_step",
    "assert_or_get_global_step",
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_scalar_int",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "convert_to_tensor_or_sparse_tensor",
    "convolutional_delta_orthogonal",
    "convolutional_orthogonal_1d",
    "convolutional_orthogonal_2d",
    "convolutional_orthogonal_3d",
    "create_global_step",
    "current_arg_scope",
    "deprecated",
    "deprecated_arg_values",
    "deprecated_args",
    "filter_variables",
    "get_global_step",
    "get_graph_from_inputs",
    "get_local_variables",
    "get_model_variables",
    "get_name_scope",
    "get_or_create_global_step",
    "get_placeholders",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "has_arg_scope",
    "init_from_checkpoint",
    "is_tensor",
    "list_variables",
    "load_and_remap_matrix_initializer",
    "load_checkpoint",
    "load_embedding_initializer",
    "load_variable",
    "local_variable",
    "model_variable",
    "nest",
    "prepend_name_scope",
    "py_func",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "smart_case",
    "smart_cond",
    "smart_constant_value",
    "sort",
    "strip_name_scope",
    "variable",
    "with_same_shape",
    "with_shape",
    "zero_initializer",
]

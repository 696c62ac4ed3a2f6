"""`tf.contrib.eager`: eager execution as TF 1.x programs of 2018 wrote it."""

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.contrib.eager import metrics
from tfgraph_dnn.training.eager import (
    Iterator,
    Saver,
    defun,
    get_optimizer_variables,
    list_devices,
    num_gpus,
    run,
)

Checkpoint = tf1.train.Checkpoint
EagerVariableStore = private.EagerVariableStore
gradients_function = private.gradients_function
implicit_gradients = private.implicit_grad
implicit_value_and_gradients = private.implicit_val_and_grad
in_eager_mode = tf1.executing_eagerly
py_func = private.eager_py_func
value_and_gradients_function = private.val_and_grad_function

__all__ = [
    "Checkpoint",
    "EagerVariableStore",
    "Iterator",
    "Saver",
    "defun",
    "get_optimizer_variables",
    "gradients_function",
    "implicit_gradients",
    "implicit_value_and_gradients",
    "in_eager_mode",
    "list_devices",
    "metrics",
    "num_gpus",
    "py_func",
    "run",
    "value_and_gradients_function",
]

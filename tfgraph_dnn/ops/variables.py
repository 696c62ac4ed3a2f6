"""`tf.get_variable` with TF 1.15's regularization losses.

TF 1.15 calls the regularizer once, when the variable is made, inside the name scope `<variable>/Regularizer/`, and puts
the tensor it returns into `REGULARIZATION_LOSSES`. TF 2 calls it at least twice, outside any scope, and collects an
object that is evaluated later and equals nothing. Handing TF 2 a regularizer that does TF 1.15's work itself and then
returns None gives the old graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.refusals import worded


class _AtCreation:
    """A regularizer as TF 1.15 applied it; to TF 2 it looks like one without a loss."""

    def __init__(self, regularizer: Callable[[Any], Any]):
        self._regularizer = regularizer

    def __call__(self, variable: Any) -> None:
        with tf1.colocate_with(variable), tf1.name_scope(variable.op.name + "/Regularizer/"), tf1.init_scope():
            loss = self._regularizer(variable)
        if loss is not None:
            tf1.add_to_collection(tf1.GraphKeys.REGULARIZATION_LOSSES, loss)


@worded
def get_variable(
    name,
    shape=None,
    dtype=None,
    initializer=None,
    regularizer=None,
    trainable=None,
    collections=None,
    caching_device=None,
    partitioner=None,
    validate_shape=True,
    use_resource=None,
    custom_getter=None,
    constraint=None,
    synchronization=tf1.VariableSynchronization.AUTO,
    aggregation=tf1.VariableAggregation.NONE,
):
    """Gets the variable of this name in the current variable scope, or makes it; as `tf.get_variable` of TF 1.15.

    Args:
      name: the variable's name inside the scope.
      shape: list of ints; may be left out when `initializer` is a tensor or an array.
      dtype: defaults to the scope's dtype, float32.
      initializer: callable, tensor or array; defaults to the scope's, else Glorot uniform.
      regularizer: callable taking the variable, returning a scalar tensor or None; defaults to the scope's. It is
        called once, when the variable is made, and its tensor is added to `tf.GraphKeys.REGULARIZATION_LOSSES`.
      trainable, collections, caching_device, partitioner, validate_shape, use_resource, custom_getter, constraint,
        synchronization, aggregation: as in TF 1.15.

    Returns:
      The variable (a reference variable unless `use_resource`), or a `PartitionedVariable` under a partitioner.

    Raises:
      ValueError: the variable exists and is not to be reused, or it is to be reused and does not exist, or its shape
        differs.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2, 3], regularizer=lambda v: tf.nn.l2_loss(v))
      >>> tf.losses.get_regularization_losses()[0].name
      'w/Regularizer/L2Loss:0'
    """
    if regularizer is None:
        regularizer = tf1.get_variable_scope().regularizer
    if regularizer is not None and not isinstance(regularizer, _AtCreation):
        regularizer = _AtCreation(regularizer)
    return tf1.get_variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=collections,
        caching_device=caching_device,
        partitioner=partitioner,
        validate_shape=validate_shape,
        use_resource=use_resource,
        custom_getter=custom_getter,
        constraint=constraint,
        synchronization=synchronization,
        aggregation=aggregation,
    )

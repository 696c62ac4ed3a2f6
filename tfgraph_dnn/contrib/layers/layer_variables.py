"""How a `tf.contrib.layers` function makes a layer's variables its own: model variables, under other names."""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import model_variable
from tfgraph_dnn.contrib.layers.named_outputs import collect_named_outputs


def renaming_getter(rename: dict[str, str] | None = None) -> Callable:
    """A custom getter that makes model variables and renames their last name component.

    Args:
      rename: name in `tf.layers` -> name in `tf.contrib.layers`, e.g. {'kernel': 'weights'}.
    """

    def layer_variable_getter(getter, *args, **kwargs):
        return model_variable_getter(getter, *args, rename=rename, **kwargs)

    return layer_variable_getter


def model_variable_getter(
    getter,
    name,
    shape=None,
    dtype=None,
    initializer=None,
    regularizer=None,
    trainable=True,
    collections=None,
    caching_device=None,
    partitioner=None,
    rename=None,
    use_resource=None,
    synchronization=tf1.VariableSynchronization.AUTO,
    aggregation=tf1.VariableAggregation.NONE,
    **_,
):
    """A custom getter that makes model variables; what `model_variable` does not take is dropped."""
    scope, slash, short_name = name.rpartition("/")
    return model_variable(
        scope + slash + (rename or {}).get(short_name, short_name),
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        collections=collections,
        trainable=trainable,
        caching_device=caching_device,
        partitioner=partitioner,
        custom_getter=getter,
        use_resource=use_resource,
        synchronization=synchronization,
        aggregation=aggregation,
    )


def normalized(outputs, normalizer_fn, normalizer_params):
    """`outputs` through the normalizer, if there is one."""
    return outputs if normalizer_fn is None else normalizer_fn(outputs, **(normalizer_params or {}))


def activated(outputs, activation_fn, outputs_collections, alias: str):
    """`outputs` through the activation, if there is one, and into the collections under `alias`."""
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return collect_named_outputs(outputs_collections, alias, outputs)

"""Summaries of tensors, of whole collections, and of what activations do."""

from __future__ import annotations

import functools
import re

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.reductions import reduce_mean


def summarize_activation(op):
    """A histogram of an activation, and for ReLU and its kin the fraction of inputs in the flat part.

    Args:
      op: the activation's output, a tensor; 'Relu', 'Softplus' and 'Relu6' get `<name>/zeros`, 'Relu6' `<name>/sixes`.

    Returns:
      The histogram summary, `<name>/activation`.
    """
    kind, name = op.op.type, op.op.name
    if kind in ("Relu", "Softplus", "Relu6"):
        _add_fraction(tf1.less, op.op.inputs[0], 0.0, f"{name}/zeros")
    if kind == "Relu6":
        _add_fraction(tf1.greater, op.op.inputs[0], 6.0, f"{name}/sixes")
    return tf1.summary.histogram(f"{name}/activation", op)


def summarize_tensor(tensor, tag=None):
    """A scalar summary for a scalar, a histogram for others, named `tag` or `<name>_summary`.

    Returns:
      The summary; None for strings and booleans.
    """
    if tensor.dtype.is_compatible_with(tf1.string) or tensor.dtype.base_dtype == tf1.bool:
        return None
    tag = tag or f"{tensor.op.name}_summary"
    kind = tf1.summary.scalar if tensor.get_shape().ndims == 0 else tf1.summary.histogram
    return kind(tag, tensor)


def summarize_tensors(tensors, summarizer=summarize_tensor) -> list:
    """`summarizer` of each tensor."""
    return [summarizer(tensor) for tensor in tensors]


def summarize_collection(collection, name_filter=None, summarizer=summarize_tensor) -> list:
    """`summarizer` of each member of a collection whose name starts with the regular expression `name_filter`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> v = tf.get_variable("v", [2])
      >>> [t.op.name for t in tf.contrib.layers.summarize_collection(tf.GraphKeys.GLOBAL_VARIABLES)]
      ['v_summary']
    """
    members = tf1.get_collection(collection)
    wanted = [m for m in members if name_filter is None or re.match(name_filter, m.op.name)]
    return summarize_tensors(wanted, summarizer)


summarize_variables = functools.partial(summarize_collection, tf1.GraphKeys.GLOBAL_VARIABLES)
summarize_weights = functools.partial(summarize_collection, tf1.GraphKeys.WEIGHTS)
summarize_biases = functools.partial(summarize_collection, tf1.GraphKeys.BIASES)


def summarize_activations(name_filter=None, summarizer=summarize_activation) -> list:
    """`summarizer` of each member of `ACTIVATIONS`; see `summarize_collection`."""
    return summarize_collection(tf1.GraphKeys.ACTIVATIONS, name_filter, summarizer)


def _add_fraction(compare, inputs, bound: float, tag: str) -> None:
    flat = tf1.to_float(compare(inputs, tf1.cast(bound, inputs.dtype)))
    tf1.summary.scalar(tag, reduce_mean(flat))

"""Adds up the gradients that reach one tensor from its several uses."""

from __future__ import annotations

from collections import defaultdict

from tfgraph_dnn._backend import private, tf1

_ACCUMULATE_N = tf1.AggregationMethod.EXPERIMENTAL_ACCUMULATE_N
_TREE = tf1.AggregationMethod.EXPERIMENTAL_TREE
_METHODS = (tf1.AggregationMethod.ADD_N, _TREE, _ACCUMULATE_N)


def check_aggregation_method(method: int | None) -> int:
    """The method, ADD_N for None.

    Raises:
      ValueError: not one of `tf.AggregationMethod`.
    """
    if method is None:
        return tf1.AggregationMethod.DEFAULT
    if method not in _METHODS:
        raise ValueError(f"Invalid aggregation_method specified {method}.")
    return method


def aggregate(parts: list, op, uid: str, method: int):
    """The sum of `parts`, None for none; `IndexedSlices` are concatenated unless a dense gradient is among them.

    Raises:
      TypeError: a part is neither a tensor nor `IndexedSlices`.
    """
    if any(not isinstance(part, (tf1.Tensor, tf1.IndexedSlices)) for part in parts if part is not None):
        raise TypeError("gradients have to be either all Tensors or all IndexedSlices")
    if len(parts) < 2:
        return parts[0] if parts else None
    if not all(isinstance(part, tf1.Tensor) for part in parts if part is not None):
        return private.aggregate_indexed_slices(parts)
    if method == _ACCUMULATE_N and len(parts) > 2 and _static_shape(parts).is_fully_defined():
        return _accumulate_n(parts)
    if method in (_TREE, _ACCUMULATE_N):
        return _running_sum(parts, op)
    return _add_by_device(parts, uid)


def _static_shape(parts: list):
    shape = tf1.TensorShape(None)
    for part in parts:
        shape = shape.merge_with(part.shape)
    return shape


def _accumulate_n(parts: list):
    return tf1.raw_ops.AccumulateNV2(inputs=parts, shape=_static_shape(parts))


def _running_sum(parts: list, op):
    with tf1.name_scope(op.name + "_gradient_sum"):
        total = parts[0]
        for part in parts[1:]:
            total = tf1.add_n([total, part])
        return total


def _add_by_device(parts: list, uid: str):
    by_device = defaultdict(list)
    for part in parts:
        by_device[part.device or ""].append(part)
    sums = []
    for device in sorted(by_device):
        together = by_device[device]
        with private.colocate_with_for_gradient(together[0].op, uid, ignore_existing=True):
            sums.append(tf1.add_n(together))
    return tf1.add_n(sums)

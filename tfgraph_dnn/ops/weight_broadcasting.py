"""Weights of losses and metrics: checked against the values they weigh, and broadcast to them.

Weights are a scalar, or have the rank of the values with each dimension either equal or 1.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import ones_like

_PROBLEM = "weights can not be broadcast to values."


def assert_broadcastable(weights, values):
    """Checks `weights` against `values`, statically where the shapes are known.

    Args:
      weights: numeric tensor.
      values: numeric tensor.

    Returns:
      An operation that fails at run time if the weights do not fit; a no-op if that is known already.

    Raises:
      ValueError: the static shapes do not fit.
    """
    with tf1.name_scope(None, "assert_broadcastable", (weights, values)) as scope:
        weights, weights_shape, weights_rank = _measured(weights, "weights")
        values, values_shape, values_rank = _measured(values, "values")
        known = _statically_fine(weights, values)
        if known:
            return tf1.no_op(name=known)
        is_scalar = tf1.equal(0, weights_rank, name="is_scalar")
        told = (
            _PROBLEM, "weights.shape=", weights.name, weights_shape, "values.shape=", values.name, values_shape,
            "is_scalar=", is_scalar,
        )  # fmt: skip
        fits = tf1.cond(
            is_scalar,
            lambda: is_scalar,
            lambda: _same_rank_and_fits(weights_rank, weights_shape, values_rank, values_shape),
            name="is_valid_shape",
        )
        return tf1.Assert(fits, told, name=scope)


def broadcast_weights(weights, values):
    """`weights` in the shape of `values`; unchanged if they have it already.

    Raises:
      ValueError: the static shapes do not fit.
    """
    with tf1.name_scope(None, "broadcast_weights", (weights, values)) as scope:
        values = tf1.convert_to_tensor(values, name="values")
        weights = tf1.convert_to_tensor(weights, dtype=values.dtype.base_dtype, name="weights")
        known = weights.shape.is_fully_defined() and values.shape.is_fully_defined()
        if known and weights.shape.is_compatible_with(values.shape):
            return weights
        with tf1.control_dependencies((assert_broadcastable(weights, values),)):
            return tf1.multiply(weights, ones_like(values), name=scope)


def _measured(tensor, name: str):
    with tf1.name_scope(None, name, (tensor,)) as scope:
        tensor = tf1.convert_to_tensor(tensor, name=scope)
        return tensor, tf1.shape(tensor, name="shape"), tf1.rank(tensor, name="rank")


def _statically_fine(weights, values) -> str | None:
    """The name of the no-op that stands for a check done already, None if it must be done at run time."""
    if weights.shape.rank is None or values.shape.rank is None:
        return None
    if weights.shape.rank == 0:
        return "static_scalar_check_success"
    told = f"values.shape={values.shape}. weights.shape={weights.shape}."
    if weights.shape.rank != values.shape.rank:
        ranks = f"values.rank={values.shape.rank}. weights.rank={weights.shape.rank}."
        raise ValueError(f"{_PROBLEM} {ranks} {told}")
    if not (weights.shape.is_fully_defined() and values.shape.is_fully_defined()):
        return None
    for axis, (weight, value) in enumerate(zip(weights.shape.as_list(), values.shape.as_list(), strict=True)):
        if weight not in (1, value):
            raise ValueError(f"{_PROBLEM} Mismatch at dim {axis}. {told}")
    return "static_dims_check_success"


def _same_rank_and_fits(weights_rank, weights_shape, values_rank, values_shape):
    arguments = weights_rank, weights_shape, values_rank, values_shape
    with tf1.name_scope(None, "has_valid_nonscalar_shape", arguments) as scope:
        same_rank = tf1.equal(values_rank, weights_rank, name="is_same_rank")
        return tf1.cond(same_rank, lambda: _fits(weights_shape, values_shape), lambda: same_rank, name=scope)


def _fits(weights_shape, values_shape):
    """Whether each size of the weights is found among (size of the values, 1) of its dimension."""
    with tf1.name_scope(None, "has_invalid_dims", (weights_shape, values_shape)) as scope:
        value_sizes = tf1.expand_dims(values_shape, -1)
        allowed = tf1.concat((value_sizes, ones_like(value_sizes)), axis=1)
        wrong = tf1.sets.set_difference(tf1.expand_dims(weights_shape, -1), allowed)
        number = tf1.size(wrong.values, name="num_invalid_dims")
        return tf1.equal(0, number, name=scope)

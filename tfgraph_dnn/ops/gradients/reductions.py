"""Gradients of sums, means, products and extremes over axes."""

from __future__ import annotations

import math

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient
from tfgraph_dnn.ops.gradients.shapes import (
    is_fully_known,
    kept_shape,
    safe_ratio,
    static_reduction,
    static_shape,
)


@gradient("Sum")
def sum_(op, grad):
    """The gradient is repeated along the axes that were summed."""
    return _spread(op, grad), None


def _spread(op, grad):
    tensor, axes = op.inputs
    shape, axes_value = static_shape(tensor), tf1.get_static_value(axes)
    if shape is not None and axes_value is not None:
        if np.array_equal(axes_value, np.arange(len(shape))):
            grad = tf1.reshape(grad, np.ones(len(shape), np.int32))
            return tf1.tile(grad, _sizes(tensor, shape))
        if is_fully_known(shape):
            kept, multiples = static_reduction(shape, tuple(axes_value.reshape(-1)))
            return tf1.tile(tf1.reshape(grad, kept), multiples)
    input_shape = tf1.shape(tensor)
    with tf1.colocate_with(input_shape):
        kept = kept_shape(input_shape, axes)
        multiples = safe_ratio(input_shape, kept)
    return tf1.tile(tf1.reshape(grad, kept), multiples)


def _sizes(tensor, shape):
    return tf1.constant(shape, dtype=tf1.int32) if is_fully_known(shape) else tf1.shape(tensor)


@gradient("Mean")
def mean(op, grad):
    """The sum's gradient divided by the number of values averaged."""
    spread = _spread(op, grad)
    shape, output_shape = static_shape(op.inputs[0]), static_shape(op.outputs[0])
    if is_fully_known(shape) and is_fully_known(output_shape):
        factor = tf1.constant(math.prod(shape) // max(math.prod(output_shape), 1), dtype=spread.dtype)
    else:
        input_shape, output_shape = tf1.shape(op.inputs[0]), tf1.shape(op.outputs[0])
        factor = safe_ratio(tf1.reduce_prod(input_shape), tf1.reduce_prod(output_shape))
    return tf1.truediv(spread, tf1.cast(factor, spread.dtype)), None


@gradient("Max", "Min")
def extreme(op, grad):
    """Equal extremes share the gradient."""
    tensor, axes = op.inputs
    kept = kept_shape(tf1.shape(tensor), axes)
    extreme_value = tf1.reshape(op.outputs[0], kept)
    grad = tf1.reshape(grad, kept)
    chosen = tf1.cast(tf1.equal(extreme_value, tensor), grad.dtype)
    count = tf1.reshape(tf1.reduce_sum(chosen, axes), kept)
    return tf1.divide(chosen, count) * grad, None


@gradient("Prod")
def product(op, grad):
    """The product of all other values, from exclusive cumulative products, so zeros are no trouble."""
    tensor = op.inputs[0]
    input_shape = tf1.shape(tensor)
    axes = tf1.reshape(op.inputs[1], [-1])
    kept = kept_shape(input_shape, op.inputs[1])
    multiples = safe_ratio(input_shape, kept)
    grad = tf1.tile(tf1.reshape(grad, kept), multiples)
    order, reduced_size, other_size = _reduced_first(tensor, input_shape, axes)
    permuted = tf1.transpose(tensor, order)
    permuted_shape = tf1.shape(permuted)
    flat = tf1.reshape(permuted, (reduced_size, other_size))
    before = tf1.cumprod(flat, axis=0, exclusive=True)
    after = tf1.cumprod(flat, axis=0, exclusive=True, reverse=True)
    others = tf1.reshape(tf1.conj(before) * tf1.conj(after), permuted_shape)
    out = grad * tf1.transpose(others, tf1.invert_permutation(order))
    return tf1.reshape(out, input_shape), None


def _reduced_first(tensor, input_shape, axes):
    """The permutation that puts the reduced axes first, and the sizes of both groups."""
    # setdiff1d has a CPU kernel only.
    with tf1.device("/cpu:0"):
        rank = tf1.rank(tensor)
        reduced = tf1.cast((axes + rank) % rank, tf1.int32)
        other, _ = tf1.setdiff1d(tf1.range(0, rank), reduced)
        order = tf1.concat([reduced, other], 0)
        reduced_size = tf1.reduce_prod(tf1.gather(input_shape, reduced))
        other_size = tf1.reduce_prod(tf1.gather(input_shape, other))
    return order, reduced_size, other_size

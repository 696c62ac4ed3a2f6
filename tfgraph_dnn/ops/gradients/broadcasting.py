"""Gradients of the arithmetic that broadcasts its two inputs."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient
from tfgraph_dnn.ops.gradients.shapes import (
    all_known_and_equal,
    broadcast_sides,
    dynamic_sides,
    ones_like,
    reduce_to,
)


def _mul(x, y):
    # The operator would name the node `mul`; TF 1.15 called the kernel, which names it `Mul`.
    return tf1.raw_ops.Mul(x=x, y=y)


def _sides_of_shapes(x, y):
    return dynamic_sides(tf1.shape(x), tf1.shape(y))


@gradient("Add", "AddV2")
def add(op, grad):
    """x + y."""
    x, y = op.inputs
    if all_known_and_equal(x, y, grad):
        return grad, grad
    to_x, to_y = broadcast_sides(x, y, grad)
    return reduce_to(grad, to_x), reduce_to(grad, to_y)


@gradient("Sub")
def subtract(op, grad):
    """x - y."""
    x, y = op.inputs
    if all_known_and_equal(x, y, grad):
        return grad, -grad
    to_x, to_y = broadcast_sides(x, y, grad)
    return reduce_to(grad, to_x), reduce_to(-grad, to_y)


@gradient("Mul")
def multiply(op, grad):
    """x * y."""
    x, y = op.inputs
    if all_known_and_equal(x, y, grad) and grad.dtype in (tf1.int32, tf1.float32):
        return _mul(grad, y), _mul(grad, x)
    to_x, to_y = broadcast_sides(x, y, grad)
    x, y = tf1.conj(x), tf1.conj(y)
    return reduce_to(_mul(grad, y), to_x), reduce_to(_mul(x, grad), to_y)


@gradient("MulNoNan")
def multiply_no_nan(op, grad):
    """x * y, zero where y is, whatever x."""
    x, y = op.inputs
    product = tf1.raw_ops.MulNoNan
    if all_known_and_equal(x, y, grad):
        return product(x=grad, y=y), product(x=x, y=grad)
    to_x, to_y = _sides_of_shapes(x, y)
    return reduce_to(product(x=grad, y=y), to_x), reduce_to(product(x=x, y=grad), to_y)


def _quotient(op, grad, divide):
    """x / y: grad / y and grad * (-x / y / y)."""
    x, y = op.inputs
    to_x, to_y = _sides_of_shapes(x, y)
    x, y = tf1.conj(x), tf1.conj(y)
    to_numerator = reduce_to(divide(grad, y), to_x)
    return to_numerator, reduce_to(grad * divide(divide(-x, y), y), to_y)


@gradient("Div")
def div(op, grad):
    """x / y of `tf.div`."""
    return _quotient(op, grad, tf1.divide)


@gradient("RealDiv")
def real_div(op, grad):
    """x / y."""
    return _quotient(op, grad, tf1.realdiv)


@gradient("DivNoNan")
def div_no_nan(op, grad):
    """x / y, zero where y is."""
    return _quotient(op, grad, tf1.div_no_nan)


@gradient("FloorMod")
def floor_mod(op, grad):
    """x mod y."""
    x, y = op.inputs
    to_x, to_y = _sides_of_shapes(x, y)
    whole = tf1.raw_ops.FloorDiv(x=x, y=y)
    return reduce_to(grad, to_x), reduce_to(grad * tf1.negative(whole), to_y)


@gradient("Pow")
def power(op, grad):
    """x ** y: y x**(y-1), and x**y log(x), the logarithm taken as 0 where x is not positive (complex: not 0)."""
    x, y = op.inputs
    to_x, to_y = broadcast_sides(x, y, grad)
    x, y, z = tf1.conj(x), tf1.conj(y), op.outputs[0]
    to_base = reduce_to(grad * y * tf1.pow(x, y - 1), to_x)
    z = tf1.conj(z)
    mask = tf1.not_equal(x, 0) if x.dtype.is_complex else x > 0
    safe_x = tf1.where(mask, x, ones_like(x))
    log_x = tf1.where(mask, tf1.log(safe_x), tf1.zeros_like(x))
    return to_base, reduce_to(grad * z * log_x, to_y)


def _larger_or_smaller(op, grad, x_wins):
    x, y = op.inputs
    x_shape, y_shape, grad_shape = tf1.shape(x), tf1.shape(y), tf1.shape(grad)
    zeros = tf1.zeros(grad_shape, grad.dtype)
    mask = x_wins(x, y)
    to_x, to_y = dynamic_sides(x_shape, y_shape)
    x_grad = reduce_to(tf1.where(mask, grad, zeros), to_x)
    return x_grad, reduce_to(tf1.where(mask, zeros, grad), to_y)


@gradient("Maximum")
def maximum(op, grad):
    """The gradient goes to the larger input, on a tie to x."""
    return _larger_or_smaller(op, grad, tf1.greater_equal)


@gradient("Minimum")
def minimum(op, grad):
    """The gradient goes to the smaller input, on a tie to x."""
    return _larger_or_smaller(op, grad, tf1.less_equal)


@gradient("SquaredDifference")
def squared_difference(op, grad):
    """(x - y)**2: 2 grad (x - y), and its negative."""
    x, y = op.inputs
    with tf1.control_dependencies([grad]):
        slope = tf1.scalar_mul(2.0, grad) * (x - y)
    if all_known_and_equal(x, y, grad):
        return slope, -slope
    to_x, to_y = broadcast_sides(x, y, grad)
    return reduce_to(slope, to_x), -reduce_to(slope, to_y)


@gradient("Complex")
def complex_(op, grad):
    """The real and the imaginary part of the gradient."""
    x, y = op.inputs
    to_x, to_y = _sides_of_shapes(x, y)
    return reduce_to(tf1.real(grad), to_x), reduce_to(tf1.imag(grad), to_y)


@gradient("SelectV2")
def select_broadcasting(op, grad):
    """`tf.where_v2`: the gradient where the condition holds, and where it does not."""
    condition, x, y = op.inputs
    zeros = tf1.zeros([], dtype=grad.dtype.base_dtype)
    to_x = tf1.where_v2(condition, grad, zeros)
    x_shape, output_shape = tf1.shape(x), tf1.shape(op.outputs[0])
    to_x = _reduce_keeping(to_x, x_shape, output_shape)
    to_y = tf1.where_v2(condition, zeros, grad)
    return None, to_x, _reduce_keeping(to_y, tf1.shape(y), output_shape)


def _reduce_keeping(grad, shape, output_shape):
    axes, _ = tf1.raw_ops.BroadcastGradientArgs(s0=shape, s1=output_shape)
    return tf1.reshape(tf1.reduce_sum(grad, keepdims=True, axis=axes), shape)

"""Gradients of products of batches of matrices and of sparse matrices."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient
from tfgraph_dnn.ops.gradients.shapes import all_known_and_equal


@gradient("BatchMatMulV2")
def batch_matmul(op, grad):
    """Products of `grad` with the other factor; summed over broadcast batch dimensions unless both shapes are equal."""
    x, y = op.inputs
    x_grad, y_grad = _factor_gradients(x, y, grad, op.get_attr("adj_x"), op.get_attr("adj_y"))
    if all_known_and_equal(x, y):
        return x_grad, y_grad
    x_shape, y_shape = tf1.shape(x), tf1.shape(y)
    x_axes, y_axes = tf1.raw_ops.BroadcastGradientArgs(s0=x_shape[:-2], s1=y_shape[:-2])
    x_grad = tf1.reshape(tf1.reduce_sum(x_grad, x_axes), x_shape)
    return x_grad, tf1.reshape(tf1.reduce_sum(y_grad, y_axes), y_shape)


def _factor_gradients(x, y, grad, adj_x: bool, adj_y: bool):
    product = tf1.matmul
    x_grad = product(y, grad, adjoint_a=adj_y, adjoint_b=True) if adj_x else product(grad, y, adjoint_b=not adj_y)
    y_grad = product(grad, x, adjoint_a=True, adjoint_b=adj_x) if adj_y else product(x, grad, adjoint_a=not adj_x)
    return x_grad, y_grad


@gradient("SparseTensorDenseMatMul")
def sparse_dense_matmul(op, grad):
    """A sparse matrix times a dense one.

    Raises:
      NotImplementedError: complex values.
    """
    indices, values, shape, dense = op.inputs
    adjoint_a, adjoint_b = op.get_attr("adjoint_a"), op.get_attr("adjoint_b")
    if values.dtype.base_dtype.is_complex:
        raise NotImplementedError("SparseTensorDenseMatMul op does not support complex gradients.")
    dense_grad = tf1.raw_ops.SparseTensorDenseMatMul(
        a_indices=indices, a_values=values, a_shape=shape, b=grad, adjoint_a=not adjoint_a
    )
    if adjoint_b:
        dense_grad = tf1.transpose(dense_grad)
    rows, columns = indices[:, 0], indices[:, 1]
    if adjoint_a:
        rows, columns = columns, rows
    left = tf1.gather(grad, rows)
    right = tf1.gather(tf1.transpose(dense) if adjoint_b else dense, columns)
    return None, tf1.reduce_sum(left * right, axis=1), None, dense_grad

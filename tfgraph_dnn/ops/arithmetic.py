"""Element-wise arithmetic whose operations changed after TF 1.15: casts with saturation, division, points on a line."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import rebound
from tfgraph_dnn._backend.refusals import worded
from tfgraph_dnn.ops.empty_lists import reshape

# Ragged tensors, Keras' and others find their own addition by way of TensorFlow's function.
_DENSE = (tf1.Tensor, private.BaseVariable, np.ndarray, np.generic, int, float, complex, str, bytes, list, tuple)
_einsum = rebound(private.einsum_v1, {tf1.reshape: reshape})


def saturate_cast(value, dtype, name=None):
    """Casts `value` to `dtype`, values beyond its range becoming its ends.

    Args:
      value: tensor.
      dtype: dtype of the result.
      name: name of the name scope.

    Returns:
      Tensor of that dtype.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.saturate_cast([300.0, -5.0, 7.0], tf.uint8)))
      [255   0   7]
    """
    with tf1.name_scope(name, "saturate_cast", [value]) as scope:
        value = tf1.convert_to_tensor(value, name="value")
        dtype = tf1.as_dtype(dtype).base_dtype
        if value.dtype.min < dtype.min:
            value = tf1.maximum(value, tf1.convert_to_tensor(dtype.min, dtype=value.dtype, name="min"))
        if value.dtype.max > dtype.max:
            value = tf1.minimum(value, tf1.convert_to_tensor(dtype.max, dtype=value.dtype, name="max"))
        return tf1.cast(value, dtype, name=scope)


@worded
def add(x, y, name=None):
    """`x + y`, element by element; the operation is an `Add`, where today's TensorFlow makes an `AddV2`.

    Args:
      x, y: tensors of one dtype, numeric or string; their shapes broadcast.
      name: name of the op.

    Returns:
      Tensor of that dtype.

    Raises:
      TypeError: dtypes that differ.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.add(1.0, 2.0).op.type
      'Add'
    """
    if not (isinstance(x, _DENSE) and isinstance(y, _DENSE)):
        return tf1.add(x, y, name)
    return tf1.raw_ops.Add(x=x, y=y, name=name)


def divide(x, y, name=None):
    """`x / y` as Python divides; two numbers give a number, not a tensor."""
    if name is None and not any(isinstance(value, tf1.Tensor | tf1.Variable) for value in (x, y)):
        return x / y
    return tf1.divide(x, y, name)


def linspace(start, stop, num, name=None):
    """`num` evenly spaced values from `start` to `stop`, both included.

    Args:
      start, stop: scalars of one floating point dtype.
      num: scalar integer.
      name: name of the op; `LinSpace` by default.

    Returns:
      Vector of length `num`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.linspace(0.0, 1.0, 5).op.type
      'LinSpace'
    """
    return tf1.raw_ops.LinSpace(start=start, stop=stop, num=num, name=name)


def einsum(equation, *inputs, **kwargs):
    """Sums of products in Einstein's notation, made of transpositions, reshapes and matrix products.

    Args:
      equation: e.g. `"ij,jk->ik"`.
      *inputs: tensors.
      **kwargs: `name` of the name scope.

    Returns:
      Tensor.

    Raises:
      ValueError: an equation that does not fit the inputs, or repeats an axis within one.
      TypeError: another keyword.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.einsum("ij,jk->ik", tf.ones([2, 3]), tf.ones([3, 4])).op.type
      'MatMul'
    """
    tensors = [tf1.convert_to_tensor(tensor) for tensor in inputs]
    return _einsum(equation, *tensors, **kwargs)


def xdivy(x, y, name=None):
    """`x / y`, and 0 where `x` is 0."""
    return tf1.raw_ops.Xdivy(x=x, y=y, name=name)


def accumulate_n(inputs, shape=None, tensor_dtype=None, name=None):
    """The sum of tensors of one shape, in memory of the size of one.

    Args:
      inputs: list of tensors.
      shape: expected shape of each.
      tensor_dtype: expected dtype of each.
      name: name of the op.

    Returns:
      Tensor of that shape.

    Raises:
      ValueError: no inputs, or shapes or dtypes that differ.
      TypeError: another dtype than `tensor_dtype`.
    """
    inputs = [tf1.convert_to_tensor(value) for value in inputs] if isinstance(inputs, list | tuple) else []
    if not inputs or any(value.dtype != inputs[0].dtype for value in inputs):
        raise ValueError("inputs must be a list of at least one Tensor with the same dtype and shape")
    if tensor_dtype is not None and tensor_dtype != inputs[0].dtype:
        raise TypeError(f"tensor_dtype is {tensor_dtype}, but input is of type {inputs[0].dtype}")
    shape = tf1.TensorShape(shape)
    for value in inputs:
        shape = shape.merge_with(value.get_shape())
    if len(inputs) == 1:
        return inputs[0] if name is None else tf1.identity(inputs[0], name=name)
    return tf1.raw_ops.AccumulateNV2(inputs=inputs, shape=shape, name=name)


def matrix_triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    """Solves `matrix @ x = rhs` by substitution, the matrix being lower (or upper) triangular."""
    return tf1.raw_ops.MatrixTriangularSolve(matrix=matrix, rhs=rhs, lower=lower, adjoint=adjoint, name=name)


def bessel_i0e(x, name=None):
    """Exponentially scaled modified Bessel function of order 0, element by element."""
    return tf1.raw_ops.BesselI0e(x=x, name=name)


def bessel_i1e(x, name=None):
    """Exponentially scaled modified Bessel function of order 1, element by element."""
    return tf1.raw_ops.BesselI1e(x=x, name=name)


def swish(features):
    """x * sigmoid(x); Ramachandran et al. (2017), "Searching for activation functions".

    The gradient computes the sigmoid again instead of keeping it, as in TF 1.15.

    Args:
      features: tensor of floating point.

    Returns:
      Tensor like `features`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.nn.swish([0.0, 1.0])).round(4))
      [0.     0.7311]
    """
    return _swish(tf1.convert_to_tensor(features, name="features"))


@tf1.custom_gradient
def _swish(features):
    def gradient(upstream):
        with tf1.control_dependencies([upstream]):
            gate = tf1.sigmoid(features)
        return upstream * (gate * (1.0 + features * (1.0 - gate)))

    return features * tf1.sigmoid(features), gradient

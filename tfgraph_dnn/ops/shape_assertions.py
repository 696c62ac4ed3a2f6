"""Shape checks that are free when the shape is known statically and become assertions in the graph when it is not."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.reductions import reduce_all, reduce_sum

# A plain [] has no type: TF 2 makes a constant of the wrong one first.
SCALAR = np.zeros([0], np.int32)


def with_same_shape(expected_tensor, tensor):
    """`tensor`, checked to have the shape of `expected_tensor`; see `with_shape`."""
    with tf1.name_scope(f"{tensor.op.name}/", values=[expected_tensor, tensor]):
        shape = expected_tensor.get_shape()
        known = shape.is_fully_defined()
        return with_shape(shape.as_list() if known else tf1.shape(expected_tensor, name="expected_shape"), tensor)


def with_shape(expected_shape, tensor):
    """`tensor`, checked to have `expected_shape`: now if its shape is known, else by an assertion when it is computed.

    Args:
      expected_shape: list, tuple, int32 array or tensor, or `TensorShape`; -1 or None leave a dimension open in graph
        assertions.
      tensor: the tensor; one element is reshaped to a scalar when `expected_shape` is `()`.

    Returns:
      The tensor itself, or a copy behind the assertion, with the static shape set where it became known.

    Raises:
      ValueError: a sparse tensor, a shape of the wrong type or rank, or shapes known to differ.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.placeholder(tf.float32)
      >>> tf.contrib.framework.with_shape([2, 3], x).shape.as_list()
      [2, 3]
    """
    if isinstance(tensor, tf1.SparseTensor):
        raise ValueError("SparseTensor not supported.")
    expected_shape = _as_int32(expected_shape, tensor)
    actual_shape = tensor.get_shape()
    dynamic = tf1.is_tensor(expected_shape)
    if dynamic or not actual_shape.is_fully_defined():
        return _with_dynamic_shape(expected_shape, tensor, dynamic)
    if not actual_shape.is_compatible_with(expected_shape):
        if len(expected_shape) < 1 and actual_shape.is_compatible_with([1]):
            with tf1.name_scope(f"{tensor.op.name}/", values=[tensor]):
                return tf1.reshape(tensor, SCALAR)
        raise ValueError(f"Invalid shape for tensor {tensor.name}, expected {expected_shape}, got {actual_shape}.")
    return tensor


def _with_dynamic_shape(expected_shape, tensor, dynamic: bool):
    with tf1.name_scope(f"{tensor.op.name}/", values=[tensor]):
        if not dynamic and len(expected_shape) < 1:
            return tf1.reshape(tensor, SCALAR)
        with tf1.control_dependencies([_assert_shape(expected_shape, tensor)]):
            result = tf1.identity(tensor)
        if not dynamic:
            result.set_shape(expected_shape)
        return result


def _as_int32(shape, tensor):
    if isinstance(shape, list | tuple):
        given = np.asarray(shape) if shape else np.asarray([], dtype=np.int32)
        shape = given.astype(np.int32) if given.dtype == np.int64 else given
    if isinstance(shape, np.ndarray) and shape.ndim > 1:
        raise ValueError(f"Invalid rank {shape.ndim} for shape {shape} expected of tensor {tensor.name}.")
    if tf1.is_tensor(shape) or isinstance(shape, np.ndarray):
        dtype = shape.dtype if isinstance(shape, np.ndarray) else shape.dtype.base_dtype
        if dtype != tf1.int32:
            raise ValueError(f"Invalid dtype {dtype} for shape {shape} expected of tensor {tensor.name}.")
    return shape


def _assert_shape(expected_shape, tensor):
    with tf1.name_scope("assert_shape", values=[tensor]) as scope:
        actual_shape = tf1.shape(tensor, name="actual")
        if isinstance(expected_shape, tf1.TensorShape) and not expected_shape.is_fully_defined():
            expected_shape = [size or -1 for size in expected_shape.as_list()]
        matches = _is_shape(expected_shape, tensor, actual_shape)
        told = [f"Wrong shape for {tensor.name} [expected] [actual].", expected_shape, actual_shape]
        return tf1.Assert(matches, told, name=scope)


def _is_shape(expected_shape, tensor, actual_shape):
    with tf1.name_scope("is_shape", values=[tensor]) as scope:
        is_rank = _is_rank(tf1.size(expected_shape), tensor)
        return tf1.logical_and(is_rank, _sizes_match(expected_shape, actual_shape), name=scope)


def _is_rank(expected_rank, tensor):
    with tf1.name_scope("is_rank", values=[tensor]) as scope:
        expected = tf1.convert_to_tensor(expected_rank, name="expected")
        return tf1.equal(expected, tf1.rank(tensor, name="actual"), name=scope)


def _sizes_match(expected_shape, actual_shape):
    with tf1.name_scope("shape_tensor_equal", values=[expected_shape, actual_shape]) as scope:
        open_size = tf1.equal(expected_shape, -1)
        same = tf1.equal(expected_shape, actual_shape, "equal")
        return reduce_all(tf1.logical_or(open_size, same, name="exclude_partial_shape"), name=scope)


def assert_scalar_int(tensor, name=None):
    """`tensor` converted and checked to be a scalar of integer type; ValueError if it is not."""
    with tf1.name_scope(name, "assert_scalar_int", [tensor]) as scope:
        tensor = tf1.convert_to_tensor(tensor)
        if not tensor.dtype.base_dtype.is_integer:
            raise ValueError(f"Expected integer type for {tensor.name}, received type: {tensor.dtype!r}.")
        return tf1.assert_scalar(tensor, name=scope)


def remove_squeezable_dimensions(predictions, labels, name=None):
    """Squeezes the last dimension of the one whose rank is greater by exactly one; decided at run time if need be.

    Returns:
      `(predictions, labels)`.
    """
    with tf1.name_scope(name, "remove_squeezable_dimensions", [predictions, labels]):
        predictions = tf1.convert_to_tensor(predictions)
        labels = tf1.convert_to_tensor(labels)
        ranks = predictions.get_shape().ndims, labels.get_shape().ndims
        if None not in ranks:
            if ranks[0] - ranks[1] == -1:
                labels = tf1.squeeze(labels, [-1])
            elif ranks[0] - ranks[1] == 1:
                predictions = tf1.squeeze(predictions, [-1])
            return predictions, labels
        difference = tf1.rank(predictions) - tf1.rank(labels)
        predictions = _squeezed_if(difference, 1, predictions)
        labels = _squeezed_if(difference, -1, labels)
        return predictions, labels


def _squeezed_if(difference, wanted: int, tensor):
    shape = tensor.get_shape()
    if shape.ndims is not None and not shape.dims[-1].is_compatible_with(1):
        return tensor
    return tf1.cond(tf1.equal(wanted, difference), lambda: tf1.squeeze(tensor, [-1]), lambda: tensor)


def reduce_sum_n(tensors, name=None):
    """The sum of all elements of all tensors.

    Args:
      tensors: non-empty list of tensors of one numeric dtype, any shapes.
      name: name of the result.

    Returns:
      A scalar tensor.

    Raises:
      ValueError: no tensors.
    """
    if not tensors:
        raise ValueError("No tensors provided.")
    with tf1.name_scope(name, "reduce_sum_n", tensors) as scope:
        sums = [reduce_sum(t, name=f"{t.op.name}/sum") for t in tensors]
        return sums[0] if len(sums) == 1 else tf1.add_n(sums, name=scope)

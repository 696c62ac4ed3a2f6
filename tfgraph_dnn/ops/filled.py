"""`tf.zeros`, `tf.ones` and `tf.one_hot` with TF 1.15's ops."""

from __future__ import annotations

import functools
import operator
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.refusals import worded


@worded
def zeros(shape, dtype=tf1.float32, name=None):
    """A tensor of zeros (False, empty strings).

    Args:
      shape: list of integers and scalar tensors, `TensorShape`, or integer vector.
      dtype: of the result.
      name: name of the op; `zeros` by default.

    Returns:
      Tensor of that shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.zeros([tf.shape(tf.ones([4, 3]))[0], 2]).op.type
      'Fill'
    """
    if not _has_tensors(shape):
        return tf1.zeros(shape, dtype=dtype, name=name)
    kind = tf1.as_dtype(dtype).base_dtype
    value: Any = {tf1.bool: False, tf1.string: ""}.get(kind, 0)
    return _filled("zeros", shape, value, kind, name)


@worded
def ones(shape, dtype=tf1.float32, name=None):
    """A tensor of ones (True); see `zeros`.

    Args:
      shape: list of integers and scalar tensors, `TensorShape`, or integer vector.
      dtype: of the result.
      name: name of the op; `ones` by default.

    Returns:
      Tensor of that shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.ones([2, 3]).op.type
      'Const'
    """
    if not _has_tensors(shape):
        return tf1.ones(shape, dtype=dtype, name=name)
    kind = tf1.as_dtype(dtype).base_dtype
    return _filled("ones", shape, True if kind == tf1.bool else 1, kind, name)


def _has_tensors(shape: Any) -> bool:
    return isinstance(shape, (list, tuple)) and any(isinstance(size, (tf1.Tensor, tf1.Variable)) for size in shape)


def _filled(default_name: str, shape: Any, value: Any, dtype: tf1.DType, name: str | None) -> Any:
    """TF 1.15 asks whether the product of the sizes is small before it sees that it cannot know: ops that stay."""
    with tf1.name_scope(name, default_name, [shape]) as scope:
        functools.reduce(operator.mul, shape) < 1000  # noqa: B015 - for its ops
        vector = tf1.convert_to_tensor(shape, dtype=tf1.int32)
        return tf1.fill(vector, tf1.constant(value, dtype=dtype), name=scope)


def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None):
    """Ones (or `on_value`) at the places that `indices` name, zeros (or `off_value`) elsewhere.

    Args:
      indices: integer tensor.
      depth: scalar integer: size of the new dimension.
      on_value, off_value: scalars; 1 and 0 by default.
      axis: where the new dimension goes; last by default.
      dtype: of the result; that of the values, else float32.
      name: name of the op; `one_hot` by default.

    Returns:
      Tensor of one rank more.

    Raises:
      TypeError: dtypes that contradict each other.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.one_hot([0, 2], 3)).tolist())
      [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    with tf1.name_scope(name, "one_hot", [indices, depth, on_value, off_value, axis, dtype]) as scope:
        on_dtype = None if on_value is None else tf1.convert_to_tensor(on_value).dtype.base_dtype
        off_dtype = None if off_value is None else tf1.convert_to_tensor(off_value).dtype.base_dtype
        dtype = tf1.as_dtype(dtype or on_dtype or off_dtype or tf1.float32)
        for what, given in (("on_value", on_dtype), ("off_value", off_dtype)):
            if given is not None and given != dtype:
                raise TypeError(f"dtype {given} of {what} does not match dtype parameter {dtype}")
        if on_value is None:
            on_value = tf1.convert_to_tensor(1, dtype, name="on_value")
        if off_value is None:
            off_value = tf1.convert_to_tensor(0, dtype, name="off_value")
        return tf1.raw_ops.OneHot(
            indices=indices,
            depth=depth,
            on_value=on_value,
            off_value=off_value,
            axis=-1 if axis is None else axis,
            name=scope,
        )

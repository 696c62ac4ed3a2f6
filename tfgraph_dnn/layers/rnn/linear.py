"""The linear map that wrappers and attention put before and after cells: sum of W_i x_i, plus a bias."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.cell import BIAS_VARIABLE_NAME, WEIGHTS_VARIABLE_NAME
from tfgraph_dnn.ops.variables import get_variable


class Linear:
    """A linear map whose variables are made at once, in the current variable scope; `_Linear` in TF 1.15.

    Args:
      args: `[batch, n]` tensor, or list of them: what it will be applied to.
      output_size: number of columns of the result.
      build_bias: whether to add a bias.
      bias_initializer: zeros by default.
      kernel_initializer: the scope's by default.

    Raises:
      ValueError: no tensors, one that is not of rank 2, or one of unknown width.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.layers.rnn.linear import Linear
      >>> with tf.variable_scope("map"):
      ...     x = tf.ones([2, 3])
      ...     y = Linear([x, x], 4, True)([x, x])
      >>> y.name, y.shape.as_list()
      ('map/BiasAdd:0', [2, 4])
    """

    def __init__(self, args, output_size, build_bias, bias_initializer=None, kernel_initializer=None):
        self._build_bias = build_bias
        self._is_sequence = tf1.nest.is_nested(args)
        args = _as_list(args)
        with tf1.variable_scope(tf1.get_variable_scope()) as scope:
            self._weights = _kernel(args, output_size, kernel_initializer)
            if build_bias:
                self._biases = _bias(scope, args, output_size, bias_initializer)

    def __call__(self, args):
        """The `[batch, output_size]` result for tensors like those it was made for."""
        args = args if self._is_sequence else [args]
        if len(args) == 1:
            result = tf1.matmul(args[0], self._weights)
        else:
            one = tf1.constant(1, dtype=tf1.int32)
            result = tf1.matmul(tf1.concat(args, one), self._weights)
        return tf1.nn.bias_add(result, self._biases) if self._build_bias else result


def linear(args, output_size, bias, bias_initializer=None, kernel_initializer=None):
    """Makes the variables and applies the map in one go; `_linear` in TF 1.15.

    Args:
      args: `[batch, n]` tensor, or list of them.
      output_size: number of columns of the result.
      bias: whether to add a bias.
      bias_initializer: zeros by default.
      kernel_initializer: the scope's by default.

    Returns:
      `[batch, output_size]` tensor.

    Raises:
      ValueError: no tensors, one that is not of rank 2, or one of unknown width.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.layers.rnn.linear import linear
      >>> linear(tf.ones([2, 3]), 4, bias=False).shape.as_list()
      [2, 4]
    """
    args = _as_list(args)
    with tf1.variable_scope(tf1.get_variable_scope()) as scope:
        weights = _kernel(args, output_size, kernel_initializer)
        result = tf1.matmul(args[0] if len(args) == 1 else tf1.concat(args, 1), weights)
        if not bias:
            return result
        return tf1.nn.bias_add(result, _bias(scope, args, output_size, bias_initializer))


def _as_list(args: Any) -> Any:
    if args is None or (tf1.nest.is_nested(args) and not args):
        raise ValueError("`args` must be specified")
    return args if tf1.nest.is_nested(args) else [args]


def _kernel(args: Any, output_size: int, initializer: Any) -> Any:
    shapes = [tensor.get_shape() for tensor in args]
    for shape in shapes:
        if shape.ndims != 2:
            raise ValueError(f"linear is expecting 2D arguments: {shapes}")
        if shape.dims[1].value is None:
            raise ValueError(f"linear expects shape[1] to be provided for shape {shape}, but saw None")
    width = sum(shape.dims[1].value for shape in shapes)
    dtype = [tensor.dtype for tensor in args][0]
    return get_variable(WEIGHTS_VARIABLE_NAME, [width, output_size], dtype=dtype, initializer=initializer)


def _bias(scope: Any, args: Any, output_size: int, initializer: Any) -> Any:
    dtype = [tensor.dtype for tensor in args][0]
    with tf1.variable_scope(scope) as inner:
        inner.set_partitioner(None)
        if initializer is None:
            initializer = tf1.constant_initializer(0.0, dtype=dtype)
        return get_variable(BIAS_VARIABLE_NAME, [output_size], dtype=dtype, initializer=initializer)

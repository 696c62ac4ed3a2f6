"""Products with a matrix along the last dimension."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def rows_times_matrix(x, weights, make_bias=None):
    """`x @ weights`, plus a bias, for `x` of any rank above 1, by flattening the outer dimensions.

    Args:
      x: `[..., depth]` tensor.
      weights: `[depth, units]` variable or tensor.
      make_bias: function that makes the `[units]` bias, called between the product and the sum; None for no bias.

    Returns:
      `[..., units]` tensor.
    """
    static_shape = x.get_shape().as_list()
    depth, units = weights.get_shape().as_list()
    rows = x if len(static_shape) <= 2 else tf1.reshape(x, [-1, depth])
    y = tf1.matmul(rows, weights)
    if make_bias is not None:
        y = tf1.nn.bias_add(y, make_bias())
    if len(static_shape) > 2:
        out_shape = tf1.unstack(tf1.shape(x))
        out_shape[-1] = units
        y = tf1.reshape(y, tf1.stack(out_shape))
        y.set_shape([*static_shape[:-1], units])
    return y

"""Functions mapped over the first dimension of tensors, with TF 1.15's loops and without rewriting the function."""

from __future__ import annotations

from tfgraph_dnn.ops import rebound


def map_fn(
    fn,
    elems,
    dtype=None,
    parallel_iterations=None,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    name=None,
):
    """`fn` of each element along the first dimension, stacked.

    Args:
      fn: function of one element, or of a structure of elements like `elems`.
      elems: tensor, or structure of tensors with the same first dimension.
      dtype: dtype (structure) of what `fn` returns, where it is not that of `elems`.
      parallel_iterations: how many iterations may run at once; 10 by default.
      back_prop: whether gradients flow through the loop.
      swap_memory: whether a GPU's tensors may be swapped out.
      infer_shape: whether all results are checked to have one shape.
      name: name of the name scope.

    Returns:
      Tensor or structure of tensors.

    Raises:
      TypeError: `fn` is not callable, or returns another structure than `dtype`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.map_fn(lambda x: x * x, tf.range(4))))
      [0 1 4 9]
    """
    if not callable(fn):
        raise TypeError("fn must be callable.")
    return rebound.map_fn(fn, elems, dtype, parallel_iterations, back_prop, swap_memory, infer_shape, name)

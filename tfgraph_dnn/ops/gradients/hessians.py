"""`tf.hessians`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.driver import gradients
from tfgraph_dnn.ops.tensor_arrays import TensorArray


def hessians(
    ys,
    xs,
    name="hessians",
    colocate_gradients_with_ops=False,
    gate_gradients=False,
    aggregation_method=None,
):
    """The matrix of second derivatives of `sum(ys)` with respect to each x; as `tf.hessians` of TF 1.15.

    Args:
      ys: tensor or list of tensors.
      xs: tensor or list of tensors.
      name: unused, as in TF 1.15.
      colocate_gradients_with_ops, gate_gradients, aggregation_method: see `tf.gradients`.

    Returns:
      A list with one tensor of shape `x.shape + x.shape` for each x.

    Raises:
      LookupError: an operation on the way has no gradient function.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.constant([1.0, 2.0])
      >>> with tf.Session() as session:
      ...     print(session.run(tf.hessians(x ** 3, x)[0]))
      [[ 6.  0.]
       [ 0. 12.]]
    """
    xs = list(xs) if isinstance(xs, (list, tuple)) else [xs]
    options = {
        "colocate_gradients_with_ops": colocate_gradients_with_ops,
        "gate_gradients": gate_gradients,
        "aggregation_method": aggregation_method,
    }
    first = gradients(ys, xs, **options)
    return [_rows(grad, x) for grad, x in zip(first, xs, strict=True)]


def _rows(grad, x):
    flat = tf1.reshape(grad, [-1])
    size = tf1.size(x)
    start = [tf1.constant(0, tf1.int32), TensorArray(x.dtype, size)]

    def add_row(number, rows):
        return number + 1, rows.write(number, gradients(flat[number], x)[0])

    _, rows = tf1.while_loop(lambda number, _: number < size, add_row, start)
    shape = tf1.shape(x)
    return tf1.reshape(rows.stack(), tf1.concat((shape, shape), 0))

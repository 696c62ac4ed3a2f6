"""What programs with operations of their own took from TF 1.x's private modules of shapes.

TF 0.x worked shapes out in Python, by functions registered for each type of operation; from TF 1.0 on the operations do
it themselves. TF 1.15 kept the functions, and the decorator that no longer did anything.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def scalar():
    """The shape `()`: `tensor_shape.scalar()`."""
    return tf1.TensorShape([])


def vector(length):
    """The shape `(length,)`, of which the length may be None: `tensor_shape.vector(length)`."""
    return tf1.TensorShape([length])


def matrix(rows, cols):
    """The shape `(rows, cols)`, either of which may be None: `tensor_shape.matrix(rows, cols)`.

    Example:
      >>> matrix(None, 3).as_list()
      [None, 3]
    """
    return tf1.TensorShape([rows, cols])


class RegisterShape:
    """`ops.RegisterShape(op_type)`, a decorator of shape functions. As in TF 1.15, nothing calls what it is given.

    Args:
      op_type: the type of operation, a string.

    Raises:
      TypeError: for another one.
    """

    def __init__(self, op_type):
        if not isinstance(op_type, str):
            raise TypeError("op_type must be a string")

    def __call__(self, f):
        return f


def scalar_shape(unused_op):
    """The shapes of the outputs of an operation that gives one number."""
    return [scalar()]


def unchanged_shape(op):
    """The shapes of the outputs of an operation that gives a tensor like its first input."""
    return [op.inputs[0].get_shape()]


def unchanged_shape_with_rank(rank):
    """As `unchanged_shape`, of inputs with `rank` dimensions.

    Returns:
      A function of an operation; it raises ValueError where the input has another rank.
    """
    return lambda op: [op.inputs[0].get_shape().with_rank(rank)]


def unchanged_shape_with_rank_at_least(rank):
    """As `unchanged_shape_with_rank`, of inputs with `rank` dimensions or more."""
    return lambda op: [op.inputs[0].get_shape().with_rank_at_least(rank)]


def unchanged_shape_with_rank_at_most(rank):
    """As `unchanged_shape_with_rank`, of inputs with `rank` dimensions or fewer."""
    return lambda op: [op.inputs[0].get_shape().with_rank_at_most(rank)]


def no_outputs(unused_op):
    """The shapes of the outputs of an operation that has none."""
    return []


def unknown_shape(op):
    """A shape of which nothing is known for each output."""
    return [tf1.TensorShape(None) for _ in op.outputs]


def inferred(op):
    """The shapes that TensorFlow has worked out for the outputs of an operation.

    It stands for `conv2d_shape`, `matmul_shape` and the others of one type, whose work the operations do themselves.
    """
    return [tensor.get_shape() for tensor in op.outputs]


def has_fully_defined_shape(tensor):
    """Whether every dimension is known."""
    return tensor.shape.is_fully_defined()


def rank(tensor):
    """The number of dimensions of a tensor, None where it is not known or for what is no tensor."""
    return tensor.shape.ndims if isinstance(tensor, tf1.Tensor) else None

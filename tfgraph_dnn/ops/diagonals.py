"""Matrices and their diagonals with TF 1.15's kernels, which take no inputs beside the tensors.

Since TF 2.2 they take the diagonal's number, the matrix' size and a padding value as inputs: four constants for each
`tf.matrix_diag`, and as many operations more before the next random one.
"""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1


def matrix_diag(diagonal, name="diag", k=0, num_rows=-1, num_cols=-1, padding_value=0):
    """A batch of matrices with `diagonal` on the main diagonal and zeros elsewhere.

    Args:
      diagonal: tensor of rank 1 or more, the diagonals along its last dimension.
      name: name of the op.
      k, num_rows, num_cols, padding_value: TF 1.15 had these arguments and did not use them.

    Returns:
      Tensor with one dimension more.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.matrix_diag([1.0, 2.0]).op.type
      'MatrixDiag'
    """
    return tf1.raw_ops.MatrixDiag(diagonal=diagonal, name=name)


def matrix_diag_part(input, name="diag_part", k=0, padding_value=0):
    """The main diagonals of a batch of matrices; `k` and `padding_value` were without effect in TF 1.15."""
    return tf1.raw_ops.MatrixDiagPart(input=input, name=name)


def matrix_set_diag(input, diagonal, name="set_diag", k=0):
    """A batch of matrices with `diagonal` for main diagonals; `k` was without effect in TF 1.15."""
    return tf1.raw_ops.MatrixSetDiag(input=input, diagonal=diagonal, name=name)


def eye(num_rows, num_columns=None, batch_shape=None, dtype=tf1.float32, name=None):
    """Identity matrices.

    Args:
      num_rows: int or scalar tensor.
      num_columns: int or scalar tensor; as `num_rows` by default.
      batch_shape: list or int vector tensor of outer dimensions.
      dtype: dtype of the result.
      name: name of the name scope.

    Returns:
      Tensor of shape `batch_shape + [num_rows, num_columns]`.

    Raises:
      TypeError: a size that is neither an integer nor a tensor.
    """
    with tf1.name_scope(name, "eye", [num_rows, num_columns, batch_shape]):
        square = num_columns is None
        num_columns = num_rows if square else num_columns
        batch_shape = [] if batch_shape is None else batch_shape
        if tf1.is_tensor(num_rows) or tf1.is_tensor(num_columns):
            size = tf1.minimum(num_rows, num_columns)
        else:
            if not all(isinstance(n, int | np.integer) for n in (num_rows, num_columns)):
                raise TypeError("num_rows and num_columns must be positive integer values.")
            square = num_rows == num_columns
            size = np.minimum(num_rows, num_columns)
        if tf1.is_tensor(batch_shape) or tf1.is_tensor(size):
            batch_shape = tf1.convert_to_tensor(batch_shape, name="shape", dtype=tf1.int32)
            join = lambda sizes: tf1.concat((batch_shape, sizes), axis=0)  # noqa: E731
        else:
            join = lambda sizes: [*batch_shape, *sizes]  # noqa: E731
        diagonal_shape = join([size])
        shape = None if square else join([num_rows, num_columns])
        ones = tf1.ones(diagonal_shape, dtype=dtype)
        if square:
            return matrix_diag(ones)
        return matrix_set_diag(tf1.zeros(shape, dtype=dtype), ones)

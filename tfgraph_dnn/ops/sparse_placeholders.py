"""`tf.sparse_placeholder` as TF 1.15 made it: a known shape is a constant, an unknown one a third placeholder."""

from __future__ import annotations

from tfgraph_dnn._backend import allow_feeding, tf1


def sparse_placeholder(dtype, shape=None, name=None):
    """A `SparseTensor` to be fed with a `SparseTensorValue` or a triple of arrays.

    Args:
      dtype: dtype of the values.
      shape: list or tensor; None, or a list that holds None, leaves it to the feed.
      name: prefix of the placeholders' names.

    Returns:
      `SparseTensor`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.sparse_placeholder(tf.float32, [None, 4], name="x")
      >>> x.dense_shape.op.type
      'Placeholder'
    """
    shape_name = None if name is None else f"{name}/shape"
    rank = None
    if shape is not None:
        rank = shape.get_shape()[0] if tf1.is_tensor(shape) else len(shape)
        open_shape = not tf1.is_tensor(shape) and None in _sizes(shape)
        shape = None if open_shape else tf1.convert_to_tensor(shape, dtype=tf1.int64, name=shape_name)
    if shape is None:
        shape = tf1.placeholder(tf1.int64, shape=[rank], name=shape_name)
    values = tf1.placeholder(dtype, shape=[None], name=None if name is None else f"{name}/values")
    indices = tf1.placeholder(tf1.int64, shape=[None, rank], name=None if name is None else f"{name}/indices")
    made = tf1.SparseTensor(indices=indices, values=values, dense_shape=shape)
    # Today's `SparseTensor` looks at a constant shape at once, which forbids to feed it.
    allow_feeding(tf1.get_default_graph(), made.dense_shape)
    return made


def _sizes(shape) -> list:
    return [size.value if isinstance(size, tf1.Dimension) else size for size in shape]

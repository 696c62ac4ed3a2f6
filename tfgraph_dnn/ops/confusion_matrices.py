"""`tf.confusion_matrix` with TF 1.15's nodes."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_max
from tfgraph_dnn.ops.squeezing import squeeze_to_match


def confusion_matrix(labels, predictions, num_classes=None, dtype=tf1.int32, name=None, weights=None):
    """Counts how often each label (row) was predicted as each class (column); as `tf.confusion_matrix` of TF 1.15.

    Args:
      labels: 1-D tensor of class numbers.
      predictions: 1-D tensor of class numbers.
      num_classes: size of the matrix; by default the largest number plus one.
      dtype: of the matrix.
      name: name scope.
      weights: what each pair counts, by default 1.

    Returns:
      A matrix of shape `[num_classes, num_classes]`.

    Raises:
      ValueError: the shapes do not match.
      InvalidArgumentError: at run time, for negative numbers or such that are not below `num_classes`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as session:
      ...     print(session.run(tf.confusion_matrix([0, 1, 1], [0, 0, 1])))
      [[1 0]
       [1 1]]
    """
    with tf1.name_scope(name, "confusion_matrix", (predictions, labels, num_classes, weights)):
        labels, predictions = squeeze_to_match(
            tf1.convert_to_tensor(labels, name="labels"), tf1.convert_to_tensor(predictions, name="predictions")
        )
        predictions, labels = tf1.cast(predictions, tf1.int64), tf1.cast(labels, tf1.int64)
        labels = _checked(labels, tf1.assert_non_negative, "`labels` contains negative values")
        predictions = _checked(predictions, tf1.assert_non_negative, "`predictions` contains negative values")
        if num_classes is None:
            num_classes = tf1.maximum(reduce_max(predictions), reduce_max(labels)) + 1
        else:
            limit = tf1.cast(num_classes, tf1.int64)
            labels = _checked(labels, tf1.assert_less, "`labels` out of bound", limit)
            predictions = _checked(predictions, tf1.assert_less, "`predictions` out of bound", limit)
        if weights is not None:
            weights = tf1.convert_to_tensor(weights, name="weights")
            predictions.shape.assert_is_compatible_with(weights.shape)
            weights = tf1.cast(weights, dtype)
        return _counted(labels, predictions, num_classes, weights, dtype)


def _checked(tensor, check, message: str, *limit):
    return private.with_dependencies([check(tensor, *limit, message=message)], tensor)


def _counted(labels, predictions, num_classes, weights, dtype):
    shape = tf1.stack([num_classes, num_classes])
    places = tf1.stack([labels, predictions], axis=1)
    values = ones_like(predictions, dtype) if weights is None else weights
    counts = tf1.SparseTensor(places, values, tf1.cast(shape, tf1.int64))
    return tf1.sparse_add(tf1.zeros(tf1.cast(shape, tf1.int32), dtype), counts)

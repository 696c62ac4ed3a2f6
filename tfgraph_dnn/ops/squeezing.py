"""Drops a last dimension of size one where labels and predictions differ by it."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def squeeze_to_match(labels, predictions, expected_rank_diff=0, name=None):
    """Squeezes the last dimension of whichever of the two has one dimension too many.

    With unknown ranks this is decided when the graph runs.

    Args:
      labels: tensor.
      predictions: tensor.
      expected_rank_diff: rank of `predictions` minus rank of `labels`, as it should be.
      name: name scope.

    Returns:
      Labels and predictions.
    """
    with tf1.name_scope(name, "remove_squeezable_dimensions", [labels, predictions]):
        predictions, labels = tf1.convert_to_tensor(predictions), tf1.convert_to_tensor(labels)
        if labels.shape.rank is not None and predictions.shape.rank is not None:
            difference = predictions.shape.rank - labels.shape.rank
            if difference == expected_rank_diff + 1:
                predictions = tf1.squeeze(predictions, [-1])
            elif difference == expected_rank_diff - 1:
                labels = tf1.squeeze(labels, [-1])
            return labels, predictions
        difference = tf1.rank(predictions) - tf1.rank(labels)
        predictions = squeeze_if(predictions, expected_rank_diff + 1, difference)
        return squeeze_if(labels, expected_rank_diff - 1, difference), predictions


def squeeze_if(tensor, wanted, rank_difference):
    """`tensor` without its last dimension if `rank_difference` is `wanted` at run time and the dimension may be 1."""
    if tensor.shape.rank is not None and not tensor.shape.dims[-1].is_compatible_with(1):
        return tensor
    return tf1.cond(tf1.equal(wanted, rank_difference), lambda: tf1.squeeze(tensor, [-1]), lambda: tensor)

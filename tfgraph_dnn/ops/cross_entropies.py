"""Cross entropies that, as in TF 1.15, take their tensors by name only: labels and logits are easily swapped."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.refusals import worded


@worded
def softmax_cross_entropy_with_logits(_sentinel=None, labels=None, logits=None, dim=-1, name=None, axis=None):
    """Softmax cross entropy; no gradient flows into `labels`.

    Args:
      _sentinel: not to be used; it catches a tensor passed by position.
      labels: probabilities, a tensor of the shape and dtype of `logits`.
      logits: unscaled log probabilities.
      dim, axis: the dimension of the classes, under its old and new name.
      name: name of the name scope.

    Returns:
      Tensor of the shape of `logits` without the dimension of the classes.

    Raises:
      ValueError: an argument by position, or labels or logits missing.
    """
    _require_names("softmax_cross_entropy_with_logits", _sentinel)
    return tf1.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=dim, name=name, axis=axis)


@worded
def sparse_softmax_cross_entropy_with_logits(_sentinel=None, labels=None, logits=None, name=None):
    """Softmax cross entropy with integer labels, one per row of `logits`.

    Raises:
      ValueError: an argument by position, labels or logits missing, or shapes that do not fit.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1], logits=[[0.5, 0.5]])
      >>> with tf.Session() as sess:
      ...     print(sess.run(loss).round(4))
      [0.6931]
    """
    _require_names("sparse_softmax_cross_entropy_with_logits", _sentinel)
    return tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


@worded
def sigmoid_cross_entropy_with_logits(_sentinel=None, labels=None, logits=None, name=None):
    """Cross entropy of independent classes, element by element.

    Raises:
      ValueError: an argument by position, labels or logits missing, or shapes that do not fit.
    """
    _require_names("sigmoid_cross_entropy_with_logits", _sentinel)
    return tf1.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


def _require_names(function: str, sentinel) -> None:
    if sentinel is not None:
        raise ValueError(f"Only call `{function}` with named arguments (labels=..., logits=..., ...)")

"""Cross-entropy of lists of logits, one a step."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def sequence_loss_by_example(
    logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None, name=None
):
    """Weighted cross-entropy of each example, summed or averaged over the steps.

    Args:
      logits: list of `[batch, symbols]` tensors.
      targets: list of `[batch]` integer tensors.
      weights: list of `[batch]` float tensors.
      average_across_timesteps: whether to divide by the sum of the weights.
      softmax_loss_function: function of `labels` and `logits` that gives the loss of each example; softmax by default.
      name: name of the name scope; `sequence_loss_by_example` by default.

    Returns:
      `[batch]` tensor.

    Raises:
      ValueError: lists of unequal length.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> loss = tf.contrib.legacy_seq2seq.sequence_loss_by_example(
      ...     [tf.zeros([2, 4])], [tf.constant([1, 2])], [tf.ones([2])])
      >>> with tf.Session() as sess:
      ...     print(sess.run(loss).round(3))
      [1.386 1.386]
    """
    if not len(targets) == len(logits) == len(weights):
        raise ValueError(
            f"Lengths of logits, weights, and targets must be the same {len(logits)}, {len(weights)}, {len(targets)}."
        )
    with tf1.name_scope(name, "sequence_loss_by_example", logits + targets + weights):
        losses = []
        for logit, target, weight in zip(logits, targets, weights, strict=True):
            if softmax_loss_function is None:
                # Scalars are accepted as targets too.
                target = tf1.reshape(target, [-1])
                loss = tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logit)
            else:
                loss = softmax_loss_function(labels=target, logits=logit)
            losses.append(loss * weight)
        total = tf1.add_n(losses)
        if average_across_timesteps:
            total_weight = tf1.add_n(weights)
            total_weight += 1e-12  # not zero when all weights are
            total /= total_weight
    return total


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    softmax_loss_function=None,
    name=None,
):
    """Weighted cross-entropy of a batch, summed over the examples or averaged.

    Args:
      logits, targets, weights, average_across_timesteps, softmax_loss_function: see `sequence_loss_by_example`.
      average_across_batch: whether to divide by the batch size.
      name: name of the name scope; `sequence_loss` by default.

    Returns:
      Scalar tensor.

    Raises:
      ValueError: lists of unequal length.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.legacy_seq2seq.sequence_loss([tf.zeros([2, 4])], [tf.constant([1, 2])], [tf.ones([2])]).name
      'sequence_loss/truediv:0'
    """
    with tf1.name_scope(name, "sequence_loss", logits + targets + weights):
        cost = tf1.reduce_sum(
            sequence_loss_by_example(
                logits,
                targets,
                weights,
                average_across_timesteps=average_across_timesteps,
                softmax_loss_function=softmax_loss_function,
            )
        )
        if not average_across_batch:
            return cost
        return cost / tf1.cast(tf1.shape(targets[0])[0], cost.dtype)

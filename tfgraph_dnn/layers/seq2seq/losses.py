"""Cross-entropy of sequences in one tensor."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    sum_over_timesteps=False,
    sum_over_batch=False,
    softmax_loss_function=None,
    name=None,
):
    """Weighted cross-entropy of a batch of sequences; as `tf.contrib.seq2seq.sequence_loss` of TF 1.15.

    Averages divide by the sum of the weights, "sums" by the number of weights that are not zero.

    Args:
      logits: `[batch, time, symbols]` tensor.
      targets: `[batch, time]` integer tensor.
      weights: `[batch, time]` float tensor.
      average_across_timesteps, average_across_batch: whether to average over that dimension, which then goes.
      sum_over_timesteps, sum_over_batch: the same for sums.
      softmax_loss_function: function of `labels` and `logits`, both flat; softmax by default.
      name: name of the name scope; `sequence_loss` by default.

    Returns:
      Scalar, `[batch]`, `[time]` or `[batch, time]` tensor.

    Raises:
      ValueError: wrong ranks, or average and sum of one dimension.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> loss = tf.contrib.seq2seq.sequence_loss(tf.zeros([2, 3, 4]), tf.zeros([2, 3], tf.int32), tf.ones([2, 3]))
      >>> with tf.Session() as sess:
      ...     print(sess.run(loss).round(3))
      1.386
    """
    for what, tensor, rank, shape in (
        ("Logits", logits, 3, "[batch_size x sequence_length x logits]"),
        ("Targets", targets, 2, "[batch_size x sequence_length]"),
        ("Weights", weights, 2, "[batch_size x sequence_length]"),
    ):
        if len(tensor.get_shape()) != rank:
            raise ValueError(f"{what} must be a {shape} tensor")
    for what, average, total in (
        ("timesteps", average_across_timesteps, sum_over_timesteps),
        ("batch", average_across_batch, sum_over_batch),
    ):
        if average and total:
            raise ValueError(f"average_across_{what} and sum_over_{what} cannot be set to True at same time.")
    with tf1.name_scope(name, "sequence_loss", [logits, targets, weights]):
        loss = _flat_loss(logits, targets, softmax_loss_function)
        loss *= tf1.reshape(weights, [-1])
        if average_across_timesteps and average_across_batch:
            return tf1.div_no_nan(tf1.reduce_sum(loss), tf1.reduce_sum(weights))
        if sum_over_timesteps and sum_over_batch:
            loss = tf1.reduce_sum(loss)
            return tf1.div_no_nan(loss, tf1.cast(tf1.count_nonzero(weights), loss.dtype))
        loss = tf1.reshape(loss, tf1.shape(logits)[0:2])
        if average_across_timesteps or average_across_batch:
            axis = [0] if average_across_batch else [1]
            return tf1.div_no_nan(tf1.reduce_sum(loss, axis=axis), tf1.reduce_sum(weights, axis=axis))
        if sum_over_timesteps or sum_over_batch:
            axis = [0] if sum_over_batch else [1]
            loss = tf1.reduce_sum(loss, axis=axis)
            return tf1.div_no_nan(loss, tf1.cast(tf1.count_nonzero(weights, axis=axis), dtype=loss.dtype))
        return loss


def _flat_loss(logits, targets, softmax_loss_function):
    flat_logits = tf1.reshape(logits, [-1, tf1.shape(logits)[2]])
    flat_targets = tf1.reshape(targets, [-1])
    if softmax_loss_function is None:
        return tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=flat_targets, logits=flat_logits)
    return softmax_loss_function(labels=flat_targets, logits=flat_logits)

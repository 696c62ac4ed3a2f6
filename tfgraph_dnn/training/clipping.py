"""Gradient clipping in one call: compute_gradients, clip, apply_gradients."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.gradient_lists import clipped_by_global_norm, clipped_by_norm, on_values

_WAYS = ("value", "norm", "global_norm")


def minimize_clipped(optimizer, loss, threshold, by="value", var_list=None, global_step=None, name=None):
    """As `optimizer.minimize`, with the gradients clipped in between (Pascanu et al. 2012).

    value: each component into [-threshold, threshold]. norm: each gradient g to g * threshold / max(|g|, threshold).
    global_norm: the same with the norm of all gradients together.

    Args:
      optimizer: a `tf.train` optimizer.
      loss: scalar tensor.
      threshold: positive number or scalar tensor.
      by: 'value', 'norm' or 'global_norm'.
      var_list: variables to train, by default all trainable ones.
      global_step: variable that counts the steps.
      name: name of the training operation.

    Returns:
      The training operation.

    Raises:
      ValueError: another `by`, or no gradients.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import minimize_clipped
      >>> w = tf.get_variable("w", initializer=[10.0, 0.25])
      >>> train = minimize_clipped(tf.train.GradientDescentOptimizer(1.0), tf.nn.l2_loss(w), 1.0)
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     session.run(train)
      ...     print(session.run(w))
      [9. 0.]
    """
    if by not in _WAYS:
        raise ValueError(f"by must be 'value', 'norm' or 'global_norm'; got {by!r}")
    pairs = optimizer.compute_gradients(loss, var_list=var_list)
    return optimizer.apply_gradients(_clipped(pairs, threshold, by), global_step=global_step, name=name)


def _clipped(pairs: list, threshold, by: str) -> list:
    if by == "norm":
        return clipped_by_norm(pairs, threshold)
    if by == "global_norm":
        return clipped_by_global_norm(pairs, threshold)

    def clip(values):
        return tf1.clip_by_value(values, -threshold, threshold)

    return [(g if g is None else on_values(g, clip), v) for g, v in pairs]

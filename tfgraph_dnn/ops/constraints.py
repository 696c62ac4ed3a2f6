"""Max-norm: incoming weights of a neuron scaled down when their norm is above a threshold (Srebro et al. 2005)."""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.clipping import clip_by_norm


def max_norm_regularizer(threshold, axes=1, name="max_norm", collection="max_norm") -> Callable:
    """A regularizer that adds no loss but leaves an operation behind which clips the weights; run it after each step.

    w <- w * threshold / max(|w|, threshold), the norm taken along `axes`.

    Args:
      threshold: the largest norm, a positive number.
      axes: axes of the norm: 1 for the rows of a `[inputs, neurons]` matrix, 0 for the incoming weights of each neuron.
      name: name of the assignments.
      collection: collection of the graph that the assignments are added to.

    Returns:
      A function of a variable that returns None, for `kernel_regularizer` and its like.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.constraints import max_norm_regularizer
      >>> w = tf.get_variable("w", initializer=[[3.0, 4.0]], regularizer=max_norm_regularizer(1.0))
      >>> clip_all = tf.get_collection("max_norm")
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     print(session.run(clip_all)[0])
      [[0.6 0.8]]
    """

    def max_norm(weights):
        clipped = clip_by_norm(weights, clip_norm=threshold, axes=axes)
        clip_weights = tf1.assign(weights, clipped, name=name)
        tf1.add_to_collection(collection, clip_weights)

    return max_norm

"""Activations of the ReLU family as programs write them by hand: leaky, random, learned, exponential, scaled."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.conditions import static_cond
from tfgraph_dnn.ops.variables import get_variable

SELU_SCALE = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717


def leaky_relu(z, alpha=0.01, name=None):
    """max(alpha z, z): a small slope below zero keeps units alive (Maas et al. 2013).

    Args:
      z: float tensor.
      alpha: slope below zero, in [0, 1].
      name: name of the operation.

    Returns:
      A tensor like `z`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.activations import leaky_relu
      >>> with tf.Session() as session:
      ...     print(session.run(leaky_relu(tf.constant([-1.0, 2.0]), alpha=0.1)))
      [-0.1  2. ]
    """
    return tf1.maximum(alpha * z, z, name=name)


def rrelu(z, training, lower=1 / 8, upper=1 / 3, seed=None, name=None):
    """Leaky ReLU whose slope is random in training and the mean of the range afterwards (Xu et al. 2015).

    Args:
      z: float tensor.
      training: Python bool or bool tensor.
      lower, upper: the range of the slope; one slope is drawn for each element and step.
      seed: op seed.
      name: name scope.

    Returns:
      A tensor like `z`.

    Raises:
      ValueError: unless 0 <= lower <= upper <= 1.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.activations import rrelu
      >>> with tf.Session() as session:
      ...     print(session.run(rrelu(tf.constant([-1.0, 2.0]), training=False, lower=0.1, upper=0.3)))
      [-0.2  2. ]
    """
    if not 0 <= lower <= upper <= 1:
        raise ValueError(f"rrelu needs 0 <= lower <= upper <= 1, got lower={lower} and upper={upper}")
    with tf1.name_scope(name, "rrelu", [z]):
        z = tf1.convert_to_tensor(z)
        mean = tf1.constant((lower + upper) / 2, z.dtype)

        def drawn():
            return tf1.random_uniform(tf1.shape(z), lower, upper, dtype=z.dtype, seed=seed)

        def fixed():
            return tf1.fill(tf1.shape(z), mean)

        slope = static_cond(training, drawn, fixed) if isinstance(training, bool) else tf1.cond(training, drawn, fixed)
        return tf1.maximum(slope * z, z)


def prelu(z, initial_alpha=0.25, shared_axes=None, name=None):
    """Leaky ReLU whose slope is learned: max(0, z) + alpha min(0, z) (He et al. 2015).

    Args:
      z: float tensor whose dimensions after the first are known, except for shared ones.
      initial_alpha: the slopes at the start.
      shared_axes: axes along which one slope serves all, e.g. (1, 2) for images; the batch axis always does.
      name: variable scope; the variable is `<name>/alpha`.

    Returns:
      A tensor like `z`.

    Raises:
      ValueError: a size that the slopes need is unknown.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.activations import prelu
      >>> x = tf.placeholder(tf.float32, [None, 3])
      >>> y = prelu(x)
      >>> [(v.name, v.shape.as_list()) for v in tf.trainable_variables()]
      [('prelu/alpha:0', [3])]
    """
    z = tf1.convert_to_tensor(z)
    shape = _slopes_shape(z, shared_axes or ())
    with tf1.variable_scope(name, "prelu", [z]):
        start = tf1.constant_initializer(initial_alpha)
        alpha = get_variable("alpha", shape, dtype=z.dtype.base_dtype, initializer=start)
        return tf1.maximum(z, 0.0) + alpha * tf1.minimum(z, 0.0)


def _slopes_shape(z, shared_axes) -> list[int]:
    if z.shape.rank is None or z.shape.rank < 1:
        raise ValueError(f"prelu needs a tensor of known rank, at least 1; got shape {z.shape}")
    shared = {axis % z.shape.rank for axis in shared_axes}
    shape = [1 if axis in shared else size for axis, size in enumerate(z.shape.as_list())][1:]
    if None in shape:
        raise ValueError(f"prelu cannot size its slopes from shape {z.shape}: give the unknown axis in shared_axes")
    return shape


def elu(z, alpha=1.0, name=None):
    """z above zero, alpha (exp(z) - 1) below (Clevert et al. 2015).

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.activations import elu
      >>> with tf.Session() as session:
      ...     print(session.run(elu(tf.constant([0.0, 2.0]), alpha=0.5)))
      [0. 2.]
    """
    with tf1.name_scope(name, "elu", [z]):
        return tf1.where(z >= 0.0, z, alpha * tf1.nn.elu(z))


def selu(z, scale=SELU_SCALE, alpha=SELU_ALPHA, name=None):
    """scale * elu(z, alpha), with the numbers that keep mean 0 and variance 1 (Klambauer et al. 2017).

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.ops.activations import selu
      >>> with tf.Session() as session:
      ...     print(f"{session.run(selu(tf.constant(1.0))):.4f}")
      1.0507
    """
    with tf1.name_scope(name, "selu", [z]):
        return scale * tf1.where(z >= 0.0, z, alpha * tf1.nn.elu(z))

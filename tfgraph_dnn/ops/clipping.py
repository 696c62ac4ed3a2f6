"""`tf.clip_by_norm` and `tf.clip_by_global_norm` with TF 1.15's nodes."""

from __future__ import annotations

from collections.abc import Sequence

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import ones_like


def clip_by_norm(t, clip_norm, axes=None, name=None):
    """Scales `t` so that its L2 norm is at most `clip_norm`; as `tf.clip_by_norm` of TF 1.15.

    t * clip_norm / max(|t|, clip_norm). The root is taken of 1 where the norm is 0, so gradients stay finite.

    Args:
      t: tensor or `IndexedSlices`, float.
      clip_norm: positive scalar.
      axes: axes of the norm, all by default.
      name: name scope.

    Returns:
      A tensor or `IndexedSlices` like `t`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as session:
      ...     print(session.run(tf.clip_by_norm([3.0, 4.0], 1.0)))
      [0.6 0.8]
    """
    with tf1.name_scope(name, "clip_by_norm", [t, clip_norm]) as name:
        values = tf1.convert_to_tensor(t.values if isinstance(t, tf1.IndexedSlices) else t, name="t")
        square_sum = tf1.reduce_sum(values * values, axes, keepdims=True)
        positive = square_sum > 0
        safe = tf1.where(positive, square_sum, ones_like(square_sum))
        norm = tf1.where(positive, tf1.sqrt(safe), square_sum)
        scaled = values * clip_norm
        values.shape.assert_is_compatible_with(scaled.shape)
        clipped = tf1.identity(scaled / tf1.maximum(norm, clip_norm), name=name)
        return _like(t, clipped)


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """Scales all of `t_list` by one factor so that their common norm is at most `clip_norm`; as in TF 1.15.

    factor = clip_norm / max(norm, clip_norm), NaN when the norm is not finite (Pascanu et al. 2012).

    Args:
      t_list: sequence of tensors, `IndexedSlices` and None.
      clip_norm: positive scalar.
      use_norm: the global norm where it is known already; by default `tf.global_norm(t_list)`.
      name: name scope.

    Returns:
      The list of scaled tensors, and the norm before scaling.

    Raises:
      TypeError: `t_list` is no sequence.
    """
    if not isinstance(t_list, Sequence) or isinstance(t_list, str):
        raise TypeError(f"t_list should be a sequence of tensors, got {type(t_list).__name__}")
    t_list = list(t_list)
    norm = tf1.global_norm(t_list, name) if use_norm is None else use_norm
    with tf1.name_scope(name, "clip_by_global_norm", [*t_list, clip_norm]) as name:
        one = 1.0 / norm
        factor = clip_norm * tf1.minimum(one, tf1.constant(1.0, dtype=norm.dtype) / clip_norm)
        finite = tf1.is_finite(norm)
        factor = tf1.where(finite, factor, tf1.constant(float("nan"), dtype=norm.dtype))
        tensors = [_values(t, number) for number, t in enumerate(t_list)]
        clipped = [_scaled(v, factor, f"{name}_{number}") for number, v in enumerate(tensors)]
    return [_like(t, c) for t, c in zip(t_list, clipped, strict=True)], norm


def _values(t, number: int):
    if t is None:
        return None
    return tf1.convert_to_tensor(t.values if isinstance(t, tf1.IndexedSlices) else t, name=f"t_{number}")


def _scaled(values, factor, name: str):
    if values is None:
        return None
    with tf1.colocate_with(values):
        return tf1.identity(values * factor, name=name)


def _like(t, values):
    return tf1.IndexedSlices(values, t.indices, t.dense_shape) if isinstance(t, tf1.IndexedSlices) else values

"""Weight penalties as TF 1.15's `tf.contrib.layers` had them: l1, l2, both, sums, and applying one to many weights."""

from __future__ import annotations

import numbers
from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.reductions import reduce_sum


def l1_regularizer(scale, scope=None) -> Callable:
    """A function that returns `scale * sum(abs(weights))`.

    Args:
      scale: float, or scalar tensor; 0.0 switches the penalty off.
      scope: name scope of the penalty's operations; 'l1_regularizer' when None.

    Returns:
      A function of a tensor that returns a scalar of its dtype; when `scale` is 0.0 one that returns None.

    Raises:
      ValueError: `scale` is negative or an integer.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> penalty = tf.contrib.layers.l1_regularizer(0.5)(tf.constant([1.0, -2.0]))
      >>> tf.Session().run(penalty).item()
      1.5
    """
    if _is_off(scale, "scale"):
        return _no_penalty

    def l1(weights, name=None):
        with tf1.name_scope(scope, "l1_regularizer", [weights]) as name:
            my_scale = tf1.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return tf1.multiply(my_scale, reduce_sum(tf1.abs(weights)), name=name)

    return l1


def l2_regularizer(scale, scope=None) -> Callable:
    """A function that returns `scale * sum(weights ** 2) / 2`; arguments and errors as in `l1_regularizer`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> penalty = tf.contrib.layers.l2_regularizer(0.5)(tf.constant([1.0, -2.0]))
      >>> tf.Session().run(penalty).item()
      1.25
    """
    if _is_off(scale, "scale"):
        return _no_penalty

    def l2(weights):
        with tf1.name_scope(scope, "l2_regularizer", [weights]) as name:
            my_scale = tf1.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return tf1.multiply(my_scale, tf1.nn.l2_loss(weights), name=name)

    return l2


def l1_l2_regularizer(scale_l1=1.0, scale_l2=1.0, scope=None) -> Callable:
    """A function that returns the sum of both penalties; with one scale 0.0 it is the other one alone.

    Raises:
      ValueError: a scale that is negative or an integer.
    """
    _reject_integer(scale_l1, "scale_l1")
    _reject_integer(scale_l2, "scale_l2")
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale_l2, scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale_l1, scope)
    return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)], scope=scope)


def sum_regularizer(regularizer_list, scope=None) -> Callable | None:
    """A function that returns the sum of several penalties.

    Args:
      regularizer_list: functions of a tensor that return a scalar or None; None entries are dropped.
      scope: name scope of the sum; 'sum_regularizer' when None.

    Returns:
      The function, itself returning None when all penalties do; None when no regularizer is left.
    """
    regularizers = [regularizer for regularizer in regularizer_list if regularizer is not None]
    if not regularizers:
        return None

    def sum_reg(weights):
        with tf1.name_scope(scope, "sum_regularizer", [weights]) as name:
            penalties = [regularizer(weights) for regularizer in regularizers]
            penalties = [penalty for penalty in penalties if penalty is not None]
            return tf1.add_n(penalties, name=name) if penalties else None

    return sum_reg


def apply_regularization(regularizer, weights_list=None):
    """Sums a penalty over weights and adds the sum to `REGULARIZATION_LOSSES`.

    Args:
      regularizer: function of a tensor that returns a scalar tensor, or None for no penalty.
      weights_list: the weights; the collection `WEIGHTS` when empty or None.

    Returns:
      The sum, a scalar tensor named after the scope `get_regularization_penalty`.

    Raises:
      ValueError: no weights, or a penalty that is no scalar.
    """
    weights_list = weights_list or tf1.get_collection(tf1.GraphKeys.WEIGHTS)
    if not weights_list:
        raise ValueError("No weights to regularize: weights_list is empty, and so is the collection GraphKeys.WEIGHTS.")
    with tf1.name_scope("get_regularization_penalty", values=weights_list) as scope:
        penalties = [regularizer(weights) for weights in weights_list]
        penalties = [tf1.constant(0.0) if penalty is None else penalty for penalty in penalties]
        for penalty in penalties:
            if penalty.get_shape().ndims != 0:
                raise ValueError(
                    "regularizer must return a scalar Tensor instead of a Tensor with rank "
                    f"{penalty.get_shape().ndims}: {penalty.name}"
                )
        summed = tf1.add_n(penalties, name=scope)
    tf1.add_to_collection(tf1.GraphKeys.REGULARIZATION_LOSSES, summed)
    return summed


def _is_off(scale, name: str) -> bool:
    _reject_integer(scale, name)
    if not isinstance(scale, numbers.Real):
        return False
    if scale < 0.0:
        raise ValueError(f"Setting a scale less than 0 on a regularizer: {scale:g}")
    if scale == 0.0:
        tf1.logging.info("Scale of 0 disables regularizer.")
    return scale == 0.0


def _reject_integer(scale, name: str) -> None:
    if isinstance(scale, numbers.Integral):
        raise ValueError(f"{name} cannot be an integer: {scale}. Write {float(scale)}.")


def _no_penalty(_) -> None:
    return None

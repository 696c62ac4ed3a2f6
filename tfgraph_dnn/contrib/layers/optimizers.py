"""`tf.contrib.layers.optimize_loss`: one call that makes a training operation out of a loss."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.variables import get_variable
from tfgraph_dnn.training import gradient_lists, optimizers
from tfgraph_dnn.training.adaptive_clipping import adaptive_clipping_fn

OPTIMIZER_CLS_NAMES = {
    "Adagrad": optimizers.AdagradOptimizer,
    "Adam": optimizers.AdamOptimizer,
    "Ftrl": optimizers.FtrlOptimizer,
    "Momentum": lambda learning_rate: optimizers.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": optimizers.RMSPropOptimizer,
    "SGD": optimizers.GradientDescentOptimizer,
}

OPTIMIZER_SUMMARIES = ["learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm"]

__all__ = ["OPTIMIZER_CLS_NAMES", "OPTIMIZER_SUMMARIES", "adaptive_clipping_fn", "optimize_loss"]


def optimize_loss(
    loss,
    global_step,
    learning_rate,
    optimizer,
    gradient_noise_scale=None,
    gradient_multipliers=None,
    clip_gradients=None,
    learning_rate_decay_fn=None,
    update_ops=None,
    variables=None,
    name=None,
    summaries=None,
    colocate_gradients_with_ops=False,
    increment_global_step=True,
):
    """Makes the operation of one training step: updates, gradients, their treatment, their application.

    Args:
      loss: scalar tensor.
      global_step: integer variable; the graph's, if there is one, when None.
      learning_rate: float (kept in the variable `<name>/learning_rate`) or scalar tensor; None only with an optimizer
        that needs none.
      optimizer: a name of `OPTIMIZER_CLS_NAMES`, a class of `tf.train`, an instance, or a function that returns one:
        of the rate, or of nothing when `learning_rate` is None.
      gradient_noise_scale: standard deviation of noise added to the gradients, if given.
      gradient_multipliers: {variable or its name: number or tensor}.
      clip_gradients: float for the global norm, or a function of (gradient, variable) pairs, such as
        `adaptive_clipping_fn()`.
      learning_rate_decay_fn: function of rate and global step that returns the rate to use.
      update_ops: operations to run first; those in `UPDATE_OPS` when None.
      variables: list of variables to train; the trainable ones when None.
      name: variable scope; 'OptimizeLoss' when None.
      summaries: list of names of `OPTIMIZER_SUMMARIES`; loss, rate and global gradient norm when None.
      colocate_gradients_with_ops: as in `tf.gradients`.
      increment_global_step: whether the step counts.

    Returns:
      The loss as a tensor that takes the training step when it is computed.

    Raises:
      ValueError: a loss that is no scalar, an invalid rate, optimizer, summary or clipping, or decay without a global
        step.
      TypeError, AttributeError: an invalid global step.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [], initializer=tf.ones_initializer())
      >>> step = tf.train.get_or_create_global_step()
      >>> train = tf.contrib.layers.optimize_loss(w * w, step, learning_rate=0.1, optimizer="SGD")
      >>> train.op.name
      'OptimizeLoss/control_dependency'
    """
    loss = tf1.convert_to_tensor(loss)
    tf1.debugging.assert_scalar(loss)
    if global_step is None:
        global_step = tf1.train.get_global_step()
    else:
        tf1.train.assert_global_step(global_step)
    with tf1.variable_scope(name, "OptimizeLoss", [loss, global_step]):
        loss = _after_updates(loss, update_ops)
        rate = _learning_rate(learning_rate)
        summaries = _checked_summaries(summaries)
        if rate is not None and learning_rate_decay_fn is not None:
            if global_step is None:
                raise ValueError("global_step is required for learning_rate_decay_fn.")
            rate = learning_rate_decay_fn(rate, global_step)
            if "learning_rate" in summaries:
                tf1.summary.scalar("learning_rate", rate)
        opt = _optimizer(optimizer, rate)
        variables = tf1.trainable_variables() if variables is None else variables
        gradients = opt.compute_gradients(loss, variables, colocate_gradients_with_ops=colocate_gradients_with_ops)
        if gradient_noise_scale is not None:
            gradients = gradient_lists.with_noise(gradients, gradient_noise_scale)
        if gradient_multipliers is not None:
            gradients = _multiplied(gradients, gradient_multipliers)
        global_norm = "global_gradient_norm" in summaries or "gradient_norm" in summaries
        if global_norm:
            _summarize_norm("global_norm/gradient_norm", [g for g, _ in gradients])
        gradients = _clipped(gradients, clip_gradients)
        _summarize(loss, gradients, summaries)
        if clip_gradients is not None and global_norm:
            _summarize_norm("global_norm/clipped_gradient_norm", [g for g, _ in gradients])
        step = global_step if increment_global_step else None
        applied = opt.apply_gradients(gradients, global_step=step, name="train")
        return private.with_dependencies([applied], loss)


def _after_updates(loss, update_ops):
    if update_ops is None:
        update_ops = dict.fromkeys(tf1.get_collection(tf1.GraphKeys.UPDATE_OPS))
    return private.with_dependencies(list(update_ops), loss) if update_ops else loss


def _learning_rate(learning_rate):
    if learning_rate is None:
        return None
    if isinstance(learning_rate, tf1.Tensor) and learning_rate.get_shape().ndims == 0:
        return learning_rate
    if not isinstance(learning_rate, float):
        raise ValueError(
            f"Learning rate should be 0d Tensor or float. Got {learning_rate} of type {type(learning_rate)}"
        )
    if learning_rate < 0.0:
        raise ValueError(f"Invalid learning_rate {learning_rate}.")
    return get_variable("learning_rate", [], trainable=False, initializer=tf1.constant_initializer(learning_rate))


def _checked_summaries(summaries):
    if summaries is None:
        return ["loss", "learning_rate", "global_gradient_norm"]
    for summary in summaries:
        if summary not in OPTIMIZER_SUMMARIES:
            raise ValueError(f"Summaries should be one of [{', '.join(OPTIMIZER_SUMMARIES)}], you provided {summary}.")
    return summaries


def _optimizer(optimizer, rate):
    if isinstance(optimizer, str):
        if rate is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is string ({optimizer}).")
        if optimizer not in OPTIMIZER_CLS_NAMES:
            raise ValueError(
                f"Optimizer name should be one of [{', '.join(OPTIMIZER_CLS_NAMES)}], you provided {optimizer}."
            )
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=rate)
    if isinstance(optimizer, type) and issubclass(optimizer, tf1.train.Optimizer):
        if rate is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is class ({optimizer}).")
        return optimizer(learning_rate=rate)
    if isinstance(optimizer, tf1.train.Optimizer):
        return optimizer
    if not callable(optimizer):
        raise ValueError(
            "Unrecognized optimizer: should be string, subclass of Optimizer, instance of subclass of Optimizer or "
            f"function with one argument. Got {optimizer!r}."
        )
    made = optimizer() if rate is None else optimizer(rate)
    if not isinstance(made, tf1.train.Optimizer):
        raise ValueError(f"Unrecognized optimizer: function should return subclass of Optimizer. Got {made!r}.")
    return made


def _multiplied(gradients, multipliers) -> list:
    def multiplier_of(gradient, variable):
        key = variable if variable in multipliers else variable.name
        if gradient is None or key not in multipliers:
            return None
        # A sparse gradient's values take the multiplier as it is.
        sparse = isinstance(gradient, tf1.IndexedSlices)
        return multipliers[key] if sparse else tf1.cast(multipliers[key], gradient.dtype)

    changed = gradient_lists.multiplied(gradients, multiplier_of)
    if not changed:
        raise ValueError(
            "Empty list of (gradient, var) pairs encountered. This is most likely to be caused by an improper value of "
            "gradient_multipliers."
        )
    return changed


def _clipped(gradients, clip_gradients):
    if clip_gradients is None:
        return gradients
    if isinstance(clip_gradients, float):
        return gradient_lists.clipped_by_global_norm(gradients, clip_gradients)
    if callable(clip_gradients):
        return clip_gradients(gradients)
    raise ValueError(f"Unknown type {type(clip_gradients)} for clip_gradients: give a float or a function")


def _summarize(loss, gradients, summaries) -> None:
    if "loss" in summaries:
        tf1.summary.scalar("loss", loss)
    for gradient, variable in gradients:
        values = gradient.values if isinstance(gradient, tf1.IndexedSlices) else gradient
        if values is None:
            continue
        name = variable.name.replace(":", "_")
        if "gradients" in summaries:
            tf1.summary.histogram(f"gradients/{name}", values)
        if "gradient_norm" in summaries:
            _summarize_norm(f"gradient_norm/{name}", [values])


def _summarize_norm(name: str, gradients) -> None:
    tf1.summary.scalar(name, tf1.global_norm(gradients))

"""`tf.contrib.training`: a training operation out of a loss, gradients changed in between, and a loop."""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training import gradient_lists, monitored, train_ops

_USE_GLOBAL_STEP = train_ops.USE_GLOBAL_STEP


def add_gradients_summaries(grads_and_vars) -> list:
    """A histogram and a norm for each gradient: `<variable>_gradient`, `<variable>_gradient_norm`.

    Args:
      grads_and_vars: list of (gradient, variable); None gradients are logged and left out.

    Returns:
      The list of summaries.
    """
    summaries = []
    for gradient, variable in grads_and_vars:
        name = variable.op.name
        if gradient is None:
            tf1.logging.info("Var %s has no gradient", name)
            continue
        values = gradient.values if isinstance(gradient, tf1.IndexedSlices) else gradient
        summaries.append(tf1.summary.histogram(name + "_gradient", values))
        summaries.append(tf1.summary.scalar(name + "_gradient_norm", tf1.global_norm([values])))
    return summaries


def clip_gradient_norms(gradients_to_variables, max_norm) -> list:
    """Clips every gradient to an L2 norm of its own; None passes, slices keep their indices.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2])
      >>> (clipped, _), = tf.contrib.training.clip_gradient_norms([(tf.constant([3.0, 4.0]), w)], 1.0)
      >>> with tf.Session() as session:
      ...     print(session.run(clipped))
      [0.6 0.8]
    """
    return gradient_lists.clipped_by_norm(gradients_to_variables, max_norm)


def clip_gradient_norms_fn(max_norm) -> Callable:
    """A function that clips as `clip_gradient_norms`, for `transform_grads_fn`."""

    def clip_norms(gradients_to_variables):
        return clip_gradient_norms(gradients_to_variables, max_norm)

    return clip_norms


def multiply_gradients(grads_and_vars, gradient_multipliers) -> list:
    """Multiplies gradients.

    Args:
      grads_and_vars: list of (gradient, variable).
      gradient_multipliers: {variable or its operation's name: number or tensor}.

    Raises:
      ValueError: no list, no dict, an empty dict, or a multiplier for a gradient that is None.
    """
    if not isinstance(grads_and_vars, list):
        raise ValueError(f"`grads_and_vars` must be a list, got {type(grads_and_vars).__name__}.")
    if not gradient_multipliers:
        raise ValueError("`gradient_multipliers` is empty.")
    if not isinstance(gradient_multipliers, dict):
        raise ValueError(f"`gradient_multipliers` must be a dict, got {type(gradient_multipliers).__name__}.")

    def multiplier_of(gradient, variable):
        key = variable if variable in gradient_multipliers else variable.op.name
        if key not in gradient_multipliers:
            return None
        if gradient is None:
            raise ValueError(f"Requested multiple of `None` gradient: {variable.op.name}.")
        return tf1.convert_to_tensor(gradient_multipliers[key], dtype=gradient.dtype)

    return gradient_lists.multiplied(grads_and_vars, multiplier_of)


def create_train_op(
    total_loss,
    optimizer,
    global_step=_USE_GLOBAL_STEP,
    update_ops=None,
    variables_to_train=None,
    transform_grads_fn=None,
    summarize_gradients=False,
    gate_gradients=tf1.train.Optimizer.GATE_OP,
    aggregation_method=None,
    colocate_gradients_with_ops=False,
    check_numerics=True,
):
    """The training operation; see `tfgraph_dnn.training.train_ops.create_train_op`.

    Args:
      summarize_gradients: add a histogram and a norm of each gradient to the summaries.

    Returns:
      The loss, a tensor whose evaluation does the step.
    """
    return train_ops.create_train_op(
        total_loss,
        optimizer,
        global_step=global_step,
        update_ops=update_ops,
        variables_to_train=variables_to_train,
        transform_grads_fn=transform_grads_fn,
        summarize_gradients=add_gradients_summaries if summarize_gradients else None,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
        check_numerics=check_numerics,
    )


def train(
    train_op,
    logdir,
    master="",
    is_chief=True,
    scaffold=None,
    hooks=None,
    chief_only_hooks=None,
    save_checkpoint_secs=600,
    save_summaries_steps=100,
    config=None,
    max_wait_secs=7200,
    run_metadata=None,
):
    """Runs `train_op` in a `MonitoredTrainingSession` until a hook asks to stop.

    Args:
      train_op: what `create_train_op` returned.
      logdir: directory of checkpoints and summaries; None only if neither is written.
      master, is_chief, scaffold, hooks, chief_only_hooks, config, max_wait_secs: see `MonitoredTrainingSession`.
      save_checkpoint_secs, save_summaries_steps: how often; None for never.
      run_metadata: a `RunMetadata` to fill.

    Returns:
      The last loss, None if there was no step.

    Raises:
      ValueError: no `logdir` though summaries or checkpoints are to be written.
    """
    if logdir is None and is_chief:
        if save_summaries_steps:
            raise ValueError("logdir cannot be None when save_summaries_steps is not None")
        if save_checkpoint_secs:
            raise ValueError("logdir cannot be None when save_checkpoint_secs is not None")
    loss = None
    with monitored.MonitoredTrainingSession(
        master=master,
        is_chief=is_chief,
        checkpoint_dir=logdir,
        scaffold=scaffold,
        hooks=hooks,
        chief_only_hooks=chief_only_hooks,
        save_checkpoint_secs=save_checkpoint_secs,
        save_summaries_steps=save_summaries_steps,
        config=config,
        max_wait_secs=max_wait_secs,
    ) as session:
        while not session.should_stop():
            loss = session.run(train_op, run_metadata=run_metadata)
    return loss

"""One operation for a training step: updates, gradients, their application, and the loss as its value."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1

USE_GLOBAL_STEP = 0


def create_train_op(
    total_loss,
    optimizer,
    global_step=USE_GLOBAL_STEP,
    update_ops=None,
    variables_to_train=None,
    transform_grads_fn=None,
    summarize_gradients=False,
    gate_gradients=tf1.train.Optimizer.GATE_OP,
    aggregation_method=None,
    colocate_gradients_with_ops=False,
    check_numerics=True,
):
    """Makes the operation of one training step, as `tf.contrib.training.create_train_op`.

    Args:
      total_loss: scalar tensor.
      optimizer: a `tf.train.Optimizer`.
      global_step: incremented by the step; the graph's, made if need be, by default; None for none.
      update_ops: operations to run first; those in `UPDATE_OPS` when None.
      variables_to_train: the trainable variables when None.
      transform_grads_fn: function of the list of (gradient, variable) that returns the list to apply.
      summarize_gradients: add a histogram and a norm of each gradient to the summaries.
      gate_gradients, aggregation_method, colocate_gradients_with_ops: as in `Optimizer.compute_gradients`.
      check_numerics: fail when the loss is infinite or not a number.

    Returns:
      The loss as a tensor that takes the step when it is computed; it is also in the collection `TRAIN_OP`.

    Raises:
      AssertionError: nothing to train, or a variable that is not trainable (the type TF 1.15 raised).

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [], initializer=tf.ones_initializer())
      >>> tf.contrib.slim.learning.create_train_op(w * w, tf.train.GradientDescentOptimizer(0.1)).op.name
      'train_op/control_dependency'
    """
    if global_step is USE_GLOBAL_STEP:
        global_step = tf1.train.get_or_create_global_step()
    total_loss = _after_updates(total_loss, update_ops)
    variables_to_train = _trainable(variables_to_train)
    gradients = optimizer.compute_gradients(
        total_loss,
        variables_to_train,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if transform_grads_fn:
        gradients = transform_grads_fn(gradients)
    if summarize_gradients:
        with tf1.name_scope("summarize_grads"):
            gradient_summaries(gradients)
    applied = optimizer.apply_gradients(gradients, global_step=global_step)
    with tf1.name_scope("train_op"):
        if check_numerics:
            total_loss = tf1.check_numerics(total_loss, "LossTensor is inf or nan")
        train_op = private.with_dependencies([applied], total_loss)
    collected = tf1.get_collection_ref(tf1.GraphKeys.TRAIN_OP)
    if train_op not in collected:
        collected.append(train_op)
    return train_op


def gradient_summaries(grads_and_vars, separator="_") -> list:
    """A histogram and a norm for each gradient: `<variable>_gradient` and `<variable>_gradient_norm`.

    Args:
      grads_and_vars: list of (gradient, variable); None gradients are logged.
      separator: what stands between the variable's name and 'gradient'.
    """
    summaries = []
    for gradient, variable in grads_and_vars:
        if gradient is None:
            tf1.logging.info("Var %s has no gradient", variable.op.name)
            continue
        values = gradient.values if isinstance(gradient, tf1.IndexedSlices) else gradient
        name = f"{variable.op.name}{separator}gradient"
        summaries.append(tf1.summary.histogram(name, values))
        summaries.append(tf1.summary.scalar(f"{name}_norm", tf1.global_norm([values])))
    return summaries


def _after_updates(total_loss, update_ops):
    waiting = dict.fromkeys(tf1.get_collection(tf1.GraphKeys.UPDATE_OPS))
    chosen = waiting if update_ops is None else dict.fromkeys(update_ops)
    if not waiting.keys() <= chosen.keys():
        tf1.logging.warning("update_ops in create_train_op does not contain all the update_ops in GraphKeys.UPDATE_OPS")
    if not chosen:
        return total_loss
    with tf1.control_dependencies(list(chosen)):
        barrier = tf1.no_op(name="update_barrier")
    return private.with_dependencies([barrier], total_loss)


def _trainable(variables):
    trainable = tf1.trainable_variables()
    variables = trainable if variables is None else variables
    for variable in variables:
        if not variable.trainable and variable not in trainable:
            raise AssertionError(f"variables_to_train holds {variable.op.name}, which is not trainable")
    if not variables:
        raise AssertionError("there are no variables to train")
    return variables

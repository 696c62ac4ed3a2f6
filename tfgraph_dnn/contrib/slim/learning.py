"""`slim.learning`: a training operation out of a loss, gradients clipped and scaled, and a loop that runs it."""

from __future__ import annotations

import sys
import time
from pathlib import PurePosixPath

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.training import gradient_lists, monitored, train_ops
from tfgraph_dnn.training.saver import Saver

_USE_DEFAULT = 0


def clip_gradient_norms(gradients_to_variables, max_norm) -> list:
    """Clips every gradient to an L2 norm of its own.

    Args:
      gradients_to_variables: list of (gradient, variable); None gradients pass.
      max_norm: the largest norm.
    """
    return gradient_lists.clipped_by_norm(gradients_to_variables, max_norm)


def multiply_gradients(grads_and_vars, gradient_multipliers) -> list:
    """Multiplies gradients by constants.

    Args:
      grads_and_vars: list of (gradient, variable).
      gradient_multipliers: {variable or its operation's name: number or tensor}.

    Raises:
      ValueError: no list, no dict, an empty one, or a multiplier for a gradient that is None.
    """
    if not isinstance(grads_and_vars, list):
        raise ValueError(f"`grads_and_vars` must be a list, got {type(grads_and_vars)}.")
    if not gradient_multipliers:
        raise ValueError("`gradient_multipliers` is empty.")
    if not isinstance(gradient_multipliers, dict):
        raise ValueError(f"`gradient_multipliers` must be a dict, got {type(gradient_multipliers)}.")

    def multiplier_of(gradient, variable):
        key = variable if variable in gradient_multipliers else variable.op.name
        if key not in gradient_multipliers:
            return None
        if gradient is None:
            raise ValueError(f"Requested multiple of `None` gradient: {variable.op.name}.")
        multiplier = gradient_multipliers[key]
        return multiplier if isinstance(multiplier, tf1.Tensor) else tf1.constant(multiplier, dtype=gradient.dtype)

    return gradient_lists.multiplied(grads_and_vars, multiplier_of)


def add_gradients_summaries(grads_and_vars) -> list:
    """A histogram and a norm for each gradient: `<variable>/gradient`, `<variable>/gradient_norm`."""
    return train_ops.gradient_summaries(grads_and_vars, separator="/")


def create_train_op(
    total_loss,
    optimizer,
    global_step=train_ops.USE_GLOBAL_STEP,
    update_ops=None,
    variables_to_train=None,
    clip_gradient_norm=0,
    summarize_gradients=False,
    gate_gradients=tf1.train.Optimizer.GATE_OP,
    aggregation_method=None,
    colocate_gradients_with_ops=False,
    gradient_multipliers=None,
    check_numerics=True,
):
    """Makes the operation of one training step, which returns the loss.

    Args:
      total_loss: scalar tensor.
      optimizer: a `tf.train.Optimizer`.
      global_step: incremented by the step; the graph's, made if need be, by default; None for none.
      update_ops: operations to run first; those in `UPDATE_OPS` when None.
      variables_to_train: the trainable variables when None.
      clip_gradient_norm: if above 0, every gradient is clipped to this norm.
      summarize_gradients: add summaries of the gradients.
      gate_gradients, aggregation_method, colocate_gradients_with_ops: as in `Optimizer.compute_gradients`.
      gradient_multipliers: as in `multiply_gradients`; applied before clipping.
      check_numerics: fail when the loss is infinite or not a number.

    Returns:
      The loss as a tensor that takes the step when it is computed; it is also in the collection `TRAIN_OP`.
    """

    def transform(gradients):
        if gradient_multipliers:
            with tf1.name_scope("multiply_grads"):
                gradients = multiply_gradients(gradients, gradient_multipliers)
        if clip_gradient_norm > 0:
            with tf1.name_scope("clip_grads"):
                gradients = clip_gradient_norms(gradients, clip_gradient_norm)
        return gradients

    return train_ops.create_train_op(
        total_loss=total_loss,
        optimizer=optimizer,
        global_step=global_step,
        update_ops=update_ops,
        variables_to_train=variables_to_train,
        transform_grads_fn=transform,
        summarize_gradients=summarize_gradients,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
        check_numerics=check_numerics,
    )


def train_step(sess, train_op, global_step, train_step_kwargs) -> tuple[float, bool]:
    """Takes one training step, with a trace and a log line where they are due.

    Args:
      sess: the session.
      train_op: what `create_train_op` returned.
      global_step: the global step.
      train_step_kwargs: dict with any of the boolean tensors 'should_stop', 'should_log' and 'should_trace' (which
        needs 'logdir'), and 'summary_writer'.

    Returns:
      `(loss, whether to stop)`.

    Raises:
      ValueError: 'should_trace' without 'logdir'.
    """
    start = time.time()
    options = metadata = None
    if "should_trace" in train_step_kwargs:
        if "logdir" not in train_step_kwargs:
            raise ValueError("logdir must be present in train_step_kwargs when should_trace is present")
        if sess.run(train_step_kwargs["should_trace"]):
            options = tf1.RunOptions(trace_level=tf1.RunOptions.FULL_TRACE)
            metadata = tf1.RunMetadata()
    loss, step = sess.run([train_op, global_step], options=options, run_metadata=metadata)
    elapsed = time.time() - start
    if metadata is not None:
        _write_trace(metadata, step, train_step_kwargs)
    if "should_log" in train_step_kwargs and sess.run(train_step_kwargs["should_log"]):
        tf1.logging.info("global step %d: loss = %.4f (%.3f sec/step)", step, loss, elapsed)
    should_stop = "should_stop" in train_step_kwargs and sess.run(train_step_kwargs["should_stop"])
    return loss, should_stop


def train(
    train_op,
    logdir,
    train_step_fn=train_step,
    train_step_kwargs=_USE_DEFAULT,
    log_every_n_steps=1,
    graph=None,
    master="",
    is_chief=True,
    global_step=None,
    number_of_steps=None,
    init_op=_USE_DEFAULT,
    init_feed_dict=None,
    local_init_op=_USE_DEFAULT,
    init_fn=None,
    ready_op=_USE_DEFAULT,
    summary_op=_USE_DEFAULT,
    save_summaries_secs=600,
    summary_writer=_USE_DEFAULT,
    startup_delay_steps=0,
    saver=None,
    save_interval_secs=600,
    sync_optimizer=None,
    session_config=None,
    session_wrapper=None,
    trace_every_n_steps=None,
    ignore_live_threads=False,
):
    """Runs a training operation until it is told to stop, with checkpoints, summaries and queue runners.

    Args:
      train_op: what `create_train_op` returned.
      logdir: directory for checkpoints and summaries, from which an interrupted training goes on; None for neither.
      train_step_fn, train_step_kwargs: what takes a step, and its last argument; see `train_step`.
      log_every_n_steps: steps between log lines; 0 for none.
      graph: the default graph when None.
      master, is_chief, startup_delay_steps, sync_optimizer: for distributed training.
      global_step: the graph's, made if need be, when None.
      number_of_steps: the global step to stop at; None for no end.
      init_op, init_feed_dict, local_init_op, init_fn, ready_op: how the variables start; by default all are
        initialized.
      summary_op, save_summaries_secs, summary_writer: what is summarized (all by default), how often, and where to.
      saver, save_interval_secs: what saves, and how often.
      session_config, session_wrapper: a `tf.ConfigProto`, and a function that wraps the session.
      trace_every_n_steps: steps between timeline traces in `logdir`.
      ignore_live_threads: do not complain about threads that are left at the end.

    Returns:
      The loss of the last step.

    Raises:
      ValueError: no `train_op`; no `logdir` for what needs one; `number_of_steps` not positive; a `sync_optimizer` that
        is none, or with a start-up delay.
    """
    _check_train_arguments(train_op, logdir, summary_op, saver, trace_every_n_steps, number_of_steps)
    sync_optimizers = _sync_optimizers(sync_optimizer, startup_delay_steps)
    graph = graph or tf1.get_default_graph()
    with graph.as_default():
        if global_step is None:
            global_step = tf1.train.get_or_create_global_step()
        saver = saver or Saver()
        ready_for_local_init_op = None
        with tf1.name_scope("init_ops"):
            if init_op == _USE_DEFAULT:
                init_op = tf1.global_variables_initializer()
            if ready_op == _USE_DEFAULT:
                ready_op = tf1.report_uninitialized_variables()
            if local_init_op == _USE_DEFAULT:
                local_init_op = tf1.group(tf1.local_variables_initializer(), tf1.tables_initializer())
            if sync_optimizers:
                local_init_op, ready_for_local_init_op = _sync_init_ops(sync_optimizers, local_init_op, is_chief)
        if summary_op == _USE_DEFAULT:
            summary_op = tf1.summary.merge_all()
        if summary_writer == _USE_DEFAULT:
            summary_writer = monitored.Supervisor.USE_DEFAULT
        token_ops, chief_runners = _chief_of(sync_optimizers if is_chief else [])
        if train_step_kwargs == _USE_DEFAULT:
            train_step_kwargs = _default_step_kwargs(
                global_step, number_of_steps, log_every_n_steps, trace_every_n_steps if is_chief else None, logdir
            )
    supervisor = monitored.Supervisor(
        graph=graph,
        is_chief=is_chief,
        logdir=logdir,
        init_op=init_op,
        init_feed_dict=init_feed_dict,
        local_init_op=local_init_op,
        ready_for_local_init_op=ready_for_local_init_op,
        ready_op=ready_op,
        summary_op=summary_op,
        summary_writer=summary_writer,
        global_step=global_step,
        saver=saver,
        save_summaries_secs=save_summaries_secs,
        save_model_secs=save_interval_secs,
        init_fn=init_fn,
    )
    if summary_writer is not None:
        train_step_kwargs["summary_writer"] = supervisor.summary_writer

    def started(sess):
        """The session to train in, once services and queues run."""
        tf1.logging.info("Starting Session.")
        if session_wrapper is not None:
            tf1.logging.info("Wrapping session with wrapper function: %s", session_wrapper)
            sess = session_wrapper(sess)
        if is_chief:
            if logdir:
                supervisor.start_standard_services(sess)
        elif startup_delay_steps > 0:
            _wait_for_step(sess, global_step, min(startup_delay_steps, number_of_steps or sys.maxsize))
        return sess

    while True:
        try:
            with supervisor.managed_session(master, start_standard_services=False, config=session_config) as sess:
                sess = started(sess)
                threads = supervisor.start_queue_runners(sess)
                tf1.logging.info("Starting Queues.")
                if chief_runners:
                    supervisor.start_queue_runners(sess, chief_runners)
                    sess.run(token_ops)
                total_loss = _run_steps(supervisor, sess, train_step_fn, train_op, global_step, train_step_kwargs)
                if logdir and supervisor.is_chief:
                    tf1.logging.info("Finished training! Saving model to disk.")
                    supervisor.saver.save(sess, supervisor.save_path, global_step=supervisor.global_step)
                    supervisor.stop(threads, close_summary_writer=True, ignore_live_threads=ignore_live_threads)
            return total_loss
        except tf1.errors.AbortedError:
            tf1.logging.info("Retrying training!")


def _check_train_arguments(train_op, logdir, summary_op, saver, trace_every_n_steps, number_of_steps) -> None:
    if train_op is None:
        raise ValueError("train_op cannot be None.")
    if logdir is None:
        if summary_op != _USE_DEFAULT:
            raise ValueError("Cannot provide summary_op because logdir=None")
        if saver is not None:
            raise ValueError("Cannot provide saver because logdir=None")
        if trace_every_n_steps is not None:
            raise ValueError("Cannot provide trace_every_n_steps because logdir=None")
    if number_of_steps is not None and number_of_steps <= 0:
        raise ValueError(f"`number_of_steps` must be either None or a positive number, got {number_of_steps}.")


def _sync_optimizers(sync_optimizer, startup_delay_steps) -> list:
    if sync_optimizer is None:
        return []
    if startup_delay_steps > 0:
        raise ValueError("startup_delay_steps must be zero when sync_optimizer is supplied.")
    optimizers = list(sync_optimizer) if isinstance(sync_optimizer, list | tuple) else [sync_optimizer]
    for optimizer in optimizers:
        if not isinstance(optimizer, tf1.train.SyncReplicasOptimizer):
            raise ValueError(f"`sync_optimizer` must be a tf.train.SyncReplicasOptimizer, got {optimizer!r}.")
    return optimizers


def _sync_init_ops(optimizers, local_init_op, is_chief: bool):
    with tf1.control_dependencies([] if local_init_op is None else [local_init_op]):
        inits = [opt.chief_init_op if is_chief else opt.local_step_init_op for opt in optimizers]
        local_init_op = tf1.group(*inits)
    return local_init_op, tf1.group(*[opt.ready_for_local_init_op for opt in optimizers])


def _chief_of(optimizers):
    tokens = [opt.get_init_tokens_op() for opt in optimizers]
    return tokens, [opt.get_chief_queue_runner() for opt in optimizers]


def _default_step_kwargs(global_step, number_of_steps, log_every_n_steps, trace_every_n_steps, logdir) -> dict:
    with tf1.name_scope("train_step"):
        stop = tf1.greater_equal(global_step, number_of_steps) if number_of_steps else tf1.constant(False)
        kwargs = {"should_stop": stop}
        if log_every_n_steps > 0:
            kwargs["should_log"] = tf1.equal(tf1.mod(global_step, log_every_n_steps), 0)
        if trace_every_n_steps is not None:
            kwargs["should_trace"] = tf1.equal(tf1.mod(global_step, trace_every_n_steps), 0)
            kwargs["logdir"] = logdir
    return kwargs


def _run_steps(supervisor, sess, train_step_fn, train_op, global_step, train_step_kwargs):
    loss = None
    try:
        while not supervisor.should_stop():
            loss, should_stop = train_step_fn(sess, train_op, global_step, train_step_kwargs)
            if should_stop:
                tf1.logging.info("Stopping Training.")
                supervisor.request_stop()
                break
    except tf1.errors.OutOfRangeError as end:
        tf1.logging.info("Caught OutOfRangeError. Stopping Training. %s", end)
    return loss


def _wait_for_step(sess, global_step, step: int) -> None:
    while tf1.train.global_step(sess, global_step) < step:
        time.sleep(1.0)


def _write_trace(metadata, step, train_step_kwargs: dict) -> None:
    trace = private.Timeline(metadata.step_stats).generate_chrome_trace_format()
    path = str(PurePosixPath(str(train_step_kwargs["logdir"])) / f"tf_trace-{step}.json")
    tf1.logging.info("Writing trace to %s", path)
    with tf1.gfile.GFile(path, "w") as file:
        file.write(trace)
    if "summary_writer" in train_step_kwargs:
        train_step_kwargs["summary_writer"].add_run_metadata(metadata, f"run_metadata-{step}")

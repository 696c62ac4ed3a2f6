"""`slim.evaluation`: a checkpoint evaluated once, or every new checkpoint of a training."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib import training
from tfgraph_dnn.training.saver import Saver

_USE_DEFAULT = 0

wait_for_new_checkpoint = training.wait_for_new_checkpoint
checkpoints_iterator = training.checkpoints_iterator


def evaluate_once(
    master,
    checkpoint_path,
    logdir,
    num_evals=1,
    initial_op=None,
    initial_op_feed_dict=None,
    eval_op=None,
    eval_op_feed_dict=None,
    final_op=None,
    final_op_feed_dict=None,
    summary_op=_USE_DEFAULT,
    summary_op_feed_dict=None,
    variables_to_restore=None,
    session_config=None,
    hooks=None,
):
    """Evaluates the model at one checkpoint.

    Args:
      master: address of the session's master; '' for this process.
      checkpoint_path: the checkpoint.
      logdir: directory for the summaries.
      num_evals: how often `eval_op` is run.
      initial_op, initial_op_feed_dict: run first instead of the default initialization.
      eval_op, eval_op_feed_dict: run `num_evals` times.
      final_op, final_op_feed_dict: run last; its value is returned.
      summary_op, summary_op_feed_dict: written last; all summaries by default, none for None.
      variables_to_restore: the variables to take from the checkpoint; all when None.
      session_config: a `tf.ConfigProto`.
      hooks: more session hooks.

    Returns:
      The value of `final_op`, or None.
    """
    scaffold = _scaffold(variables_to_restore, init_op=initial_op, init_feed_dict=initial_op_feed_dict)
    return training.evaluate_once(
        checkpoint_path,
        master=master,
        scaffold=scaffold,
        eval_ops=eval_op,
        feed_dict=eval_op_feed_dict,
        final_ops=final_op,
        final_ops_feed_dict=final_op_feed_dict,
        hooks=_hooks(num_evals, summary_op, summary_op_feed_dict, logdir, hooks),
        config=session_config,
    )


def evaluation_loop(
    master,
    checkpoint_dir,
    logdir,
    num_evals=1,
    initial_op=None,
    initial_op_feed_dict=None,
    init_fn=None,
    eval_op=None,
    eval_op_feed_dict=None,
    final_op=None,
    final_op_feed_dict=None,
    summary_op=_USE_DEFAULT,
    summary_op_feed_dict=None,
    variables_to_restore=None,
    eval_interval_secs=60,
    max_number_of_evaluations=None,
    session_config=None,
    timeout=None,
    timeout_fn=None,
    hooks=None,
):
    """Evaluates every new checkpoint of a directory.

    Args:
      checkpoint_dir: the directory.
      init_fn: function of scaffold and session, run after the initialization.
      eval_interval_secs: the least time between two evaluations.
      max_number_of_evaluations: stop after so many; None for no end.
      timeout: seconds to wait for a checkpoint; None for ever.
      timeout_fn: asked whether to stop when a wait has timed out.
      master, logdir, num_evals, initial_op, initial_op_feed_dict, eval_op, eval_op_feed_dict, final_op,
        final_op_feed_dict, summary_op, summary_op_feed_dict, variables_to_restore, session_config, hooks: as in
        `evaluate_once`.

    Returns:
      The value of `final_op` at the last checkpoint, or None.
    """
    scaffold = _scaffold(variables_to_restore, init_op=initial_op, init_feed_dict=initial_op_feed_dict, init_fn=init_fn)
    return training.evaluate_repeatedly(
        checkpoint_dir,
        master=master,
        scaffold=scaffold,
        eval_ops=eval_op,
        feed_dict=eval_op_feed_dict,
        final_ops=final_op,
        final_ops_feed_dict=final_op_feed_dict,
        eval_interval_secs=eval_interval_secs,
        hooks=_hooks(num_evals, summary_op, summary_op_feed_dict, logdir, hooks),
        config=session_config,
        max_number_of_evaluations=max_number_of_evaluations,
        timeout=timeout,
        timeout_fn=timeout_fn,
    )


def _hooks(num_evals, summary_op, summary_op_feed_dict, logdir, hooks) -> list:
    if summary_op == _USE_DEFAULT:
        summary_op = tf1.summary.merge_all()
    found = [training.StopAfterNEvalsHook(num_evals)]
    if summary_op is not None:
        found.append(training.SummaryAtEndHook(log_dir=logdir, summary_op=summary_op, feed_dict=summary_op_feed_dict))
    return found + list(hooks or [])


def _scaffold(variables_to_restore, **settings):
    saver = None if variables_to_restore is None else Saver(variables_to_restore)
    return tf1.train.Scaffold(saver=saver, **settings)

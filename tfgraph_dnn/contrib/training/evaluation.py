"""`tf.contrib.training`: evaluating checkpoints, once or as they appear."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.training import monitored

StopAfterNEvalsHook = private.StopAfterNEvalsHook
evaluate_once = monitored.evaluate_once
get_or_create_eval_step = private.get_or_create_eval_step


def wait_for_new_checkpoint(checkpoint_dir, last_checkpoint=None, seconds_to_sleep=1, timeout=None) -> str | None:
    """Waits until the directory's latest checkpoint is another than `last_checkpoint`.

    Args:
      checkpoint_dir: the directory.
      last_checkpoint: path of the checkpoint known already.
      seconds_to_sleep: how long between two looks.
      timeout: seconds, or None for ever.

    Returns:
      The path of the checkpoint, None after the timeout.
    """
    stop_time = None if timeout is None else time.time() + timeout
    while True:
        path = tf1.train.latest_checkpoint(checkpoint_dir)
        if path is not None and path != last_checkpoint:
            return path
        if stop_time is not None and time.time() + seconds_to_sleep > stop_time:
            return None
        time.sleep(seconds_to_sleep)


def checkpoints_iterator(checkpoint_dir, min_interval_secs=0, timeout=None, timeout_fn=None) -> Iterator[str]:
    """Yields the path of each new checkpoint.

    Args:
      checkpoint_dir: the directory.
      min_interval_secs: seconds between two yields, at least.
      timeout: seconds to wait for one, or None for ever.
      timeout_fn: called after a timeout; ends the iteration if it returns True. Without it a timeout ends it.
    """
    path = None
    while True:
        new_path = wait_for_new_checkpoint(checkpoint_dir, path, timeout=timeout)
        if new_path is None:
            if not timeout_fn or timeout_fn():
                return
            continue
        start, path = time.time(), new_path
        yield path
        left = start + min_interval_secs - time.time()
        if left > 0:
            time.sleep(left)


class SummaryAtEndHook(tf1.train.SessionRunHook):
    """Writes a summary when the session ends."""

    def __init__(self, log_dir=None, summary_writer=None, summary_op=None, feed_dict=None):
        """Chooses what is written and where.

        Args:
          log_dir: directory of the events.
          summary_writer: a writer to use instead.
          summary_op: the summary, by default all of the graph.
          feed_dict: fed to it.

        Raises:
          ValueError: neither `log_dir` nor `summary_writer`.
        """
        if log_dir is None and summary_writer is None:
            raise ValueError("One of log_dir or summary_writer should be used.")
        self._log_dir, self._writer = log_dir, summary_writer
        self._summary_op, self._all_summaries = summary_op, summary_op is None
        self._feed_dict = feed_dict

    def begin(self):
        if self._all_summaries:
            self._summary_op = tf1.summary.merge_all()
        self._global_step = tf1.train.get_or_create_global_step()

    def after_create_session(self, session, coord):
        if self._writer is None:
            self._writer = tf1.summary.FileWriterCache.get(self._log_dir)

    def end(self, session):
        if self._summary_op is not None:
            step = tf1.train.global_step(session, self._global_step)
            self._writer.add_summary(session.run(self._summary_op, self._feed_dict), step)
        self._writer.flush()


def evaluate_repeatedly(
    checkpoint_dir,
    master="",
    scaffold=None,
    eval_ops=None,
    feed_dict=None,
    final_ops=None,
    final_ops_feed_dict=None,
    eval_interval_secs=60,
    hooks=None,
    config=None,
    max_number_of_evaluations=None,
    timeout=None,
    timeout_fn=None,
):
    """Evaluates each checkpoint as it appears in a directory.

    Args:
      checkpoint_dir: the directory.
      master, scaffold, config: of the session.
      eval_ops: run until a hook asks to stop; tensor, list or dict.
      feed_dict: fed to `eval_ops`.
      final_ops: run once at the end of each evaluation; their values are returned.
      final_ops_feed_dict: fed to them.
      eval_interval_secs: seconds between the starts of two evaluations, at least.
      hooks: `SessionRunHook`s.
      max_number_of_evaluations: None for no end.
      timeout, timeout_fn: see `checkpoints_iterator`.

    Returns:
      The values of `final_ops` of the last evaluation.
    """
    hooks = list(hooks or [])
    eval_ops = _counting_evaluations(eval_ops, hooks)
    final = tf1.train.FinalOpsHook(final_ops, final_ops_feed_dict)
    hooks.append(final)
    paths = checkpoints_iterator(checkpoint_dir, eval_interval_secs, timeout, timeout_fn)
    for number, path in enumerate(paths, start=1):
        creator = monitored.ChiefSessionCreator(
            scaffold=scaffold, checkpoint_filename_with_path=path, master=master, config=config
        )
        with monitored.MonitoredSession(session_creator=creator, hooks=hooks) as session:
            while eval_ops is not None and not session.should_stop():
                session.run(eval_ops, feed_dict)
        if max_number_of_evaluations is not None and number >= max_number_of_evaluations:
            break
    return final.final_ops_values


def _counting_evaluations(eval_ops, hooks: list):
    """`eval_ops` together with the increment of the evaluation step, which the stopping hooks are told."""
    step = get_or_create_eval_step()
    if eval_ops is None:
        return None
    count = tf1.assign_add(step, 1)
    for hook in hooks:
        if isinstance(hook, StopAfterNEvalsHook):
            hook._set_evals_completed_tensor(count)
    if isinstance(eval_ops, dict):
        return {**eval_ops, "update_eval_step": count}
    return [*eval_ops, count] if isinstance(eval_ops, (list, tuple)) else [eval_ops, count]

"""Hooks that end an estimator's training early: by what its evaluations wrote, or by a function of the program's."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.estimator.estimator import Estimator
from tfgraph_dnn.estimator.written import read_results
from tfgraph_dnn.ops.variables import get_variable


def make_early_stopping_hook(estimator, should_stop_fn, run_every_secs=60, run_every_steps=None):
    """A hook that ends training when `should_stop_fn()` is true.

    The decision is kept in a variable, `signal_early_stopping/STOP`, which checkpoints hold as well.

    Args:
      estimator: the `tf.estimator.Estimator` that is trained.
      should_stop_fn: function of no arguments.
      run_every_secs, run_every_steps: how often it is called; one of the two must be None.

    Returns:
      A `tf.estimator.SessionRunHook`, for `tf.estimator.TrainSpec` or `Estimator.train`.

    Raises:
      TypeError: for what is no estimator, or no function.
      ValueError: both intervals are given, or none.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> net = tf.estimator.BaselineRegressor()
      >>> hook = tf.estimator.experimental.make_early_stopping_hook(
      ...     net, lambda: True, run_every_secs=None, run_every_steps=1)
      >>> inputs = tf.estimator.inputs.numpy_input_fn({"x": np.ones(8)}, np.ones(8), batch_size=1, shuffle=False)
      >>> int(net.train(inputs, hooks=[hook]).get_variable_value("global_step"))
      1
    """
    if not isinstance(estimator, Estimator):
        raise TypeError(f"`estimator` must have type `tf.estimator.Estimator`. Got: {type(estimator)}")
    if run_every_secs is not None and run_every_steps is not None:
        raise ValueError("Only one of `run_every_secs` and `run_every_steps` must be set.")
    if estimator.config.is_chief:
        return _Decide(should_stop_fn, run_every_secs, run_every_steps)
    return _Follow()


def stop_if_higher_hook(
    estimator, metric_name, threshold, eval_dir=None, min_steps=0, run_every_secs=60, run_every_steps=None
):
    """A hook that ends training once a metric was above `threshold` in an evaluation.

    Args:
      estimator: the `tf.estimator.Estimator` that is trained.
      metric_name: a name in the results of evaluations, `"loss"` or `"accuracy"`.
      threshold: number.
      eval_dir: where the evaluations' events are; `estimator.eval_dir()` by default.
      min_steps: evaluations before this global step do not count.
      run_every_secs, run_every_steps: how often the events are read; one of the two must be None.

    Returns:
      A `tf.estimator.SessionRunHook`.

    Raises:
      KeyError: while training, an evaluation has no such metric.
    """
    crossed = _crossed(estimator, metric_name, threshold, eval_dir, min_steps, 1)
    return make_early_stopping_hook(estimator, crossed, run_every_secs, run_every_steps)


def stop_if_lower_hook(
    estimator, metric_name, threshold, eval_dir=None, min_steps=0, run_every_secs=60, run_every_steps=None
):
    """As `stop_if_higher_hook`, below `threshold`."""
    crossed = _crossed(estimator, metric_name, threshold, eval_dir, min_steps, -1)
    return make_early_stopping_hook(estimator, crossed, run_every_secs, run_every_steps)


def stop_if_no_increase_hook(
    estimator,
    metric_name,
    max_steps_without_increase,
    eval_dir=None,
    min_steps=0,
    run_every_secs=60,
    run_every_steps=None,
):
    """A hook that ends training once a metric has not risen above its best for so many steps.

    Args:
      estimator, metric_name, eval_dir, min_steps, run_every_secs, run_every_steps: as for `stop_if_higher_hook`.
      max_steps_without_increase: number of global steps between the best evaluation and a later one.

    Returns:
      A `tf.estimator.SessionRunHook`.
    """
    stuck = _stuck(estimator, metric_name, max_steps_without_increase, eval_dir, min_steps, 1)
    return make_early_stopping_hook(estimator, stuck, run_every_secs, run_every_steps)


def stop_if_no_decrease_hook(
    estimator,
    metric_name,
    max_steps_without_decrease,
    eval_dir=None,
    min_steps=0,
    run_every_secs=60,
    run_every_steps=None,
):
    """As `stop_if_no_increase_hook`, for a metric that is to fall, such as `"loss"`."""
    stuck = _stuck(estimator, metric_name, max_steps_without_decrease, eval_dir, min_steps, -1)
    return make_early_stopping_hook(estimator, stuck, run_every_secs, run_every_steps)


def _crossed(estimator, metric, threshold, eval_dir, min_steps: int, sign: int) -> Callable[[], bool]:
    found = _written(estimator, metric, eval_dir, min_steps)

    def crossed() -> bool:
        for step, value in found():
            if sign * value > sign * threshold:
                side = "greater than" if sign > 0 else "less than"
                tf1.logging.info(
                    'At step %s, metric "%s" has value %s which is %s the configured threshold (%s) for early '
                    "stopping.",
                    *(step, metric, value, side, threshold),
                )
                return True
        return False

    return crossed


def _stuck(estimator, metric, max_steps: int, eval_dir, min_steps: int, sign: int) -> Callable[[], bool]:
    found = _written(estimator, metric, eval_dir, min_steps)

    def stuck() -> bool:
        best = None
        for step, value in found():
            if best is None or sign * value > sign * best[1]:
                best = step, value
            if step - best[0] >= max_steps:
                tf1.logging.info(
                    'No %s in metric "%s" for %s steps, which is greater than or equal to max steps (%s) configured '
                    "for early stopping.",
                    *("increase" if sign > 0 else "decrease", metric, step - best[0], max_steps),
                )
                return True
        return False

    return stuck


def _written(estimator, metric, eval_dir, min_steps: int) -> Callable[[], list[tuple[int, float]]]:
    """A function that reads a metric's values by step, in the order of steps."""
    pattern = os.path.join(estimator.eval_dir() if eval_dir is None else eval_dir, "events.out.tfevents.*")

    def found() -> list[tuple[int, float]]:
        results: dict[int, dict[str, float]] = {}
        for step, result in read_results(pattern):
            results.setdefault(step, {}).update(result)
        return [(step, results[step][metric]) for step in sorted(results) if step >= min_steps]

    return found


def _stop_variable() -> tf1.Variable:
    with tf1.variable_scope("signal_early_stopping", values=[], reuse=tf1.AUTO_REUSE):
        return get_variable(
            "STOP",
            shape=[],
            dtype=tf1.bool,
            initializer=tf1.constant_initializer(False),
            collections=[tf1.GraphKeys.GLOBAL_VARIABLES],
            trainable=False,
        )


class _Decide(tf1.train.SessionRunHook):
    """Asks the function now and then, and notes in the variable that training is to end."""

    def __init__(self, should_stop_fn: Callable[[], Any], run_every_secs, run_every_steps):
        if not callable(should_stop_fn):
            raise TypeError("`should_stop_fn` must be callable.")
        self._should_stop = should_stop_fn
        self._timer = tf1.train.SecondOrStepTimer(every_secs=run_every_secs, every_steps=run_every_steps)

    def begin(self) -> None:
        self._global_step = tf1.train.get_global_step()
        self._stop = tf1.assign(_stop_variable(), True)

    def before_run(self, run_context):
        return tf1.train.SessionRunArgs(self._global_step)

    def after_run(self, run_context, run_values) -> None:
        step = run_values.results
        if not self._timer.should_trigger_for_step(step):
            return
        self._timer.update_last_triggered_step(step)
        if self._should_stop():
            tf1.logging.info("Requesting early stopping at global step %d", step)
            run_context.session.run(self._stop)
            run_context.request_stop()


class _Follow(tf1.train.SessionRunHook):
    """Ends a worker's training when the chief has decided."""

    def begin(self) -> None:
        self._stop = _stop_variable()

    def before_run(self, run_context):
        return tf1.train.SessionRunArgs(self._stop)

    def after_run(self, run_context, run_values) -> None:
        if run_values.results:
            tf1.logging.info("Early stopping requested, suspending run.")
            run_context.request_stop()

"""`tf.estimator.train_and_evaluate` on one machine: an evaluation after every checkpoint."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator import exporters as exporting


@shown_as("tensorflow_estimator.python.estimator.training.TrainSpec")
class TrainSpec(NamedTuple):
    """What to train on, up to which global step."""

    input_fn: Callable
    max_steps: int | None = None
    hooks: Any = ()
    saving_listeners: Any = ()


class _EvalFields(NamedTuple):
    input_fn: Callable
    steps: int | None
    name: str | None
    hooks: Any
    exporters: Any
    start_delay_secs: int
    throttle_secs: int


@shown_as("tensorflow_estimator.python.estimator.training.EvalSpec")
class EvalSpec(_EvalFields):
    """What to evaluate on, over how many batches, and what to export after it."""

    def __new__(
        cls,
        input_fn,
        steps=100,
        name=None,
        hooks=None,
        exporters=None,
        start_delay_secs=120,
        throttle_secs=600,
    ):
        """Checks the exporters.

        Raises:
          TypeError: one is no `tf.estimator.Exporter`.
          ValueError: their names are missing, or not different.
        """
        exporters = exporting.checked(exporters)
        return super().__new__(
            cls, input_fn, steps, name, tuple(hooks or ()), exporters, start_delay_secs, throttle_secs
        )


class _EvaluateAfterSaving(tf1.train.CheckpointSaverListener):
    """Evaluates when a checkpoint is written, at most every `throttle_secs`, and at the end."""

    def __init__(self, estimator, spec: EvalSpec, max_steps: int | None):
        self._estimator, self._spec, self._max_steps = estimator, spec, max_steps
        self._last: tuple[float, int] | None = None
        self.results: dict | None = None
        self.exported: list = []

    def begin(self) -> None:
        self._started = time.time()

    def after_save(self, session, global_step_value) -> None:
        if self._last is None:  # the checkpoint of the first step is not evaluated
            self._last = (self._started, -1)
            return
        if time.time() - self._last[0] >= self._spec.throttle_secs:
            self._evaluate(global_step_value)

    def end(self, session, global_step_value) -> None:
        if self._last is None or self._last[1] != global_step_value:
            self._evaluate(global_step_value)

    def _evaluate(self, step: int) -> None:
        spec = self._spec
        self.results = self._estimator.evaluate(spec.input_fn, steps=spec.steps, name=spec.name, hooks=spec.hooks)
        self._last = (time.time(), step)
        final = bool(self._max_steps) and self.results[tf1.GraphKeys.GLOBAL_STEP] >= self._max_steps
        self.exported = [
            exporter.export(
                estimator=self._estimator,
                export_path=os.path.join(self._estimator.model_dir, "export", exporter.name),
                checkpoint_path=self._estimator.latest_checkpoint(),
                eval_result=self.results,
                is_the_final_export=final,
            )
            for exporter in spec.exporters
        ]


def train_and_evaluate(estimator, train_spec: TrainSpec, eval_spec: EvalSpec):
    """Trains to `train_spec.max_steps`, evaluating as checkpoints come and at the end.

    Returns:
      `(results of the last evaluation, what each exporter wrote after it)`.

    Raises:
      TypeError: not an estimator, a TrainSpec or an EvalSpec.
    """
    for value, kind in ((train_spec, TrainSpec), (eval_spec, EvalSpec)):
        if not isinstance(value, kind):
            raise TypeError(f"expected a tf.estimator.{kind.__name__}, got {value!r}")
    evaluator = _EvaluateAfterSaving(estimator, eval_spec, train_spec.max_steps)
    estimator.train(
        train_spec.input_fn,
        max_steps=train_spec.max_steps,
        hooks=list(train_spec.hooks or ()),
        saving_listeners=[*(train_spec.saving_listeners or ()), evaluator],
    )
    return evaluator.results, evaluator.exported

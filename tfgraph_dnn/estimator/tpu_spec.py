"""`tf.contrib.tpu.TPUEstimatorSpec`: what a model function for TPUs returns, and the `EstimatorSpec` it is on a CPU."""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.spec import EstimatorSpec, checked_loss, checked_predictions, checked_train_op, hooks_of


class _Fields(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metrics: Any
    export_outputs: Any
    scaffold_fn: Any
    host_call: Any
    training_hooks: tuple
    evaluation_hooks: tuple
    prediction_hooks: tuple


@shown_as("tensorflow_estimator.python.estimator.tpu.tpu_estimator.TPUEstimatorSpec")
class TPUEstimatorSpec(_Fields):
    """As `EstimatorSpec`, with functions where that has operations.

    `eval_metrics` is `(metric_fn, tensors)`: the function makes a dict of metrics out of the tensors, a list or a dict.
    `host_call` is `(fn, tensors)`, whose result is run at each step. `scaffold_fn` makes the `Scaffold`.
    """

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metrics=None,
        export_outputs=None,
        scaffold_fn=None,
        host_call=None,
        training_hooks=None,
        evaluation_hooks=None,
        prediction_hooks=None,
    ):
        """Checks the functions, the hooks, and what the mode needs.

        Raises:
          ValueError: `eval_metrics` or `host_call` is not a pair of a function and tensors, or something is missing.
          TypeError: no function, a hook that is none, or no tensor where one is expected.
          RuntimeError: the function takes another number of tensors.
        """
        for name, call in (("eval_metrics", eval_metrics), ("host_call", host_call)):
            if call is not None:
                _check_call(name, call)
        hooks = {
            "training_hooks": hooks_of(training_hooks),
            "evaluation_hooks": hooks_of(evaluation_hooks),
            "prediction_hooks": hooks_of(prediction_hooks),
        }
        return super().__new__(
            cls,
            mode,
            train_op=checked_train_op(train_op, mode),
            loss=checked_loss(loss, mode),
            predictions=checked_predictions(predictions, mode),
            eval_metrics=eval_metrics,
            export_outputs=export_outputs,
            scaffold_fn=scaffold_fn,
            host_call=host_call,
            **hooks,
        )

    def as_estimator_spec(self) -> EstimatorSpec:
        """The same for a CPU: calls the functions in the default graph."""
        metrics = None if self.eval_metrics is None else _called(self.eval_metrics)
        hooks = () if self.host_call is None else (_EachStep(_called(self.host_call)),)
        return EstimatorSpec(
            self.mode,
            predictions=self.predictions,
            loss=self.loss,
            train_op=self.train_op,
            eval_metric_ops=metrics,
            export_outputs=self.export_outputs,
            scaffold=self.scaffold_fn() if self.scaffold_fn else None,
            training_hooks=self.training_hooks + hooks,
            evaluation_hooks=self.evaluation_hooks + hooks,
            prediction_hooks=self.prediction_hooks + hooks,
        )


class _EachStep(tf1.train.SessionRunHook):
    """Runs what a host call returned along with each step."""

    def __init__(self, tensors):
        self._tensors = tensors

    def before_run(self, run_context):
        return tf1.train.SessionRunArgs(self._tensors)


def _called(call):
    function, tensors = call
    return function(**tensors) if isinstance(tensors, dict) else function(*tensors)


def _check_call(name: str, call) -> None:
    if not isinstance(call, tuple | list):
        raise ValueError(f"{name} should be tuple or list")
    if len(call) != 2:
        raise ValueError(f"{name} should have two elements.")
    function, tensors = call
    if not callable(function):
        raise TypeError(f"{name}[0] should be callable.")
    if not isinstance(tensors, tuple | list | dict):
        raise ValueError(f"{name}[1] should be tuple or list, or dict.")
    parameters = inspect.signature(function).parameters.values()
    any_number = any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters)
    if not isinstance(tensors, dict) and not any_number and len(tensors) != len(parameters):
        raise RuntimeError(
            f"In TPUEstimatorSpec.{name}, length of tensors {len(tensors)} does not match method args of the function, "
            f"which takes {len(parameters)}."
        )

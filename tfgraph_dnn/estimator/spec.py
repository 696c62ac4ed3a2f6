"""What a model function returns, and the three modes it is called in."""

from __future__ import annotations

from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.training.monitored import Scaffold


@shown_as("tensorflow.python.saved_model.model_utils.mode_keys.EstimatorModeKeys")
class ModeKeys:
    """The names of the three modes."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"


class _Fields(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metric_ops: dict
    export_outputs: Any
    training_chief_hooks: tuple
    training_hooks: tuple
    scaffold: Any
    evaluation_hooks: tuple
    prediction_hooks: tuple


@shown_as("tensorflow_estimator.python.estimator.model_fn.EstimatorSpec")
class EstimatorSpec(_Fields):
    """The operations and objects that an `Estimator` needs of a model function.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> def model_fn(features, labels, mode):
      ...     return tf.estimator.EstimatorSpec(mode, predictions=tf.layers.dense(features, 1))
    """

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metric_ops=None,
        export_outputs=None,
        training_chief_hooks=None,
        training_hooks=None,
        scaffold=None,
        evaluation_hooks=None,
        prediction_hooks=None,
    ):
        """Checks what the mode needs: a loss and train_op for TRAIN, a loss for EVAL, predictions for PREDICT.

        Raises:
          ValueError: something the mode needs is missing, belongs to another graph, or the loss is not a scalar.
          TypeError: something is not a tensor, an operation or a hook where one is expected.
        """
        hooks = {
            "training_chief_hooks": training_chief_hooks,
            "training_hooks": training_hooks,
            "evaluation_hooks": evaluation_hooks,
            "prediction_hooks": prediction_hooks,
        }
        return super().__new__(
            cls,
            mode=mode,
            predictions=checked_predictions(predictions, mode),
            loss=checked_loss(loss, mode),
            train_op=checked_train_op(train_op, mode),
            eval_metric_ops=_metrics(eval_metric_ops),
            export_outputs=export_outputs,
            scaffold=_scaffold(scaffold),
            **{name: hooks_of(value) for name, value in hooks.items()},
        )


def _tensor(value: Any, name: str) -> Any:
    if not tf1.is_tensor(value):
        raise TypeError(f"{name} must be Tensor, given: {value}")
    _in_default_graph(value, name)
    return value


def _in_default_graph(value: Any, name: str) -> None:
    if value.graph is not tf1.get_default_graph():
        raise ValueError(f"{name} {value.name} was made in another graph than the one the model function is called in")


def checked_predictions(predictions: Any, mode: str) -> Any:
    if predictions is None:
        if mode == ModeKeys.PREDICT:
            raise ValueError("Missing predictions.")
        return {}
    if isinstance(predictions, dict):
        return {key: _tensor(value, f"predictions[{key}]") for key, value in predictions.items()}
    return _tensor(predictions, "predictions")


def checked_loss(loss: Any, mode: str) -> Any:
    if loss is None:
        if mode in (ModeKeys.TRAIN, ModeKeys.EVAL):
            raise ValueError("Missing loss.")
        return None
    _tensor(loss, "loss")
    if loss.get_shape().num_elements() not in (None, 1):
        raise ValueError(f"Loss must be scalar, given: {loss}")
    return loss if loss.get_shape().is_compatible_with([]) else tf1.reshape(loss, [])


def checked_train_op(train_op: Any, mode: str) -> Any:
    if train_op is None:
        if mode == ModeKeys.TRAIN:
            raise ValueError("Missing train_op.")
        return None
    if not isinstance(train_op, tf1.Operation) and not tf1.is_tensor(train_op):
        raise TypeError(f"train_op must be Operation or Tensor, given: {train_op}")
    _in_default_graph(train_op, "train_op")
    return train_op.op if isinstance(train_op, tf1.Variable) else train_op


def _metrics(metrics: Any) -> dict:
    if metrics is None:
        return {}
    if not isinstance(metrics, dict):
        raise TypeError(f"eval_metric_ops must be a dict, given: {metrics}")
    for key, value in metrics.items():
        if not isinstance(value, tuple) or len(value) != 2:
            raise TypeError(
                f"Values of eval_metric_ops must be (metric_value, update_op) tuples, given: {value} for key: {key}"
            )
    return metrics


def _scaffold(scaffold: Any) -> Any:
    scaffold = scaffold or Scaffold()
    if not isinstance(scaffold, tf1.train.Scaffold):
        raise TypeError(f"scaffold must be tf.train.Scaffold. Given: {scaffold}")
    return scaffold


def hooks_of(hooks: Any) -> tuple:
    """The hooks as a tuple.

    Raises:
      TypeError: one is no `SessionRunHook`.
    """
    hooks = tuple(hooks or ())
    for hook in hooks:
        if not isinstance(hook, tf1.train.SessionRunHook):
            raise TypeError(f"All hooks must be SessionRunHook instances, given: {hook}")
    return hooks

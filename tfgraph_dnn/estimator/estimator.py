"""`tf.estimator.Estimator`: builds a graph for each call from a model function, and runs it in a monitored session."""

from __future__ import annotations

import copy
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from tfgraph_dnn._backend import Graph, private, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator import export
from tfgraph_dnn.estimator.config import RunConfig
from tfgraph_dnn.estimator.model_function import called_with, check_arguments
from tfgraph_dnn.estimator.spec import EstimatorSpec, ModeKeys
from tfgraph_dnn.estimator.steps import eval_hooks, train_hooks
from tfgraph_dnn.estimator.written import write_results
from tfgraph_dnn.training import monitored


@shown_as("tensorflow_estimator.python.estimator.estimator.WarmStartSettings")
class WarmStartSettings(NamedTuple):
    """Which variables start from which checkpoint."""

    ckpt_to_initialize_from: str
    vars_to_warm_start: Any = ".*"
    var_name_to_vocab_info: dict | None = None
    var_name_to_prev_var_name: dict | None = None


@shown_as("tensorflow_estimator.python.estimator.estimator.Estimator")
class Estimator:
    """Trains, evaluates and predicts with a model function; everything lives in `model_dir`.

    Example:
      >>> import numpy as np
      >>> import tfgraph_dnn.v1 as tf
      >>> def model_fn(features, labels, mode):
      ...     y = tf.layers.dense(features["x"], 1)
      ...     if mode == tf.estimator.ModeKeys.PREDICT:
      ...         return tf.estimator.EstimatorSpec(mode, predictions=y)
      ...     loss = tf.losses.mean_squared_error(labels, y)
      ...     train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, tf.train.get_global_step())
      ...     return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)
      >>> data = tf.estimator.inputs.numpy_input_fn({"x": np.ones((8, 1))}, np.ones((8, 1)), shuffle=False)
      >>> _ = tf.estimator.Estimator(model_fn).train(data)                                   # doctest: +SKIP
    """

    def __init__(
        self, model_fn: Callable, model_dir=None, config: RunConfig | None = None, params=None, warm_start_from=None
    ):
        """Takes the model function `fn(features[, labels][, mode][, params][, config])` and the settings.

        Raises:
          ValueError: the function lacks `features`, takes names it must not, or the two model directories differ.
        """
        check_arguments(model_fn, params)
        self._model_fn = model_fn
        self._params = copy.deepcopy(params or {})
        self._config = _with_model_dir(config or RunConfig(), model_dir)
        self._warm_start = _warm_start(warm_start_from)

    @property
    def model_dir(self) -> str:
        """Where checkpoints and events are."""
        return self._config.model_dir

    @property
    def config(self) -> RunConfig:
        """The settings."""
        return self._config

    @property
    def params(self):
        """A copy of the hyperparameters handed to the model function."""
        return copy.deepcopy(self._params)

    @property
    def model_fn(self) -> Callable:
        """The model function as `fn(features, labels, mode, config)`."""
        return self._call_model_fn

    def latest_checkpoint(self) -> str | None:
        """The prefix of the newest checkpoint in `model_dir`, or None."""
        return tf1.train.latest_checkpoint(self.model_dir)

    def get_variable_value(self, name: str) -> np.ndarray:
        """The value of a variable in the newest checkpoint."""
        return self._reader().get_tensor(name)

    def get_variable_names(self) -> list[str]:
        """The names of the variables in the newest checkpoint."""
        return [name for name, _ in tf1.train.list_variables(self._trained())]

    def train(self, input_fn, hooks=None, steps=None, max_steps=None, saving_listeners=None) -> Estimator:
        """Trains until the input ends, or for `steps` more steps, or up to the global step `max_steps`.

        Returns:
          This estimator.

        Raises:
          ValueError: both steps and max_steps are given, or one of them is not positive.
        """
        _check_steps(steps, max_steps)
        latest = self.latest_checkpoint()
        if max_steps is not None and latest and self._reader().get_tensor("global_step") >= max_steps:
            tf1.logging.info("Skipping training since max_steps has already saved.")
            return self
        stop = [tf1.train.StopAtStepHook(steps, max_steps)] if steps or max_steps else []
        loss = self._train([*_session_hooks(hooks), *stop], input_fn, list(saving_listeners or []))
        tf1.logging.info("Loss for final step: %s.", loss)
        return self

    def evaluate(self, input_fn, steps=None, hooks=None, checkpoint_path=None, name=None) -> dict[str, Any]:
        """Evaluates the metrics of the model function over the input, or over `steps` batches of it.

        Returns:
          Metric name -> value, with `loss` (mean over batches) and `global_step`.

        Raises:
          ValueError: steps is not positive, or a metric is called `loss` or `global_step`.
        """
        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        with self._graph():
            features, labels, input_hooks = _call_input_fn(input_fn, ModeKeys.EVAL, self)
            spec = self._call_model_fn(features, labels, ModeKeys.EVAL, self.config)
            update_op, values = _metrics(spec)
            if not checkpoint_path:
                self._start_warm()
            every = [*input_hooks, *_session_hooks(hooks), *eval_hooks(steps), *spec.evaluation_hooks]
            results = monitored.evaluate_once(
                checkpoint_path=checkpoint_path,
                master=self.config.master,
                scaffold=_scaffold_with_local_init(spec.scaffold),
                eval_ops=update_op,
                final_ops=values,
                hooks=every,
                config=self._session_config(),
            )
        write_results(self.eval_dir(name), results, checkpoint_path)
        return results

    def predict(
        self, input_fn, predict_keys=None, hooks=None, checkpoint_path=None, yield_single_examples=True
    ) -> Iterator[Any]:
        """Yields the predictions for each row of the input (or for each batch).

        Raises:
          ValueError: predictions of different lengths, or `predict_keys` that the predictions lack.
        """
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        with self._graph():
            features, _, input_hooks = _call_input_fn(input_fn, ModeKeys.PREDICT, self)
            spec = self._call_model_fn(features, None, ModeKeys.PREDICT, self.config)
            if not checkpoint_path:
                self._start_warm()
            predictions = _chosen(spec.predictions, predict_keys)
            creator = monitored.ChiefSessionCreator(
                checkpoint_filename_with_path=checkpoint_path,
                master=self.config.master,
                scaffold=spec.scaffold,
                config=self._session_config(),
            )
            every = [*input_hooks, *_session_hooks(hooks), *spec.prediction_hooks]
            with monitored.MonitoredSession(session_creator=creator, hooks=every) as session:
                while not session.should_stop():
                    yield from _rows(session.run(predictions), yield_single_examples)

    def eval_dir(self, name: str | None = None) -> str:
        """Where the events of an evaluation are written."""
        return os.path.join(self.model_dir, f"eval_{name}" if name else "eval")

    def export_saved_model(
        self,
        export_dir_base,
        serving_input_receiver_fn,
        assets_extra=None,
        as_text=False,
        checkpoint_path=None,
        strip_default_attrs=True,
    ) -> bytes:
        """Writes a SavedModel for predictions into a new, time-stamped directory below `export_dir_base`.

        Raises:
          ValueError: no receiver function, or no checkpoint to take the values from.
        """
        if not serving_input_receiver_fn:
            raise ValueError("An input_receiver_fn must be defined.")
        with self._graph():
            receiver = serving_input_receiver_fn()
            spec = self._call_model_fn(receiver.features, None, ModeKeys.PREDICT, self.config)
            return export.write(
                export_dir_base,
                receiver,
                spec,
                checkpoint_path or self._trained(),
                assets_extra=assets_extra,
                as_text=as_text,
                strip_default_attrs=strip_default_attrs,
                session_config=self._session_config(),
            )

    def export_savedmodel(
        self,
        export_dir_base,
        serving_input_receiver_fn,
        assets_extra=None,
        as_text=False,
        checkpoint_path=None,
        strip_default_attrs=False,
    ) -> bytes:
        """The older name of `export_saved_model`."""
        return self.export_saved_model(
            export_dir_base, serving_input_receiver_fn, assets_extra, as_text, checkpoint_path, strip_default_attrs
        )

    def _graph(self):
        graph = Graph()
        with graph.as_default():
            tf1.set_random_seed(self.config.tf_random_seed)
            self._create_global_step(graph)
        return graph.as_default()

    def _create_global_step(self, graph) -> None:
        tf1.train.create_global_step(graph)

    def _train(self, hooks: list, input_fn, listeners: list) -> Any:
        with self._graph():
            private.get_or_create_global_step_read(tf1.get_default_graph())
            features, labels, input_hooks = _call_input_fn(input_fn, ModeKeys.TRAIN, self)
            spec = self._call_model_fn(features, labels, ModeKeys.TRAIN, self.config)
            self._start_warm()
            every, chief_only = train_hooks(spec, [*input_hooks, *hooks], listeners, self.config)
            with monitored.MonitoredTrainingSession(
                master=self.config.master,
                checkpoint_dir=self.model_dir,
                scaffold=spec.scaffold,
                hooks=every,
                chief_only_hooks=chief_only,
                save_checkpoint_secs=0,  # a hook of ours saves
                save_summaries_steps=self.config.save_summary_steps,
                config=self._session_config(),
                max_wait_secs=self.config.session_creation_timeout_secs,
                log_step_count_steps=self.config.log_step_count_steps,
            ) as session:
                loss = None
                while not session.should_stop():
                    _, loss = session.run([spec.train_op, spec.loss])
        if loss is None:
            tf1.logging.warning("Training with estimator made no steps. Perhaps input is empty or misspecified.")
        return loss

    def _call_model_fn(self, features, labels, mode, config) -> EstimatorSpec:
        spec = called_with(self._model_fn, features, labels, mode, self._model_params(mode), config)
        spec = self._spec_of(spec, mode)
        if not isinstance(spec, EstimatorSpec):
            raise ValueError(f"model_fn should return an EstimatorSpec; {self._model_fn} returned {spec!r}")
        return spec

    def _model_params(self, mode: str):
        """What a model function gets as `params`."""
        return self.params

    def _input_params(self, input_fn, mode: str):
        """What an input function gets as `params`."""
        return self.params

    def _spec_of(self, spec, mode: str):
        """What a model function returned, as an `EstimatorSpec`."""
        return spec

    def _start_warm(self) -> None:
        if self._warm_start:
            tf1.train.warm_start(*self._warm_start)

    def _session_config(self):
        # The model function may place operations on devices that are not here.
        return self.config.session_config or tf1.ConfigProto(allow_soft_placement=True)

    def _trained(self) -> str:
        latest = self.latest_checkpoint()
        if not latest:
            raise ValueError(f"Could not find trained model in model_dir: {self.model_dir}.")
        return latest

    def _reader(self):
        return tf1.train.load_checkpoint(self._trained())


def _with_model_dir(config: RunConfig, model_dir) -> RunConfig:
    if not isinstance(config, RunConfig):
        raise ValueError(f"config must be an instance of `RunConfig`, but provided {config}.")
    model_dir = os.fspath(model_dir) if model_dir is not None else None
    if model_dir and config.model_dir and model_dir != config.model_dir:
        raise ValueError(
            "`model_dir` are set both in constructor and `RunConfig`, but with different values. "
            f"In constructor: '{model_dir}', in `RunConfig`: '{config.model_dir}' "
        )
    model_dir = model_dir or config.model_dir
    if not model_dir:
        model_dir = tempfile.mkdtemp()
        tf1.logging.warn("Using temporary folder as model directory: %s", model_dir)
    return config.replace(model_dir=model_dir)


def _warm_start(settings) -> WarmStartSettings | None:
    if settings is None or isinstance(settings, WarmStartSettings):
        return settings
    if isinstance(settings, str | bytes):
        return WarmStartSettings(os.fsdecode(settings))
    raise ValueError(f"warm_start_from must be a path or a WarmStartSettings, given: {settings!r}")


def _check_steps(steps, max_steps) -> None:
    if steps is not None and max_steps is not None:
        raise ValueError("Can not provide both steps and max_steps.")
    for name, value in (("steps", steps), ("max_steps", max_steps)):
        if value is not None and value <= 0:
            raise ValueError(f"Must specify {name} > 0, given: {value}")


def _session_hooks(hooks) -> list:
    hooks = list(hooks or [])
    for hook in hooks:
        if not isinstance(hook, tf1.train.SessionRunHook):
            raise TypeError(f"Hooks must be a SessionRunHook, given: {hook}")
    return hooks


def _call_input_fn(input_fn, mode: str, estimator: Estimator):
    with tf1.device("/cpu:0"):
        params = estimator._input_params(input_fn, mode)
        result = called_with(input_fn, mode=mode, params=params, config=estimator.config)
    hooks = []
    if isinstance(result, tf1.data.Dataset):
        iterator = tf1.data.make_initializable_iterator(result)
        # In this collection the monitored session initialises it, before the hooks run.
        tf1.add_to_collection(tf1.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
        result = iterator.get_next()
    if isinstance(result, list | tuple):
        if len(result) != 2 and mode != ModeKeys.PREDICT:
            raise ValueError("input_fn should return (features, labels) as a len 2 tuple.")
        return result[0], result[1] if len(result) > 1 else None, hooks
    return result, None, hooks


def _metrics(spec: EstimatorSpec):
    metrics = dict(spec.eval_metric_ops)
    if "loss" in metrics:
        raise ValueError(
            'Metric with name "loss" is not allowed, because Estimator already defines a default metric with that name'
        )
    if tf1.GraphKeys.GLOBAL_STEP in metrics:
        raise ValueError(
            "Metric with name `global_step` is not allowed, because Estimator already defines a default metric "
            "with the same name."
        )
    metrics["loss"] = tf1.metrics.mean(spec.loss)
    values = {name: metrics[name][0] for name in sorted(metrics)}
    update_op = tf1.group(*(metrics[name][1] for name in sorted(metrics)))
    values[tf1.GraphKeys.GLOBAL_STEP] = tf1.train.get_global_step()
    return update_op, values


def _scaffold_with_local_init(scaffold):
    if not scaffold.local_init_op:
        return scaffold
    both = tf1.group(scaffold.local_init_op, tf1.train.Scaffold.default_local_init_op())
    return monitored.Scaffold(local_init_op=both, copy_from_scaffold=scaffold)


def _chosen(predictions, keys):
    if not keys:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("predict_keys argument is not valid in case of non-dict predictions.")
    chosen = {key: value for key, value in predictions.items() if key in keys}
    if not chosen:
        raise ValueError(f"Expected to run at least one output from {list(predictions)}, provided {keys}.")
    return chosen


def _rows(batch, single: bool) -> Iterator[Any]:
    if not single:
        yield batch
    elif not isinstance(batch, dict):
        yield from batch
    else:
        lengths = {key: len(value) for key, value in batch.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"Batch length of predictions should be same. {lengths}")
        for row in range(next(iter(lengths.values()))):
            yield {key: value[row] for key, value in batch.items()}

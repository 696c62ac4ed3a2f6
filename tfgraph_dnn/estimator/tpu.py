"""`tf.contrib.tpu.TPUEstimator` as it ran with `use_tpu=False`: an `Estimator` that tells functions a batch size."""

from __future__ import annotations

import math

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator import tpu_config
from tfgraph_dnn.estimator.estimator import Estimator
from tfgraph_dnn.estimator.model_function import argument_names, check_arguments
from tfgraph_dnn.estimator.spec import EstimatorSpec, ModeKeys
from tfgraph_dnn.estimator.tpu_spec import TPUEstimatorSpec
from tfgraph_dnn.ops import variables

_RESERVED = ("batch_size", "context")


@shown_as("tensorflow_estimator.python.estimator.tpu.tpu_estimator.TPUEstimator")
class TPUEstimator(Estimator):
    """Trains, evaluates and predicts on this machine, with the arguments that programs for TPUs give.

    Input and model functions take `params`, where `params["batch_size"]` is the batch size of the mode; a model
    function returns a `TPUEstimatorSpec` or an `EstimatorSpec`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> def model_fn(features, labels, mode, params): ...
      >>> estimator = tf.contrib.tpu.TPUEstimator(
      ...     model_fn, config=tf.contrib.tpu.RunConfig(), use_tpu=False, train_batch_size=8)      # doctest: +SKIP
    """

    def __init__(
        self,
        model_fn=None,
        model_dir=None,
        config=None,
        params=None,
        use_tpu=True,
        train_batch_size=None,
        eval_batch_size=None,
        predict_batch_size=None,
        batch_axis=None,
        eval_on_tpu=True,
        export_to_tpu=True,
        export_to_cpu=True,
        warm_start_from=None,
        embedding_config_spec=None,
        export_saved_model_api_version=None,
    ):
        """Takes the functions and settings; `batch_axis`, `eval_on_tpu` and `export_to_tpu` have no effect here.

        Raises:
          ValueError: `use_tpu`, a `config` that is no `tf.contrib.tpu.RunConfig`, `params` with reserved names, an
            embedding in TPU memory, or a model function that cannot be called.
        """
        if not isinstance(config, tpu_config.RunConfig):
            raise ValueError("`config` must be provided with type `tpu_config.RunConfig`")
        taken = [key for key in _RESERVED if params is not None and key in params]
        if taken:
            raise ValueError(f"{list(_RESERVED)} are reserved keys but existed in params {params}.")
        if use_tpu:
            raise ValueError("There are no TPUs for graphs of TF 1.x; use TPUEstimator(..., use_tpu=False)")
        if embedding_config_spec is not None:
            raise ValueError("embedding_config_spec: embeddings in the memory of TPUs are not here; leave it out")
        check_arguments(model_fn, params)
        self._log_every = _logging(config)
        self._batch_sizes = {
            ModeKeys.TRAIN: train_batch_size,
            ModeKeys.EVAL: eval_batch_size,
            ModeKeys.PREDICT: predict_batch_size,
        }
        self._reads_input = False
        # The hook that counts examples logs instead of the estimator's own.
        quiet = config.replace(log_step_count_steps=None)
        super().__init__(model_fn, model_dir, quiet, params or {}, warm_start_from)

    def _input_params(self, input_fn, mode):
        if "params" not in argument_names(input_fn):
            raise ValueError(
                f"input_fn ({input_fn}) does not include params argument, required by TPUEstimator to pass batch size "
                'as params["batch_size"]'
            )
        if self.config.tpu_config.eval_training_input_configuration == tpu_config.InputPipelineConfig.SLICED:
            raise ValueError(
                "Invalid TPUConfig `eval_training_input_configuration` value. SLICED mode only works on use_tpu = True."
            )
        self._reads_input = True
        return self._with_batch_size(self.params, mode)

    def _call_model_fn(self, features, labels, mode, config) -> EstimatorSpec:
        if "params" not in argument_names(self._model_fn):
            raise ValueError(
                f"model_fn ({self._model_fn}) does not include params argument, required by TPUEstimator to pass batch "
                "size as params['batch_size']"
            )
        return super()._call_model_fn(features, labels, mode, config)

    def _model_params(self, mode):
        # A model that is exported has no input function, and takes batches of any size.
        params = self._with_batch_size(self.params, mode) if self._reads_input else self.params
        self._reads_input = False
        _put(params, "use_tpu", False)
        return params

    def _spec_of(self, spec, mode):
        if isinstance(spec, TPUEstimatorSpec):
            spec = spec.as_estimator_spec()
        if not isinstance(spec, EstimatorSpec) or self._log_every is None:
            return spec
        counting = _ExamplesPerSecond(
            self._batch_sizes[mode], self.model_dir if self.config.save_summary_steps else None, *self._log_every
        )
        return spec._replace(training_hooks=(*spec.training_hooks, counting))

    def _create_global_step(self, graph) -> None:
        with tf1.name_scope(None):
            variables.get_variable(
                tf1.GraphKeys.GLOBAL_STEP,
                shape=[],
                dtype=tf1.int64,
                initializer=tf1.zeros_initializer(),
                trainable=False,
                use_resource=True,
                collections=[tf1.GraphKeys.GLOBAL_VARIABLES, tf1.GraphKeys.GLOBAL_STEP],
            )

    def _with_batch_size(self, params, mode):
        if self._batch_sizes[mode] is not None:
            _put(params, "batch_size", self._batch_sizes[mode])
        return params


class _ExamplesPerSecond(tf1.train.StepCounterHook):
    """Logs and writes steps per second and examples per second."""

    def __init__(self, batch_size, output_dir, every_n_steps, every_n_secs):
        super().__init__(every_n_steps, every_n_secs, output_dir)
        self._batch_size = batch_size

    def _log_and_record(self, elapsed_steps, elapsed_time, global_step):
        steps = elapsed_steps / elapsed_time
        rates = {"global_step/sec": steps, "examples/sec": self._batch_size * steps}
        for tag, rate in rates.items():
            if self._summary_writer is not None:
                value = tf1.Summary.Value(tag=tag, simple_value=rate)
                self._summary_writer.add_summary(tf1.Summary(value=[value]), global_step)
            tf1.logging.info("%s: %g", tag, rate)


def _logging(config):
    """How often to log, as `(steps, seconds)`, of which one is None; None where nothing is to be logged."""
    loop = tpu_config.iterations(config.tpu_config.iterations_per_loop)
    if loop.unit == "seconds":
        return None, loop.value
    if config.log_step_count_steps is None:
        return None
    return math.ceil(config.log_step_count_steps / loop.value), None


def _put(params, key: str, value) -> None:
    if hasattr(params, "set_hparam"):
        (params.set_hparam if key in params else params.add_hparam)(key, value)
    else:
        params[key] = value

"""`tf.contrib.tpu.RunConfig` and what it holds: without a TPU only `tf.estimator.RunConfig`'s settings act."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.config import RunConfig as RunConfigOfEstimators

_ITERATIONS = re.compile(r"([1-9]\d*)([smh]?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


@shown_as("tensorflow_estimator.python.estimator.tpu.tpu_config.InputPipelineConfig")
class InputPipelineConfig:
    """Where input is read on hosts of TPUs: the values of `TPUConfig.per_host_input_for_training`."""

    PER_SHARD_V1 = 1
    PER_HOST_V1 = 2
    PER_HOST_V2 = 3
    BROADCAST = 4
    SLICED = 5


class Iterations(NamedTuple):
    """How long one `Session.run` trains on a TPU: a `value` of steps ("count") or of "seconds"."""

    value: int
    unit: str


class _Fields(NamedTuple):
    iterations_per_loop: Any
    num_shards: int | None
    num_cores_per_replica: int | None
    per_host_input_for_training: int
    tpu_job_name: str | None
    initial_infeed_sleep_secs: int | None
    input_partition_dims: Any
    eval_training_input_configuration: int
    experimental_host_call_every_n_steps: int


@shown_as("tensorflow_estimator.python.estimator.tpu.tpu_config.TPUConfig")
class TPUConfig(_Fields):
    """The settings of a TPU, checked as TF 1.15 checked them and kept for the program.

    Example:
      >>> TPUConfig(iterations_per_loop=1000, num_shards=8).per_host_input_for_training
      2
    """

    def __new__(
        cls,
        iterations_per_loop=2,
        num_shards=None,
        num_cores_per_replica=None,
        per_host_input_for_training=True,
        tpu_job_name=None,
        initial_infeed_sleep_secs=None,
        input_partition_dims=None,
        eval_training_input_configuration=InputPipelineConfig.PER_HOST_V1,
        experimental_host_call_every_n_steps=1,
    ):
        """Takes the settings.

        Raises:
          ValueError: one that TF 1.15 refused as well.
        """
        iterations(iterations_per_loop)
        positive = {"num_shards": num_shards, "initial_infeed_sleep_secs": initial_infeed_sleep_secs or None}
        for name, value in positive.items():
            if value is not None:
                _check_positive(value, f"TPUConfig {name}")
        if input_partition_dims is not None:
            _check_partitions(input_partition_dims, per_host_input_for_training, num_cores_per_replica)
        if num_cores_per_replica not in (None, 1, 2, 4, 8, 16, 32, 64, 128):
            raise ValueError(f"num_cores_per_replica must be 1, 2, 4, 8, 16, 32, 64, 128; got {num_cores_per_replica}")
        if eval_training_input_configuration not in (InputPipelineConfig.PER_HOST_V1, InputPipelineConfig.SLICED):
            raise ValueError(
                "eval_training_input_configuration must be PER_HOST_V1 or SLICED; "
                f"got {eval_training_input_configuration}"
            )
        if isinstance(per_host_input_for_training, bool):
            # False and True are what the first two modes were called before they had names.
            per_host_input_for_training = InputPipelineConfig.PER_SHARD_V1 + per_host_input_for_training
        return super().__new__(
            cls,
            iterations_per_loop,
            num_shards,
            num_cores_per_replica,
            per_host_input_for_training,
            tpu_job_name,
            initial_infeed_sleep_secs,
            input_partition_dims,
            eval_training_input_configuration,
            experimental_host_call_every_n_steps,
        )


@shown_as("tensorflow_estimator.python.estimator.tpu.tpu_config.RunConfig")
class RunConfig(RunConfigOfEstimators):
    """The settings of a `TPUEstimator`.

    Example:
      >>> RunConfig(tpu_config=TPUConfig(100), tf_random_seed=42).tpu_config.iterations_per_loop
      100
    """

    def __init__(self, tpu_config=None, evaluation_master=None, master=None, cluster=None, **kwargs):
        """Takes the settings, those of `tf.estimator.RunConfig` by keyword.

        Raises:
          ValueError: a cluster, or what `tf.estimator.RunConfig` refuses.
        """
        super().__init__(**kwargs)
        if cluster is not None:
            raise ValueError("cluster: this tf.estimator runs in one process without TPUs; leave the cluster out")
        self.tpu_config = tpu_config or TPUConfig()
        self.cluster = None
        self.master = master or ""
        self.evaluation_master = self.master if evaluation_master is None else evaluation_master

    def replace(self, **kwargs) -> RunConfig:
        """A copy with other values; `tpu_config` may be among them."""
        tpu_config = kwargs.pop("tpu_config", self.tpu_config)
        made = super().replace(**kwargs)
        made.tpu_config = tpu_config
        return made


def iterations(iterations_per_loop) -> Iterations:
    """Reads `iterations_per_loop`: a number of steps, or a time such as `30s`, `5m` or `1h`.

    Raises:
      ValueError: for anything else.
    """
    found = _ITERATIONS.fullmatch(str(iterations_per_loop))
    if found is None:
        raise ValueError(
            "Invalid TPUConfig `iterations_per_loop` value: it must be a positive number of steps, or a time like "
            f"`3600s`, `60m` or `1h`, not {iterations_per_loop!r}"
        )
    value, suffix = int(found[1]), found[2]
    return Iterations(value * _SECONDS[suffix], "seconds") if suffix else Iterations(value, "count")


def _check_positive(value, name: str) -> None:
    if not isinstance(value, int):
        raise TypeError(f"{name} must be int, got {type(value)}")
    if value <= 0:
        raise ValueError(f"{name} must be positive, got {value}")


def _check_partitions(dims, per_host_input_for_training, num_cores_per_replica) -> None:
    if len(dims) not in (1, 2):
        raise ValueError("input_partition_dims must be a list/tuple with one or two elements.")
    if per_host_input_for_training is not InputPipelineConfig.PER_HOST_V2:
        raise ValueError("input_partition_dims is only supported in PER_HOST_V2 mode.")
    if num_cores_per_replica is None:
        raise ValueError("input_partition_dims requires setting num_cores_per_replica.")

"""How an `Estimator` runs: where it saves, how often, with which seed."""

from __future__ import annotations

import copy
from typing import Any

from tfgraph_dnn._backend.shown import shown_as

_UNSET = object()
_DEFAULT_SAVE_SECONDS = 600

# Read-only answers for one process; programs print and compare them.
_ALONE = {
    "cluster_spec": {},
    "evaluation_master": "",
    "is_chief": True,
    "master": "",
    "num_ps_replicas": 0,
    "num_worker_replicas": 1,
    "task_id": 0,
    "task_type": "worker",
    "global_id_in_cluster": 0,
    "service": None,
}
_REPLACEABLE = (
    "model_dir",
    "tf_random_seed",
    "save_summary_steps",
    "save_checkpoints_steps",
    "save_checkpoints_secs",
    "session_config",
    "keep_checkpoint_max",
    "keep_checkpoint_every_n_hours",
    "log_step_count_steps",
    "train_distribute",
    "device_fn",
    "protocol",
    "eval_distribute",
    "experimental_distribute",
    "experimental_max_worker_delay_secs",
    "session_creation_timeout_secs",
)


@shown_as("tensorflow_estimator.python.estimator.run_config.RunConfig")
class RunConfig:
    """The settings of an `Estimator`, with TF 1.15's names and defaults.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.estimator.RunConfig(tf_random_seed=42).replace(save_checkpoints_steps=10).save_checkpoints_steps
      10
    """

    def __init__(
        self,
        model_dir=None,
        tf_random_seed=None,
        save_summary_steps=100,
        save_checkpoints_steps=_UNSET,
        save_checkpoints_secs=_UNSET,
        session_config=None,
        keep_checkpoint_max=5,
        keep_checkpoint_every_n_hours=10000,
        log_step_count_steps=100,
        train_distribute=None,
        device_fn=None,
        protocol=None,
        eval_distribute=None,
        experimental_distribute=None,
        experimental_max_worker_delay_secs=None,
        session_creation_timeout_secs=7200,
    ):
        """Takes the settings.

        Raises:
          ValueError: both save_checkpoints_steps and save_checkpoints_secs are set, or a strategy is asked for.
        """
        steps, seconds = save_checkpoints_steps, save_checkpoints_secs
        if steps is _UNSET and seconds is _UNSET:
            steps, seconds = None, _DEFAULT_SAVE_SECONDS
        elif steps is _UNSET:
            steps = None
        elif seconds is _UNSET:
            seconds = None
        values = dict(locals())
        values.update(save_checkpoints_steps=steps, save_checkpoints_secs=seconds)
        self._values = {name: values[name] for name in _REPLACEABLE}
        _check(self._values)

    def __getattr__(self, name: str) -> Any:
        if name == "_values":
            raise AttributeError(name)
        if name in self._values:
            return self._values[name]
        if name in _ALONE:
            return _ALONE[name]
        known = ", ".join(sorted({*_ALONE, *_REPLACEABLE}))
        raise AttributeError(f"RunConfig has no attribute {name!r}; it has {known}")

    def replace(self, **kwargs) -> RunConfig:
        """A copy with other values.

        Raises:
          ValueError: a name that is no setting, or a bad value.
        """
        unknown = sorted(set(kwargs) - set(_REPLACEABLE))
        if unknown:
            raise ValueError(f"Replacing {', '.join(unknown)} is not supported. Allowed: {', '.join(_REPLACEABLE)}")
        made = copy.copy(self)
        made._values = {**self._values, **kwargs}
        if "save_checkpoints_steps" in kwargs and "save_checkpoints_secs" not in kwargs:
            made._values["save_checkpoints_secs"] = None
        if "save_checkpoints_secs" in kwargs and "save_checkpoints_steps" not in kwargs:
            made._values["save_checkpoints_steps"] = None
        _check(made._values)
        return made


def _check(values: dict[str, Any]) -> None:
    if values["save_checkpoints_steps"] is not None and values["save_checkpoints_secs"] is not None:
        raise ValueError("Can not provide both save_checkpoints_steps and save_checkpoints_secs.")
    for name in ("save_summary_steps", "save_checkpoints_steps", "save_checkpoints_secs", "log_step_count_steps"):
        value = values[name]
        if value is not None and value < 0:
            raise ValueError(f"{name} should be >= 0, given: {value}")
    if values["model_dir"] == "":
        raise ValueError("model_dir should be non-empty")
    for name in ("train_distribute", "eval_distribute", "experimental_distribute"):
        if values[name] is not None:
            raise ValueError(f"{name}: this tf.estimator runs in one process; leave the strategy out")

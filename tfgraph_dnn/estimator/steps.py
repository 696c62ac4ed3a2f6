"""The hooks of a training run and of an evaluation, in TF 1.15's order."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.training.saver import Saver


def train_hooks(spec, hooks: list, listeners: list, config) -> tuple[list, list]:
    """All hooks of a training run, and those of the chief alone; adds the loss summary and a saver to the graph.

    Raises:
      ValueError: there are saving listeners and nothing saves.
    """
    if not any(summary.op.name == "loss" for summary in tf1.get_collection(tf1.GraphKeys.SUMMARIES)):
        tf1.summary.scalar("loss", spec.loss)
    tf1.add_to_collection(tf1.GraphKeys.LOSSES, spec.loss)
    hooks = [*hooks, tf1.train.NanTensorHook(spec.loss)]
    if config.log_step_count_steps is not None:
        shown = {"loss": spec.loss, "step": tf1.train.get_global_step()}
        hooks.append(tf1.train.LoggingTensorHook(shown, every_n_iter=config.log_step_count_steps))
    hooks.extend(spec.training_hooks)
    _add_saver(spec, config)
    chief_only = list(spec.training_chief_hooks)
    savers = [hook for hook in (*hooks, *chief_only) if isinstance(hook, tf1.train.CheckpointSaverHook)]
    if not savers and (config.save_checkpoints_secs or config.save_checkpoints_steps):
        savers = [
            tf1.train.CheckpointSaverHook(
                config.model_dir,
                save_secs=config.save_checkpoints_secs,
                save_steps=config.save_checkpoints_steps,
                scaffold=spec.scaffold,
                listeners=listeners,
            )
        ]
        chief_only = [*savers, *chief_only]
    if listeners and not savers:
        raise ValueError(
            "There should be a CheckpointSaverHook to use saving_listeners. Please set one of the "
            "RunConfig.save_checkpoints_steps or RunConfig.save_checkpoints_secs."
        )
    return hooks, chief_only


def eval_hooks(steps: int | None) -> list:
    """The hook that ends an evaluation after `steps` batches."""
    return [] if steps is None else [private.StopAfterNEvalsHook(steps)]


def _add_saver(spec, config) -> None:
    if spec.scaffold.saver or tf1.get_collection(tf1.GraphKeys.SAVERS):
        return
    saver = Saver(
        sharded=True,
        max_to_keep=config.keep_checkpoint_max,
        keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
        defer_build=True,
        save_relative_paths=True,
    )
    tf1.add_to_collection(tf1.GraphKeys.SAVERS, saver)

"""`tf.estimator.FinalExporter`, `LatestExporter`, `BestExporter`: SavedModels written after evaluations."""

from __future__ import annotations

import inspect
import os
import shutil

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.written import read_results


@shown_as("tensorflow_estimator.python.estimator.exporter.Exporter")
class Exporter:
    """What `EvalSpec.exporters` are: objects with a name that export after an evaluation."""

    @property
    def name(self):
        """The directory below `model_dir/export`."""
        raise NotImplementedError(f"{type(self).__name__} has no name")

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Exports, or decides not to.

        Returns:
          The directory it has written, or None.
        """
        raise NotImplementedError(f"{type(self).__name__} does not export")


class _SavedModelExporter(Exporter):
    """Exports at each evaluation."""

    def __init__(self, name, serving_input_receiver_fn, assets_extra=None, as_text=False):
        self._name = name
        self._receiver = serving_input_receiver_fn
        self._assets_extra = assets_extra
        self._as_text = as_text

    @property
    def name(self):
        """The directory below `model_dir/export`."""
        return self._name

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Writes a SavedModel of the checkpoint into a new directory below `export_path`."""
        return estimator.export_saved_model(
            export_path, self._receiver, self._assets_extra, self._as_text, checkpoint_path
        )


@shown_as("tensorflow_estimator.python.estimator.exporter.FinalExporter")
class FinalExporter(_SavedModelExporter):
    """Exports once, when training has reached `TrainSpec.max_steps`.

    Example:
      >>> FinalExporter("final", lambda: None).name
      'final'
    """

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Exports if it is the last evaluation."""
        if not is_the_final_export:
            return None
        tf1.logging.info("Performing the final export in the end of training.")
        return super().export(estimator, export_path, checkpoint_path, eval_result, is_the_final_export)


@shown_as("tensorflow_estimator.python.estimator.exporter.LatestExporter")
class LatestExporter(_SavedModelExporter):
    """Exports after each evaluation and keeps the newest `exports_to_keep`; all of them where that is None."""

    def __init__(self, name, serving_input_receiver_fn, assets_extra=None, as_text=False, exports_to_keep=5):
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text)
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError("`exports_to_keep`, if provided, must be positive number")
        self._exports_to_keep = exports_to_keep

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Exports, and deletes what is too old."""
        made = super().export(estimator, export_path, checkpoint_path, eval_result, is_the_final_export)
        _delete_old(export_path, self._exports_to_keep)
        return made


def _loss_smaller(best_eval_result, current_eval_result):
    for name, result in (("best_eval_result", best_eval_result), ("current_eval_result", current_eval_result)):
        if not result or "loss" not in result:
            raise ValueError(f"{name} cannot be empty or no loss is found in it.")
    return best_eval_result["loss"] > current_eval_result["loss"]


@shown_as("tensorflow_estimator.python.estimator.exporter.BestExporter")
class BestExporter(_SavedModelExporter):
    """Exports when an evaluation is better than all before, those of earlier runs too.

    `compare_fn(best_eval_result, current_eval_result)` says so; without it the smaller loss is better. Earlier results
    are read from the events below `model_dir` that `event_file_pattern` finds; None leaves them out.
    """

    def __init__(
        self,
        name="best_exporter",
        serving_input_receiver_fn=None,
        event_file_pattern="eval/*.tfevents.*",
        compare_fn=_loss_smaller,
        assets_extra=None,
        as_text=False,
        exports_to_keep=5,
    ):
        """Takes the settings.

        Raises:
          ValueError: a `compare_fn` with other arguments, or `exports_to_keep` below 1.
        """
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text)
        _check_comparison(compare_fn)
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError(f"`exports_to_keep`, if provided, must be a positive number. Got {exports_to_keep}")
        self._compare_fn = compare_fn
        self._pattern = event_file_pattern
        self._exports_to_keep = exports_to_keep
        self._model_dir = None
        self._best = None

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Exports if the result is the best so far."""
        if self._pattern and self._model_dir != estimator.model_dir:
            tf1.logging.info("Loading best metric from event files.")
            self._model_dir = estimator.model_dir
            self._best = self._best_written(os.path.join(self._model_dir, self._pattern))
        if self._best is not None and not self._compare_fn(
            best_eval_result=self._best, current_eval_result=eval_result
        ):
            return None
        tf1.logging.info("Performing best model export.")
        self._best = eval_result
        made = super().export(estimator, export_path, checkpoint_path, eval_result, is_the_final_export)
        _delete_old(export_path, self._exports_to_keep)
        return made

    def _best_written(self, pattern: str):
        best = None
        for _, result in read_results(pattern):
            if best is None or self._compare_fn(best, result):
                best = result
        return best


def checked(exporters) -> tuple:
    """The exporters of an `EvalSpec`, which may be one, several or None.

    Raises:
      TypeError: what is no exporter.
      ValueError: a name that is empty, no string, or taken.
    """
    if not exporters:
        return ()
    exporters = (exporters,) if isinstance(exporters, Exporter) else exporters
    try:
        exporters = tuple(exporters)
    except TypeError:
        exporters = (exporters,)
    if not all(isinstance(exporter, Exporter) for exporter in exporters):
        raise TypeError(f"`exporters` must be an Exporter, an iterable of Exporter, or `None`, found {exporters}.")
    names = [exporter.name for exporter in exporters]
    for name in names:
        if not name:
            raise ValueError(f"An Exporter cannot have a name that is `None` or empty. All exporter names: {names}")
        if not isinstance(name, str):
            raise ValueError(f"An Exporter must have a string name. Given: {type(name)}")
    if len(set(names)) != len(names):
        raise ValueError(
            f"`exporters` must have unique names. Such a name cannot be `None`. All exporter names: {names}"
        )
    return exporters


def _check_comparison(compare_fn) -> None:
    if compare_fn is None:
        raise ValueError("`compare_fn` must not be None.")
    wanted = ("best_eval_result", "current_eval_result")
    names = list(inspect.signature(compare_fn).parameters)
    for name in wanted:
        if name not in names:
            raise ValueError(f"compare_fn ({compare_fn}) must include {name} argument.")
    others = [name for name in names if name not in wanted]
    if others:
        raise ValueError(f"compare_fn ({compare_fn}) has following not expected args: {others}")


def _delete_old(directory, keep: int | None) -> None:
    """Leaves the `keep` newest exports; their directories are named by seconds since 1970, ten digits."""
    directory = os.fsdecode(directory)
    exports = sorted(name for name in os.listdir(directory) if len(name) == 10 and name.isdigit())
    for name in exports[:-keep] if keep else ():
        shutil.rmtree(os.path.join(directory, name))

"""Writes the results of an evaluation as an event, for TensorBoard, and reads them."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1


def write_results(directory: str, results: dict[str, Any], checkpoint_path: str | None) -> None:
    """Adds one summary with every number among the results to the event file in `directory`."""
    step = results[tf1.GraphKeys.GLOBAL_STEP]
    shown = ", ".join(f"{name} = {value}" for name, value in sorted(results.items()))
    tf1.logging.info("Saving dict for global step %d: %s", step, shown)
    summary = tf1.Summary()
    for name, value in results.items():
        if name != tf1.GraphKeys.GLOBAL_STEP and isinstance(value, int | float | np.number):
            summary.value.add(tag=name, simple_value=float(value))
    if checkpoint_path:
        summary.value.add(tag="checkpoint_path", tensor=tf1.make_tensor_proto(checkpoint_path, dtype=tf1.string))
    writer = tf1.summary.FileWriterCache.get(directory)
    writer.add_summary(summary, step)
    writer.flush()


def read_results(pattern: str) -> Iterator[tuple[int, dict[str, float]]]:
    """The global step and the numbers of each summary, in the event files whose paths fit `pattern`."""
    for path in sorted(glob.glob(pattern)):
        for event in tf1.train.summary_iterator(path):
            values = event.summary.value if event.HasField("summary") else ()
            result = {value.tag: value.simple_value for value in values if value.HasField("simple_value")}
            if result:
                yield event.step, result

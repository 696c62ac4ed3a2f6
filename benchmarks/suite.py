"""What is measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measurement:
    """One line of the table.

    Attributes:
      name: what `--only` picks it by.
      title: as the table shows it.
      program: the module below `programs` (and its rivals).
      options: for its `make`.
      quick: options that `--quick` changes.
      whole_process: not steps but the whole life of a process is timed.
      alone: a block is one step: it takes long, and its first time counts too.
      layers: it uses `tf.layers` or RNN cells, which plain `tf.compat.v1` lacks beside Keras 3.
    """

    name: str
    title: str
    program: str
    options: dict[str, Any] = field(default_factory=dict)
    quick: dict[str, Any] = field(default_factory=dict)
    whole_process: bool = False
    alone: bool = False
    layers: bool = False


SUITE = (
    Measurement("small", "8-10-3, batch 10", "small"),
    Measurement("max-norm", "max-norm, two runs a step", "max_norm", {"batch": 10}),
    Measurement("dense-50", "784-300-100-10, batch 50", "dense", {"batch": 50}),
    Measurement("dense-200", "784-300-100-10, batch 200", "dense", {"batch": 200}),
    Measurement("batch-norm-50", "batch norm, batch 50", "batch_norm", {"batch": 50}, layers=True),
    Measurement("batch-norm-200", "batch norm, batch 200", "batch_norm", {"batch": 200}, layers=True),
    Measurement("dropout-50", "dropout, batch 50", "dropout", {"batch": 50}),
    Measurement("dropout-200", "dropout, batch 200", "dropout", {"batch": 200}),
    Measurement("deep", "20 x 100 ELU, Adam, batch 50", "deep"),
    Measurement("evaluation", "evaluation of 10,000 rows", "evaluation", {"rows": 10_000}),
    Measurement("evaluation-55", "evaluation of 55,000 rows", "evaluation", {"rows": 55_000}, {"rows": 25_000}),
    Measurement("wide", "784-4096-4096-10, Adam, batch 50", "wide", {"batch": 50}),
    Measurement("conv", "two convolutions, batch 50", "conv", {"batch": 50}),
    Measurement("monitored", "monitored session, batch 50", "monitored", {"batch": 50}),
    Measurement("queues", "queue runners, batch 50", "queues", {"batch": 50}),
    Measurement("pipeline", "tf.data, batch 50", "pipeline", {"batch": 50}),
    Measurement("build-deep", "building 20 x 100 ELU, Adam", "deep", {"building": True}, alone=True),
    Measurement("build-batch-norm", "building 20 batch-normalized layers", "build_batch_norm", alone=True, layers=True),
    Measurement(
        "build-rnn", "building 1,000 recurrent steps", "build_rnn", {"length": 1000}, {"length": 100}, alone=True
    ),
    Measurement(
        "build-cells",
        "building 100 LSTM steps",
        "build_cells",
        {"length": 100},
        {"length": 20},
        alone=True,
        layers=True,
    ),
    Measurement("save", "saving 500 MB", "saver", {"megabytes": 500}, {"megabytes": 50}, alone=True),
    Measurement(
        "restore", "restoring 500 MB", "saver", {"megabytes": 500, "restoring": True}, {"megabytes": 50}, alone=True
    ),
    Measurement("import", "start-up: import alone", "import_only", whole_process=True),
    Measurement("hello", "start-up: a program of one run", "hello", whole_process=True),
)
TINY = Measurement("tiny", "a counter", "tiny", {"by": 1.0})

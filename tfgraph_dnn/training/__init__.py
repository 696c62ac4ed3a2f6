"""Training as TF 1.15 had it, and small helpers for what programs write by hand around it.

The helpers hide no graph: each makes ordinary operations, or calls the session in the open.
"""

from tfgraph_dnn.training.clipping import minimize_clipped
from tfgraph_dnn.training.early_stopping import EarlyStopping, restore_snapshot, snapshot
from tfgraph_dnn.training.freezing import freeze, trainable
from tfgraph_dnn.training.performance import PerformanceSchedule
from tfgraph_dnn.training.schedules import power_decay

__all__ = [
    "EarlyStopping",
    "PerformanceSchedule",
    "freeze",
    "minimize_clipped",
    "power_decay",
    "restore_snapshot",
    "snapshot",
    "trainable",
]

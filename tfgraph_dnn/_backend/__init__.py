"""The one door to TensorFlow.

`tf1` is `tensorflow.compat.v1`, imported quietly. `graph_mode()` turns the process to TF 1.x behaviour (graph mode,
reference variables, v1 control flow, v1 `Dimension` shapes). Everything else in the package reaches TensorFlow through
this room; what has no public name is imported in `private.py`, with the reason beside it.
"""

from tfgraph_dnn._backend.names import open_compat_v1, public_origin, running_modules
from tfgraph_dnn._backend.quiet import hide_deprecations, loading
from tfgraph_dnn._backend.startup import lean

with loading(), lean():
    tf1 = open_compat_v1()

hide_deprecations()

from tfgraph_dnn._backend.graphs import (  # noqa: E402
    Graph,
    allow_feeding,
    count_operations_for_seeds,
    default_graph,
    enable_eager_execution,
    graph_mode,
    op_count,
    reset_default_graph,
    shift_op_count,
)
from tfgraph_dnn._backend.private import legacy_keras, legacy_keras_member, tensorflow_module  # noqa: E402
from tfgraph_dnn._backend.sessions import InteractiveSession, Session  # noqa: E402

__all__ = [
    "Graph",
    "InteractiveSession",
    "Session",
    "allow_feeding",
    "count_operations_for_seeds",
    "default_graph",
    "enable_eager_execution",
    "graph_mode",
    "legacy_keras",
    "legacy_keras_member",
    "op_count",
    "public_origin",
    "running_modules",
    "reset_default_graph",
    "shift_op_count",
    "tensorflow_module",
    "tf1",
]

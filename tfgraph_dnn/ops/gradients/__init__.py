"""`tf.gradients` that builds TF 1.15's gradient subgraph: its operations, in its order, under its names.

TF 2 differentiates alike but builds another subgraph, so everything made after an optimizer would be numbered, and
therefore seeded, otherwise. Here the backward sweep (`driver`, `sweep`) asks gradient functions of ours first
(`registry`) and TensorFlow's for the operation types where both versions build the same nodes.
"""

from tfgraph_dnn.ops.gradients import (  # noqa: F401 - importing them fills the registry
    arrays,
    broadcasting,
    convolutions,
    data_flow,
    linear,
    linear_algebra,
    nn,
    reductions,
    segments,
)
from tfgraph_dnn.ops.gradients.driver import gradients
from tfgraph_dnn.ops.gradients.hessians import hessians

__all__ = ["gradients", "hessians"]

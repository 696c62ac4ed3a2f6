"""`tf.metrics`: TensorFlow's own streaming metrics on TF 1.15's operations.

Their update rules have not changed; what they call has. `tfgraph_dnn._backend.rebinding` makes them call ours.
"""

from __future__ import annotations

import functools
from typing import Any

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import rebound
from tfgraph_dnn.ops import (
    confusion_matrices,
    filled,
    ones_like,
    reductions,
    squeezing,
    weight_broadcasting,
)
from tfgraph_dnn.ops.gradients.shapes import kept_shape


def _confusion_matrix(labels, predictions, num_classes=None, weights=None, dtype=tf1.int32, name=None):
    return confusion_matrices.confusion_matrix(labels, predictions, num_classes, dtype, name, weights)


_OURS = {
    private.assert_broadcastable: weight_broadcasting.assert_broadcastable,
    private.broadcast_weights: weight_broadcasting.broadcast_weights,
    private.confusion_matrix: _confusion_matrix,
    private.reduced_shape: kept_shape,
    private.remove_squeezable_dimensions: squeezing.squeeze_to_match,
    tf1.divide: tf1.div,
    tf1.ones: filled.ones,
    tf1.ones_like: ones_like.ones_like,
    tf1.reduce_max: reductions.reduce_max,
    tf1.reduce_mean: reductions.reduce_mean,
    tf1.reduce_min: reductions.reduce_min,
    tf1.reduce_sum: reductions.reduce_sum,
    tf1.zeros: filled.zeros,
}


def __getattr__(name: str) -> Any:
    if name.startswith("_") or not callable(getattr(tf1.metrics, name, None)):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _metric(name)


@functools.cache
def _metric(name: str) -> Any:
    return rebound(getattr(tf1.metrics, name), _OURS)

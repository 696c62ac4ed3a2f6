"""`tensorflow.contrib.rnn.python.ops.core_rnn_cell`."""

from tfgraph_dnn.layers.rnn.linear import Linear, linear
from tfgraph_dnn.layers.rnn.projection import EmbeddingWrapper, InputProjectionWrapper, OutputProjectionWrapper
from tfgraph_dnn.layers.rnn.rnn_cell_impl import *  # noqa: F403 - old programs take the core cells from here too
from tfgraph_dnn.layers.rnn.rnn_cell_impl import _BIAS_VARIABLE_NAME, _WEIGHTS_VARIABLE_NAME  # noqa: F401

__all__ = ["EmbeddingWrapper", "InputProjectionWrapper", "OutputProjectionWrapper"]

_Linear = Linear
_linear = linear

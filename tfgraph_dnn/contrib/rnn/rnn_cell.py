"""`tensorflow.contrib.rnn.python.ops.rnn_cell`."""

from tfgraph_dnn.layers.rnn.attention_cell import AttentionCellWrapper
from tfgraph_dnn.layers.rnn.highway import HighwayWrapper

__all__ = ["AttentionCellWrapper", "HighwayWrapper"]

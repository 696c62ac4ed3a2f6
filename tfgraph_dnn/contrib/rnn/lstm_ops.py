"""`tensorflow.contrib.rnn.python.ops.lstm_ops`."""

from tfgraph_dnn.layers.rnn.block import LSTMBlockCell, LSTMBlockFusedCell, LSTMBlockWrapper

__all__ = ["LSTMBlockCell", "LSTMBlockFusedCell", "LSTMBlockWrapper"]

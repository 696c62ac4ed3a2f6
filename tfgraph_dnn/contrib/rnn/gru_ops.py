"""`tensorflow.contrib.rnn.python.ops.gru_ops`."""

from tfgraph_dnn.layers.rnn.block import GRUBlockCell, GRUBlockCellV2

__all__ = ["GRUBlockCell", "GRUBlockCellV2"]

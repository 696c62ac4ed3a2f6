"""`tensorflow.contrib.rnn.python.ops.fused_rnn_cell`."""

from tfgraph_dnn.layers.rnn.fused import FusedRNNCell, FusedRNNCellAdaptor, TimeReversedFusedRNN

__all__ = ["FusedRNNCell", "FusedRNNCellAdaptor", "TimeReversedFusedRNN"]

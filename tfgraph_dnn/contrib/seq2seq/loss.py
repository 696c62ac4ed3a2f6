"""`tensorflow.contrib.seq2seq.python.ops.loss`."""

from tfgraph_dnn.layers.seq2seq.losses import sequence_loss

__all__ = ["sequence_loss"]

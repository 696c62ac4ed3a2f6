"""`tf.contrib.seq2seq`: losses, decoders, helpers, attention and beam search."""

from tfgraph_dnn.contrib.seq2seq.loss import sequence_loss

__all__ = ["sequence_loss"]

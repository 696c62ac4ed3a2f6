"""`tensorflow.contrib.seq2seq.python.ops.decoder`."""

from tfgraph_dnn.layers.rnn.dynamic import transpose_batch_time
from tfgraph_dnn.layers.seq2seq.decoder import Decoder, dynamic_decode

__all__ = ["Decoder", "dynamic_decode"]

_transpose_batch_time = transpose_batch_time

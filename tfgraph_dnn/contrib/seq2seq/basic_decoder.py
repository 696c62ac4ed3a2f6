"""`tensorflow.contrib.seq2seq.python.ops.basic_decoder`."""

from tfgraph_dnn.layers.seq2seq.basic_decoder import BasicDecoder, BasicDecoderOutput

__all__ = ["BasicDecoder", "BasicDecoderOutput"]

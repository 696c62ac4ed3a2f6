"""`tensorflow.contrib.seq2seq.python.ops.beam_search_ops`."""

from tfgraph_dnn.layers.seq2seq.gather_tree import gather_tree

__all__ = ["gather_tree"]

"""`tensorflow.contrib.rnn.python.ops.rnn`."""

from tfgraph_dnn.layers.rnn.bidirectional import stack_bidirectional_dynamic_rnn, stack_bidirectional_rnn

__all__ = ["stack_bidirectional_dynamic_rnn", "stack_bidirectional_rnn"]

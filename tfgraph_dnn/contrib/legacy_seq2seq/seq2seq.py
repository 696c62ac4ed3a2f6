"""`tensorflow.contrib.legacy_seq2seq.python.ops.seq2seq`."""

from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.layers.seq2seq.feeding import best_symbol_embedded
from tfgraph_dnn.layers.seq2seq.unrolled_attention import (
    attention_decoder,
    embedding_attention_decoder,
    embedding_attention_seq2seq,
)
from tfgraph_dnn.layers.seq2seq.unrolled_decoders import (
    basic_rnn_seq2seq,
    embedding_rnn_decoder,
    embedding_rnn_seq2seq,
    embedding_tied_rnn_seq2seq,
    rnn_decoder,
    tied_rnn_seq2seq,
)
from tfgraph_dnn.layers.seq2seq.unrolled_losses import sequence_loss, sequence_loss_by_example
from tfgraph_dnn.layers.seq2seq.unrolled_models import model_with_buckets, one2many_rnn_seq2seq

__all__ = [
    "Linear",
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]

_extract_argmax_and_embed = best_symbol_embedded

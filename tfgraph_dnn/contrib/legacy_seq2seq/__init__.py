"""`tf.contrib.legacy_seq2seq`: unrolled sequence-to-sequence nets, their losses and buckets."""

from tfgraph_dnn.contrib.legacy_seq2seq.seq2seq import *  # noqa: F403 - its `__all__` is the list

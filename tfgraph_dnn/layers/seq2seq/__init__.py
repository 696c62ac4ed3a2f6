"""Sequence to sequence: decoders, attention, beam search and losses of `tf.contrib.seq2seq` and `legacy_seq2seq`.

`unrolled_*` are the graphs of `legacy_seq2seq`, one copy of the cell a step; the rest runs in loops.
"""

"""RNN cells of TF 1.15 (`tf.nn.rnn_cell`, `tf.contrib.rnn`), one family a file, and what runs them over time.

`cell` holds the base class; `basic`, `gru`, `lstm`, `stacking`, `dropout`, `wrappers` are `tf.nn.rnn_cell`; `dynamic`
and `bidirectional` run cells over time; the other files are `tf.contrib.rnn` and `tf.contrib.crf`.
"""

"""Several decoders on one encoder, and one net for several lengths."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.projection import EmbeddingWrapper, OutputProjectionWrapper
from tfgraph_dnn.layers.seq2seq.feeding import decoded_either_way
from tfgraph_dnn.layers.seq2seq.unrolled_decoders import embedding_rnn_decoder
from tfgraph_dnn.layers.seq2seq.unrolled_losses import sequence_loss, sequence_loss_by_example


def one2many_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs_dict,
    enc_cell,
    dec_cells_dict,
    num_encoder_symbols,
    num_decoder_symbols_dict,
    embedding_size,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encodes symbols once and decodes them several times (Luong et al. 2015, arXiv:1511.06114).

    Args:
      encoder_inputs: list of `[batch]` integer tensors.
      decoder_inputs_dict: such a list for each decoder's name.
      enc_cell: the encoder's cell.
      dec_cells_dict: the decoders' cells, by name.
      num_encoder_symbols: number of the encoder's symbols.
      num_decoder_symbols_dict: numbers of the decoders' symbols, by name.
      embedding_size: size of all embeddings.
      feed_previous: bool, or scalar bool tensor: see `embedding_rnn_decoder`.
      dtype: of the states; the scope's by default.
      scope: the variable scope, or its name; `one2many_rnn_seq2seq` by default.

    Returns:
      Two dicts by the decoders' names: lists of outputs, and final states.

    Raises:
      TypeError: something that is no cell.
      ValueError: names of cells and inputs differ.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> symbols = [tf.constant([1, 2])] * 3
      >>> cells = {name: tf.nn.rnn_cell.GRUCell(4) for name in "ab"}
      >>> outputs, _ = tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq(
      ...     symbols, {"a": symbols, "b": symbols}, tf.nn.rnn_cell.GRUCell(4), cells, 7, {"a": 9, "b": 8}, 5)
      >>> outputs["b"][0].shape.as_list()
      [2, 8]
    """
    if not isinstance(enc_cell, RNNCell):
        raise TypeError(f"enc_cell is not an RNNCell: {type(enc_cell)}")
    if set(dec_cells_dict) != set(decoder_inputs_dict):
        raise ValueError(
            f"keys of dec_cells_dict != keys of decoder_inputs_dict: {set(dec_cells_dict)}, {set(decoder_inputs_dict)}"
        )
    for cell in dec_cells_dict.values():
        if not isinstance(cell, RNNCell):
            raise TypeError(f"dec_cell is not an RNNCell: {type(cell)}")
    outputs, states = {}, {}
    with tf1.variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as scope:
        encoder = EmbeddingWrapper(enc_cell, num_encoder_symbols, embedding_size)
        _, encoder_state = tf1.nn.static_rnn(encoder, encoder_inputs, dtype=scope.dtype)
        for name, inputs in decoder_inputs_dict.items():
            with tf1.variable_scope(f"one2many_decoder_{name}"):
                outputs[name], states[name] = _decoded(
                    inputs,
                    encoder_state,
                    dec_cells_dict[name],
                    num_decoder_symbols_dict[name],
                    embedding_size,
                    feed_previous,
                )
    return outputs, states


def _decoded(inputs: Any, state: Any, cell: Any, symbols: int, embedding_size: int, feed_previous: Any) -> Any:
    cell = OutputProjectionWrapper(cell, symbols)

    def decoder(feed: bool) -> Any:
        return embedding_rnn_decoder(inputs, state, cell, symbols, embedding_size, feed_previous=feed)

    if isinstance(feed_previous, bool):
        return decoder(feed_previous)
    return decoded_either_way(feed_previous, decoder, len(inputs), lambda: state)


def model_with_buckets(
    encoder_inputs,
    decoder_inputs,
    targets,
    weights,
    buckets,
    seq2seq,
    softmax_loss_function=None,
    per_example_loss=False,
    name=None,
):
    """Makes one net for each of several pairs of lengths, all with the same variables, and its loss.

    Args:
      encoder_inputs, decoder_inputs, targets, weights: lists of tensors, as long as the longest bucket needs.
      buckets: list of (encoder length, decoder length), the longest last.
      seq2seq: function of encoder and decoder inputs that gives a list of outputs and a state.
      softmax_loss_function, per_example_loss: see `sequence_loss_by_example`; per example instead of in all.
      name: name of the name scope; `model_with_buckets` by default.

    Returns:
      Two lists with one entry a bucket: the lists of outputs, and the losses.

    Raises:
      ValueError: lists shorter than the last bucket.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> symbols, weights = [tf.constant([1, 2])] * 4, [tf.ones([2])] * 4
      >>> def net(source, target):
      ...     return tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(
      ...         source, target, tf.nn.rnn_cell.GRUCell(4), 7, 9, embedding_size=5)
      >>> outputs, losses = tf.contrib.legacy_seq2seq.model_with_buckets(
      ...     symbols, symbols, symbols, weights, [(2, 2), (4, 3)], net)
      >>> len(outputs[0]), len(outputs[1]), losses[0].shape.as_list()
      (2, 3, [])
    """
    needed = {"encoder_inputs": buckets[-1][0], "targets": buckets[-1][1], "weights": buckets[-1][1]}
    for (what, length), given in zip(needed.items(), (encoder_inputs, targets, weights), strict=True):
        if len(given) < length:
            raise ValueError(f"Length of {what} ({len(given)}) must be at least that of last bucket ({length}).")
    loss_function = sequence_loss_by_example if per_example_loss else sequence_loss
    outputs, losses = [], []
    with tf1.name_scope(name, "model_with_buckets", encoder_inputs + decoder_inputs + targets + weights):
        for number, (source, target) in enumerate(buckets):
            with tf1.variable_scope(tf1.get_variable_scope(), reuse=True if number > 0 else None):
                made, _ = seq2seq(encoder_inputs[:source], decoder_inputs[:target])
                outputs.append(made)
                losses.append(
                    loss_function(made, targets[:target], weights[:target], softmax_loss_function=softmax_loss_function)
                )
    return outputs, losses

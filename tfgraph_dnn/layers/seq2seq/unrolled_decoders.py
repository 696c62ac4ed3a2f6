"""Unrolled decoders without attention, and the plain sequence-to-sequence nets made of them."""

from __future__ import annotations

import copy
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.projection import EmbeddingWrapper, OutputProjectionWrapper
from tfgraph_dnn.layers.seq2seq.feeding import best_symbol_embedded, check_projection, decoded_either_way
from tfgraph_dnn.ops.variables import get_variable


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """Runs a cell over a list of inputs.

    Args:
      decoder_inputs: list of `[batch, depth]` tensors.
      initial_state: the cell's first state.
      cell: an RNN cell.
      loop_function: function of the last output and the step's number that gives the next input; then only the first of
        `decoder_inputs` is used.
      scope: the variable scope, or its name; `rnn_decoder` by default.

    Returns:
      The list of outputs and the final state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> steps = [tf.ones([2, 3])] * 5
      >>> outputs, _ = tf.contrib.legacy_seq2seq.rnn_decoder(steps, cell.zero_state(2, tf.float32), cell)
      >>> len(outputs)
      5
    """
    with tf1.variable_scope(scope or "rnn_decoder"):
        state, outputs = initial_state, []
        for number, inputs in enumerate(decoder_inputs):
            if loop_function is not None and outputs:
                with tf1.variable_scope("loop_function", reuse=True):
                    inputs = loop_function(outputs[-1], number)
            if number > 0:
                tf1.get_variable_scope().reuse_variables()
            output, state = cell(inputs, state)
            outputs.append(output)
    return outputs, state


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=tf1.float32, scope=None):
    """Encodes one list of inputs into a state, and decodes another list from it, with two sets of weights.

    Args:
      encoder_inputs, decoder_inputs: lists of `[batch, depth]` tensors.
      cell: an RNN cell; a copy of it encodes.
      dtype: of the encoder's state.
      scope: the variable scope, or its name; `basic_rnn_seq2seq` by default.

    Returns:
      The list of outputs and the final state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> steps = [tf.ones([2, 3])] * 2
      >>> outputs, _ = tf.contrib.legacy_seq2seq.basic_rnn_seq2seq(steps, steps, tf.nn.rnn_cell.GRUCell(4))
      >>> outputs[0].shape.as_list()
      [2, 4]
    """
    with tf1.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = tf1.nn.static_rnn(copy.deepcopy(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


def tied_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=tf1.float32, scope=None):
    """The same with one set of weights for both.

    Args:
      encoder_inputs, decoder_inputs: lists of `[batch, depth]` tensors.
      cell: an RNN cell.
      loop_function: see `rnn_decoder`.
      dtype: of the encoder's state.
      scope: the variable scope below `combined_tied_rnn_seq2seq`, or its name; `tied_rnn_seq2seq` by default.

    Returns:
      The list of outputs and the final state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> steps = [tf.ones([2, 3])] * 2
      >>> outputs, _ = tf.contrib.legacy_seq2seq.tied_rnn_seq2seq(steps, steps, tf.nn.rnn_cell.GRUCell(4))
      >>> len(tf.trainable_variables())
      4
    """
    with tf1.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = tf1.nn.static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        tf1.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function=loop_function, scope=scope)


def embedding_rnn_decoder(
    decoder_inputs,
    initial_state,
    cell,
    num_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    scope=None,
):
    """Runs a cell over a list of embedded symbols, or over what it said itself.

    Args:
      decoder_inputs: list of `[batch]` integer tensors.
      initial_state: the cell's first state.
      cell: an RNN cell.
      num_symbols: number of symbols.
      embedding_size: size of their vectors.
      output_projection: weights and biases from the outputs to the symbols, or None when the outputs are that already.
      feed_previous: whether a step reads the most likely symbol of the one before; then only the first input is used.
      update_embedding_for_previous: whether gradients reach the embedding of symbols fed back.
      scope: the variable scope, or its name; `embedding_rnn_decoder` by default.

    Returns:
      The list of outputs and the final state.

    Raises:
      ValueError: a projection of the wrong shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> symbols = [tf.constant([1, 2])] * 3
      >>> outputs, _ = tf.contrib.legacy_seq2seq.embedding_rnn_decoder(
      ...     symbols, cell.zero_state(2, tf.float32), cell, num_symbols=9, embedding_size=5)
      >>> len(outputs)
      3
    """
    with tf1.variable_scope(scope or "embedding_rnn_decoder") as scope:
        check_projection(output_projection, num_symbols, scope.dtype)
        embedding = get_variable("embedding", [num_symbols, embedding_size])
        loop_function = (
            best_symbol_embedded(embedding, output_projection, update_embedding_for_previous) if feed_previous else None
        )
        embedded = (tf1.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs)
        return rnn_decoder(embedded, initial_state, cell, loop_function=loop_function)


def embedding_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encodes one list of symbols, and decodes another from the final state.

    Args:
      encoder_inputs, decoder_inputs: lists of `[batch]` integer tensors.
      cell: an RNN cell; a copy of it encodes.
      num_encoder_symbols, num_decoder_symbols: numbers of symbols.
      embedding_size: size of their vectors.
      output_projection: weights and biases from the outputs to the symbols; by default the decoder's cell projects.
      feed_previous: bool, or scalar bool tensor: see `embedding_rnn_decoder`.
      dtype: of the states; the scope's by default.
      scope: the variable scope, or its name; `embedding_rnn_seq2seq` by default.

    Returns:
      The list of outputs and the final state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> symbols = [tf.constant([1, 2])] * 3
      >>> outputs, _ = tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(
      ...     symbols, symbols, tf.nn.rnn_cell.GRUCell(4), 7, 9, embedding_size=5)
      >>> outputs[0].shape.as_list()
      [2, 9]
    """
    with tf1.variable_scope(scope or "embedding_rnn_seq2seq") as scope:
        if dtype is None:
            dtype = scope.dtype
        else:
            scope.set_dtype(dtype)
        encoder = EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        _, encoder_state = tf1.nn.static_rnn(encoder, encoder_inputs, dtype=dtype)
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)

        def decoder(feed: bool, **arguments: Any) -> Any:
            return embedding_rnn_decoder(
                decoder_inputs,
                encoder_state,
                cell,
                num_decoder_symbols,
                embedding_size,
                output_projection=output_projection,
                feed_previous=feed,
                **arguments,
            )

        if isinstance(feed_previous, bool):
            return decoder(feed_previous)
        return decoded_either_way(
            feed_previous,
            lambda feed: decoder(feed, update_embedding_for_previous=False),
            len(decoder_inputs),
            lambda: encoder_state,
        )


def embedding_tied_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_symbols,
    embedding_size,
    num_decoder_symbols=None,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encodes and decodes symbols of one kind, with one embedding and one set of weights.

    Args:
      encoder_inputs, decoder_inputs: lists of `[batch]` integer tensors.
      cell: an RNN cell.
      num_symbols: number of symbols.
      embedding_size: size of their vectors.
      num_decoder_symbols: how many of them the decoder may say; all by default.
      output_projection: weights and biases from the outputs to the symbols; by default the cell projects.
      feed_previous: bool, or scalar bool tensor: see `embedding_rnn_decoder`.
      dtype: of the states; the scope's by default.
      scope: the variable scope, or its name; `embedding_tied_rnn_seq2seq` by default.

    Returns:
      The list of outputs and the final state.

    Raises:
      ValueError: a projection of the wrong shape.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> symbols = [tf.constant([1, 2])] * 3
      >>> outputs, _ = tf.contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq(
      ...     symbols, symbols, tf.nn.rnn_cell.GRUCell(4), 9, embedding_size=5)
      >>> outputs[0].shape.as_list()
      [2, 9]
    """
    with tf1.variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        check_projection(output_projection, num_symbols, dtype)
        embedding = get_variable("embedding", [num_symbols, embedding_size], dtype=dtype)
        source = [tf1.nn.embedding_lookup(embedding, symbols) for symbols in encoder_inputs]
        target = [tf1.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs]
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_symbols if num_decoder_symbols is None else num_decoder_symbols)

        def decoder(feed: bool, update: bool) -> Any:
            loop_function = best_symbol_embedded(embedding, output_projection, update) if feed else None
            return tied_rnn_seq2seq(source, target, cell, loop_function=loop_function, dtype=dtype)

        if isinstance(feed_previous, bool):
            return decoder(feed_previous, update=True)
        return decoded_either_way(
            feed_previous,
            lambda feed: decoder(feed, update=False),
            len(decoder_inputs),
            lambda: cell.zero_state(_batch_size(encoder_inputs), dtype),
        )


def _batch_size(inputs: list[Any]) -> Any:
    known = inputs[0].get_shape()[0].value
    return tf1.shape(inputs[0])[0] if known is None else known

"""Unrolled decoders with attention, as in Vinyals et al. 2014, arXiv:1412.7449."""

from __future__ import annotations

import copy
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.layers.rnn.projection import EmbeddingWrapper, OutputProjectionWrapper
from tfgraph_dnn.layers.seq2seq.feeding import best_symbol_embedded, decoded_either_way
from tfgraph_dnn.ops.variables import get_variable


def attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    output_size=None,
    num_heads=1,
    loop_function=None,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """Runs a cell over a list of inputs, attending at each step to a set of states.

    Args:
      decoder_inputs: list of `[batch, depth]` tensors.
      initial_state: the cell's first state.
      attention_states: `[batch, length, size]` tensor, what to attend to.
      cell: an RNN cell.
      output_size: size of the outputs; the cell's by default.
      num_heads: how many attentions are read from `attention_states`.
      loop_function: function of the last output and the step's number that gives the next input; see `rnn_decoder`.
      dtype: of the attention; the scope's by default.
      scope: the variable scope, or its name; `attention_decoder` by default.
      initial_state_attention: whether the first attention comes from the initial state, or is zero.

    Returns:
      The list of `[batch, output_size]` outputs and the final state.

    Raises:
      ValueError: no inputs, no heads, or an unknown size of the states or inputs.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> outputs, _ = tf.contrib.legacy_seq2seq.attention_decoder(
      ...     [tf.ones([2, 3])] * 5, cell.zero_state(2, tf.float32), tf.ones([2, 7, 6]), cell)
      >>> len(outputs), outputs[0].shape.as_list()
      (5, [2, 4])
    """
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    if attention_states.get_shape()[2].value is None:
        raise ValueError(f"Shape[2] of attention_states must be known: {attention_states.get_shape()}")
    output_size = cell.output_size if output_size is None else output_size
    with tf1.variable_scope(scope or "attention_decoder", dtype=dtype) as scope:
        batch_size = tf1.shape(decoder_inputs[0])[0]
        heads = _Heads(attention_states, num_heads, scope.dtype)
        state, outputs = initial_state, []
        attentions = heads.zeros(batch_size)
        if initial_state_attention:
            attentions = heads.read(initial_state)
        for number, inputs in enumerate(decoder_inputs):
            if number > 0:
                tf1.get_variable_scope().reuse_variables()
            if loop_function is not None and outputs:
                with tf1.variable_scope("loop_function", reuse=True):
                    inputs = loop_function(outputs[-1], number)
            cell_output, state = cell(_with_attentions(inputs, attentions, scope.dtype), state)
            if number == 0 and initial_state_attention:
                with tf1.variable_scope(tf1.get_variable_scope(), reuse=True):
                    attentions = heads.read(state)
            else:
                attentions = heads.read(state)
            with tf1.variable_scope("AttnOutputProjection"):
                joined = [tf1.cast(cell_output, scope.dtype), *attentions]
                outputs.append(Linear(joined, output_size, True)(joined))
    return outputs, state


def _with_attentions(inputs: Any, attentions: list[Any], dtype: Any) -> Any:
    """One vector of the inputs' size from inputs and last attentions."""
    size = inputs.get_shape().with_rank(2)[1]
    if size.value is None:
        raise ValueError(f"Could not infer input size from input: {inputs.name}")
    joined = [tf1.cast(tensor, dtype) for tensor in [inputs, *attentions]]
    return Linear(joined, size, True)(joined)


class _Heads:
    """The attention heads over a set of states."""

    def __init__(self, states: Any, num_heads: int, dtype: Any):
        self.dtype = dtype
        self.length = states.get_shape()[1].value
        if self.length is None:
            self.length = tf1.shape(states)[1]
        self.size = states.get_shape()[2].value
        # A 1-by-1 convolution is the product with every state.
        self.hidden = tf1.reshape(states, [-1, self.length, 1, self.size])
        self.features, self.vectors = [], []
        for head in range(num_heads):
            kernel = get_variable(f"AttnW_{head}", [1, 1, self.size, self.size], dtype=dtype)
            self.features.append(tf1.nn.conv2d(self.hidden, kernel, [1, 1, 1, 1], "SAME"))
            self.vectors.append(get_variable(f"AttnV_{head}", [self.size], dtype=dtype))

    def zeros(self, batch_size: Any) -> list[Any]:
        """Attentions before anything was read."""
        shape = tf1.stack([batch_size, self.size])
        found = [tf1.zeros(shape, dtype=self.dtype) for _ in self.features]
        for attention in found:
            attention.set_shape([None, self.size])
        return found

    def read(self, query: Any) -> list[Any]:
        """The `[batch, size]` attentions for a state of the cell, one a head."""
        if tf1.nest.is_nested(query):
            parts = tf1.nest.flatten(query)
            for part in parts:
                if part.get_shape().ndims not in (None, 2):
                    raise ValueError(f"Attention needs states of rank 2, got {part}")
            query = tf1.concat(parts, 1)
        return [self._read_one(number, query) for number in range(len(self.features))]

    def _read_one(self, number: int, query: Any) -> Any:
        with tf1.variable_scope(f"Attention_{number}"):
            y = tf1.reshape(Linear(query, self.size, True)(query), [-1, 1, 1, self.size])
            y = tf1.cast(y, self.dtype)
            scores = tf1.reduce_sum(self.vectors[number] * tf1.tanh(self.features[number] + y), [2, 3])
            weights = tf1.cast(tf1.nn.softmax(tf1.cast(scores, dtype=tf1.float32)), self.dtype)
            weighted = tf1.reshape(weights, [-1, self.length, 1, 1]) * self.hidden
            return tf1.reshape(tf1.reduce_sum(weighted, [1, 2]), [-1, self.size])


def embedding_attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    num_symbols,
    embedding_size,
    num_heads=1,
    output_size=None,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """Runs a cell with attention over embedded symbols, or over what it said itself.

    Args:
      decoder_inputs: list of `[batch]` integer tensors.
      initial_state, attention_states, cell, num_heads, output_size, initial_state_attention: see `attention_decoder`.
      num_symbols: number of symbols.
      embedding_size: size of their vectors.
      output_projection: weights and biases from the outputs to the symbols, or None when the outputs are that already.
      feed_previous: whether each step reads the most likely symbol of the one before.
      update_embedding_for_previous: whether gradients reach the embedding of symbols fed back.
      dtype: of the variables; the scope's by default.
      scope: the variable scope, or its name; `embedding_attention_decoder` by default.

    Returns:
      The list of outputs and the final state.

    Raises:
      ValueError: a projection of the wrong shape; and see `attention_decoder`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> outputs, _ = tf.contrib.legacy_seq2seq.embedding_attention_decoder(
      ...     [tf.constant([1, 2])] * 3, cell.zero_state(2, tf.float32), tf.ones([2, 7, 6]), cell, 9, 5)
      >>> len(outputs)
      3
    """
    output_size = cell.output_size if output_size is None else output_size
    if output_projection is not None:
        biases = tf1.convert_to_tensor(output_projection[1], dtype=dtype)
        biases.get_shape().assert_is_compatible_with([num_symbols])
    with tf1.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = get_variable("embedding", [num_symbols, embedding_size])
        loop_function = (
            best_symbol_embedded(embedding, output_projection, update_embedding_for_previous) if feed_previous else None
        )
        return attention_decoder(
            [tf1.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs],
            initial_state,
            attention_states,
            cell,
            output_size=output_size,
            num_heads=num_heads,
            loop_function=loop_function,
            initial_state_attention=initial_state_attention,
        )


def embedding_attention_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    num_heads=1,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """Encodes one list of symbols, and decodes another, attending to the encoder's outputs.

    Args:
      encoder_inputs, decoder_inputs: lists of `[batch]` integer tensors.
      cell: an RNN cell; a copy of it encodes.
      num_encoder_symbols, num_decoder_symbols: numbers of symbols.
      embedding_size: size of their vectors.
      num_heads, initial_state_attention: see `attention_decoder`.
      output_projection: weights and biases from the outputs to the symbols; by default the decoder's cell projects.
      feed_previous: bool, or scalar bool tensor: see `embedding_attention_decoder`.
      dtype: of the states; the scope's by default.
      scope: the variable scope, or its name; `embedding_attention_seq2seq` by default.

    Returns:
      The list of outputs and the final state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> symbols = [tf.constant([1, 2])] * 3
      >>> outputs, _ = tf.contrib.legacy_seq2seq.embedding_attention_seq2seq(
      ...     symbols, symbols, tf.nn.rnn_cell.GRUCell(4), 7, 9, embedding_size=5)
      >>> outputs[0].shape.as_list()
      [2, 9]
    """
    with tf1.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as scope:
        encoder = EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        encoder_outputs, encoder_state = tf1.nn.static_rnn(encoder, encoder_inputs, dtype=scope.dtype)
        attention_states = tf1.concat([tf1.reshape(e, [-1, 1, cell.output_size]) for e in encoder_outputs], 1)
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decoder(feed: bool, **arguments: Any) -> Any:
            return embedding_attention_decoder(
                decoder_inputs,
                encoder_state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=output_size,
                output_projection=output_projection,
                feed_previous=feed,
                initial_state_attention=initial_state_attention,
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

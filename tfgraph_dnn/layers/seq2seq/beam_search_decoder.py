"""Beam search as a decoder."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import assert_like_rnncell
from tfgraph_dnn.layers.seq2seq.basic_decoder import check_output_layer, size_after_layer
from tfgraph_dnn.layers.seq2seq.beam_histories import sorted_history
from tfgraph_dnn.layers.seq2seq.beam_scores import attention_probabilities
from tfgraph_dnn.layers.seq2seq.beam_search import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    beam_search_step,
    check_rank_known,
)
from tfgraph_dnn.layers.seq2seq.decoder import Decoder
from tfgraph_dnn.layers.seq2seq.gather_tree import gather_tree
from tfgraph_dnn.layers.seq2seq.helper_base import embedding_function
from tfgraph_dnn.ops.filled import one_hot, zeros


@shown_as("tensorflow.contrib.seq2seq.python.ops.beam_search_decoder.FinalBeamSearchDecoderOutput")
class FinalBeamSearchDecoderOutput(
    collections.namedtuple("FinalBeamDecoderOutput", ("predicted_ids", "beam_search_decoder_output"))
):
    """What a beam search gives: `[batch, time, beams]` ids, the best beam first, and the outputs of its steps."""


@shown_as("tensorflow.contrib.seq2seq.python.ops.beam_search_decoder.BeamSearchDecoder")
class BeamSearchDecoder(Decoder):
    """Keeps the `beam_width` best beginnings at each step; as `tf.contrib.seq2seq.BeamSearchDecoder` of TF 1.15.

    The initial state must be made for `batch * beam_width` examples: see `tile_batch`.

    Args:
      cell: an RNN cell.
      embedding: table, or function from ids to vectors.
      start_tokens: `[batch]` integers.
      end_token: integer scalar.
      initial_state: the cell's first state, tiled.
      beam_width: how many beams to keep.
      output_layer: a `tf.layers.Layer` for the outputs, or None.
      length_penalty_weight: how much long sequences are helped; 0 for not at all.
      coverage_penalty_weight: how much it costs to leave parts of the memory unattended; 0 for nothing.
      reorder_tensor_arrays: whether TensorArrays in the state are put into the order of the final beams.

    Raises:
      TypeError: no cell, or no layer.
      ValueError: start tokens that are no vector, an end token that is no scalar, an untiled state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> decoder = tf.contrib.seq2seq.BeamSearchDecoder(
      ...     cell, tf.get_variable("embedding", [9, 3]), start_tokens=[1, 1], end_token=2,
      ...     initial_state=cell.zero_state(2 * 5, tf.float32), beam_width=5, output_layer=tf.layers.Dense(9))
      >>> outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=10)
      >>> outputs.predicted_ids.shape.as_list()
      [2, None, 5]
    """

    def __init__(
        self,
        cell,
        embedding,
        start_tokens,
        end_token,
        initial_state,
        beam_width,
        output_layer=None,
        length_penalty_weight=0.0,
        coverage_penalty_weight=0.0,
        reorder_tensor_arrays=True,
    ):
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer)
        self._cell = cell
        self._output_layer = output_layer
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens = tf1.convert_to_tensor(start_tokens, dtype=tf1.int32, name="start_tokens")
        if self._start_tokens.get_shape().ndims != 1:
            raise ValueError("start_tokens must be a vector")
        self._end_token = tf1.convert_to_tensor(end_token, dtype=tf1.int32, name="end_token")
        if self._end_token.get_shape().ndims != 0:
            raise ValueError("end_token must be a scalar")
        self._batch_size = tf1.size(start_tokens)
        self._initial_cell_state = tf1.nest.map_structure(self._maybe_split_batch_beams, initial_state, cell.state_size)
        self._start_tokens = tf1.tile(tf1.expand_dims(self._start_tokens, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)
        # Only the first beam begins, or all would say the same.
        self._finished = one_hot(
            zeros([self._batch_size], dtype=tf1.int32),
            depth=beam_width,
            on_value=False,
            off_value=True,
            dtype=tf1.bool,
        )

    @property
    def batch_size(self):
        """The number of start tokens, before tiling."""
        return self._batch_size

    def _rnn_output_size(self):
        return size_after_layer(self._cell.output_size, self._output_layer)

    @property
    def tracks_own_finished(self):
        """True: a beam that is finished may give its place to one that is not."""
        return True

    @property
    def output_size(self):
        """`BeamSearchDecoderOutput` of shapes."""
        width = tf1.TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(scores=width, predicted_ids=width, parent_ids=width)

    @property
    def output_dtype(self):
        """`BeamSearchDecoderOutput` of dtypes; that of the scores is taken from the first state."""
        dtype = tf1.nest.flatten(self._initial_cell_state)[0].dtype
        return BeamSearchDecoderOutput(
            scores=tf1.nest.map_structure(lambda _: dtype, self._rnn_output_size()),
            predicted_ids=tf1.int32,
            parent_ids=tf1.int32,
        )

    def initialize(self, name=None):
        """The embedded start tokens and the first state; see `Decoder`."""
        dtype = tf1.nest.flatten(self._initial_cell_state)[0].dtype
        log_probs = one_hot(
            zeros([self._batch_size], dtype=tf1.int32),
            depth=self._beam_width,
            on_value=tf1.convert_to_tensor(0.0, dtype=dtype),
            off_value=tf1.convert_to_tensor(-np.inf, dtype=dtype),
            dtype=dtype,
        )
        attention = attention_probabilities(self._initial_cell_state, self._coverage_penalty_weight)
        state = BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=log_probs,
            finished=self._finished,
            lengths=zeros([self._batch_size, self._beam_width], dtype=tf1.int64),
            accumulated_attention_probs=() if attention is None else attention,
        )
        return self._finished, self._start_inputs, state

    def step(self, time, inputs, state, name=None):
        """Runs the cell on all beams and chooses the best continuations; see `Decoder`."""
        with tf1.name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            sizes = self._cell.state_size
            inputs = tf1.nest.map_structure(lambda t: self._merge_batch_beams(t, s=t.shape[2:]), inputs)
            cell_state = tf1.nest.map_structure(self._maybe_merge_batch_beams, state.cell_state, sizes)
            outputs, next_cell_state = self._cell(inputs, cell_state)
            outputs = tf1.nest.map_structure(lambda t: self._split_batch_beams(t, t.shape[1:]), outputs)
            next_cell_state = tf1.nest.map_structure(self._maybe_split_batch_beams, next_cell_state, sizes)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            output, next_state = beam_search_step(
                time=time,
                logits=outputs,
                next_cell_state=next_cell_state,
                beam_state=state,
                batch_size=self._batch_size,
                beam_width=self._beam_width,
                end_token=self._end_token,
                length_penalty_weight=self._length_penalty_weight,
                coverage_penalty_weight=self._coverage_penalty_weight,
            )
            next_inputs = tf1.cond(
                tf1.reduce_all(next_state.finished),
                lambda: self._start_inputs,
                lambda: self._embedding_fn(output.predicted_ids),
            )
        return output, next_state, next_inputs, next_state.finished

    def finalize(self, outputs, final_state, sequence_lengths):
        """Reads the beams back through their parents; see `Decoder`."""
        longest = tf1.cast(tf1.reduce_max(final_state.lengths, axis=1), tf1.int32)
        ids = gather_tree(
            outputs.predicted_ids, outputs.parent_ids, max_sequence_lengths=longest, end_token=self._end_token
        )
        if self._reorder_tensor_arrays:

            def in_order(part: Any) -> Any:
                if not isinstance(part, tf1.TensorArray):
                    return part
                return sorted_history(part, self._batch_size, self._beam_width, outputs.parent_ids, final_state.lengths)

            final_state = final_state._replace(cell_state=tf1.nest.map_structure(in_order, final_state.cell_state))
        return FinalBeamSearchDecoderOutput(ids, outputs), final_state

    def _merge_batch_beams(self, t, s=None):
        """`[batch, beams, ...]` as `[batch * beams, ...]`."""
        s = _static(s)
        shape = tf1.shape(t)
        known = tf1.get_static_value(self._batch_size)
        merged = tf1.reshape(t, tf1.concat(([self._batch_size * self._beam_width], shape[2:]), 0))
        merged.set_shape(tf1.TensorShape([None if known is None else known * self._beam_width]).concatenate(s))
        return merged

    def _split_batch_beams(self, t, s=None):
        """`[batch * beams, ...]` as `[batch, beams, ...]`."""
        s = _static(s)
        shape = tf1.shape(t)
        split = tf1.reshape(t, tf1.concat(([self._batch_size, self._beam_width], shape[1:]), 0))
        expected = tf1.TensorShape([tf1.get_static_value(self._batch_size), self._beam_width]).concatenate(s)
        if not split.shape.is_compatible_with(expected):
            raise ValueError(
                "Unexpected behavior when reshaping between beam width and batch size.  The reshaped tensor has "
                f"shape: {split.shape}.  We expected it to have shape (batch_size, beam_width, depth) == {expected}.  "
                "Perhaps you forgot to create a zero_state with batch_size=encoder_batch_size * beam_width?"
            )
        split.set_shape(expected)
        return split

    def _maybe_split_batch_beams(self, t, s):
        if isinstance(t, tf1.TensorArray):
            return t
        check_rank_known(t)
        return self._split_batch_beams(t, s) if t.shape.ndims >= 1 else t

    def _maybe_merge_batch_beams(self, t, s):
        if isinstance(t, tf1.TensorArray):
            return t
        check_rank_known(t)
        return self._merge_batch_beams(t, s) if t.shape.ndims >= 2 else t


def _static(size: Any) -> Any:
    return tf1.TensorShape(tf1.get_static_value(size)) if isinstance(size, tf1.Tensor) else tf1.TensorShape(size)
